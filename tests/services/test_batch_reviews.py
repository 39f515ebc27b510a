"""Many decisions looked at again together: previewed, applied or cancelled as one, and every team is told."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from app.database import db, transaction
from app.models import Decision, LedgerEntry, Notice, Report
from app.queries.batch_reviews import Choice, of_campaign, size
from app.queries.queue import waiting_for
from app.queries.rights import rights_of
from app.services import batch_reviews, decisions, organising
from app.services import people as persons
from app.services.invariants import INVARIANTS
from app.services.organising import Gathering
from app.services.refusals import Refused
from tests.cast import BEGUN, NOW, cast, gathered, stand_still
from tests.concluding import concluded
from tests.keeping import keep
from tests.reporting import SUNDAY, decided, looked, sent
from tests.services.test_decisions import points

VNEID = "vneid_level2_support"
FIRST = date(2026, 3, 8)
WHY = "Kiểm tra lại theo kết luận ngày 15/03"


@pytest.fixture
def people(app):
    """Two wards with two Sundays each, decided by their own verifiers; one report of QN2 by the officer."""
    keep("two sundays of two wards", two_sundays)
    stand_still(NOW)
    return gathered()


def two_sundays():
    found = cast()
    for day in (FIRST, SUNDAY):
        stand_still(NOW.replace(day=day.day))
        for team, captain, verifier in (
            ("QN1", found.captain, found.verifier),
            ("AN1", found.captain_an1, found.verifier_an),
        ):
            decided(sent(found.enrolments[team], captain, {VNEID: 10 + day.day}, day), verifier)
    decided(sent(found.enrolments["QN2"], found.captain_qn2, {VNEID: 9}), found.officer)
    sent(found.enrolments["QN2"], found.captain_qn2, {VNEID: 2})


def opened(people, effect="reopened", person="verifier", uuid=None, **narrowed):
    days = {"from_day": BEGUN, "to_day": date(2026, 3, 31)} | narrowed
    choice = Choice(effect, person=getattr(people, person) if person else None, **days)
    with transaction():
        return batch_reviews.open_batch(uuid or str(uuid4()), people.campaign, choice, WHY, people.officer)


def earliest(people) -> Report:
    """QN1's first report."""
    return (
        db.session.query(Report).filter_by(enrolment_id=people.enrolments["QN1"].id).order_by(Report.id).limit(1).one()
    )


def applied(people, batch):
    with transaction():
        return batch_reviews.apply(batch, people.campaign, people.officer)


def entries():
    return db.session.query(LedgerEntry).count()


def broken():
    return {name: found for name, each in INVARIANTS.items() if (found := list(each()))}


def test_a_batch_takes_in_what_was_chosen_and_moves_nothing(people):
    before = entries()
    assert size(opened(people)) == 2
    assert size(opened(people, from_day=SUNDAY)) == 1
    assert size(opened(people, person=None)) == 5
    assert size(opened(people, person=None, unit=people.units["X21907"])) == 2
    assert entries() == before


def test_the_preview_is_what_applying_does(people):
    batch = opened(people)
    foreseen = batch_reviews.preview(batch, people.campaign, people.officer)
    before = {each: points(people.enrolments[each]) for each in people.enrolments}
    assert {each.code: each.change for each in foreseen.teams if each.change} == {"QN1": -before["QN1"]}
    assert [(each.code, each.ranks) for each in foreseen.teams if each.climbs] == [("QN1", (1, 2)), ("QN2", (2, 1))]
    count = entries()
    applied(people, batch)
    assert {each: points(people.enrolments[each]) for each in people.enrolments} == {**before, "QN1": 0}
    assert entries() - count == foreseen.entries
    assert broken() == {}


def test_a_monthly_cap_ties_days_outside_the_batch_to_it(people):
    for day in (FIRST, SUNDAY):
        meeting = Gathering(uuid4(), "monthly_online_meeting", day, {people.enrolments["QN1"].id: 1})
        with transaction():
            organising.record(people.campaign, meeting, people.officer)
    batch = opened(people, "annulled", None, to_day=FIRST)
    foreseen = batch_reviews.preview(batch, people.campaign, people.officer)
    before, count = {each: points(people.enrolments[each]) for each in people.enrolments}, entries()
    applied(people, batch)
    after = {each: points(people.enrolments[each]) for each in people.enrolments}
    assert {each.code: each.change for each in foreseen.teams if each.change} == {
        each: after[each] - before[each] for each in after if after[each] != before[each]
    }
    assert entries() - count == foreseen.entries


