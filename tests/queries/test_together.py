"""Questions asked at once: the same answers on both databases, and nothing is left behind."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Integer, bindparam, literal, select, text
from sqlalchemy.exc import DBAPIError

from app.database import db, transaction
from app.driver import is_postgresql
from app.models import Campaign, Team
from app.queries.flag_facts import looked_at
from app.queries.planning import PLAINLY, as_before, plainly
from app.queries.together import asked_as_made, asked_together
from tests.cast import NOW, cast, stand_still
from tests.reporting import SUNDAY, decided, sent

TEAMS = select(Team.code).where(Team.code.in_(bindparam("codes", expanding=True))).order_by(Team.code)
VNEID, FULL = "vneid_level2_support", "dvc_full_support"
DAYS = select(Campaign.starts_on).where(Campaign.starts_on >= bindparam("first"), Campaign.code != "100%")


def test_questions_are_answered_in_their_order_whatever_the_length_of_a_list(app):
    cast()
    asked = [(TEAMS, {"codes": codes}) for codes in (["QN2", "AN1"], [], ["HN1"])]
    found = asked_together(*asked, (DAYS, {"first": date(2026, 3, 1)}), (select(literal(7)), {}))
    assert [[tuple(row) for row in rows] for rows in found] == [
        [("AN1",), ("QN2",)],
        [],
        [("HN1",)],
        [(date(2026, 3, 1),)] * 2,
        [(7,)],
    ]
    assert asked_together() == []


def test_one_that_breaks_is_told_like_any_other_and_the_next_transaction_works(app):
    with pytest.raises(DBAPIError), transaction():
        asked_together((select(literal(1)), {}), (text("SELECT nothing FROM nowhere"), {}))
    assert asked_together((select(literal(1)), {}))[0] == [(1,)]


def test_what_a_look_asks_for_is_as_before_when_it_is_over(app):
    people = cast()
    report = sent(people.enrolments["QN1"], people.captain, {"vneid_level2_support": 5})
    for ids in ([report.id], []):
        assert bool(looked_at(ids).cases) == bool(ids)
        if is_postgresql():
            assert settings() == db.session.connection().info["before_plainly"] != PLAINLY
    asked_together(*plainly())
    if is_postgresql():
        assert settings() == PLAINLY
    asked_together(*as_before())


def settings():
    """What the server does now."""
    return {name: db.session.scalar(text(f"SELECT current_setting('{name}')")) for name in PLAINLY}


def test_a_value_may_be_asked_for_twice_and_a_percent_sign_stays_one(app):
    low, high = bindparam("low", type_=Integer), bindparam("high", type_=Integer)
    question = select(low + high, low, literal(7) % 4)
    assert [tuple(each) for each in asked_together((question, {"high": 40, "low": 2}))[0]] == [(42, 2, 3)]


def test_a_list_of_numbers_is_planned_once_however_large_they_are(app):
    question = select(Team.code, literal("of any size")).where(Team.id.in_(bindparam("ids", expanding=True)))
    for ids in ([], [1], [40_000], [2**31 - 1]) * 8:
        asked_together((question, {"ids": ids}))
    if is_postgresql():
        asked = "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE :like"
        assert db.session.scalar(text(asked), {"like": "%of any size%"}) == 1


def test_what_never_changes_is_part_of_the_statement_whatever_stands_in_it(app):
    cast()
    said = "it's 100% %s :so"
    question = select(literal(said), Team.code).where(Team.code.in_(["QN1", "o'clock"]), Team.code != bindparam("not"))
    assert [tuple(each) for each in asked_together((question, {"not": "QN2"}))[0]] == [(said, "QN1")]


def test_questions_are_asked_as_they_are_made_and_what_comes_after_is_not_answered(app):
    found = asked_as_made(((select(literal(number)), {}) for number in (3, 4)), *as_before_once())
    assert [[tuple(row) for row in rows] for rows in found] == [[(3,)], [(4,)]]


def as_before_once():
    """What ends a look, on PostgreSQL."""
    plainly()
    return as_before()


def test_what_a_team_usually_does_is_asked_for_where_a_quantity_is_compared_with_it(app):
    people = cast()
    team = people.enrolments["QN1"]
    sent(team, people.captain, {VNEID: 20}, SUNDAY - timedelta(days=1))
    small, large = (sent(team, people.captain, {VNEID: claimed}) for claimed in (14, 15))
    before = {each.id: each.facts.lines[0].before for each in looked_at([small.id, large.id]).cases}
    assert before[large.id] == (20,)
    assert [each.facts.lines[0].before for each in looked_at([small.id]).cases] == [()]


def test_a_report_looked_at_alone_is_held_against_the_same_work_as_among_others(app):
    people = cast()
    team, day = people.enrolments["QN1"], SUNDAY - timedelta(days=8)
    kept = []
    for at in range(15):
        then, lines = day + timedelta(days=at // 2), {VNEID: 20 + at} | ({FULL: 30} if at == 1 else {})
        stand_still(NOW.replace(day=then.day))
        kept.append(sent(team, people.captain, lines, then, place=("community_site", f"Nhà {at}", "")))
    for at, found in {10: 3, 5: 3, 2: 21, 0: None}.items():  # their rows then lie behind those of the same day
        decided(kept[at], people.verifier, {VNEID: found})
    stand_still(NOW)
    mine = sent(team, people.captain, {VNEID: 40, FULL: 16})
    sent(people.enrolments["QN2"], people.captain_qn2, {VNEID: 99}, SUNDAY - timedelta(days=1))
    other = sent(people.enrolments["QN2"], people.captain_qn2, {VNEID: 40})
    (alone,) = looked_at([mine.id]).cases
    among = next(each for each in looked_at([mine.id, other.id]).cases if each.id == mine.id)
    assert alone.facts == among.facts
    assert {each.activity: each.before for each in alone.facts.lines} == {
        VNEID: (23, 24, 3, 26, 27, 28, 29, 3, 31, 32, 33, 34),
        FULL: (30,),
    }
