"""Every page that decides, looked over by axe and at the width of a cheap phone, light and dark."""

import pytest
from playwright.sync_api import expect

from app.database import transaction
from app.services import extras, people
from tests.browser.acting import VNEID, passes_axe, passes_axe_by_day_and_night, report, sign_in
from tests.cast import CODE, person_named
from tests.racing import enrolment

PAGES = {
    "public": (
        "/",
        "/campaigns",
        f"/campaigns/{CODE}/leaderboard",
        f"/campaigns/{CODE}/rules",
        f"/campaigns/{CODE}/criteria-sheet?team=QN1",
        f"/campaigns/{CODE}/badges",
        f"/teams/QN1?campaign={CODE}",
        f"/teams/QN1/why?campaign={CODE}",
        f"/teams/QN1/rank?campaign={CODE}",
        f"/campaigns/{CODE}/dashboard",
        f"/campaigns/{CODE}/dashboard?view=country",
        f"/campaigns/{CODE}/reconciliation",
        "/teams/QN1/check",
        "/search?q=quy+nhon",
        "/sign-in",
        "/no-such-page",
        "/certificates/4f1f6f0e-7c0b-4a55-9d2e-0d6f5d1a2b3c",
    ),
    "captain": (
        "/today",
        "/today/my-badges",
        "/reports",
        "/reports/new",
        "/joint-sessions/new",
        "/joint-sessions/new?day=2026-03-15&team-1=an+nhon",
        "/joint-sessions/new?day=2026-03-15&team-1=AN1",
        "/account",
        "/account/notices",
        "/notices",
        "/nominations",
        f"/campaigns/{CODE}/teams/QN1/sheet",
        "/teams/QN1/photo",
    ),
    "verifier": (
        "/queue",
        "/queue/done",
        "/delegations",
        "/backlog",
        f"/campaigns/{CODE}/verifiers",
        "/units/X21583/weekly-report",
        f"/campaigns/{CODE}/nominations",
    ),
    "council": (f"/campaigns/{CODE}/council", f"/campaigns/{CODE}/timeline"),
    "signatory": (f"/campaigns/{CODE}/council", f"/campaigns/{CODE}/timeline"),
    "officer": (
        "/desk",
        f"/campaigns/{CODE}/coverage",
        f"/campaigns/{CODE}/freeze-difference",
        "/units",
        "/people",
        "/audit",
        "/delegations",
        "/backlog",
        "/teams/QN1/late-openings",
        "/teams/QN1/photo",
        f"/campaigns/{CODE}/rule-versions",
        f"/campaigns/{CODE}/rule-versions/new",
        f"/campaigns/{CODE}/badge-rules",
        f"/campaigns/{CODE}/badge-rules/spread",
        f"/campaigns/{CODE}/badge-rules/badge/vneid_guide",
        f"/campaigns/{CODE}/excuses",
        f"/campaigns/{CODE}/verifiers",
        f"/campaigns/{CODE}/documents",
        f"/campaigns/{CODE}/layouts",
        f"/campaigns/{CODE}/timeline",
        f"/campaigns/{CODE}/council",
        f"/campaigns/{CODE}/council?without=QN1",
        f"/campaigns/{CODE}/nominations",
        f"/campaigns/{CODE}/ceremonies",
    ),
}


@pytest.mark.browser
@pytest.mark.parametrize("name", PAGES)
def test_pages_pass_axe_light_and_dark_and_fit_a_phone(stage, open_page, complaints, name):
    complaints.expect("status of 404")
    page = open_page(viewport={"width": 320, "height": 640}, reduced_motion="reduce")
    if name != "public":
        sign_in(page, name)
    if name == "captain":
        report(page, {VNEID: 12})
    for address in PAGES[name]:
        passes_axe_by_day_and_night(page, address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address


@pytest.mark.browser
def test_the_decision_form_passes_axe(stage, open_page):
    report(sign_in(open_page(), "captain"), {VNEID: 12})
    verifier = sign_in(open_page(viewport={"width": 360, "height": 740}), "verifier")
    verifier.get_by_role("link", name="Bắt đầu thẩm định").click()
    expect(verifier.locator("#desk")).to_be_visible()
    passes_axe(verifier, "the decision form")


@pytest.mark.browser
def test_the_recheck_of_a_penalty_passes_axe_for_who_asks_and_who_answers(stage, open_page):
    with stage.app.app_context(), transaction():
        second = person_named("council")
        people.grant(second, "officer", enrolment("QN1").campaign.unit, person_named("officer"))
        about = (enrolment("QN1"), "penalty", "duplicate_evidence", "a photo", 10, second)
        number = extras.post(*about, "Ảnh trùng với buổi ngày 08/03").id
    phone = {"viewport": {"width": 320, "height": 640}, "reduced_motion": "reduce"}
    captain, officer = (sign_in(open_page(**phone), name) for name in ("captain", "officer"))
    passes_axe_by_day_and_night(captain, f"/extras/{number}/recheck")
    captain.get_by_label("Điểm trừ này chưa đúng ở đâu, vì sao").fill("Hai buổi ở hai nơi khác nhau")
    captain.get_by_role("button", name="Gửi đề nghị").click()
    expect(captain.get_by_text("Chờ trả lời, chậm nhất ngày")).to_be_visible()
    passes_axe(captain, "a penalty that is contested")
    passes_axe_by_day_and_night(captain, f"/campaigns/{CODE}/teams/QN1/sheet")
    officer.goto("/rechecks")
    officer.get_by_role("link", name="trừ 10 điểm").click()
    expect(officer.get_by_label("Trả lời đội")).to_be_visible()
    passes_axe(officer, "the answer's form")
    for page in (captain, officer):
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
    officer.get_by_label("Trả lời đội").fill("Đã so lại hai ảnh")
    officer.get_by_role("button", name="Chấp nhận, trả lại 10 điểm").click()
    expect(officer.get_by_text("Đã trả lời. Đội đọc được")).to_be_visible()
    captain.reload()
    expect(captain.get_by_text("Đã so lại hai ảnh")).to_be_visible()


@pytest.mark.browser
def test_seen_by_a_person_with_keys_alone_a_link_to_the_content_comes_first(stage, open_page):
    page = open_page()
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Đến nội dung chính"
