"""What a dashboard adds up, on both databases: the same live, behind a freeze and after the announcement."""

from datetime import date, timedelta

from app.database import transaction
from app.live.dashboards import Dashboard
from app.queries.backlog import backlog
from app.queries.campaigns import stage
from app.queries.coverage import covered
from app.queries.dashboard import Done, Outing, activity
from app.queries.horizon import Horizon, horizon
from app.queries.open_campaigns import open_places
from app.queries.targets import measured
from app.queries.unit_work import provinces, units
from app.services import campaigns, decisions, reports
from tests.cast import NOW, cast, stand_still
from tests.concluding import concluded, in_april
from tests.gathering import gathered
from tests.reporting import SUNDAY, content, decided, returned, sent

VNEID = "vneid_level2_support"
SATURDAY = SUNDAY - timedelta(days=1)


def seen(horizon: Horizon) -> Dashboard:
    """The dashboard, worked out anew."""
    return Dashboard(tuple(measured(horizon)), activity(horizon), tuple(units(horizon)))


def worked(people, team, captain, verifier, quantity, day=SUNDAY):
    return decided(sent(people.enrolments[team], captain, {VNEID: quantity}, day), verifier)


def test_days_and_units_count_teams_with_verified_work_and_no_gathering(app):
    people = cast()
    worked(people, "QN1", people.captain, people.verifier, 60)
    worked(people, "QN2", people.captain_qn2, people.verifier, 5, SATURDAY)
    taken_back = worked(people, "AN1", people.captain_an1, people.verifier_an, 9)
    with transaction():
        decisions.reopen(taken_back, people.verifier_an, "Xem lại")
    gathered(people.campaign, people.officer, {people.enrolments["AN2"]: 5}, day=SATURDAY)
    found = activity(horizon(stage(people.campaign), full=True))
    assert found.outings == (Outing(SATURDAY, 1), Outing(SUNDAY, 1))
    assert Done(SUNDAY, VNEID, 60) in found.done
    assert (found.spans[0], found.spans[-1], found.by_week) == (date(2026, 3, 1), SUNDAY, False)
    work = {each.code: (each.teams, each.active) for each in units(horizon(stage(people.campaign), full=True))}
    assert work == {"X21583": (2, 2), "X21907": (2, 1)}
    assert provinces() == []  # those of the cast have no coordinates


def test_a_long_campaign_is_told_by_weeks_that_begin_on_monday(app):
    people = cast()
    monday = SUNDAY - timedelta(days=6)
    for quantity, day in ((60, SUNDAY), (5, SATURDAY)):
        worked(people, "QN1", people.captain, people.verifier, quantity, day)
    with transaction():
        people.campaign.starts_on = date(2026, 1, 1)
    found = activity(horizon(stage(people.campaign), full=True))
    assert found.by_week
    assert (found.spans[0], found.spans[-1], len(found.spans)) == (date(2025, 12, 29), monday, 11)
    assert found.outings == (Outing(monday, 2),)
    assert found.done == (Done(monday, VNEID, 65),)


def test_behind_a_freeze_nothing_moves_and_the_announcement_tells_all(app):
    people = cast()
    report = worked(people, "QN1", people.captain, people.verifier, 30)
    stand_still(NOW + timedelta(hours=1))
    with transaction():
        campaigns.freeze(people.campaign, people.officer, "Giữ bảng")
    stand_still(NOW + timedelta(hours=2))
    before = seen(horizon(stage(people.campaign), full=False))
    assert before == seen(horizon(stage(people.campaign), full=True))
    worked(people, "AN1", people.captain_an1, people.verifier_an, 9)
    with transaction():
        decisions.reopen(report, people.verifier, "Xem lại")
    assert seen(horizon(stage(people.campaign), full=False)) == before
    decided(report, people.verifier)
    assert seen(horizon(stage(people.campaign), full=True)) != before
    with transaction():
        concluded(people.campaign, people.officer, people.signatory)
    with in_april():
        assert seen(horizon(stage(people.campaign), full=False)) == seen(Horizon(stage(people.campaign)))


def test_a_unit_waits_from_when_its_report_was_sent_and_too_long_after_the_hours_of_the_rules(app):
    people = cast()
    sent(people.enrolments["AN1"], people.captain_an1, {VNEID: 4})
    returned(sent(people.enrolments["QN1"], people.captain, {VNEID: 4}), people.verifier)
    stand_still(NOW + timedelta(hours=48))
    [commune, ward] = covered(stage(people.campaign))
    assert (commune.code, commune.begun, commune.waiting, commune.overdue) == ("X21907", 1, 1, 0)
    assert (ward.code, ward.begun, ward.not_begun, ward.waiting, ward.oldest) == ("X21583", 1, 1, 0, None)
    assert (commune.oldest, commune.verifiers) == (NOW, 1)
    stand_still(NOW + timedelta(hours=48, seconds=1))
    assert [each.is_silent for each in covered(stage(people.campaign))] == [True, False]


def test_units_are_late_by_the_same_clock_as_in_the_backlog(app):
    """From the first submission: correcting a waiting report does not turn it back; reopening begins anew."""
    people = cast()
    corrected = sent(people.enrolments["AN1"], people.captain_an1, {VNEID: 4})
    reopened = decided(sent(people.enrolments["QN1"], people.captain, {VNEID: 4}), people.verifier)
    stand_still(NOW + timedelta(hours=20))
    with transaction():
        reports.amend(corrected, content({VNEID: 3}), people.captain_an1, corrected.version, send=True)
        decisions.reopen(reopened, people.verifier, "Xem lại")
    stand_still(NOW + timedelta(hours=49))
    found = {each.path: each for each in covered(stage(people.campaign))}
    [place] = [each for each in open_places() if each.campaign.id == people.campaign.id]
    rows = {each.path: each.wait for each in backlog(place)}
    assert {path: (each.waiting, each.overdue, each.oldest) for path, each in found.items()} == {
        path: (each.waiting, each.late, each.oldest) for path, each in rows.items()
    }
    assert (rows[people.units["X21907"].path].late, rows[people.units["X21583"].path].late) == (1, 0)
