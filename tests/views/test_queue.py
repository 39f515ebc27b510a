"""The verifier's pages: the queue of their unit, one form per report, the next one after each decision."""

from datetime import timedelta

import pytest

from tests.cast import NOW, stand_still
from tests.views.test_reports import write


def line_field(browser, prefix):
    """The name of the first field of the open page that starts so."""
    return next(part.split('"')[0] for part in browser.text.split('name="') if part.startswith(prefix))


def decide(browser, **changes):
    """Send the open decision form with the first line's fields changed."""
    line = line_field(browser, "verdict-").removeprefix("verdict-")
    address = browser.address.partition("?")[0]
    action = address + ("" if address.endswith("/decision") else "/decision")
    return browser.sends(action, **{f"{name}__{line}": value for name, value in changes.items()})


def test_the_verifier_lands_on_the_queue_decides_and_the_next_report_opens(visitor):
    captain, other = visitor("captain"), visitor("captain_qn2")
    write(captain)
    stand_still(NOW + timedelta(minutes=1))
    write(other, qty__vneid_level2_support="8")
    verifier = visitor("verifier")
    assert "2 báo cáo" in verifier.text
    first = verifier.text.split('class="queue-item is-ordinary" href="')[1].split('"')[0]
    verifier.opens(first)
    decide(verifier, verdict="verified", quantity="30", reason="Số lượng chưa khớp bộ đếm")
    assert "/decision?undo=" in verifier.address
    assert not verifier.address.startswith(first)
    assert "Đã lưu quyết định" in verifier.text
    decide(verifier, verdict="verified")
    assert "Không còn báo cáo nào chờ thẩm định" in verifier.text
    captain.opens("/reports")
    assert "Xác minh một phần" in captain.text
    assert "108 điểm" in captain.text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"verdict": "returned"}, "Bạn ghi lý do"),
        ({"verdict": "rejected"}, "Bạn ghi lý do"),
        ({"verdict": "verified", "quantity": "38"}, "Không xác minh nhiều hơn"),
        ({"verdict": "verified", "quantity": "30"}, "lý do giảm"),
        ({"verdict": "verified", "quantity": "ba"}, "Số lượng là số nguyên"),
        ({"verdict": "perhaps"}, "Bạn chọn Xác minh"),
        ({"verdict": "rejected", "reason": "x" * 100_000}, "Tối đa 1000"),
        ({"verdict": "rejected", "reason": "số 052099001234"}, "dữ liệu cá nhân"),
    ],
)
def test_an_unclear_verdict_is_asked_about_and_nothing_is_decided(visitor, changes, words):
    captain = visitor("captain")
    address = write(captain)
    verifier = visitor("verifier")
    verifier.opens(f"{address}/decision")
    decide(verifier, **changes)
    assert verifier.page.status_code == 422
    assert words in verifier.text
    captain.opens(address)
    assert "Chờ thẩm định" in captain.text


def test_a_decision_pressed_twice_counts_once_and_says_so_kindly(visitor):
    captain = visitor("captain")
    address = write(captain)
    verifier = visitor("verifier")
    verifier.opens(f"{address}/decision")
    form = verifier.page
    decide(verifier, verdict="verified")
    verifier.page, verifier.address = form, f"{address}/decision"
    decide(verifier, verdict="verified")
    assert verifier.page.status_code == 409
    assert "Võ Thanh Dũng đã xử lý báo cáo này lúc" in verifier.text
    captain.opens(address)
    assert "133 điểm" in captain.text


def test_a_report_corrected_meanwhile_is_shown_anew_before_it_is_decided(visitor):
    captain = visitor("captain")
    address = write(captain)
    verifier = visitor("verifier")
    verifier.opens(f"{address}/decision")
    captain.opens(f"{address}/edit")
    captain.sends(f"{address}/edit", qty__vneid_level2_support="20", action="send")
    decide(verifier, verdict="verified")
    assert verifier.page.status_code == 409
    assert "đã thay đổi" in verifier.text
    assert 'value="20"' in verifier.text


def test_reopening_takes_the_points_back_and_tells_the_team_why(visitor):
    captain = visitor("captain")
    address = write(captain)
    verifier = visitor("verifier")
    verifier.opens(f"{address}/decision")
    decide(verifier, verdict="verified")
    verifier.opens(f"{address}/decision")
    verifier.sends(f"{address}/reopening", reason="Ảnh của buổi khác")
    assert "Đã mở lại" in verifier.text
    captain.opens(address)
    assert "Ảnh của buổi khác" in captain.text


@pytest.mark.parametrize("name", ["verifier_an", "verifier_hn"])
def test_another_units_verifier_neither_sees_nor_decides(visitor, name):
    address = write(visitor("captain"))
    stranger = visitor(name)
    assert "Không còn báo cáo nào" in stranger.text
    assert stranger.opens(f"{address}/decision").status_code == 404
