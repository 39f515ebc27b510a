"""Second looks, re-checks and batches against each other and against everybody else: one wins, nobody is half-done.

In each pair the second begins when the first has done everything but its commit.
"""

from functools import partial
from itertools import count as counting
from uuid import uuid4

import pytest
from sqlalchemy import select

from app.database import db, transaction
from app.jobs import cross_check_draws
from app.models import BatchReview, CrossCheck, Decision, Extra, ExtraRecheck, RecheckAnswer, RecheckRequest, RoleGrant
from app.queries.batch_reviews import Choice
from app.queries.batch_reviews import size as size_of
from app.queries.campaigns import stage
from app.services import (
    batch_reviews,
    cross_checks,
    delegations,
    draws,
    extra_rechecks,
    extras,
    locks,
    memberships,
    people,
    rechecks,
)
from app.services.decision_rows import Ruling
from app.services.invariants import INVARIANTS
from app.services.loans import Loan
from tests.cast import NOW, cast, stand_still
from tests.fixtures.databases import built_app
from tests.neighbours import LATER, neighbours, rules_draw
from tests.postgres.overlapping import done, halted, overlapping
from tests.racing import (
    CAPTAINS,
    VNEID,
    campaign,
    closes,
    corrects,
    count,
    decides,
    enrolment,
    fines,
    joins,
    person,
    reopens,
    report,
    together,
)
from tests.reporting import SUNDAY, looked, sent

NEAR, NEXT_TO, OTHER_OFFICER = "verifier.qd@cast.example", "second.qd@cast.example", "second.officer@cast.example"
CHEAP = ("gapless_sequence", "one_live_decision", "state_follows_decision", "second_looks_by_others")
NUMBERS = counting()
BOTH = pytest.mark.parametrize("turned", [False, True], ids=["as told", "the other way round"])


def laid(app):
    with app.app_context():
        peopled(cast())
    return app


def peopled(found):
    """The cast, a second ward with two verifiers who look at the first one's work, a second officer."""
    ward = neighbours(found)
    rules_draw(found, 100)
    with transaction():
        by = people.system_actor()
        people.grant(people.add(NEXT_TO, "Tô Thị Lan", None, by), "verifier", ward.unit, by)
        people.grant(people.add(OTHER_OFFICER, "Kiều Văn Phú", None, by), "officer", found.units["T52"], by)


@pytest.fixture(scope="module")
def place(postgres_templates, tmp_path_factory):
    """One place for all races, each with reports of its own; after all of them every invariant holds."""
    with postgres_templates.clone() as url, built_app(url, tmp_path_factory.mktemp("second_look")) as app:
        yield laid(app)
        sound(app)


@pytest.fixture
def ground(place):
    """It is NOW when each race begins, and the cheap invariants hold after it."""
    stand_still(NOW)
    yield place
    sound(place, CHEAP)


def sound(app, names=INVARIANTS):
    with app.app_context():
        assert [f"{name}: {each}" for name in names for each in INVARIANTS[name]()] == []


def verified(app, team="QN1", lookers=(NEAR, NEXT_TO, "officer", OTHER_OFFICER)):
    """A report that its ward has decided, and of which everybody has opened every photo; its id."""
    with app.app_context():
        made = sent(enrolment(team), person(CAPTAINS[team]), {VNEID: 9})
        with transaction():
            for name in lookers:
                looked(made, person(name))
        uuid = made.uuid
    done(app, decides(uuid, "verifier"))
    return uuid


def drawn(app, team="QN1"):
    """Such a report of which a second look is asked."""
    uuid = verified(app, team)
    stand_still(LATER)
    with app.app_context():
        cross_check_draws.run()
    return uuid


def contested(app):
    """Such a report, drawn too, whose captain has asked for a re-check."""
    uuid = drawn(app)
    done(app, asks(uuid))
    return uuid


def newcomer(app, role):
    """An officer of the province or a verifier next door who has judged nothing yet."""
    login = f"newcomer.{next(NUMBERS)}@cast.example"

    def arrive():
        by, unit = people.system_actor(), campaign().unit if role == "officer" else enrolment("QD1").team.unit
        people.grant(people.add(login, "Bùi Văn Mới", None, by), role, unit, by)

    done(app, arrive)
    return login


