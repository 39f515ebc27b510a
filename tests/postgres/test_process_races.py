"""Thirty-two people in processes of their own on real PostgreSQL: no doubles, no ceilings passed, no server errors."""

import os
from datetime import date
from functools import partial
from random import Random
from secrets import token_hex
from urllib.parse import urlencode
from uuid import UUID

import pytest
from flask import current_app, session
from flask_login import login_user
from flask_wtf.csrf import generate_csrf
from sqlalchemy import func, select

from app.database import db, transaction
from app.models import AuditEvent, Decision, Extra, LedgerEntry, Report, Snapshot, SnapshotRow, Unit
from app.queries.rules import rule_book
from app.services.invariants import INVARIANTS
from tests.cast import NOW, stand_still
from tests.crash.clients import within_process
from tests.fixtures.databases import built_app
from tests.postgres.crowds import Ground, over_http
from tests.postgres.town import TOWN, built, captain, judges, verifier, waiting
from tests.racing import (
    campaign,
    codes,
    copies,
    corrects,
    count,
    decides,
    fines,
    freezes,
    joins,
    person,
    publishes,
    reopens,
    together,
)
from tests.reporting import SUNDAY, looked

VNEID = "vneid_level2_support"
HALF = {VNEID: 30, "e_payment_support": 35, "dvc_full_support": 20, "dvc_partial_support": 20}
LATE = ("đã xử lý báo cáo này lúc", "Báo cáo đã thay đổi từ lúc bạn mở")
MARCH = [date(2026, 3, day) for day in range(1, 16)]
FEW = 8  # processes, where sixteen pairs are enough
DAYS = [date(2026, 3, day) for day in range(16, 26)]


@pytest.fixture(scope="module")
def ground(postgres_templates, nursery, tmp_path_factory):
    """One town for all races; each has its own reports."""
    folder = tmp_path_factory.mktemp("town")
    seed = os.environ.get("RACE_SEED") or token_hex(4)
    with postgres_templates.clone() as url, built_app(url, folder) as app:
        with app.app_context():
            built()
        yield Ground(app, nursery, url, folder, NOW, seed, Random(seed))


@pytest.fixture(autouse=True)
def _steady(ground):
    """It is always NOW, and every invariant holds after every race."""
    stand_still(NOW)
    print(f"RACE_SEED={ground.seed}")
    yield
    stand_still(NOW)
    with ground.app.app_context():
        assert [f"{name}: {each}" for name, find in INVARIANTS.items() for each in find()] == []


def ids(ground, number):
    return [str(UUID(int=ground.random.getrandbits(128), version=4)) for _ in range(number)]


def reports(ground, team, number, lines=None, days=(SUNDAY,)):
    """New reports of that team that wait for a verifier; their ids."""
    uuids = ids(ground, number)
    waiting(ground.app, team, uuids, lines or {VNEID: 5}, days)
    return uuids


def decided(ground, team, number):
    """Reports that a verifier has decided."""
    uuids = reports(ground, team, number)
    for uuid in uuids:
        assert together(ground.app, decides(uuid, judges(team)[0]))[0].worked
    return uuids


def said(found):
    """What the racers of all races were told, each kind once."""
    return {tuple(each.code for each in outcomes) for outcomes in found}


