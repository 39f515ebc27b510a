"""Who asked for long work watches it come to its end without touching the page."""

from uuid import uuid4

import pytest
from playwright.sync_api import expect

from app.database import transaction
from app.jobs import errands as job
from app.queries.batch_reviews import Choice
from app.services import batch_reviews, errands
from tests.browser.acting import passes_axe_by_day_and_night, sign_in
from tests.racing import campaign, enrolment, person
from tests.reporting import SUNDAY, decided, sent


@pytest.mark.browser
def test_the_page_of_an_errand_counts_on_and_says_what_came_of_it(stage, open_page, complaints):
    uuid = str(uuid4())
    with stage.app.app_context():
        decided(sent(enrolment("QN1"), person("captain"), {"vneid_level2_support": 9}), person("verifier"))
        with transaction():
            choice = Choice("reopened", SUNDAY, SUNDAY)
            batch = batch_reviews.open_batch(str(uuid4()), campaign(), choice, "Kết luận số 5", person("officer"))
            errands.ask(uuid, "batch_application", campaign(), person("officer"), batch=batch.uuid)
    page = sign_in(open_page(viewport={"width": 320, "height": 640}, reduced_motion="reduce"), "officer")
    passes_axe_by_day_and_night(page, f"/errands/{uuid}")
    expect(page.get_by_role("progressbar")).to_be_visible()
    stage.app.extensions["progress"].marks(uuid)(1_200, 10_000)
    expect(page.get_by_text("Đang làm: 1.200 trên 10.000.")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    with stage.app.app_context():
        job.run()
    expect(page.get_by_text("Đã áp dụng cho 1 báo cáo")).to_be_visible()
    passes_axe_by_day_and_night(page, f"/errands/{uuid}")
    page.get_by_role("link", name="Về đợt xem lại").click()
    expect(page.get_by_text("Các đội liên quan đã được báo")).to_be_visible()
