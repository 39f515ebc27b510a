"""Rights that only a planted bug has shown to be without a test."""

from datetime import timedelta

import pytest

from app.database import transaction
from app.services import extras, people
from app.services.refusals import Refused
from tests.cast import BEGUN, NOW, cast, stand_still
from tests.reporting import SUNDAY, decided, sent


def test_an_officer_who_belongs_to_a_team_posts_nothing_for_it(app):
    everybody = cast()
    with transaction():
        people.grant(everybody.officer, "member", everybody.teams["QN1"], everybody.admin, BEGUN)
    fine = ("penalty", "repeated_late", "x", 5, everybody.officer, "Chậm ba lần")
    with pytest.raises(Refused, match="not_yours_to_post"), transaction():
        extras.post(everybody.enrolments["QN1"], *fine)
    with transaction():
        extras.post(everybody.enrolments["QN2"], *fine)


def test_whoever_joined_since_the_day_of_the_work_does_not_judge_it(app):
    everybody = cast()
    report = sent(everybody.enrolments["QN1"], everybody.captain, {"vneid_level2_support": 5})
    tomorrow = SUNDAY + timedelta(days=1)
    with transaction():
        people.grant(everybody.verifier, "member", everybody.teams["QN1"], everybody.officer, tomorrow)
    stand_still(NOW + timedelta(days=1))
    with pytest.raises(Refused, match="not_yours_to_decide"):
        decided(report, everybody.verifier)
    decided(report, everybody.officer)