@pytest.mark.parametrize("each", [2, pytest.param(10, marks=pytest.mark.soak)])
def test_reports_of_fifty_teams_verified_by_two_at_once_over_http(ground, each):
    races = []
    for team in TOWN:
        uuids = reports(ground, team, each, days=MARCH)
        pair = [signed_in(ground.app, login) for login in judges(team)]
        seen(ground.app, uuids, judges(team))
        for uuid, fields in forms(ground.app, uuids).items():
            path = f"/reports/{uuid}/decision"
            races.append([partial(post, path, {**fields, "csrf_token": token}, cookie) for token, cookie in pair])
    ground.random.shuffle(races)
    uuid, cookie = uuid_of(races[0][0]), races[0][0].args[-1]
    found = ground.race(races, over_http, partial(look, cookie, uuid))
    assert [sorted(each.value for each in pair) for pair in found] == [[303, 409]] * len(races)
    late = [one.code for pair in found for one in pair if one.value == 409]
    assert [text for text in late if not any(words in text for words in LATE)] == []
    with ground.app.app_context():
        uuids = [uuid_of(race[0]) for race in races]
        decided = select(Report.id).where(Report.uuid.in_(uuids))
        assert count(Decision, Decision.report_id.in_(decided)) == each * len(TOWN)
        subjects = [f"report:{uuid}" for uuid in uuids]
        assert count(AuditEvent, AuditEvent.kind == "report.decided", AuditEvent.subject.in_(subjects)) == each * len(
            TOWN
        )


def signed_in(app, login):
    """A session of this person, and its token for forms."""
    with app.test_request_context():
        login_user(person(login))
        token = generate_csrf()
        return token, f"xungkich={app.session_interface.get_signing_serializer(app).dumps(dict(session))}"


def forms(app, uuids):
    """What a verifier sends for each report: every line as claimed."""
    with app.app_context():
        found = db.session.scalars(select(Report).where(Report.uuid.in_(uuids)))
        return {each.uuid: {"version": str(each.version), **verdicts(each)} for each in found}


def seen(app, uuids, logins):
    """Each of these people has opened every photo."""
    with app.app_context(), transaction():
        for each in db.session.scalars(select(Report).where(Report.uuid.in_(uuids))):
            for login in logins:
                looked(each, person(login))


def verdicts(report):
    kept: dict[str, str] = {}
    for line in report.lines:
        kept |= {f"verdict-{line.id}": "verified", f"quantity-{line.id}": str(line.claimed), f"reason-{line.id}": ""}
    return kept


def post(path, fields, cookie, carry):
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    return carry("POST", path, urlencode(fields), headers)


def look(cookie, uuid):
    """The rehearsal: the page, and a decision that is not kept."""
    page = f"/reports/{uuid}/decision"
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    within_process(app)("GET", page, "", {"Cookie": cookie})
    decides(uuid, "officer")()


def uuid_of(move):
    return move.args[0].split("/")[2]


@pytest.mark.parametrize("teams", [6, pytest.param(20, marks=pytest.mark.soak)])
def test_days_of_many_teams_pass_neither_caps_nor_ceiling(ground, teams):
    races = []
    for team in TOWN[:teams]:
        uuids = reports(ground, team, 20, HALF, DAYS)
        races += [list(map(decides, uuids[at::10], judges(team))) for at in range(10)]
    ground.random.shuffle(races)
    assert len(races) == 10 * teams
    assert [codes(each) for each in ground.race(races)] == [["", ""]] * len(races)
    with ground.app.app_context():
        caps = {each.code: each.cap for each in rule_book(campaign().id).newest.activities}
        ceiling = rule_book(campaign().id).newest.daily_ceiling
        day = LedgerEntry.enrolment_id, LedgerEntry.activity_day
        wanted = select(func.sum(LedgerEntry.points)).where(LedgerEntry.campaign_id == campaign().id)
        assert max(db.session.scalars(wanted.group_by(*day))) == ceiling
        scored = select(LedgerEntry.activity_code, func.sum(LedgerEntry.scored_quantity))
        rows = db.session.execute(
            scored.where(LedgerEntry.activity_code.in_(HALF)).group_by(*day, LedgerEntry.activity_code)
        )
        assert [row for row in rows if row[1] > caps[str(row[0])]] == []


def test_whoever_joins_a_team_while_verifying_its_work_does_one_of_both(ground):
    team = TOWN[0]
    logins = [f"joining.{number}@cast.example" for number in range(40)]
    with ground.app.app_context(), transaction() as writing:
        unit = writing.scalars(select(Unit).where(Unit.code == "X90001")).one()
        for login in logins:
            verifier(login, unit)
    pairs = zip(reports(ground, team, len(logins)), logins, strict=True)
    found = ground.race([[decides(uuid, login), joins(login, team)] for uuid, login in pairs], racers=FEW)
    assert said(found) <= {
        ("not_yours_to_decide", ""),
        ("", "judged_the_team"),
    }