def test_what_is_reopened_waits_for_somebody_else_than_who_was_reviewed(people):
    applied(people, opened(people))
    report = earliest(people)
    assert report.state == "submitted"
    mine = {each.uuid for each in waiting_for(rights_of(people.verifier)).rows}
    theirs = {each.uuid for each in waiting_for(rights_of(people.officer)).rows}
    assert report.uuid not in mine
    assert report.uuid in theirs
    with pytest.raises(Refused, match="not_yours_to_decide"):
        decided(report, people.verifier)
    decided(report, people.officer)
    assert points(people.enrolments["QN1"]) > 0
    assert broken() == {}


def test_what_is_annulled_is_gone_and_the_ledger_says_why(people):
    applied(people, opened(people, "annulled"))
    kinds = set(db.session.scalars(select(LedgerEntry.kind).where(LedgerEntry.reason == "batch_review")))
    assert kinds == {"annulment"}
    assert points(people.enrolments["QN1"]) == 0
    assert set(db.session.scalars(select(Decision.reason).where(Decision.kind == "annulled"))) == {WHY}
    assert broken() == {}


def test_each_team_is_told_once(people):
    applied(people, opened(people, person=None))
    told = db.session.execute(select(Notice.person_id, Notice.facts).where(Notice.kind == "batch_reviewed")).all()
    counts = {person: facts["count"] for person, facts in told}
    assert counts == {people.captain.id: 2, people.captain_an1.id: 2, people.captain_qn2.id: 1}


def test_a_report_decided_meanwhile_stops_the_whole_batch(people):
    batch = opened(people)
    report = earliest(people)
    with transaction():
        decisions.reopen(report, people.verifier, "Xem lại")
    before = entries()
    with pytest.raises(Refused) as refused:
        applied(people, batch)
    assert (refused.value.code, refused.value.facts["count"]) == ("batch_changed", 1)
    assert entries() == before


def test_applied_or_cancelled_once(people):
    batch, other = opened(people), opened(people, person="verifier_an")
    applied(people, batch)
    with transaction():
        batch_reviews.cancel(other, people.campaign, people.officer)
    for closed in (batch, other):
        with pytest.raises(Refused, match="batch_closed"):
            applied(people, closed)
    assert points(people.enrolments["AN1"]) > 0


def test_the_same_form_opens_one_batch(people):
    uuid = str(uuid4())
    assert opened(people, uuid=uuid).id == opened(people, uuid=uuid).id


def test_a_choice_without_reports_is_refused_and_leaves_nothing(people):
    with pytest.raises(Refused, match="batch_size"):
        opened(people, person="outsider")
    assert of_campaign(people.campaign) == []


def test_who_belongs_to_a_team_of_the_batch_does_not_apply_it(people):
    batch = opened(people)
    with transaction():
        persons.grant(people.officer, "member", people.teams["QN1"], people.officer, since=BEGUN)
    with pytest.raises(Refused, match="own_team"):
        applied(people, batch)


def test_after_the_close_decisions_are_annulled_but_not_taken_back(people):
    batch = opened(people, "annulled")
    stand_still(NOW + timedelta(days=25))
    with pytest.raises(Refused, match="decisions_closed"):
        opened(people)
    assert applied(people, batch) == 2


def test_once_the_results_are_final_no_batch_moves_a_point(people):
    batch = opened(people, "annulled")
    decided(db.session.query(Report).filter_by(state="submitted").one(), people.officer)
    with transaction():
        concluded(people.campaign, people.officer, people.signatory)
    before = entries()
    with pytest.raises(Refused, match="results_final"):
        applied(people, batch)
    assert entries() == before


def test_a_report_whose_photos_were_seen_is_decided_anew_by_the_officer(people):
    applied(people, opened(people))
    report = earliest(people)
    with transaction():
        looked(report, people.officer)
    assert decided(report, people.officer).state == "decided"


def test_who_was_reviewed_in_a_cancelled_batch_goes_on_deciding(people):
    batch, report = opened(people), earliest(people)
    with transaction():
        batch_reviews.cancel(batch, people.campaign, people.officer)
        decisions.reopen(report, people.verifier, "Xem lại")
    assert report.uuid in {each.uuid for each in waiting_for(rights_of(people.verifier)).rows}
    assert decided(report, people.verifier).state == "decided"


def test_an_officer_who_was_reviewed_in_a_cancelled_batch_applies_another(people):
    with transaction():
        batch_reviews.cancel(opened(people, person="officer"), people.campaign, people.officer)
    assert applied(people, opened(people, person="officer")) == 1
