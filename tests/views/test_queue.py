"""The verifier's pages: the queue of their unit, one form per report, the next one after each decision."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from app.database import db, transaction
from app.models import Membership
from app.services import people as persons
from tests.cast import BEGUN, NOW, person_named, stand_still
from tests.racing import enrolment
from tests.reporting import sent
from tests.views.test_reports import write


def line_field(browser, prefix):
    """The name of the first field of the open page that starts so."""
    return next(part.split('"')[0] for part in browser.text.split('name="') if part.startswith(prefix))


def decide(browser, **changes):
    """Open the photos and send the open decision form with the first line's fields changed."""
    browser.opens_photos()
    line = line_field(browser, "verdict-").removeprefix("verdict-")
    address = browser.address.partition("#")[0].partition("?")[0]
    action = address + ("" if address.endswith("/decision") else "/decision")
    return browser.sends(action, **{f"{name}__{line}": value for name, value in changes.items()})


def test_the_verifier_lands_on_the_queue_decides_and_the_next_report_opens(visitor):
    captain, other = visitor("captain"), visitor("captain_qn2")
    write(captain)
    stand_still(NOW + timedelta(minutes=1))
    write(other, qty__vneid_level2_support="8")
    verifier = visitor("verifier")
    assert "2 báo cáo" in verifier.text
    first = verifier.text.split('class="queue-item is-look" href="')[1].split('"')[0]
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
    form = verifier.opens_photos()
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
    verifier.opens_photos()
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


HTMX = {"HX-Request": "true"}


def waiting_pair(visitor):
    """Two reports, the first with two photos, and their verifier."""
    captain, other = visitor("captain"), visitor("captain_qn2")
    first = write(captain)
    stand_still(NOW + timedelta(minutes=1))
    return first, write(other, qty__vneid_level2_support="8"), visitor("verifier")


def test_a_report_is_not_approved_before_its_photo_was_opened(visitor):
    first, _, verifier = waiting_pair(visitor)
    verifier.opens(f"{first}/decision")
    verifier.sends(f"{first}/decision")
    assert verifier.page.status_code == 422
    assert "Còn 1 ảnh bạn chưa mở" in verifier.text
    verifier.opens_photos()
    assert "#photo-" in verifier.address
    verifier.sends(f"{first}/decision")
    assert "Đã lưu quyết định" in verifier.text


@pytest.mark.parametrize(("whole", "state"), [("returned", "Yêu cầu bổ sung"), ("rejected", "Từ chối")])
def test_a_whole_report_is_returned_or_rejected_for_one_ready_made_reason(visitor, whole, state):
    first, _, verifier = waiting_pair(visitor)
    verifier.opens(f"{first}/decision")
    verifier.sends(f"{first}/decision", whole=whole)
    assert verifier.page.status_code == 422
    assert "Bạn chọn hoặc ghi lý do" in verifier.text
    verifier.sends(f"{first}/decision", whole=whole, ready="Sai ngày hoặc địa điểm")
    captain = visitor("captain")
    captain.opens(first)
    assert state in captain.text
    assert "Sai ngày hoặc địa điểm" in captain.text


def test_deciding_one_report_and_drawing_the_next_is_one_small_round_trip(visitor):
    first, second, verifier = waiting_pair(visitor)
    verifier.opens(f"{first}/decision")
    verifier.opens_photos()
    line = line_field(verifier, "verdict-")
    token = verifier.text.split('name="csrf_token" value="')[1].split('"')[0]
    sent = {"csrf_token": token, "version": "1", line: "verified"}
    answer = verifier.client.post(f"{first}/decision", data=sent, headers=HTMX)
    assert answer.status_code == 200
    assert answer.headers["HX-Push-Url"] == f"{second}/decision"
    body = answer.get_data(as_text=True)
    assert "<html" not in body
    assert "Tổ công nghệ số Quy Nhơn 2" in body
    assert "Hoàn tác" in body
    assert len(answer.get_data()) <= 15_000
    undone = verifier.client.post(f"{first}/reopening", data={"csrf_token": token, "reason": "Bấm nhầm"}, headers=HTMX)
    assert undone.headers["HX-Push-Url"] == f"{first}/decision"
    assert "Đã mở lại" in undone.get_data(as_text=True)


def test_the_last_report_of_the_queue_leads_to_the_thanks(visitor):
    first = write(visitor("captain"))
    verifier = visitor("verifier")
    verifier.opens(f"{first}/decision")
    sent = {"csrf_token": verifier.text.split('name="csrf_token" value="')[1].split('"')[0], "version": "1"}
    sent |= {"whole": "rejected", "other": "Không có hoạt động"}
    answer = verifier.client.post(f"{first}/decision", data=sent, headers=HTMX)
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, "/queue")
    verifier.opens("/queue")
    assert "Không còn báo cáo nào" in verifier.text