def opened(app, effect="reopened"):
    """A batch of everything the ward's verifier decided; its id."""
    return done(app, opens(effect))


def opens(effect="reopened", uuid=""):
    def move():
        choice = Choice(effect, from_day=SUNDAY, to_day=SUNDAY, person=person("verifier"))
        made = batch_reviews.open_batch(uuid or str(uuid4()), campaign(), choice, "Kết luận số 5", person("officer"))
        return made.uuid

    return move


def batch(uuid):
    return db.session.scalars(select(BatchReview).where(BatchReview.uuid == uuid)).one()


def applies(uuid, name="officer"):
    return lambda: batch_reviews.apply(batch(uuid), campaign(), person(name))


def cancels(uuid, name="officer"):
    return lambda: batch_reviews.cancel(batch(uuid), campaign(), person(name))


def check_of(uuid):
    return db.session.scalars(select(CrossCheck).where(CrossCheck.report_id == report(uuid).id)).one()


def findings(uuid, quantity):
    return [Ruling(each.id, "verified", quantity, "Bộ đếm ghi khác") for each in report(uuid).lines if each.claimed]


def looks(uuid, name, quantity, decision):
    """This person gives the second look; `decision` is what they had before them."""

    def move():
        looked(report(uuid), person(name))
        return cross_checks.answer(check_of(uuid), person(name), findings(uuid, quantity), decision)

    return move


def hands_on(uuid):
    return lambda: cross_checks.hand_on(report(uuid), person("verifier"), "Tôi quen đội này").id


def asks(uuid, form="", name="captain"):
    def move():
        before = report(uuid).decision_id or 0
        return rechecks.ask(form or str(uuid4()), report(uuid), before, person(name), "Bộ đếm ghi 9").uuid

    return move


def request_of(uuid):
    return db.session.scalars(select(RecheckRequest).where(RecheckRequest.report_id == report(uuid).id)).one()


def grants(uuid, name, quantity, decision):
    rulings = partial(findings, uuid, quantity)
    return lambda: rechecks.grant(request_of(uuid), person(name), rulings(), decision, "Có xác nhận").verdict


def turns_down(uuid, name, decision):
    return lambda: rechecks.turn_down(request_of(uuid), person(name), decision, "Ảnh không đủ").verdict


def draws_now():
    return len(draws.draw(stage(campaign()), people.system_actor()))


def decision_of(app, uuid):
    with app.app_context():
        return report(uuid).decision_id


def kinds(app, uuid):
    """What was decided of a report, in order."""
    with app.app_context():
        found = select(Decision.kind).where(Decision.report_id == report(uuid).id)
        return list(db.session.scalars(found.order_by(Decision.id)))


def both(app, turned, *moves):
    """The two in that order or turned round; what each was told, as they are named here."""
    if turned:
        return tuple(reversed(overlapping(app, *reversed(moves))))
    return overlapping(app, *moves)


# Second looks


@BOTH
def test_two_who_give_the_same_second_look_give_one(ground, turned):
    uuid = drawn(ground)
    seen = decision_of(ground, uuid)
    told = both(ground, turned, looks(uuid, NEAR, 9, seen), looks(uuid, NEXT_TO, 4, seen))
    assert told == (("cross_check_given", "") if turned else ("", "cross_check_given"))
    assert kinds(ground, uuid) == (["decided", "checked"] if turned else ["decided"])
    with ground.app_context():
        found = check_of(uuid)
        assert (found.outcome, found.by_id) == (
            ("changed", person(NEXT_TO).id) if turned else ("agreed", person(NEAR).id)
        )


@pytest.mark.parametrize(
    ("quantity", "turned", "told", "left"),
    [
        (9, False, ("", ""), ["decided", "reopened"]),
        (4, False, ("", "not_yours_to_reopen"), ["decided", "checked"]),
        (9, True, ("check_reopened", ""), ["decided", "reopened"]),
        (4, True, ("check_reopened", ""), ["decided", "reopened"]),
    ],
)
def test_a_second_look_and_a_reopening_by_who_decided_first(ground, quantity, turned, told, left):
    uuid = drawn(ground)
    look = looks(uuid, NEAR, quantity, decision_of(ground, uuid))
    assert both(ground, turned, look, reopens(uuid, "verifier")) == told
    assert kinds(ground, uuid) == left


