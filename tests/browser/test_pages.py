"""Every page that decides, looked over by axe and at the width of a cheap phone, light and dark."""

import pytest

from tests.browser.acting import VNEID, passes_axe, passes_axe_by_day_and_night, report, sign_in
from tests.cast import CODE

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
    passes_axe(verifier, "the decision form")


@pytest.mark.browser
def test_seen_by_a_person_with_keys_alone_a_link_to_the_content_comes_first(stage, open_page):
    page = open_page()
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Đến nội dung chính"
