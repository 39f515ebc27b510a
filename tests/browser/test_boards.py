"""The boards on a cheap phone: no sideways scroll, accessible, and a team found while one types."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from app.database import transaction
from app.services import snapshots
from tests.browser.acting import passes_axe_by_day_and_night
from tests.cast import CODE, NOW, person_named, stand_still
from tests.racing import campaign, enrolment
from tests.reporting import decided, sent

BOARD = f"/campaigns/{CODE}/leaderboard"
BY = {"QN1": ("captain", "verifier"), "AN1": ("captain_an1", "verifier_an"), "AN2": ("captain_an2", "verifier_an")}
PAGES = (
    "",
    "?cluster=phuong&team=QN2",
    "?board=week&week=2",
    "?board=sunday",
    "?board=activity",
    "?board=improved",
    "?board=per_member",
    "?board=accuracy",
    "?board=streak",
    "?board=units",
    "?day=2026-03-14",
)


@pytest.fixture
def season(stage):
    """Three teams with points, two of them level; the day before was copied, and one a week before it."""
    with stage.app.app_context():
        for day in (7, 14):
            stand_still(NOW.replace(day=day))
            with transaction():
                snapshots.take(campaign(), "day", NOW.replace(day=day).date())
        stand_still(NOW)
        for team, (captain, verifier) in BY.items():
            report = sent(enrolment(team), person_named(captain), {"vneid_level2_support": 10})
            decided(report, person_named(verifier))
    return stage


@pytest.mark.browser
def test_every_board_passes_axe_light_and_dark_and_fits_a_phone(season, open_page, complaints):
    page = open_page(viewport={"width": 320, "height": 640}, reduced_motion="reduce")
    for asked in PAGES:
        passes_axe_by_day_and_night(page, BOARD + asked)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, asked
        seen = "([...document.querySelectorAll('.tabs [aria-current]')].every((tab) => {"
        seen += "const box = tab.getBoundingClientRect(); return box.left >= 0 && box.right <= innerWidth; }))"
        assert page.evaluate(seen), asked


@pytest.mark.browser
def test_a_team_is_found_while_one_types_and_its_address_can_be_kept(season, open_page):
    page = open_page(viewport={"width": 360, "height": 740})
    page.goto(f"{BOARD}?cluster=phuong")
    field = page.get_by_label("Tìm đội của bạn trên bảng")
    field.press_sequentially("quy nhon 2")
    expect(page.get_by_role("heading", name="Đội bạn tìm")).to_be_visible()
    expect(page.locator("#found-row-QN2")).to_be_visible()
    expect(field).to_be_focused()
    page.wait_for_url(lambda url: parse_qs(urlsplit(url).query) == {"cluster": ["phuong"], "q": ["quy nhon 2"]})
    page.reload()
    expect(page.locator("#found-row-QN2")).to_be_visible()


@pytest.mark.browser
def test_without_a_script_the_same_form_finds_the_team(season, open_page):
    page = open_page(java_script_enabled=False)
    page.goto(f"{BOARD}?board=week")
    page.get_by_label("Tìm đội của bạn trên bảng").fill("an nhon 1")
    page.get_by_role("button", name="Tìm", exact=True).click()
    expect(page.locator("#found-row-AN1")).to_be_visible()
    assert page.url.endswith("?board=week&q=an+nhon+1")
