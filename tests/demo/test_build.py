"""The demonstration in a database, at a reduced size: true to its plan, to the rules and to its clock."""

import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from app import clock
from app.database import db, transaction
from app.demo import build as demo
from app.demo.march_teams import DEMO, TWINS
from app.models import (
    Award,
    Campaign,
    Enrolment,
    LedgerEntry,
    Notice,
    Person,
    Report,
    ReportFlag,
    ReportLine,
    Snapshot,
    Tally,
    Team,
    Unit,
)
from app.outside.photos import local
from app.queries import notices
from app.queries.board import places
from app.queries.campaigns import all_campaigns, by_code, stage
from app.queries.deciders import deciders, nearest
from app.queries.rights import rights_of
from app.queries.rules import rule_book
from app.services import passwords, people, rebuilds, standings
from app.services.invariants import badges_of
from tests.demo.test_sunday_season import verified
from tests.fixtures.databases import PostgresTemplates, built_app

PASSWORD = "một mật khẩu dài"
EVENING = datetime(2026, 3, 15, 13, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def sqlite_url(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    shutil.copyfile(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture(scope="module")
def postgresql_url(postgres_templates: PostgresTemplates) -> Iterator[str]:
    with postgres_templates.clone() as url:
        yield url


@dataclass(frozen=True)
class Told:
    """The small story in a database, and what the command that told it printed."""

    app: Flask
    story: demo.Story
    printed: str
    asked: str

    @property
    def words(self) -> dict[str, str]:
        """Passwords by login."""
        return dict(line.split("  ") for line in self.printed.splitlines())


WORDS = {"sqlite": PASSWORD, "postgresql": ""}


@pytest.fixture(scope="module", params=WORDS)
def told(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """The small story, told once to each kind of database, with and without a password; tests only look at it."""
    folder, story, asked = tmp_path_factory.mktemp("instance"), demo.plan_small(), WORDS[request.param]
    with built_app(request.getfixturevalue(f"{request.param}_url"), folder) as app:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(import_module("app.cli.demo"), "plan", lambda scale: story)
            done = app.test_cli_runner().invoke(args=["demo", *(["--password", asked] if asked else [])])
        assert done.exit_code == 0, done.output
        yield Told(app, story, done.stdout, asked)


@pytest.fixture
def built(told: Told) -> Iterator[demo.Story]:
    with told.app.app_context():
        yield told.story


def campaign_named(code: str) -> Campaign:
    found = by_code(code)
    assert found is not None
    return found


def account(role: str) -> Person:
    found = people.by_login(f"{role}@xungkich.example")
    assert found is not None
    return found


def differences(campaign: Campaign) -> Sequence[object]:
    """What settling everything again would post."""
    return [each for teams in rebuilds.missing(campaign, people.system_actor()) for _, found in teams for each in found]


def test_of_forty_waiting_reports_of_the_ward_six_are_flagged_for_five_reasons_and_nine_need_a_look(told):
    with told.app.app_context():
        ward = select(Report).join(Enrolment).join(Team).join(Unit).where(Unit.path.contains("X21583"))
        waiting = db.session.scalars(ward.where(Report.state == "submitted")).all()
        loud = [each for each in waiting if each.risk >= 50]
        codes = set(
            db.session.scalars(select(ReportFlag.code).where(ReportFlag.report_id.in_([each.id for each in loud])))
        )
        assert (len(waiting), len(loud), sum(0 < each.risk < 50 for each in waiting)) == (40, 6, 9)
        assert {"photo_near", "burst_taps", "beyond_taps", "even_taps", "over_capacity"} <= codes
        assert sum(any(line.taps for line in each.lines) for each in waiting) >= 38


def test_nothing_is_left_to_settle_and_standings_and_badges_are_what_they_should_be(built):
    for campaign in all_campaigns():
        assert differences(campaign) == []
        assert list(standings.faults(campaign)) == []
        assert list(badges_of(campaign)) == []


def test_the_chain_of_each_campaign_has_no_gaps_and_its_times_never_go_back(built):
    for campaign in all_campaigns():
        rows = db.session.execute(
            select(LedgerEntry.seq, LedgerEntry.posted_at)
            .where(LedgerEntry.campaign_id == campaign.id)
            .order_by(LedgerEntry.seq)
        ).all()
        assert [row.seq for row in rows] == list(range(1, len(rows) + 1))
        times = [row.posted_at for row in rows]
        assert times == sorted(times)
        assert times[-1].date() == (EVENING if campaign.code == "TTN2026" else datetime(2024, 1, 3, tzinfo=UTC)).date()


def test_what_was_planned_is_what_the_ledger_holds(built):
    due = verified([report for sitting in built.past.sittings for report in sitting.reports])
    campaign = campaign_named("CNS2023")
    rows = db.session.execute(
        select(LedgerEntry.activity_code, func.sum(LedgerEntry.verified_quantity))
        .where(LedgerEntry.campaign_id == campaign.id)
        .group_by(LedgerEntry.activity_code)
    ).all()
    tallies = db.session.scalars(select(Tally).where(Tally.campaign_id == campaign.id))
    assert {code: int(total) for code, total in rows} == {code: total for code, total in due.items() if total}
    assert {each.activity_code: each.verified_quantity for each in tallies} == {row[0]: int(row[1]) for row in rows}


def test_the_past_season_is_announced_with_prizes_and_the_running_one_runs(built):
    past, running = campaign_named("CNS2023"), campaign_named("TTN2026")
    assert stage(past).phase == "official"
    assert stage(running).phase == "running"
    assert {past.label, running.label} == {"Dữ liệu minh họa"}
    assert past.ranking_note
    assert db.session.scalars(select(Award)).all()
    reasons = set(db.session.scalars(select(Snapshot.reason).where(Snapshot.campaign_id == past.id)))
    assert reasons == {"day", "board_freeze", "result"}
    days = select(func.count()).where(Snapshot.campaign_id == running.id, Snapshot.reason == "day")
    assert db.session.scalar(days) == 14


def test_second_place_in_the_plain_is_shared(built):
    campaign = campaign_named("TTN2026")
    found = places(campaign, rule_book(campaign.id).newest.tie_break, cluster_code="xa-dong-bang")
    assert [(each.rank, each.shared) for each in found[:4]] == [(1, False), (2, True), (2, True), (4, False)]
    assert {each.team.code for each in found[1:3]} == set(TWINS)


def test_forty_of_fifty_score_for_the_captains_team(built):
    rows = db.session.execute(
        select(ReportLine.claimed, LedgerEntry.verified_quantity, LedgerEntry.scored_quantity)
        .join(LedgerEntry, LedgerEntry.line_id == ReportLine.id)
        .join(Enrolment, Enrolment.id == LedgerEntry.enrolment_id)
        .join(Team, Team.id == Enrolment.team_id)
        .where(Team.code == DEMO, ReportLine.claimed == 55)
    ).all()
    assert [tuple(row) for row in rows] == [(55, 50, 40)]


def test_what_waits_in_the_ward_waits_for_its_verifier(built):
    verifier = account("verifier")
    waiting = db.session.scalars(select(Report).where(Report.state == "submitted")).all()
    found = deciders(waiting)
    mine = [each for each in waiting if verifier.id in {one.person_id for one in nearest(found[each.id])}]
    assert len(mine) == 40
    assert {each.activity_day for each in mine} == {EVENING.date()}
    photos = Counter(photo.sha256 for each in mine for photo in each.evidence)
    assert all(each.evidence for each in mine)
    assert sorted(photos.values())[-2:] == [1, 2]
    assert all(found[each.id] for each in waiting)


def test_the_eight_accounts_hold_their_roles_and_share_the_password(built, told):
    for role in ("captain", "member", "verifier", "officer", "signatory", "council", "auditor", "admin"):
        person = account(role)
        assert passwords.matches(person.password_hash, told.words[person.login])
        assert rights_of(person).roles == {role}
    others = select(func.count()).select_from(Person).where(Person.password_hash.is_not(None))
    assert db.session.scalar(others) == 8


def test_it_is_half_past_eight_on_that_sunday_and_time_runs_on(built):
    assert EVENING <= clock.now() < EVENING + timedelta(minutes=2)
    assert clock.is_shifted()


def test_a_database_with_campaigns_is_refused(built, tmp_path):
    with pytest.raises(demo.NotEmpty), transaction():
        demo.build(demo.plan_small(), PASSWORD, tmp_path, lambda count: None)


def test_the_command_prints_each_login_with_the_password_or_a_random_one(told):
    assert next(iter(told.words)) == "captain@xungkich.example"
    assert len(told.words) == len(told.printed.splitlines()) == 8
    [word] = set(told.words.values())
    assert word == told.asked or (not told.asked and len(word) >= passwords.SHORTEST)


def test_the_command_refuses_a_second_time(told):
    second = told.app.test_cli_runner().invoke(args=["demo", "--password", PASSWORD])
    assert second.exit_code == 1
    assert second.stdout == ""
    assert "đã có chiến dịch" in second.stderr


def test_the_captain_has_read_what_came_before_the_day_of_the_story_and_nobody_gets_an_e_mail(built):
    captain = people.by_login("captain@xungkich.example")
    assert captain
    told = notices.of_person(captain.id)
    assert len(told) > notices.unread(captain.id) >= 1
    assert {each.made_at.date() for each in told if not each.is_read} == {EVENING.date()}
    assert db.session.scalar(select(Notice.id).where(Notice.mailed_at.is_(None))) is None


@pytest.mark.soak
def test_the_whole_demonstration_holds_the_published_totals(app: Flask, tmp_path):
    with transaction():
        demo.build(demo.plan(), PASSWORD, local(tmp_path / "photos", durable=False), lambda count: None)
    past = campaign_named("CNS2023")
    tallies = db.session.scalars(select(Tally).where(Tally.campaign_id == past.id))
    found = {each.activity_code: each.verified_quantity for each in tallies}
    assert found["dvc_account_guidance"] + found["vneid_level2_support"] == 150_895
    assert found["dvc_partial_support"] + found["dvc_full_support"] == 81_943
    assert found["e_payment_support"] == 234_216
    for campaign in all_campaigns():
        assert differences(campaign) == []
        assert list(standings.faults(campaign)) == []
