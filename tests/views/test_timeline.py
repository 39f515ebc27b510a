"""The timeline: each step with its day and mover, what blocks the next, and the moves; results by two people."""

from datetime import UTC, datetime

import pytest

from app.views import fresh
from tests.cast import CODE, PASSWORD, give_password, person_named
from tests.concluding import in_april
from tests.views.test_queue import decide
from tests.views.test_reports import write

PAGE = f"/campaigns/{CODE}/timeline"
DECISION = {"number": "225-QĐ/TĐTN", "decided_on": "2026-04-11", "code": CODE}


@pytest.fixture
def april():
    with in_april():
        yield


def old_sign_in(browser):
    """The person signed in six minutes ago."""
    with browser.client.session_transaction() as kept:
        kept[fresh.KEY] = int(datetime.now(UTC).timestamp()) - 6 * 60


def submitted(visitor):
    officer = visitor("officer")
    officer.opens(PAGE)
    officer.sends(f"/campaigns/{CODE}/proof")
    officer.sends(f"/campaigns/{CODE}/submissions", reason="Trình công nhận kết quả")
    return officer


def approval(browser):
    """The address of the form that approves, on the open page."""
    browser.opens(PAGE)
    return next(each for each in browser.forms() if each.endswith("/approval"))


def test_the_timeline_says_what_is_next_until_when_and_who_moves_it(visitor):
    officer = visitor("officer")
    officer.opens(PAGE)
    assert "Tiếp theo: Khóa bảng công khai, còn 13 ngày" in officer.text
    assert "cán bộ trình, Ban Thường vụ duyệt" in officer.text


def test_a_day_that_is_given_whole_is_said_as_its_end(visitor):
    officer = visitor("officer")
    officer.opens(PAGE)
    assert "hết ngày 02/04/2026</time> Hết hạn gửi báo cáo" in officer.text
    assert "00:00 ngày 29/03/2026</time> Khóa bảng công khai" in officer.text


def test_closing_early_waits_for_the_last_report_and_can_be_taken_back(visitor):
    address = write(visitor("captain"))
    officer = visitor("officer")
    officer.opens(PAGE)
    officer.sends(f"/campaigns/{CODE}/close", reason="Xong sớm")
    assert officer.page.status_code == 409
    assert "Còn 1 báo cáo chưa thẩm định xong" in officer.text
    assert "Xong sớm" in officer.text
    verifier = visitor("verifier")
    verifier.opens(f"{address}/decision")
    decide(verifier, verdict="verified")
    officer.sends(f"/campaigns/{CODE}/close", reason="Xong sớm")
    assert "Đã chốt số liệu" in officer.text
    officer.sends(f"/campaigns/{CODE}/reopening", reason="Sót báo cáo")
    assert "Đã mở lại số liệu" in officer.text


def test_blockers_lead_to_where_they_are_worked_off(visitor):
    write(visitor("captain"))
    officer = visitor("officer")
    officer.opens(PAGE)
    assert "Số liệu chưa chốt" in officer.text
    assert f'href="/backlog?campaign={CODE}">Còn 1 báo cáo chưa thẩm định xong' in officer.text


def test_an_officer_submits_a_signatory_approves_the_officer_announces(visitor, april):
    officer, signatory = submitted(visitor), visitor("signatory")
    assert "Bạn đã trình nên người khác" in officer.text
    signatory.sends(approval(signatory), **DECISION)
    assert "Đã duyệt" in signatory.text
    assert "Tiếp theo: Công bố, trao giải" in signatory.text
    assert visitor().opens(f"/campaigns/{CODE}/results").status_code == 404
    officer.opens(PAGE)
    officer.sends(f"/campaigns/{CODE}/announcement", code=CODE)
    assert officer.address == f"/campaigns/{CODE}/results"
    assert "225-QĐ/TĐTN" in visitor().opens(f"/campaigns/{CODE}/results").get_data(as_text=True)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"code": "SAI"}, "Mã chưa đúng"),
        ({"number": ""}, "Bạn ghi số quyết định"),
        ({"decided_on": "hôm qua"}, "Ngày viết như"),
        ({"decided_on": "2026-12-01"}, "chưa đến"),
        ({"number": "225\x00QĐ"}, "Có ký tự không đọc được"),
    ],
)
def test_an_approval_with_a_wrong_field_says_so_and_keeps_the_rest(visitor, april, changes, words):
    submitted(visitor)
    signatory = visitor("signatory")
    signatory.sends(approval(signatory), **{**DECISION, **changes})
    assert signatory.page.status_code == 422
    assert words in signatory.text
    assert visitor().opens(f"/campaigns/{CODE}/results").status_code == 404


def test_a_sign_in_older_than_five_minutes_asks_for_the_password_and_keeps_what_was_typed(
    visitor, april, small_campaign
):
    with small_campaign.app_context():
        give_password(person_named("signatory"))
    submitted(visitor)
    signatory = visitor("signatory")
    address = approval(signatory)
    old_sign_in(signatory)
    signatory.sends(address, **DECISION)
    assert signatory.page.status_code == 422
    assert "quá 5 phút" in signatory.text
    assert 'value="225-QĐ/TĐTN"' in signatory.text
    signatory.sends(address, **DECISION, password="sai")
    assert "Mật khẩu chưa đúng" in signatory.text
    signatory.sends(address, **DECISION, password=PASSWORD)
    assert "Đã duyệt" in signatory.text


def test_a_signatory_sends_it_back_and_the_officer_reads_why(visitor, april):
    officer, signatory = submitted(visitor), visitor("signatory")
    back = approval(signatory).replace("/approval", "/return")
    signatory.sends(back, reason="")
    assert signatory.page.status_code == 422
    signatory.sends(back, reason="Thiếu biên bản họp")
    officer.opens(PAGE)
    assert "Thiếu biên bản họp" in officer.text


def test_an_amendment_keeps_the_old_version_at_its_address(visitor, april):
    officer, signatory = submitted(visitor), visitor("signatory")
    signatory.sends(approval(signatory), **DECISION)
    officer.opens(PAGE)
    officer.sends(f"/campaigns/{CODE}/announcement", code=CODE)
    officer.opens(PAGE)
    officer.sends(f"/campaigns/{CODE}/amendments", kind="team", subject="QN1", reason="Gian dối, kết luận số 3")
    signatory.sends(approval(signatory), **DECISION | {"number": "Số: 300-QĐ/TĐTN"})
    stranger = visitor()
    stranger.opens(f"/campaigns/{CODE}/results")
    assert "Bản điều chỉnh: Gian dối, kết luận số 3" in stranger.text
    assert "Theo Quyết định số 300-QĐ/TĐTN ngày" in stranger.text
    stranger.opens(f"/campaigns/{CODE}/results/1")
    assert "225-QĐ/TĐTN" in stranger.text
    assert "Xem bản đang có hiệu lực" in stranger.text
    assert stranger.opens(f"/campaigns/{CODE}/results/3").status_code == 404
