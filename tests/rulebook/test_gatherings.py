"""What an organiser ticks off, and the id that makes pressing twice harmless."""

from dataclasses import replace
from uuid import UUID

from app.rulebook.gatherings import counts_members, gatherings, most, record_id
from tests.rulebook.cases import RULES

TRAINING, MEETING = gatherings(RULES)
FORM = UUID("6f1c1f0e-8a63-4a39-9d35-1f0f0a4c2b11")


def test_training_and_the_monthly_meeting_are_ticked_off():
    assert [TRAINING.code, MEETING.code] == ["training_attendance", "monthly_online_meeting"]


def test_what_the_council_grants_is_not_ticked_off_even_when_it_is_on():
    on = replace(RULES, activities=tuple(replace(each, on=True) for each in RULES.activities))
    assert gatherings(on) == (TRAINING, MEETING)


def test_a_gathering_that_is_off_is_not_offered():
    off = replace(RULES, activities=tuple(replace(each, on=False) for each in RULES.activities))
    assert gatherings(off) == ()


def test_members_are_counted_up_to_the_team_and_a_meeting_once():
    assert (counts_members(TRAINING), most(TRAINING, 8)) == (True, 8)
    assert (counts_members(MEETING), most(MEETING, 8)) == (False, 1)


def test_one_form_and_one_team_make_one_id():
    assert record_id(FORM, "QN1") == record_id(FORM, "QN1")
    assert len({record_id(FORM, "QN1"), record_id(FORM, "QN2"), record_id(UUID(int=1), "QN1")}) == 3