@pytest.mark.parametrize(
    ("quantity", "turned", "told"),
    [
        (4, False, ("", "judged_the_team")),
        (9, False, ("", "judged_the_team")),
        (4, True, ("not_yours_to_check", "")),
    ],
)
def test_a_second_look_by_somebody_who_joins_the_team_meanwhile_does_one_of_both(ground, quantity, turned, told):
    login, uuid = newcomer(ground, "verifier"), drawn(ground)
    look = looks(uuid, login, quantity, decision_of(ground, uuid))
    assert both(ground, turned, look, joins(login, "QN1")) == told


def test_two_workers_that_draw_at_once_draw_every_report_once(ground):
    uuid = verified(ground)
    stand_still(LATER)
    assert overlapping(ground, draws_now, draws_now) == ("", "")
    with ground.app_context():
        assert count(CrossCheck, CrossCheck.report_id == report(uuid).id) == 1


@BOTH
def test_a_report_handed_on_while_it_is_drawn_is_asked_for_once(ground, turned):
    uuid = verified(ground)
    stand_still(LATER)
    told = both(ground, turned, draws_now, hands_on(uuid))
    assert told == (("", "") if turned else ("", "cross_check_asked"))
    with ground.app_context():
        assert check_of(uuid).because == ("handed" if turned else "sample")


def test_who_is_about_to_hand_a_report_on_and_the_draw_do_not_wait_in_a_circle(ground):
    uuid = verified(ground)
    stand_still(LATER)

    def hands_it_on(halt):
        locks.hold(report(uuid))
        halt()
        hands_on(uuid)()

    assert halted(ground, hands_it_on, draws_now) == ("", "")


def test_two_who_lend_their_roles_to_one_deputy_at_once_lend_one(ground):
    assert overlapping(ground, lends(NEAR), lends(NEXT_TO)) == ("", "deputy_lent")


def lends(name):
    """This verifier lends their role over the ward to the captain of another for the day."""

    def move():
        held = select(RoleGrant).where(RoleGrant.person_id == person(name).id, RoleGrant.role == "verifier")
        loan = Loan(str(uuid4()), SUNDAY, SUNDAY, "Đi họp")
        delegations.delegate(db.session.scalars(held).one(), person("captain_an1"), loan, person(name))

    return move


# Re-checks


@pytest.mark.parametrize("form", ["", "11111111-1111-4111-8111-111111111111"], ids=["two forms", "one form"])
def test_a_captain_who_asks_twice_at_once_asks_once(ground, form):
    uuid = drawn(ground)
    assert overlapping(ground, asks(uuid, form), asks(uuid, form)) == ("", "" if form else "recheck_asked")
    with ground.app_context():
        assert count(RecheckRequest, RecheckRequest.report_id == report(uuid).id) == 1


@BOTH
def test_a_re_check_asked_for_while_the_decision_is_taken_back(ground, turned):
    uuid = drawn(ground)
    told = both(ground, turned, asks(uuid), reopens(uuid, "verifier"))
    assert told == (("report_not_decided", "") if turned else ("", ""))


@BOTH
def test_two_who_answer_the_same_re_check_answer_once(ground, turned):
    uuid = contested(ground)
    seen = decision_of(ground, uuid)
    told = both(ground, turned, grants(uuid, "officer", 8, seen), turns_down(uuid, OTHER_OFFICER, seen))
    assert told == (("recheck_answered", "") if turned else ("", "recheck_answered"))
    assert kinds(ground, uuid) == (["decided"] if turned else ["decided", "rechecked"])
    with ground.app_context():
        answers = db.session.scalars(select(RecheckAnswer).where(RecheckAnswer.request_id == request_of(uuid).id))
        assert [each.verdict for each in answers] == ["turned_down" if turned else "granted"]


