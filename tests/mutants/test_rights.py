"""Rights that only a planted bug has shown to be without a test."""

import pytest

from app.database import transaction
from app.services import extras, people
from app.services.refusals import Refused
from tests.cast import BEGUN, cast


def test_an_officer_who_belongs_to_a_team_posts_nothing_for_it(app):
    everybody = cast()
    with transaction():
        people.grant(everybody.officer, "member", everybody.teams["QN1"], everybody.admin, BEGUN)
    fine = ("penalty", "repeated_late", "x", 5, everybody.officer, "Chậm ba lần")
    with pytest.raises(Refused, match="not_yours_to_post"), transaction():
        extras.post(everybody.enrolments["QN1"], *fine)
    with transaction():
        extras.post(everybody.enrolments["QN2"], *fine)
