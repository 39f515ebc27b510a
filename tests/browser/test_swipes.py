"""The desk under a thumb: a swipe to the right opens photos and approves, one to the left asks for the reason."""

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from app.database import db
from app.models import Report
from tests.browser.acting import VNEID, open_first_waiting, report, sign_in

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


def swipe(page: Page, across: int, down: int = 0) -> None:
    """A finger on the open report, moved that far in eight steps and lifted."""
    x, y = 180 - across // 2, 420
    touch = page.context.new_cdp_session(page)
    for step in range(9):
        point = {"x": x + across * step // 8, "y": y + down * step // 8}
        kind = "touchMove" if step else "touchStart"
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    touch.detach()


@pytest.mark.browser
def test_swipes_decide_and_what_is_half_a_swipe_does_not(stage, open_page):
    captain = sign_in(open_page(), "captain")
    report(captain, {VNEID: 4})
    report(captain, {VNEID: 6}, place="Chợ Đầm")
    page = sign_in(open_page(**PHONE), "verifier")
    open_first_waiting(page)
    unseen, reasons = page.locator("#desk [data-unseen]"), page.locator("#whole[open]")
    expect(unseen).to_have_count(1)
    swipe(page, 60)
    swipe(page, 160, down=150)
    expect(unseen).to_have_count(1)
    swipe(page, 200)
    expect(unseen).to_have_count(0)
    swipe(page, 200)
    expect(page.get_by_role("button", name="Hoàn tác")).to_be_visible()
    expect(unseen).to_have_count(1)
    swipe(page, -200)
    expect(reasons).to_be_visible()
    page.locator("#whole .chip").first.click()
    page.get_by_role("heading", level=1).scroll_into_view_if_needed()
    swipe(page, -200)
    expect(page.get_by_text("Không còn báo cáo nào chờ thẩm định")).to_be_visible()
    with stage.app.app_context():
        states = select(Report.state).order_by(Report.id)
        assert db.session.scalars(states).all() == ["decided", "returned"]