@BOTH
def test_a_re_check_is_granted_while_a_second_look_lowers(ground, turned):
    uuid = contested(ground)
    seen = decision_of(ground, uuid)
    told = both(ground, turned, grants(uuid, "officer", 8, seen), looks(uuid, NEAR, 4, seen))
    assert told == (("decision_changed", "") if turned else ("", "check_overruled"))
    assert len(kinds(ground, uuid)) == 2


def test_one_form_sent_at_once_for_two_reports_asks_for_one(ground):
    form, first, second = str(uuid4()), drawn(ground), verified(ground, "QN2")
    assert overlapping(ground, asks(first, form), asks(second, form, "captain_qn2")) == ("", "recheck_differs")
    with ground.app_context():
        assert count(RecheckRequest, RecheckRequest.report_id == report(second).id) == 0


# Re-checks of penalties


def fined(app):
    """A penalty of QN1 that its captain contests; the request's id."""
    subject, form = f"form {next(NUMBERS)}", str(uuid4())
    number = done(app, fines("QN1", subject))
    done(app, contests(number, form))
    return form


def contests(number, form=""):
    def move():
        penalty = db.session.get_one(Extra, number)
        return extra_rechecks.ask(form or str(uuid4()), penalty, person("captain"), "Gửi đúng hạn").uuid

    return move


def contest(form):
    return db.session.scalars(select(ExtraRecheck).where(ExtraRecheck.uuid == form)).one()


def gives_back(form, name):
    return lambda: extra_rechecks.grant(contest(form), person(name), "Đã so lại").verdict


def lets_stand(form, name):
    return lambda: extra_rechecks.turn_down(contest(form), person(name), "Muộn ba lần").verdict


def takes_back(form):
    return lambda: extras.reverse(contest(form).extra, person("officer"), "Nhầm").id


@BOTH
def test_two_who_answer_the_recheck_of_a_penalty_answer_once(ground, turned):
    form, third = fined(ground), newcomer(ground, "officer")
    told = both(ground, turned, gives_back(form, OTHER_OFFICER), lets_stand(form, third))
    assert told == (("recheck_answered", "") if turned else ("", "recheck_answered"))
    with ground.app_context():
        found = contest(form)
        assert found.answer.verdict == ("turned_down" if turned else "granted")
        assert count(Extra, Extra.reverses_id == found.extra_id) == (0 if turned else 1)


def test_a_penalty_taken_back_while_its_recheck_is_answered_comes_back_once(ground):
    form = fined(ground)
    assert overlapping(ground, takes_back(form), gives_back(form, OTHER_OFFICER)) == ("", "penalty_taken_back")
    form = fined(ground)
    assert overlapping(ground, gives_back(form, OTHER_OFFICER), takes_back(form)) == ("", "")
    with ground.app_context():
        assert count(Extra, Extra.reverses_id == contest(form).extra_id) == 1


@pytest.mark.parametrize("form", ["", "22222222-2222-4222-8222-222222222222"], ids=["two forms", "one form"])
def test_a_captain_who_contests_a_penalty_twice_at_once_asks_once(ground, form):
    number = done(ground, fines("QN1", f"form {next(NUMBERS)}"))
    told = overlapping(ground, contests(number, form), contests(number, form))
    assert told == ("", "" if form else "penalty_contested")


def test_who_answers_a_penaltys_recheck_while_they_join_the_team_does_one_of_both(ground):
    form, login = fined(ground), newcomer(ground, "officer")
    assert overlapping(ground, lets_stand(form, login), joins(login, "QN1")) == ("", "judged_the_team")
    form, login = fined(ground), newcomer(ground, "officer")
    assert overlapping(ground, joins(login, "QN1"), lets_stand(form, login)) == ("", "not_yours_to_answer")


# Batches

OTHERS = {
    "a reopening": (lambda uuid, seen: reopens(uuid, "verifier"), "report_not_decided"),
    "a correction": (lambda uuid, seen: corrects(uuid, "captain"), "report_not_decided"),
    "a second look": (lambda uuid, seen: looks(uuid, NEAR, 4, seen), "check_reopened"),
    "a re-check": (lambda uuid, seen: grants(uuid, OTHER_OFFICER, 8, seen), "report_not_decided"),
}


