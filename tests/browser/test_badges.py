"""Pages of badges, looked over by axe; pictures that a strict page policy lets through."""

import pytest

from app.database import db
from app.models import BadgeAward
from tests.browser.acting import passes_axe, passes_axe_by_day_and_night
from tests.cast import person_named
from tests.racing import enrolment
from tests.reporting import decided, sent


@pytest.fixture
def awards(stage) -> list[str]:
    """What one team was awarded."""
    with stage.app.app_context():
        captain, verifier = person_named("captain"), person_named("verifier")
        decided(sent(enrolment("QN1"), captain, {"vneid_level2_support": 40}), verifier)
        found = db.session.query(BadgeAward).order_by(BadgeAward.id)
        return [each.uuid for each in found]


@pytest.mark.browser
def test_the_page_of_an_award_passes_axe_light_and_dark_and_fits_a_phone(stage, awards, open_page):
    page = open_page(viewport={"width": 320, "height": 640}, reduced_motion="reduce")
    for address in (f"/badges/{awards[0]}", "/badges/verify"):
        passes_axe_by_day_and_night(page, address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address


@pytest.mark.browser
def test_a_downloaded_badge_is_held_up_and_found_true(stage, awards, open_page, tmp_path):
    page = open_page(viewport={"width": 360, "height": 740})
    page.goto(f"/badges/{awards[0]}")
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải huy hiệu").click()
    file = tmp_path / "badge.svg"
    download.value.save_as(file)
    page.get_by_role("link", name="kiểm tra chứng nhận").click()
    page.get_by_label("Hoặc chọn tệp").set_input_files(file)
    page.get_by_role("main").get_by_role("button", name="Kiểm tra").click()
    page.get_by_role("heading", name="Chứng nhận thật và còn hiệu lực").wait_for()
    passes_axe(page, "a credential that is genuine")


@pytest.mark.browser
def test_the_picture_files_show_in_a_browser_as_they_are(stage, open_page):
    page = open_page()
    for name in ("places-map-pin-gold", "work-literacy_friend-silver", "care-clock-bronze-mono"):
        page.goto(f"/badges/art/{name}.svg")
        assert page.evaluate("document.querySelector('.step').getBoundingClientRect().width") > 10
