"""What people do in a real browser."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.cast import PASSWORD, PEOPLE
from tests.outside.hostile import picture

VNEID = "Hỗ trợ kích hoạt tài khoản định danh điện tử mức độ 2 (VNeID)"
SCENE = FilePayload(name="buổi sáng.jpg", mimeType="image/jpeg", buffer=picture("jpeg"))
PAYMENT = "Hướng dẫn sử dụng thanh toán điện tử"


def sign_in(page: Page, name: str) -> Page:
    """Sign in as one of the cast, or by a login."""
    page.goto("/sign-in")
    page.get_by_label("E-mail hoặc số điện thoại").fill(PEOPLE[name][0] if name in PEOPLE else name)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    return page


def report(page: Page, kinds: dict[str, int], place: str = "Nhà văn hóa khu phố 3") -> None:
    """Write a report for today and send it; `kinds` are labels of activity types."""
    page.goto("/reports/new")
    for label, quantity in kinds.items():
        page.get_by_label(label, exact=True).fill(str(quantity))
    page.get_by_label("Tên địa điểm").fill(place)
    page.get_by_label("Ảnh buổi ra quân").set_input_files(SCENE)
    page.get_by_role("button", name="Gửi báo cáo").click()
    expect(page.get_by_text("Đã gửi báo cáo")).to_be_visible()


def follow(page: Page, link: Locator) -> None:
    """Go where a link leads, until all of that page is there, its scripts too."""
    before = page.url
    link.click()
    page.wait_for_url(lambda url: url != before)


def open_first_waiting(page: Page) -> None:
    """Open the oldest report of the verifier's queue, with the scripts that help with it."""
    page.goto("/queue")
    follow(page, page.get_by_role("link", name="Bắt đầu thẩm định"))


def approve(page: Page) -> None:
    """Look at every photo of the open report, then send the verdicts as they stand."""
    main = page.get_by_role("button", name="Xem ảnh (").or_(page.get_by_role("button", name="Xác minh, mở báo cáo"))
    unseen = page.locator("#desk [data-unseen]")
    for left in range(unseen.count() - 1, -1, -1):
        main.click()
        expect(unseen).to_have_count(left)
    main.click()


ALL = {"resultTypes": ["violations"], "preload": False}  # the style sheets need not be fetched once more
CONTRAST = {**ALL, "runOnly": {"type": "rule", "values": ["color-contrast"]}}
"""All that a page can do worse in the dark."""


def passes_axe_by_day_and_night(page: Page, address: str) -> None:
    """Open the page and let axe look at it in both schemes; the page was opened with reduced motion."""
    page.emulate_media(color_scheme="light")
    page.goto(address)
    passes_axe(page, address)
    page.emulate_media(color_scheme="dark")
    page.evaluate("new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
    passes_axe(page, f"{address} by night", CONTRAST)


def passes_axe(page: Page, about: str, options: dict[str, Any] = ALL) -> None:
    """Axe finds nothing wrong with the open page, once all of it is there."""
    page.wait_for_load_state()
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = AxeResults(page.evaluate("(options) => axe.run(options)", options))
    assert found.violations_count == 0, f"{about}\n{found.generate_report()}"