def test_boards_frozen_and_copied_while_others_decide_hold_what_the_ledger_held(ground):
    uuids = [(uuid, team) for team in TOWN[:20] for uuid in reports(ground, team, 5)]
    races = [[decides(uuid, judges(team)[at % 2])] for at, (uuid, team) in enumerate(uuids)]
    races += [[freezes], *([copies(day)] for day in DAYS)]
    ground.random.shuffle(races)
    assert said(ground.race(races)) == {("",)}
    with ground.app.app_context():
        taken = db.session.scalars(select(Snapshot).where(Snapshot.campaign_id == campaign().id)).all()
        assert len(taken) == 1 + len(DAYS)
        assert [each.seq for each in taken if points_copied(each) != points_posted(each)] == []


def points_copied(snapshot):
    wanted = select(SnapshotRow.enrolment_id, SnapshotRow.points).where(SnapshotRow.snapshot_id == snapshot.id)
    return {each: points for each, points in db.session.execute(wanted) if points}


def points_posted(snapshot):
    wanted = select(LedgerEntry.enrolment_id, func.sum(LedgerEntry.points))
    wanted = wanted.where(LedgerEntry.campaign_id == snapshot.campaign_id, LedgerEntry.seq <= snapshot.seq)
    return {each: points for each, points in db.session.execute(wanted.group_by(LedgerEntry.enrolment_id)) if points}


def test_a_reopening_and_a_verification_at_once_come_one_after_the_other(ground):
    uuids = [uuid for team in TOWN[:2] for uuid in decided(ground, team, 8)]
    found = ground.race([[reopens(uuid, "officer"), decides(uuid, "officer")] for uuid in uuids], racers=FEW)
    assert said(found) <= {("", ""), ("", "report_not_waiting")}


def test_a_report_reopened_by_two_at_once_is_reopened_once(ground):
    uuids = decided(ground, TOWN[2], 16)
    found = ground.race([[reopens(uuid, "officer"), reopens(uuid, judges(TOWN[2])[0])] for uuid in uuids], racers=FEW)
    assert [codes(pair) for pair in found] == [["", "report_not_decided"]] * 16


def test_a_team_that_corrects_itself_while_its_report_is_reopened(ground):
    uuids = decided(ground, TOWN[3], 16)
    who = captain(TOWN[3])
    found = ground.race([[corrects(uuid, who), reopens(uuid, "officer")] for uuid in uuids], racers=FEW)
    assert said(found) <= {("", ""), ("report_not_decided", "")}


def test_a_penalty_posted_by_two_at_once_is_posted_once(ground):
    subjects = [f"penalty {number}" for number in range(32)]
    found = ground.race([[fines(TOWN[at % 6], subject)] * 2 for at, subject in enumerate(subjects)], racers=FEW)
    assert [one.value == two.value and one.worked and two.worked for one, two in found] == [True] * 32
    with ground.app.app_context():
        assert count(Extra, Extra.subject.in_(subjects)) == 32


def test_rules_published_twice_while_thirty_decide_price_every_line(ground):
    uuids = [uuid for team in TOWN[:16] for uuid in reports(ground, team, 2, HALF, MARCH)][:30]
    who = [judges(team)[at % 2] for team in TOWN[:16] for at in range(2)]
    with ground.app.app_context():
        number = rule_book(campaign().id).number
    publishing = [publishes(300, number), publishes(200, number)]
    [outcomes] = ground.race([[*publishing, *map(decides, uuids, who)]], rehearsal=decides(uuids[0], who[0]))
    assert codes(outcomes[:2]) == ["", "rules_changed"]
    assert codes(outcomes[2:]) == [""] * 30
