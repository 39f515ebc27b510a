"""A ceremony is prepared from the decided result, or rehearsed on made-up teams, and taken one step at a time."""

from uuid import uuid4

import pytest

from app.database import transaction
from app.queries import ceremonies as queries
from app.services import ceremonies
from app.services.refusals import Refused
from tests.concluding import finalised

ORDER = ["xa-dong-bang", "phuong"]


def prepared(contest, rehearsal=False, by=None):
    with transaction():
        return ceremonies.prepare(contest.campaign, str(uuid4()), by or contest.officer, ORDER, rehearsal)


@pytest.fixture
def final(contest):
    with transaction():
        finalised(contest.campaign, contest.officer, contest.signatory)
    return contest


def winners(ceremony):
    return [each["winner"]["name"] for each in ceremony.slides if each["winner"]]


def test_the_clusters_come_in_the_chosen_order_with_their_real_winners(final):
    assert winners(prepared(final)) == [
        "Đội hình tình nguyện An Nhơn 1",
        "Đội hình tình nguyện An Nhơn 2",
        "Tổ công nghệ số Quy Nhơn 2",
        "Tổ công nghệ số Quy Nhơn 1",
    ]


def test_a_rehearsal_names_no_real_team_and_needs_no_result(contest):
    found = winners(prepared(contest, rehearsal=True))
    assert len(found) > 7
    assert all("diễn tập" in each for each in found)
    assert queries.in_public(contest.campaign) is None


def test_there_is_no_ceremony_before_the_result_is_final(contest):
    with pytest.raises(Refused, match="not_finalised"):
        prepared(contest)


@pytest.mark.parametrize("who", ["signatory", "council", "verifier"])
def test_only_an_officer_prepares_and_runs_it(final, who):
    with pytest.raises(Refused, match="not_yours_to_run"):
        prepared(final, by=getattr(final, who))


def step(ceremony, number, kind, by):
    with transaction():
        ceremonies.step(ceremony, number, kind, by)
    found = queries.standing(ceremony)
    return found.number, found.at, found.paused


def test_each_step_follows_the_last_one_and_can_be_taken_back(final):
    ceremony = prepared(final)
    assert step(ceremony, 1, "next", final.officer) == (1, 1, False)
    assert step(ceremony, 2, "pause", final.officer) == (2, 1, True)
    assert step(ceremony, 3, "next", final.officer) == (3, 2, False)
    assert step(ceremony, 4, "back", final.officer) == (4, 1, False)


@pytest.mark.parametrize(("number", "kind"), [(1, "next"), (3, "next"), (0, "next"), (2, "jump")])
def test_a_step_out_of_order_or_of_a_second_remote_is_refused(final, number, kind):
    ceremony = prepared(final)
    step(ceremony, 1, "next", final.officer)
    with pytest.raises(Refused, match="step_out_of_order"):
        step(ceremony, number, kind, final.officer)
    assert queries.standing(ceremony).number == 1


def test_it_ends_at_the_last_slide_and_begins_at_the_first(final):
    ceremony = prepared(final)
    with pytest.raises(Refused, match="nothing_shown"):
        step(ceremony, 1, "back", final.officer)
    for number in range(1, len(ceremony.slides)):
        step(ceremony, number, "next", final.officer)
    with pytest.raises(Refused, match="ceremony_over"):
        step(ceremony, len(ceremony.slides), "next", final.officer)
