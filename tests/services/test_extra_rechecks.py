"""A team contests a penalty once and in time; another officer answers, and the points come back by a linked entry."""

from datetime import date, timedelta
from functools import partial
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.database import db, transaction
from app.models import AuditEvent, Extra, ExtraRecheck, ExtraRecheckAnswer, LedgerEntry, Notice
from app.queries.blockers import blockers
from app.queries.campaigns import stage
from app.queries.extra_rechecks import asked_of, find, open_in
from app.queries.rights import rights_of
from app.services import extra_rechecks as rechecks
from app.services import extras
from app.services import people as persons
from app.services.invariants import INVARIANTS
from app.services.refusals import Refused
from tests.cast import BEGUN, NOW, cast, gathered, stand_still
from tests.concluding import concluded
from tests.keeping import keep
from tests.racing import codes, person, together
from tests.reporting import decided, sent
from tests.services.test_decisions import points

VNEID = "vneid_level2_support"
WHY = "Ảnh hai buổi chụp ở hai nơi khác nhau"
ANSWER = "Đã so lại hai ảnh, đúng là hai buổi"
SECOND = "second.officer@cast.example"


@pytest.fixture
def people(app):
    """The cast, a second officer of the province, and noise: another team's penalty."""
    stand_still(NOW)
    keep("a second officer and another team's penalty", two_officers)
    return gathered()


def two_officers():
    found = cast()
    with transaction():
        by = persons.system_actor()
        persons.grant(persons.add(SECOND, "Kiều Văn Phú", None, by), "officer", found.units["T52"], by)
        fine(found, "AN2", "noise")


@pytest.fixture
def second(people):
    return person(SECOND)


@pytest.fixture
def penalty(people):
    """Five points taken from QN1 by the officer."""
    with transaction():
        return fine(people)


def fine(people, team="QN1", subject="march", by=None, report=None):
    about = (people.enrolments[team], "penalty", "repeated_late", subject, 5, by or people.officer, "Chậm ba lần")
    return extras.post(*about, report)


def ask(penalty, by, uuid="", evidence=""):
    with transaction():
        return rechecks.ask(uuid or str(uuid4()), penalty, by, WHY, evidence)


def grant(request, by):
    with transaction():
        return rechecks.grant(request, by, ANSWER)


def turn_down(request, by, reason="Hai ảnh là một"):
    with transaction():
        return rechecks.turn_down(request, by, reason)


def told(who):
    """Kind and facts of what this person will be told."""
    db.session.rollback()
    kept = select(Notice).where(Notice.person_id == who.id, Notice.cancelled_at.is_(None)).order_by(Notice.id)
    return [(each.kind, each.facts) for each in db.session.scalars(kept)]


def kinds(who):
    return [kind for kind, _facts in told(who)]


def events():
    return [each.kind for each in db.session.scalars(select(AuditEvent).order_by(AuditEvent.id))]


def broken():
    return {name: found for name, each in INVARIANTS.items() if (found := list(each()))}


def test_another_officer_answers_and_nobody_else_sees_the_request(people, second, penalty):
    request = ask(penalty, people.captain, evidence="Giờ chụp trong ảnh")
    assert [each.id for each in asked_of(rights_of(second))] == [request.id]
    assert find(rights_of(second), request.uuid) is not None
    for other in (people.officer, people.verifier, people.captain, people.council, people.verifier_hn):
        assert asked_of(rights_of(other)) == []
        assert find(rights_of(other), request.uuid) is None
        with pytest.raises(Refused, match="not_yours_to_answer"):
            grant(request, other)
    assert kinds(second) == ["recheck_waiting"]
    assert open_in(people.campaign) == 1
    assert open_in(people.noise) == 0


def test_what_is_granted_gives_the_points_back_by_an_entry_that_mirrors_the_penaltys(people, second, penalty):
    request = ask(penalty, people.captain)
    before = kinds(people.captain)
    answer = grant(request, second)
    back = db.session.get_one(Extra, answer.reversal_id)
    assert (back.kind, back.reverses_id, back.points, back.reason, back.by_id) == (
        "reversal",
        penalty.id,
        5,
        ANSWER,
        second.id,
    )
    entry = db.session.scalars(select(LedgerEntry).order_by(LedgerEntry.seq.desc()).limit(1)).one()
    assert (entry.kind, entry.points, entry.reason, entry.seq) == ("reversal", 5, f"reverses:{penalty.seq}", back.seq)
    assert points(people.enrolments["QN1"]) == 0
    assert points(people.enrolments["AN2"]) == -5
    assert kinds(people.captain) == [*before, "recheck_answered"], "told once, by the answer"
    assert told(people.captain)[-1][1]["verdict"] == "granted"
    assert events()[-3:] == ["extra_recheck.asked", "extra.reversal", "extra_recheck.granted"]
    assert open_in(people.campaign) == 0
    assert broken() == {}


