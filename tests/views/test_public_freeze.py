"""While the board is frozen, nothing the public can fetch depends on what is decided meanwhile."""

from datetime import UTC, datetime

import pytest

from tests.cast import CODE, stand_still
from tests.views.season import VNEID

PAGES = (
    "/",
    "/campaigns",
    f"/campaigns/{CODE}",
    f"/campaigns/{CODE}/leaderboard",
    f"/campaigns/{CODE}/leaderboard?cluster=phuong",
    f"/campaigns/{CODE}/leaderboard?q=quy+nhon",
    f"/campaigns/{CODE}/leaderboard?team=AN2",
    f"/campaigns/{CODE}/badges",
    f"/campaigns/{CODE}/rules",
    f"/teams/QN1?campaign={CODE}",
    f"/teams/QN2?campaign={CODE}",
    f"/teams/AN1?campaign={CODE}",
    f"/teams/QN1/why?campaign={CODE}",
    f"/teams/QN2/why?campaign={CODE}",
    "/teams/QN1/check",
    "/search?q=quy+nhon",
)
LOCKED = "Bảng xếp hạng đang được khóa đến khi công bố kết quả"
FRAGMENT = {"HX-Request": "true"}
CALENDAR_FREEZE = datetime(2026, 3, 29, 3, 0, 30, tzinfo=UTC)


def everything(season, visitor, pages) -> dict[str, tuple[int, str | None, bytes]]:
    """Status, tag and bytes of every page, as page and as fragment, as a process that remembers nothing answers."""
    season.app.extensions.pop("memory", None)
    browser = visitor().client
    answers = {}
    for address in pages:
        for kind, headers in (("page", {}), ("fragment", FRAGMENT)):
            answer = browser.get(address, headers=headers)
            answers[f"{kind} {address}"] = (answer.status_code, answer.headers.get("ETag"), answer.get_data())
    return answers


def much_is_decided(season) -> None:
    """More work, a rejection that moves no points, a reopening, a new leader, a badge lost."""
    season.earns("QN2", {VNEID: 40, "dvc_full_support": 25})
    season.earns("AN2", {VNEID: 30}, **{VNEID: None})
    season.earns("QN1", {"e_payment_support": 3}, e_payment_support=1)
    season.reopens(season.earns("AN1", {VNEID: 8}))


@pytest.mark.parametrize("frozen_by", ["officer", "calendar"])
def test_decisions_after_the_freeze_change_no_byte_of_what_the_public_sees(season, visitor, frozen_by):
    waiting = season.sends("AN1", {VNEID: 5})
    if frozen_by == "officer":
        season.freezes()
    else:
        stand_still(CALENDAR_FREEZE)
    pages = (*PAGES, *(f"/badges/{each}" for each in season.awards()))
    before = everything(season, visitor, pages)
    season.decides(waiting, **{VNEID: None})
    if frozen_by == "officer":
        much_is_decided(season)
    after = everything(season, visitor, pages)
    assert [address for address in before if before[address] != after[address]] == []
    assert {answer[0] for answer in after.values()} == {200}


def test_a_badge_won_after_the_freeze_has_no_public_page_yet(season, visitor):
    season.freezes()
    known = season.awards()
    season.earns("QN2", {VNEID: 40})
    won = season.awards() - known
    assert won
    for each in won:
        assert visitor().opens(f"/badges/{each}").status_code == 404
        assert visitor("officer").opens(f"/badges/{each}").status_code == 200


def test_a_frozen_board_says_so_and_asks_for_nothing(season, visitor):
    browser = visitor()
    browser.opens(f"/campaigns/{CODE}/leaderboard")
    assert 'hx-trigger="every 10s"' in browser.text
    season.freezes()
    browser.opens(f"/campaigns/{CODE}/leaderboard")
    assert LOCKED in browser.text
    assert 'hx-trigger="every' not in browser.text
    browser.opens(f"/campaigns/{CODE}/leaderboard", headers=FRAGMENT)
    assert "hx-trigger" not in browser.text


@pytest.mark.parametrize("name", ["captain", "member", "verifier", "admin"])
def test_the_freeze_binds_people_of_the_union_who_do_not_run_the_campaign(season, visitor, name):
    season.freezes()
    season.earns("QN2", {VNEID: 40, "dvc_full_support": 25})
    browser = visitor(name)
    browser.opens(f"/campaigns/{CODE}/leaderboard?cluster=phuong")
    assert LOCKED in browser.text
    assert browser.text.index('id="team-QN1"') < browser.text.index('id="team-QN2"')


@pytest.mark.parametrize("name", ["officer", "signatory", "council", "auditor"])
def test_who_runs_and_checks_the_campaign_sees_behind_the_freeze(season, visitor, name):
    season.freezes()
    season.earns("QN2", {VNEID: 40, "dvc_full_support": 25})
    browser = visitor(name)
    browser.opens(f"/campaigns/{CODE}/leaderboard?cluster=phuong")
    assert LOCKED not in browser.text
    assert "Bảng công khai đang khóa" in browser.text
    assert browser.text.index('id="team-QN2"') < browser.text.index('id="team-QN1"')


def test_a_verifier_of_another_province_does_not_see_behind_the_freeze(season, visitor):
    season.freezes()
    season.earns("QN2", {VNEID: 40})
    browser = visitor("verifier_hn")
    browser.opens(f"/campaigns/{CODE}/leaderboard")
    assert LOCKED in browser.text