@BOTH
@pytest.mark.parametrize("name", OTHERS)
def test_a_batch_is_applied_whole_or_stopped_by_what_happens_to_one_of_its_reports(ground, name, turned):
    uuid, beside = contested(ground), verified(ground, "QN2")
    other, refusal = OTHERS[name]
    form = opened(ground)
    told = both(ground, turned, applies(form), other(uuid, decision_of(ground, uuid)))
    assert told == (("batch_changed", "") if turned else ("", refusal))
    assert kinds(ground, beside) == (["decided"] if turned else ["decided", "reopened"])
    with ground.app_context():
        assert (batch(form).applied_at is None) == turned


@pytest.mark.parametrize(("first", "second"), [(applies, applies), (applies, cancels), (cancels, applies)])
def test_a_batch_that_two_officers_close_at_once_is_closed_once(ground, first, second):
    uuid, form = verified(ground), opened(ground)
    assert overlapping(ground, first(form), second(form, OTHER_OFFICER)) == ("", "batch_closed")
    assert kinds(ground, uuid) == (["decided", "reopened"] if first is applies else ["decided"])


def test_a_form_pressed_twice_at_once_opens_one_batch(ground):
    verified(ground)
    form = str(uuid4())
    assert overlapping(ground, opens(uuid=form), opens(uuid=form)) == ("", "")
    with ground.app_context():
        assert count(BatchReview, BatchReview.uuid == form) == 1
        assert size_of(batch(form)) > 0


@BOTH
def test_who_joins_a_team_while_they_apply_a_batch_to_it_does_one_of_both(ground, turned):
    login = newcomer(ground, "officer")
    uuid, form = verified(ground), opened(ground)
    told = both(ground, turned, applies(form, login), joins(login, "QN1"))
    assert told == (("own_team", "") if turned else ("", "judged_the_team"))
    assert kinds(ground, uuid) == (["decided"] if turned else ["decided", "reopened"])


def test_a_batch_over_two_teams_and_who_is_about_to_join_the_second_do_not_wait_in_a_circle(ground):
    login = newcomer(ground, "verifier")
    verified(ground), verified(ground, "QN2")
    form = opened(ground)

    def joins_slowly(halt):
        memberships.hold([enrolment("QN2").team_id])
        halt()
        joins(login, "QN2")()

    assert halted(ground, joins_slowly, applies(form)) == ("", "")


ENDS = {  # what becomes of the decisions, who is first: what each is told
    ("annulled", False): ("", ""),
    ("reopened", False): ("", "reports_undecided"),
    ("reopened", True): ("decisions_closed", ""),
}


@pytest.mark.parametrize(("effect", "turned"), ENDS)
def test_a_batch_and_the_close_at_once(postgresql_database, tmp_path, effect, turned):
    with built_app(postgresql_database, tmp_path) as app:
        laid(app)
        uuid = verified(app)
        form = opened(app, effect)
        assert both(app, turned, applies(form), closes) == ENDS[effect, turned]
        assert kinds(app, uuid) == (["decided"] if turned else ["decided", effect])
        sound(app)


def test_the_same_moves_at_once_on_either_database(database, tmp_path):
    """Where everybody queues for the one writer the losers are told the same."""
    with built_app(database, tmp_path) as crowd:
        same_moves(laid(crowd))


def same_moves(crowd):
    uuid = drawn(crowd)
    seen = decision_of(crowd, uuid)
    looked_at = together(crowd, looks(uuid, NEAR, 9, seen), looks(uuid, NEXT_TO, 9, seen))
    assert sorted(each.code for each in looked_at) == ["", "cross_check_given"]
    assert sorted(each.code for each in together(crowd, asks(uuid), asks(uuid))) == ["", "recheck_asked"]
    answered = together(crowd, grants(uuid, "officer", 8, seen), grants(uuid, OTHER_OFFICER, 7, seen))
    assert sorted(each.code for each in answered) == ["", "recheck_answered"]
    verified(crowd, "QN2")
    form = opened(crowd)
    assert sorted(each.code for each in together(crowd, applies(form), applies(form))) == ["", "batch_closed"]
    sound(crowd)
