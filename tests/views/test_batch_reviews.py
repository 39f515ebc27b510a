"""The officer's pages of a batch: open, preview, cancel or apply; wrong fields are told."""

import pytest

from app.database import db
from app.models import BatchReview
from tests.cast import CODE
from tests.racing import enrolment, person
from tests.reporting import decided, sent

LIST = f"/campaigns/{CODE}/batch-reviews"
VNEID = "vneid_level2_support"


@pytest.fixture
def officer(small_campaign, visitor):
    """The officer, at the form, with one decided report of QN1."""
    with small_campaign.app_context():
        decided(sent(enrolment("QN1"), person("captain"), {VNEID: 25}), person("verifier"))
        uuid = person("verifier").uuid
    browser = visitor("officer")
    browser.opens(LIST)
    browser.verifier = uuid
    return browser


def opens_a_batch(officer):
    officer.sends(LIST, person=officer.verifier, reason="Kiểm tra lại")
    assert "Võ Thanh Dũng" in officer.text
    assert "1 báo cáo" in officer.text
    return officer.address


def test_a_batch_is_previewed_and_cancelled_and_nothing_moves(small_campaign, officer, visitor):
    batch = opens_a_batch(officer)
    assert f'hx-get="{batch}/effect"' in officer.text
    officer.opens(f"{batch}/effect")
    assert "90 → <b>0</b>" in officer.text
    officer.sends(f"{batch}/cancellation")
    assert "không điểm nào đổi" in officer.text
    anybody = visitor()
    anybody.opens(f"/teams/QN1?campaign={CODE}")
    assert "90" in anybody.text


def test_a_batch_is_applied_as_one_and_a_second_press_says_so(small_campaign, officer):
    batch = opens_a_batch(officer)
    officer.opens(f"{batch}/effect")
    page = officer.page
    officer.sends(f"{batch}/application")
    assert "Đã áp dụng cho 1 báo cáo" in officer.text
    officer.page = page
    officer.sends(f"{batch}/application")
    assert officer.page.status_code == 409
    assert "Đợt này đã xong" in officer.text


def test_everybody_may_be_chosen_and_the_browser_does_not_ask_for_one(officer):
    [select] = [part.split(">")[0] for part in officer.text.split("<select")[1:] if 'name="person"' in part]
    assert "required" not in select
    officer.sends(LIST, person="", reason="Kiểm tra lại")
    assert "Mọi người thẩm định" in officer.text


def test_htmx_gets_the_effect_alone(officer):
    batch = opens_a_batch(officer)
    fragment = officer.client.get(f"{batch}/effect", headers={"HX-Request": "true"}).get_data(as_text=True)
    assert fragment.lstrip().startswith('<div id="effect">')
    assert "<html" not in fragment


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"reason": ""}, "Bạn ghi lý do"),
        ({"reason": "x" * 100_000}, "Tối đa 1000"),
        ({"person": "khong-co"}, "Bạn chọn một người trong danh sách"),
        ({"unit": "T01"}, "Không có đơn vị mã này"),
        ({"from_day": "2026-03-20", "to_day": "2026-03-10"}, "Ngày cuối không trước ngày đầu"),
        ({"from_day": "hôm qua"}, "Ngày viết như"),
        ({"effect": "deleted"}, "Bạn chọn Mở lại hoặc Hủy kết quả"),
        ({"unit": "X21907"}, "Không có quyết định nào khớp"),
        ({"uuid": "cũ"}, "Trang đã cũ"),
    ],
)
def test_a_wrong_field_is_told_and_nothing_is_opened(small_campaign, officer, fields, words):
    officer.sends(LIST, **{"reason": "Kiểm tra lại", **fields})
    assert officer.page.status_code == 422
    assert words in officer.text
    with small_campaign.app_context():
        assert db.session.query(BatchReview).count() == 0
