"""People are put forward by their unit and honoured only with their consent; a minor's guardian is asked too."""

from datetime import date
from uuid import uuid4

import pytest

from app.database import transaction
from app.queries.council import acts
from app.queries.honoured import consented, honoured
from app.services import council, nominations
from app.services.refusals import Refused
from tests.cast import cast
from tests.concluding import concluded

AWARD = "outstanding_individuals"


@pytest.fixture
def people(app):
    return cast()


def put_forward(people, by="verifier", uuid=None):
    with transaction():
        return nominations.nominate(
            people.campaign, uuid or str(uuid4()), people.member, people.teams["QN1"], getattr(people, by), "200 người"
        )


def says(people, nomination, given, whose="member", by="member"):
    with transaction():
        return nominations.consent(nomination, whose, given, getattr(people, by))


def chosen(people, nomination):
    """Whether the council's choice of this person is read out."""
    choice = {"winners": [{"nomination": nomination.uuid}]}
    with transaction():
        council.record(people.campaign, str(uuid4()), "special", AWARD, choice, people.council, "Tận tụy")
    return [each.name for each in honoured(people.campaign, acts(people.campaign), [AWARD])]


def test_nobody_is_read_out_without_their_own_yes(people):
    nomination = put_forward(people)
    assert chosen(people, nomination) == []
    says(people, nomination, True)
    assert chosen(people, nomination) == ["Trần Văn Bình"]


def test_a_no_is_kept_and_holds(people):
    nomination = put_forward(people)
    says(people, nomination, False)
    assert chosen(people, nomination) == []
    with pytest.raises(Refused, match="consent_refused"):
        says(people, nomination, True)


def test_who_agreed_can_take_it_back_and_is_not_read_out(people):
    nomination = put_forward(people)
    for _ in range(2):
        says(people, nomination, True)
    assert chosen(people, nomination) == ["Trần Văn Bình"]
    for _ in range(2):
        says(people, nomination, False)
    assert chosen(people, nomination) == []
    with pytest.raises(Refused, match="consent_refused"):
        says(people, nomination, True)
    assert [each.given for each in nomination.consents] == [True, False]


def test_a_minor_needs_a_guardian_too(people):
    with transaction():
        people.member.minor_until = date(2027, 1, 1)
    nomination = put_forward(people)
    says(people, nomination, True)
    assert not consented(nomination, people.campaign)
    says(people, nomination, True, "guardian", "verifier")
    assert consented(nomination, people.campaign)
    says(people, nomination, False, "guardian", "verifier")
    assert not consented(nomination, people.campaign)


@pytest.mark.parametrize(
    ("whose", "by"),
    [("member", "captain"), ("member", "verifier"), ("guardian", "member"), ("guardian", "verifier_an")],
)
def test_only_the_person_and_for_the_guardian_the_unit_answer(people, whose, by):
    with pytest.raises(Refused, match="not_yours_to_answer_for"):
        says(people, put_forward(people), True, whose, by)


@pytest.mark.parametrize("by", ["verifier_an", "captain", "council"])
def test_only_the_teams_own_unit_or_above_puts_somebody_forward(people, by):
    with pytest.raises(Refused, match="not_yours_to_nominate"):
        put_forward(people, by)


def test_once_a_campaign_and_once_a_form(people):
    uuid = str(uuid4())
    assert put_forward(people, uuid=uuid).id == put_forward(people, uuid=uuid).id
    with pytest.raises(Refused, match="nominated_already"):
        put_forward(people)


def test_nobody_is_put_forward_or_chosen_once_the_results_are_final(people):
    nomination = put_forward(people)
    with transaction():
        concluded(people.campaign, people.officer, people.signatory)
    with pytest.raises(Refused, match="results_final"):
        says(people, nomination, True)
    with pytest.raises(Refused, match="results_final"):
        chosen(people, nomination)