def test_what_is_turned_down_moves_nothing_and_says_why(people, second, penalty):
    answer = turn_down(ask(penalty, people.captain), second)
    assert (answer.verdict, answer.reason, answer.reversal_id) == ("turned_down", "Hai ảnh là một", None)
    assert points(people.enrolments["QN1"]) == -5
    assert told(people.captain)[-1][1]["verdict"] == "turned_down"
    assert events()[-1] == "extra_recheck.turned_down"
    assert open_in(people.campaign) == 0
    assert broken() == {}


def test_the_same_form_asks_once_and_a_penalty_is_contested_once(people, second, penalty):
    uuid = str(uuid4())
    assert ask(penalty, people.captain, uuid).id == ask(penalty, people.captain, uuid).id
    with pytest.raises(Refused, match="penalty_contested"):
        ask(penalty, people.captain)
    turn_down(db.session.query(ExtraRecheck).one(), second)
    with pytest.raises(Refused, match="penalty_contested"):
        ask(penalty, people.captain)
    assert db.session.query(ExtraRecheck).count() == 1
    assert kinds(second) == ["recheck_waiting"]


def test_one_form_never_contests_two_penalties(people, penalty):
    uuid = str(uuid4())
    ask(penalty, people.captain, uuid)
    with transaction():
        other = fine(people, subject="april")
    with pytest.raises(Refused, match="recheck_differs"):
        ask(other, people.captain, uuid)


@pytest.mark.parametrize("who", ["captain_qn2", "captain_an2", "member", "verifier", "officer", "outsider"])
def test_only_the_fined_teams_own_captain_asks(people, penalty, who):
    with pytest.raises(Refused, match="not_yours_to_contest"):
        ask(penalty, getattr(people, who))
    assert db.session.query(ExtraRecheck).count() == 0


def test_after_the_last_minute_of_its_deadline_nobody_asks(people, penalty):
    until = date(2026, 4, 8)
    stand_still(NOW.replace(month=until.month, day=until.day, hour=17, minute=0))
    with pytest.raises(Refused) as refused:
        ask(penalty, people.captain)
    assert (refused.value.code, refused.value.facts["until"]) == ("rechecks_closed", until)
    with transaction():
        fine(people, subject="too late to contest")
    assert told(people.captain)[-1][1]["recheck_until"] == "", "no promise that cannot be kept"
    stand_still(NOW.replace(month=until.month, day=until.day, hour=16, minute=59))
    assert ask(penalty, people.captain).id
    assert told(people.captain)[0][1]["recheck_until"] == until.isoformat()


def test_a_bonus_is_not_contested(people):
    with transaction():
        bonus = extras.post(people.enrolments["QN1"], "bonus", "creative_model", "f", 20, people.officer, "Biên bản")
    with pytest.raises(Refused, match="not_a_penalty"):
        ask(bonus, people.captain)


def test_a_penalty_already_taken_back_is_not_contested(people, penalty):
    with transaction():
        extras.reverse(penalty, people.officer, "Đội đã báo trước")
    with pytest.raises(Refused, match="penalty_taken_back"):
        ask(penalty, people.captain)


def test_a_penalty_taken_back_meanwhile_needs_no_answer_and_holds_nothing_back(people, second, penalty):
    request = ask(penalty, people.captain)
    with transaction():
        extras.reverse(penalty, people.officer, "Đội đã báo trước")
    for move in (grant, turn_down):
        with pytest.raises(Refused, match="penalty_taken_back"):
            move(request, second)
    assert asked_of(rights_of(second)) == []
    assert open_in(people.campaign) == 0
    assert "points_given" in kinds(people.captain)
    assert broken() == {}


def test_answered_twice_the_second_is_told_by_whom(people, second, penalty):
    request = ask(penalty, people.captain)
    turn_down(request, second)
    with pytest.raises(Refused) as refused:
        grant(request, second)
    assert (refused.value.code, refused.value.facts["by"]) == ("recheck_answered", second.full_name)
    assert points(people.enrolments["QN1"]) == -5


def test_an_officer_who_joined_the_team_in_between_answers_no_longer(people, second, penalty):
    request = ask(penalty, people.captain)
    with transaction():
        persons.grant(second, "member", people.teams["QN1"], people.admin, since=BEGUN)
    with pytest.raises(Refused, match="not_yours_to_answer"):
        turn_down(request, second)


def test_whoever_answered_has_judged_the_team_and_does_not_join_it_for_that_time(people, second, penalty):
    turn_down(ask(penalty, people.captain), second)
    with pytest.raises(Refused, match="judged_the_team"), transaction():
        persons.grant(second, "member", people.teams["QN1"], people.admin, since=BEGUN)
    with transaction():
        persons.grant(second, "member", people.teams["QN2"], people.admin, since=BEGUN)


