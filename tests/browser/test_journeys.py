"""The main job from the first report to the winners, in a real browser, on a small campaign of its own."""

import re

import pytest
from playwright.sync_api import expect

from app.database import transaction
from app.services import people
from tests.browser.acting import PAYMENT, VNEID, approve, open_first_waiting, report, sign_in
from tests.cast import CODE, person_named
from tests.concluding import concluded
from tests.racing import campaign

BOARD = f"/campaigns/{CODE}/leaderboard"


@pytest.mark.browser
def test_from_the_first_report_to_the_winners(stage, open_page):
    captain, verifier, officer = (sign_in(open_page(), name) for name in ("captain", "verifier", "officer"))
    watcher = open_page()
    watcher.goto(BOARD)
    mine = watcher.get_by_role("row").filter(has_text="Tổ công nghệ số Quy Nhơn 1")
    expect(mine).to_contain_text("0")

    report(captain, {VNEID: 37, PAYMENT: 10})
    report(captain, {PAYMENT: 8}, place="Chợ Đầm")

    open_first_waiting(verifier)
    payment = verifier.locator("fieldset").filter(has_text=PAYMENT)
    payment.locator("input[name^=quantity]").fill("6")
    expect(payment.locator("input[name^=reason]")).to_have_value("Số lượng chưa khớp bộ đếm")
    approve(verifier)
    expect(verifier.get_by_text("Đã lưu quyết định")).to_be_visible()

    second = verifier.locator("fieldset").filter(has_text=PAYMENT)
    second.get_by_text("Giảm, trả lại hoặc từ chối riêng dòng này").click()
    second.get_by_label("Yêu cầu bổ sung").check()
    second.locator("input[name^=reason]").fill("Ảnh không rõ hoạt động")
    approve(verifier)
    expect(verifier.get_by_text("Không còn báo cáo nào chờ thẩm định")).to_be_visible()

    expect(mine).to_contain_text("147", timeout=20_000)  # 133 + 6 × 2 × 120 %: moved without a reload

    captain.goto("/today")
    expect(captain.get_by_role("link", name="Người dẫn lối VNeID · Đồng")).to_be_visible()
    captain.get_by_role("button", name="Đã xem").click()
    expect(captain.get_by_text("Chúc mừng!")).to_be_hidden()
    captain.get_by_text("Người thẩm định đề nghị bổ sung").click()
    captain.get_by_role("link", name="Bổ sung và gửi lại").click()
    expect(captain.get_by_text("Ảnh không rõ hoạt động")).to_be_visible()
    captain.get_by_label(PAYMENT, exact=True).fill("5")
    captain.get_by_role("button", name="Gửi báo cáo").click()
    expect(captain.get_by_text("Chờ thẩm định lại")).to_be_visible()

    officer.goto("/desk")
    officer.get_by_text("Khóa bảng xếp hạng").click()
    officer.get_by_label("Lý do").fill("Chuẩn bị lễ công bố")
    officer.get_by_role("button", name="Khóa bảng").click()
    expect(officer.get_by_text("Đã khóa bảng")).to_be_visible()

    open_first_waiting(verifier)
    approve(verifier)
    expect(verifier.get_by_text("Không còn báo cáo nào chờ thẩm định")).to_be_visible()
    watcher.goto(BOARD)
    expect(watcher.get_by_text("Bảng xếp hạng đang được khóa")).to_be_visible()
    expect(mine).to_contain_text("147")

    with stage.app.app_context(), transaction():  # test_ceremony.py clicks through all of it
        concluded(campaign(), person_named("officer"), person_named("signatory"), number="225-QĐ/TĐTN")
    stranger = open_page()
    stranger.goto(f"/campaigns/{CODE}/results")
    expect(stranger.get_by_text("225-QĐ/TĐTN")).to_be_visible()
    expect(stranger.get_by_role("heading", level=1)).to_be_visible()
    stranger.goto(BOARD)
    expect(stranger.get_by_role("row").filter(has_text="Quy Nhơn 1")).to_contain_text("159")


@pytest.mark.browser
def test_a_new_person_opens_a_link_sets_a_password_and_lands_on_today(stage, open_page):
    with stage.app.app_context(), transaction():
        token = people.make_link(person_named("captain_qn2"), people.system_actor())
    page = open_page(viewport={"width": 360, "height": 740})
    page.goto(f"/links/{token}")
    page.get_by_label("Mật khẩu mới", exact=True).fill("một câu dễ nhớ")
    page.get_by_label("Nhập lại mật khẩu").fill("một câu dễ nhớ")
    page.get_by_role("button", name="Đặt mật khẩu và vào").click()
    expect(page).to_have_url(re.compile("/today$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Chào Cường")


@pytest.mark.browser
def test_a_captain_reports_without_javascript(stage, open_page):
    page = sign_in(open_page(java_script_enabled=False), "captain")
    report(page, {VNEID: 12})
    expect(page.get_by_text("Chờ thẩm định").first).to_be_visible()


@pytest.mark.browser
def test_the_form_counts_with_its_buttons_and_estimates_points(stage, open_page):
    page = sign_in(open_page(viewport={"width": 360, "height": 740}), "captain")
    page.goto("/reports/new")
    for _ in range(3):
        page.get_by_role("button", name=f"Thêm 1: {VNEID}").click()
    expect(page.get_by_label(VNEID, exact=True)).to_have_value("3")
    expect(page.locator("#estimate")).to_contain_text("10 điểm")