def test_what_was_typed_is_there_again_on_another_device_but_never_a_citizens_number(visitor):
    first, _, verifier = waiting_pair(visitor)
    verifier.opens(f"{first}/decision")
    line = line_field(verifier, "verdict-").removeprefix("verdict-")
    typed = {"version": "1", f"quantity-{line}": "30", f"reason-{line}": "Bộ đếm ghi 30", "other": "số 052099001234"}
    typed["csrf_token"] = verifier.text.split('name="csrf_token" value="')[1].split('"')[0]
    assert verifier.client.post(f"{first}/look", data=typed, headers=HTMX).status_code == 200
    phone = visitor("verifier")
    assert "Làm tiếp" not in phone.text
    phone.opens(f"{first}/decision")
    assert 'value="30"' in phone.text
    assert "Bộ đếm ghi 30" in phone.text
    assert "052099001234" not in phone.text
    officer = visitor("officer")
    officer.opens(f"{first}/decision")
    assert "Võ Thanh Dũng cũng đang xem báo cáo này" in officer.text
    assert 'value="30"' not in officer.text
    phone.opens(f"{first}/decision")
    assert "cũng đang xem" not in phone.text


def test_what_was_typed_about_an_older_version_is_not_put_before_the_new_one(visitor):
    first, _, verifier = waiting_pair(visitor)
    captain = visitor("captain")
    verifier.opens(f"{first}/decision")
    verifier.opens_photos()
    line = line_field(verifier, "verdict-").removeprefix("verdict-")
    typed = {"version": "1", f"quantity-{line}": "30"}
    typed["csrf_token"] = verifier.text.split('name="csrf_token" value="')[1].split('"')[0]
    verifier.client.post(f"{first}/look", data=typed, headers=HTMX)
    captain.opens(f"{first}/edit")
    captain.sends(f"{first}/edit", qty__vneid_level2_support="20", action="send")
    verifier.opens(f"{first}/decision")
    assert 'value="20"' in verifier.text
    assert 'value="30"' not in verifier.text


def test_what_changed_meanwhile_stands_above_what_was_typed(visitor):
    first, _, verifier = waiting_pair(visitor)
    captain = visitor("captain")
    verifier.opens(f"{first}/decision")
    verifier.opens_photos()
    captain.opens(f"{first}/edit")
    captain.sends(f"{first}/edit", qty__vneid_level2_support="20", note="Đếm lại", action="send")
    decide(verifier, verdict="verified", reason="Lời của tôi")
    assert "<del>37</del> → <ins>20</ins>" in verifier.text
    assert "<del>không có</del> → <ins>Đếm lại</ins>" in verifier.text
    assert "Lời của tôi" in verifier.text


MOST_STATEMENTS = 8  # issue 6: the frame of the page, its rights included, whatever waits


def busy_ward():
    """A second verifier in the ward, who belongs to one of its teams: that team's reports are judged one by one."""
    with transaction() as session:
        team = enrolment("QN2").team
        deputy = persons.add("deputy@cast.example", "Trần Lê Ỷ Nhi", None, person_named("officer"))
        persons.grant(deputy, "verifier", team.unit, person_named("officer"))
        session.add(Membership(team_id=team.id, person_id=deputy.id, starts_on=BEGUN))


def more_waits(many):
    """Flagged reports and plain ones, of both teams."""
    for number in range(many):
        code, name = (("QN1", "captain"), ("QN2", "captain_qn2"))[number % 2]
        sent(enrolment(code), person_named(name), {"vneid_level2_support": 7})


def statements_of(browser, address):
    """What the database is asked for a page."""
    asked = []
    with browser.client.application.app_context():
        engine = db.engine

    def hear(*args):
        asked.append(args[2])

    event.listen(engine, "before_cursor_execute", hear)
    try:
        assert browser.opens(address).status_code == 200
    finally:
        event.remove(engine, "before_cursor_execute", hear)
    return asked


def test_the_queue_takes_at_most_eight_statements_for_five_waiting_reports_and_for_fifty(visitor, small_campaign):
    verifier, asked = visitor("verifier"), []
    with small_campaign.app_context():
        busy_ward()
    for many in (5, 45):
        with small_campaign.app_context():
            more_waits(many)
        verifier.opens("/queue")
        asked.append(statements_of(verifier, "/queue"))
    assert "50 báo cáo" in verifier.text
    assert "cần xem kỹ" in verifier.text
    for words in ("report_flags", "report_claims", "notices", "settings", "memberships"):
        assert any(words in each for each in asked[-1])
    assert len(asked[0]) == len(asked[1]) <= MOST_STATEMENTS