def test_who_decided_the_report_that_the_penalty_is_about_does_not_answer(people, second):
    report = decided(sent(people.enrolments["QN1"], people.captain, {VNEID: 25}), second, {VNEID: 20}, "Lệch")
    with transaction():
        about, beside = fine(people, subject="about", report=report), fine(people, subject="beside")
    request, other = ask(about, people.captain), ask(beside, people.captain)
    assert [each.id for each in asked_of(rights_of(second))] == [other.id]
    with pytest.raises(Refused, match="not_yours_to_answer"):
        grant(request, second)


def test_it_goes_one_level_up_where_somebody_is_there(people, second, penalty):
    with transaction():
        by = persons.system_actor()
        persons.grant(people.outsider, "officer", people.units["VN"], by)
        persons.grant(people.captain_hn, "officer", people.units["T01"], by)
    request = ask(penalty, people.captain)
    assert [each.id for each in asked_of(rights_of(people.outsider))] == [request.id]
    assert asked_of(rights_of(second)) == []
    assert asked_of(rights_of(people.captain_hn)) == []
    assert grant(request, people.outsider).verdict == "granted"


def test_it_is_answered_after_the_close_and_nothing_is_announced_before(people, second, penalty):
    request = ask(penalty, people.captain)
    stand_still(NOW + timedelta(days=25))
    assert [(each.code, each.count) for each in blockers(stage(people.campaign)) if "unanswered" in each.code] == [
        ("rechecks_unanswered", 1)
    ]
    with pytest.raises(Refused, match="rechecks_unanswered"), transaction():
        concluded(people.campaign, people.officer, people.signatory)
    grant(request, second)
    with transaction():
        concluded(people.campaign, people.officer, people.signatory)
    with pytest.raises(Refused, match="results_final"):
        ask(penalty, people.captain)


@pytest.mark.parametrize("verdict", ["granted", "turned_down"])
def test_the_database_keeps_an_answer_and_its_reversal_together(people, second, penalty, verdict):
    request = ask(penalty, people.captain)
    with transaction():
        back = extras.reverse(penalty, second, "Trả lại")
    reversal_id = None if verdict == "granted" else back.id
    about = {"request_id": request.id, "by_id": second.id, "at": NOW, "reason": "Vì sao"}
    with pytest.raises(IntegrityError), transaction() as session:
        session.add(ExtraRecheckAnswer(verdict=verdict, reversal_id=reversal_id, **about))


def test_an_answer_by_who_posted_it_or_of_another_penalty_would_be_found(people, second, penalty):
    with transaction():
        back = extras.reverse(db.session.query(Extra).filter_by(subject="noise").one(), second, "Trả lại")
    request = ask(penalty, people.captain)
    told_of = {"verdict": "granted", "reversal_id": back.id, "at": NOW, "reason": "Vì sao"}
    for by in (people.officer, second):
        db.session.add(ExtraRecheckAnswer(request_id=request.id, by_id=by.id, **told_of))
        db.session.flush()
        assert list(INVARIANTS["penalties_rechecked_by_others"]()) == [f"request={request.uuid} person={by.id}"]
        db.session.rollback()
    assert broken() == {}


def _request():
    return db.session.query(ExtraRecheck).one()


def _grants(name):
    return rechecks.grant(_request(), person(name), ANSWER).verdict


def _turns_down(name):
    return rechecks.turn_down(_request(), person(name), "Hai ảnh là một").verdict


def _takes_back(name):
    return extras.reverse(_request().extra, person(name), "Đội đã báo trước").kind


THIRD = "third.officer@cast.example"
RACES = {
    "two who grant": (partial(_grants, SECOND), partial(_grants, THIRD), {"recheck_answered"}),
    "one of each": (partial(_grants, SECOND), partial(_turns_down, THIRD), {"recheck_answered"}),
    "two who turn down": (partial(_turns_down, SECOND), partial(_turns_down, THIRD), {"recheck_answered"}),
    "who turns down and who takes back": (
        partial(_turns_down, SECOND),
        partial(_takes_back, "officer"),
        {"", "penalty_taken_back"},
    ),
}


@pytest.mark.parametrize("name", RACES)
def test_two_who_answer_at_the_same_moment_answer_once(app, people, penalty, name):
    with transaction():
        by = persons.system_actor()
        persons.grant(persons.add(THIRD, "Lò Thị Mận", None, by), "officer", people.units["T52"], by)
    ask(penalty, people.captain)
    db.session.remove()
    first, other, refusals = RACES[name]
    outcomes = together(app, first, other)
    told_off = codes(outcomes)
    assert told_off[0] == ""
    assert told_off[1] in refusals
    assert db.session.query(ExtraRecheckAnswer).count() <= 1
    assert db.session.query(Extra).filter_by(kind="reversal").count() <= 1
    assert broken() == {}


def test_two_captains_who_ask_at_the_same_moment_ask_once(app, people, penalty):
    number = penalty.id
    db.session.remove()

    def asks():
        return rechecks.ask(str(uuid4()), db.session.get_one(Extra, number), person("captain"), WHY).uuid

    assert codes(together(app, asks, asks)) == ["", "penalty_contested"]
    assert db.session.query(ExtraRecheck).count() == 1
