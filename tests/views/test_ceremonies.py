"""The ceremony from three sides: the remote control, the hall's screen, and everybody else."""

from datetime import date
from functools import partial

import pytest

from tests.browsing import Forms
from tests.cast import CODE
from tests.concluding import in_april
from tests.views.season import VNEID
from tests.views.test_timeline import DECISION, approval, submitted

PAGE = f"/campaigns/{CODE}/ceremonies"


@pytest.fixture
def officer(season, once, visitor):
    """Results are final; the officer stands before the form."""
    once("one good team", partial(one_good_team, season))
    with in_april():
        submitted(visitor)
        signatory = visitor("signatory")
        signatory.sends(approval(signatory), **DECISION)
        found = visitor("officer")
        found.opens(PAGE)
        yield found


def one_good_team(season):
    for day in (1, 8):
        season.earned("QN1", {VNEID: 10}, date(2026, 3, day))


def presses(browser, kind):
    """The remote's form of that kind, sent."""
    form = next(each for each in Forms(browser.text).found if each["fields"].get("kind") == kind)
    browser.page = browser.client.post(form["action"], data=form["fields"])
    while browser.page.status_code == 303:
        browser.opens(browser.page.headers["Location"])


def test_a_rehearsal_shows_made_up_teams_and_the_public_nothing(officer, visitor):
    officer.sends(PAGE, what="rehearsal")
    assert "Điều khiển buổi diễn tập" in officer.text
    officer.opens(officer.address.replace("remote", "screen"))
    assert "Đội diễn tập 1" in officer.text
    assert visitor().opens(f"/campaigns/{CODE}/ceremony").status_code == 404


def test_strangers_see_only_what_the_hall_has_seen(officer, visitor):
    officer.sends(PAGE, what="final")
    remote, stranger = officer.address, visitor()
    name = "Tổ công nghệ số Quy Nhơn 1"
    for shown in (False, False, True):
        presses(officer, "next")
        stranger.opens(f"/campaigns/{CODE}/ceremony")
        assert (name in stranger.text) is shown
    presses(officer, "back")
    stranger.opens(f"/campaigns/{CODE}/ceremony")
    assert name not in stranger.text
    officer.opens(remote.replace("remote", "screen"))
    assert name in officer.text


def test_a_second_remote_is_told_what_is_shown_now(officer):
    officer.sends(PAGE, what="final")
    remote, older = officer.address, officer.page
    presses(officer, "next")
    officer.page = older
    presses(officer, "next")
    assert officer.page.status_code == 409
    assert "Một điều khiển khác vừa bấm" in officer.text
    presses(officer, "next")
    assert officer.address == remote
    assert officer.page.status_code == 200


def test_clusters_need_places_of_their_own(officer):
    officer.sends(PAGE, place__phuong="2", **{"place-xa-dong-bang": "2"})
    assert officer.page.status_code == 422
    assert "không trùng nhau" in officer.text
    officer.sends(PAGE, place__phuong="x")
    assert "Bạn ghi số từ 1" in officer.text


def test_the_screen_asks_where_the_ceremony_stands(officer):
    officer.sends(PAGE, what="final")
    remote = officer.address
    presses(officer, "next")
    presses(officer, "pause")
    answer = officer.opens(remote.replace("remote", "state"))
    assert answer.json == {"number": 2, "at": 1, "paused": True}


def test_a_remote_that_has_seen_the_last_step_is_left_alone_under_the_finger(officer):
    officer.sends(PAGE, what="final")
    remote, asks = officer.address, {"HX-Request": "true"}
    assert officer.client.get(f"{remote}?seen=0", headers=asks).status_code == 204
    presses(officer, "next")
    answer = officer.client.get(f"{remote}?seen=0", headers=asks)
    assert (answer.status_code, "2/" in answer.text) == (200, True)
    assert officer.client.get(f"{remote}?seen=1").status_code == 200
