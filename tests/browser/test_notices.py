"""The bell in a real browser."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import update

from app.clock import wall
from app.database import transaction
from app.models import Notice
from tests.browser.acting import follow, sign_in
from tests.cast import person_named
from tests.racing import enrolment
from tests.reporting import returned, sent


@pytest.mark.browser
def test_a_notice_that_is_opened_has_been_read_and_the_bell_looks_for_news_by_itself(stage, open_page):
    with stage.app.app_context():
        for _ in range(2):
            report = sent(enrolment("QN1"), person_named("captain"), {"dvc_full_support": 3}, photos=())
            returned(report, person_named("verifier"))
        with transaction() as session:
            session.execute(update(Notice).values(ready_at=wall() - timedelta(minutes=1)))
    page = sign_in(open_page(viewport={"width": 360, "height": 740}), "captain")
    bell = page.locator("#bell")
    expect(bell).to_have_text("Thông báo2chưa đọc")
    follow(page, bell)
    with page.expect_request("**/notices/readings"):
        page.get_by_role("link", name="cần bổ sung").first.click()
    page.wait_for_url(re.compile("/reports/"))
    with page.expect_response("**/notices/bell"):
        page.evaluate("htmx.ajax('GET', '/notices/bell', {target: '#bell', swap: 'outerHTML'})")
    expect(bell).to_have_text("Thông báo1chưa đọc")
