"""The provincial union freezes its board and announces the winners; the results never move."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from app.database import db, transaction
from app.models import Award, LedgerEntry, RuleVersion, Snapshot, SnapshotRow
from app.queries.board_rows import team_rows
from app.queries.campaigns import stage
from app.queries.horizon import horizon
from app.rulebook.rulefile import parse
from app.services import campaigns, rule_files
from app.services.refusals import Refused
from tests.cast import CODE, RULES, cast, stand_still
from tests.concluding import concluded
from tests.reporting import decided, returned, sent


def rule_file(**changes):
    file, faults = parse(RULES.read_text(encoding="utf-8"))
    assert file is not None, faults
    return replace(file, code=CODE, name=f"Tháng Thanh niên thử nghiệm {CODE}", **changes)


def points_seen(campaign, full):
    return {each.team_code: each.points for each in team_rows(horizon(stage(campaign), full))}


def freeze(people):
    with transaction():
        return campaigns.freeze(people.campaign, people.officer, "Chuẩn bị lễ công bố")


def announce(people):
    with transaction():
        return concluded(people.campaign, people.officer, people.signatory)


def test_the_same_rule_file_twice_changes_nothing(app):
    people = cast()
    with transaction():
        assert rule_files.load(rule_file(), people.officer)[1] == "same"
    versions = select(RuleVersion).where(RuleVersion.campaign_id == people.campaign.id)
    assert len(db.session.scalars(versions).all()) == 1


def test_a_changed_rule_file_needs_the_day_from_which_it_is_in_force(app):
    people = cast()
    changed = rule_file(rules=replace(rule_file().rules, daily_ceiling=300))
    with pytest.raises(Refused, match="effective_from_missing"), transaction():
        rule_files.load(changed, people.officer)
    with transaction():
        rule_files.load(replace(changed, effective_from=date(2026, 3, 20)), people.officer)
    book = stage(people.campaign).book
    assert (book.on(date(2026, 3, 19)).daily_ceiling, book.on(date(2026, 3, 20)).daily_ceiling) == (400, 300)


def test_a_frozen_board_hides_later_decisions_from_the_public_and_not_from_officers(app):
    people = cast()
    decided(sent(people.enrolments["QN1"], people.captain, {"vneid_level2_support": 37}), people.verifier)
    freeze(people)
    decided(sent(people.enrolments["QN2"], people.captain_qn2, {"vneid_level2_support": 40}), people.verifier)
    assert points_seen(people.campaign, full=False)["QN2"] == 0
    assert points_seen(people.campaign, full=True)["QN2"] == 144


def test_the_calendar_freezes_the_board_before_any_job_has_run(app):
    people = cast()
    decided(sent(people.enrolments["QN1"], people.captain, {"vneid_level2_support": 37}), people.verifier)
    stand_still(datetime(2026, 3, 28, 17, 0, 1, tzinfo=UTC))
    day = date(2026, 3, 28)
    decided(sent(people.enrolments["QN2"], people.captain_qn2, {"dvc_full_support": 9}, day), people.verifier)
    assert points_seen(people.campaign, full=False) == {"QN1": 133, "QN2": 0, "AN1": 0, "AN2": 0}


def test_a_board_is_frozen_once(app):
    people = cast()
    freeze(people)
    with pytest.raises(Refused, match="already_frozen"):
        freeze(people)


@pytest.mark.parametrize("left", [sent, lambda *args: returned(sent(*args[:-1]), args[-1])])
def test_nothing_is_announced_while_a_report_is_undecided(app, left):
    people = cast()
    arguments = (people.enrolments["QN1"], people.captain, {"vneid_level2_support": 5})
    left(*arguments, *(() if left is sent else (people.verifier,)))
    with pytest.raises(Refused, match="reports_undecided"):
        announce(people)
    assert db.session.scalars(select(Snapshot).where(Snapshot.reason == "result")).all() == []


def test_the_announcement_copies_the_standings_and_ends_decisions(app):
    people = cast()
    report = decided(sent(people.enrolments["QN1"], people.captain, {"vneid_level2_support": 37}), people.verifier)
    announce(people)
    result = db.session.scalars(select(Snapshot).where(Snapshot.reason == "result")).one()
    rows = db.session.scalars(select(SnapshotRow).where(SnapshotRow.snapshot_id == result.id)).all()
    assert {each.enrolment.team.code: (each.cluster_rank, each.points) for each in rows} == {
        "QN1": (1, 133),
        "QN2": (2, 0),
        "AN1": (1, 0),
        "AN2": (1, 0),
    }
    with pytest.raises(Refused, match="decisions_closed"):
        decided(report, people.verifier)
    with pytest.raises(Refused, match="results_final"):
        announce(people)


def test_only_eligible_teams_get_prizes(app):
    people = cast()
    for day in (date(2026, 3, 1), date(2026, 3, 8), date(2026, 3, 15)):
        stand_still(datetime(day.year, day.month, day.day, 13, 30, tzinfo=UTC))
        for team, captain in (("QN1", people.captain), ("QN2", people.captain_qn2)):
            quantity = 20 if team == "QN1" else 10
            decided(sent(people.enrolments[team], captain, {"vneid_level2_support": quantity}, day), people.verifier)
    decided(sent(people.enrolments["AN1"], people.captain_an1, {"vneid_level2_support": 40}), people.verifier_an)
    announce(people)
    given = [(each.enrolment.team.code, each.prize_code, each.rank) for each in db.session.scalars(select(Award))]
    assert given == [("QN1", "first", 1), ("QN2", "second", 2)]


def test_a_new_version_of_the_rules_settles_the_days_it_covers_at_once(app):
    people = cast()
    decided(sent(people.enrolments["QN1"], people.captain, {"vneid_level2_support": 37}), people.verifier)
    dearer = tuple(replace(each, points=each.points * 2) for each in rule_file().rules.activities)
    changed = rule_file(rules=replace(rule_file().rules, activities=dearer), effective_from=date(2026, 3, 15))
    with transaction():
        rule_files.load(changed, people.officer)
    assert points_seen(people.campaign, full=True)["QN1"] == 37 * 6 * 120 // 100
    newest = db.session.scalars(select(LedgerEntry).order_by(LedgerEntry.seq.desc())).first()
    assert (newest.kind, newest.reason, newest.rules_version) == ("adjustment", "rules:1>2", 2)
