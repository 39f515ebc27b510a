"""A commune union counts its members; what was said stays, and badges follow the latest."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from app.database import db, transaction
from app.models import AuditEvent, UnitFigure
from app.queries import unit_figures as asking
from app.queries.campaigns import stage
from app.queries.rights import rights_of
from app.queries.team_facts import team_facts
from app.services import unit_figures
from app.services.invariants import INVARIANTS
from app.services.refusals import Refused
from app.services.unit_figures import Figures
from tests.cast import NOW, cast, stand_still
from tests.concluding import concluded
from tests.gathering import gathered
from tests.reporting import decided, sent
from tests.services.test_organising import badges_of, broken, standing

DAY = date(2026, 3, 10)


def entered(unit, by, members, accounts, day=DAY):
    with transaction():
        return unit_figures.enter(unit, Figures(day, members, accounts), by)


def rows():
    return [(each.members, each.members_with_accounts) for each in db.session.scalars(select(UnitFigure))]


def gold(number):
    return {("exemplary_members", level) for level in ("bronze", "silver", "gold")[:number]}


def test_the_badges_of_the_units_teams_follow_and_no_other_unit_has_them(app):
    people = cast()
    entered(people.units["X21583"], people.verifier, 200, 190)
    assert badges_of(people.enrolments["QN1"]) == badges_of(people.enrolments["QN2"]) == gold(2)
    assert badges_of(people.enrolments["AN1"]) == set()
    assert standing(people.enrolments["QN1"]).badges == 2
    assert broken() == {}


def test_a_correction_is_a_new_row_and_takes_badges_back(app):
    people = cast()
    unit = people.units["X21583"]
    entered(unit, people.verifier, 200, 200)
    entered(unit, people.verifier, 200, 100)
    assert rows() == [(200, 200), (200, 100)]
    assert badges_of(people.enrolments["QN1"]) == set()
    entered(unit, people.verifier, 200, 200)
    assert badges_of(people.enrolments["QN1"]) == gold(3)
    assert broken() == {}


def test_the_same_figures_twice_are_one_row_and_one_event(app):
    people = cast()
    first = entered(people.units["X21583"], people.verifier, 200, 190)
    assert entered(people.units["X21583"], people.verifier, 200, 190).id == first.id
    assert rows() == [(200, 190)]
    kinds = db.session.scalars(select(AuditEvent.kind).where(AuditEvent.subject == "unit:X21583")).all()
    assert kinds.count("unit_figures.entered") == 1


def test_the_latest_day_counts_whatever_was_entered_last(app):
    people = cast()
    unit = people.units["X21583"]
    entered(unit, people.verifier, 100, 100, DAY)
    entered(unit, people.verifier, 100, 10, DAY - timedelta(days=5))
    facts = team_facts(people.campaign, [people.enrolments["QN1"].id])[people.enrolments["QN1"].id]
    assert (facts.members, facts.members_with_accounts) == (100, 100)
    assert badges_of(people.enrolments["QN1"]) == gold(3)


@pytest.mark.parametrize(
    ("members", "accounts", "day", "code"),
    [
        (10, 11, DAY, "more_than_members"),
        (10, 5, date(2026, 3, 16), "day_not_come"),
    ],
)
def test_impossible_figures_are_refused(app, members, accounts, day, code):
    people = cast()
    with pytest.raises(Refused, match=code):
        entered(people.units["X21583"], people.verifier, members, accounts, day)
    assert rows() == []


@pytest.mark.parametrize("name", ["captain", "verifier_an", "verifier_hn", "auditor", "signatory", "admin"])
def test_only_a_verifier_or_officer_of_the_unit_enters_its_figures(app, name):
    people = cast()
    with pytest.raises(Refused, match="unit_not_yours"):
        entered(people.units["X21583"], getattr(people, name), 10, 10)


def test_a_province_has_no_figures_of_its_own(app):
    people = cast()
    with pytest.raises(Refused, match="unit_not_yours"):
        entered(people.units["T52"], people.officer, 10, 10)


def test_a_final_campaign_does_not_move_any_more_while_another_does(app):
    people = cast()
    unit = people.units["X21583"]
    entered(unit, people.verifier, 100, 80)
    stand_still(datetime(2026, 4, 13, tzinfo=UTC))
    with transaction():
        concluded(people.campaign, people.officer, people.signatory)
    assert stage(people.campaign).is_final
    stand_still(datetime(2026, 4, 14, tzinfo=UTC))
    entered(unit, people.verifier, 100, 100, DAY)
    assert badges_of(people.enrolments["QN1"]) == gold(1)
    facts = team_facts(people.campaign, [people.enrolments["QN1"].id])[people.enrolments["QN1"].id]
    assert facts.members_with_accounts == 80
    assert list(INVARIANTS["badges_earned"]()) == []


def test_what_was_counted_after_the_campaign_does_not_belong_to_it(app):
    people = cast()
    stand_still(datetime(2026, 4, 3, tzinfo=UTC))
    entered(people.units["X21583"], people.verifier, 100, 100, date(2026, 4, 2))
    assert badges_of(people.enrolments["QN1"]) == set()
    assert broken() == {}


def test_facts_as_of_an_entry_know_only_what_was_entered_before_the_next_one(app):
    people = cast()
    team = people.enrolments["QN1"]
    entered(people.units["X21583"], people.verifier, 100, 10)
    stand_still(NOW + timedelta(minutes=1))
    decided(sent(team, people.captain, {"vneid_level2_support": 5}), people.verifier)
    stand_still(NOW + timedelta(minutes=2))
    entered(people.units["X21583"], people.verifier, 100, 90)
    stand_still(NOW + timedelta(minutes=3))
    gathered(people.campaign, people.verifier, {team: 8})
    known = [team_facts(people.campaign, [team.id], as_of)[team.id].members_with_accounts for as_of in (0, 1, 2, None)]
    assert known == [10, 90, 90, 90]


def test_the_list_holds_the_units_in_reach_with_their_latest_figures(app):
    people = cast()
    entered(people.units["X21583"], people.verifier, 100, 10)
    entered(people.units["X21583"], people.officer, 120, 20)
    found = asking.within(rights_of(people.officer))
    assert [(row.unit.code, row.figure and row.figure.members) for row in found] == [("X21583", 120), ("X21907", None)]
    assert [row.unit.code for row in asking.within(rights_of(people.officer), "an nhon")] == ["X21907"]
    assert [row.unit.code for row in asking.within(rights_of(people.verifier))] == ["X21583"]
    assert asking.within(rights_of(people.captain)) == []
    assert asking.find(rights_of(people.verifier), "X21907") is None
    assert [each.members for each in asking.history(people.units["X21583"])] == [120, 100]


def test_a_unit_that_no_longer_stands_is_not_listed(app):
    people = cast()
    with transaction():
        people.units["X21907"].valid_to = date(2026, 3, 14)
    assert [row.unit.code for row in asking.within(rights_of(people.officer))] == ["X21583"]
