"""The captain asks on the report's page; the officer answers, and the team reads why."""

from types import SimpleNamespace

import pytest
from sqlalchemy import select

from app.database import db, transaction
from app.models import Evidence, RecheckAnswer, RecheckRequest, Unit
from app.services import people
from tests.cast import NOW, stand_still
from tests.outside.hostile import OTHERS
from tests.racing import enrolment, person
from tests.reporting import decided, sent
from tests.views.test_report_photos import GOOD, chosen

VNEID = "vneid_level2_support"
WHY = "Bộ đếm ghi 25, một cửa đã xác nhận"


@pytest.fixture
def report(small_campaign):
    """QN1's report of 25, of which the ward verified 20."""
    with small_campaign.app_context():
        made = decided(sent(enrolment("QN1"), person("captain"), {VNEID: 25}), person("verifier"), {VNEID: 20}, "Lệch")
        line = next(each.id for each in made.lines if each.claimed)
        return SimpleNamespace(page=f"/reports/{made.uuid}", ask=f"/reports/{made.uuid}/recheck", line=line)


def asks(visitor, report, **fields):
    captain = visitor("captain")
    captain.opens(report.page)
    assert "Đề nghị phúc tra" in captain.text
    captain.opens(report.ask)
    captain.sends(report.ask, **{"reason": WHY, **fields})
    return captain


def opens_the_request(visitor, app):
    officer = visitor("officer")
    officer.opens("/rechecks")
    with app.app_context():
        address = f"/rechecks/{db.session.query(RecheckRequest).one().uuid}"
    assert address in officer.text
    officer.opens(address)
    assert WHY in officer.text
    officer.opens_photos()
    assert officer.address.startswith(address)
    return officer, address


def test_a_re_check_is_asked_granted_and_read_by_the_team(small_campaign, visitor, report):
    captain = asks(visitor, report, evidence="Phiếu MC-07")
    assert "Đã gửi đề nghị phúc tra" in captain.text
    assert "Chờ trả lời, chậm nhất ngày" in captain.text
    officer, address = opens_the_request(visitor, small_campaign)
    filled = {
        f"quantity__{report.line}": "25",
        f"reason__{report.line}": "Có xác nhận",
        "note": "Một cửa xác nhận đủ 25",
    }
    officer.sends(address, **filled, verdict="granted")
    assert "Đã trả lời" in officer.text
    captain.opens(report.page)
    assert "90 điểm" in captain.text
    assert "Chấp nhận phúc tra: Một cửa xác nhận đủ 25" in captain.text


def test_a_re_check_is_turned_down_with_a_reason(small_campaign, visitor, report):
    captain = asks(visitor, report)
    officer, address = opens_the_request(visitor, small_campaign)
    officer.sends(address, note="Ảnh chỉ thấy 20 người", verdict="turned_down")
    captain.opens(report.page)
    assert "72 điểm" in captain.text
    assert "Giữ nguyên kết quả: Ảnh chỉ thấy 20 người" in captain.text
    captain.opens(report.ask)
    assert "đã được đề nghị phúc tra" in captain.text


def photos(app):
    with app.app_context():
        found = db.session.query(Evidence).filter(Evidence.recheck_id.is_not(None)).all()
        assert all(app.extensions["photos"].is_whole(each.sha256, each.size) for each in found if not each.removed_at)
        return [each.sha256 for each in found]


def test_photos_are_sent_with_the_request_and_seen_by_who_answers(small_campaign, visitor, report):
    captain = asks(visitor, report, reason="", photo=chosen(GOOD, ("lạ.gif", OTHERS["gif"])))
    assert captain.page.status_code == 422
    assert "Bạn ghi rõ dòng nào" in captain.text
    assert "“lạ.gif”" in captain.text
    assert photos(small_campaign) == []
    captain.sends(report.ask, reason=WHY)
    assert "Đã gửi đề nghị phúc tra" in captain.text
    assert "Gửi kèm đề nghị phúc tra" in captain.text
    [extra] = photos(small_campaign)
    officer, address = opens_the_request(visitor, small_campaign)
    assert f"/evidence/{extra}" in officer.text
    assert "Gửi kèm đề nghị phúc tra" in officer.text
    assert officer.client.get(f"{report.page}/evidence/{extra}").status_code == 200
    stranger = visitor("captain_qn2")
    assert stranger.opens(f"{report.page}/evidence/{extra}").status_code == 404
    officer.opens(address)
    officer.sends(f"{report.page}/evidence/{extra}/privacy")
    assert officer.address == address
    assert "Ảnh đã bị hủy, chỉ giữ lại việc đã xảy ra." in officer.text
    with small_campaign.app_context():
        assert not small_campaign.extensions["photos"].is_there(extra)
    officer.sends(address, note="Ảnh chỉ thấy 20 người", verdict="turned_down")
    assert "Đã trả lời" in officer.text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"reason": " "}, "Bạn ghi rõ dòng nào"),
        ({"reason": "x" * 2001}, "Tối đa 2000"),
        ({"reason": "gọi 0905 123 456"}, "Không ghi dữ liệu cá nhân"),
        ({"uuid": "khong-phai"}, "Trang đã cũ"),
        ({"evidence": "001234567890"}, "Không ghi dữ liệu cá nhân"),
    ],
)
def test_a_wrong_field_is_told_and_nothing_is_asked(small_campaign, visitor, report, fields, words):
    captain = asks(visitor, report, **fields)
    assert captain.page.status_code == 422
    assert words in captain.text
    with small_campaign.app_context():
        assert db.session.query(RecheckRequest).count() == 0


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"verdict": "granted", "note": "Đúng"}, "Các số chưa đổi"),
        ({"verdict": "granted", "note": ""}, "Bạn ghi câu trả lời"),
        ({"verdict": "turned_down", "note": ""}, "Bạn ghi câu trả lời"),
    ],
)
def test_an_answer_without_words_or_without_a_change_is_asked_for(small_campaign, visitor, report, fields, words):
    asks(visitor, report)
    officer, address = opens_the_request(visitor, small_campaign)
    officer.sends(address, **fields)
    assert officer.page.status_code == 422
    assert words in officer.text
    with small_campaign.app_context():
        assert db.session.query(RecheckAnswer).count() == 0


def test_a_decision_that_was_lowered_meanwhile_is_shown_before_it_is_answered(small_campaign, visitor, report):
    asks(visitor, report)
    officer, address = opens_the_request(visitor, small_campaign)
    captain = visitor("captain")
    correction = report.page + "/correction"
    captain.opens(correction)
    captain.sends(correction, **{f"quantity__{report.line}": "18", "reason": "Đếm nhầm"})
    officer.sends(address, note="Giữ nguyên", verdict="turned_down")
    assert officer.page.status_code == 409
    assert "Kết quả của báo cáo vừa đổi" in officer.text
    assert 'value="18"' in officer.text


def test_after_the_deadline_the_page_says_so(visitor, report):
    captain = visitor("captain")
    stand_still(NOW.replace(month=4, day=9))
    captain.opens(report.page)
    assert "Đề nghị phúc tra" not in captain.text
    captain.opens(report.ask)
    assert "Đã hết hạn đề nghị phúc tra" in captain.text


@pytest.fixture
def annulled(small_campaign, visitor, report):
    """The officer annuls the report on its page; the province has a second officer."""
    with small_campaign.app_context(), transaction():
        province = db.session.scalars(select(Unit).where(Unit.code == "T52")).one()
        people.grant(person("council"), "officer", province, person("officer"))
    officer = visitor("officer")
    officer.opens(f"{report.page}/decision")
    officer.sends(f"{report.page}/annulment", reason="Không có buổi này")
    return report


def test_a_team_contests_an_annulment_and_another_officer_gives_it_back(small_campaign, visitor, annulled):
    captain = visitor("captain")
    captain.opens(annulled.page)
    assert "Đề nghị xem lại việc hủy" in captain.text
    assert "Chờ thẩm định" not in captain.text
    captain.opens(annulled.ask)
    assert "Kết quả đã bị hủy lúc" in captain.text
    assert "Không có buổi này" in captain.text
    captain.sends(annulled.ask, reason=WHY)
    assert "Đội đề nghị phúc tra việc hủy kết quả: " + WHY in captain.text
    with small_campaign.app_context():
        address = f"/rechecks/{db.session.query(RecheckRequest).one().uuid}"
    assert visitor("officer").opens(address).status_code == 404
    second = visitor("council")
    second.opens("/rechecks")
    assert "việc hủy kết quả" in second.text
    second.opens(address)
    assert "Hồ Thị Mai đã hủy kết quả lúc" in second.text
    assert 'value="20"' in second.text
    second.opens_photos()
    second.sends(address, note="Ủy ban phường xác nhận có buổi này", verdict="granted")
    assert "Đã trả lời" in second.text
    captain.opens(annulled.page)
    assert "72 điểm" in captain.text
    assert "Chấp nhận phúc tra: Ủy ban phường xác nhận có buổi này" in captain.text


def test_an_annulment_that_stands_says_so_on_the_timeline(small_campaign, visitor, annulled):
    captain = visitor("captain")
    captain.opens(annulled.ask)
    captain.sends(annulled.ask, reason=WHY)
    with small_campaign.app_context():
        address = f"/rechecks/{db.session.query(RecheckRequest).one().uuid}"
    second = visitor("council")
    second.opens(address)
    second.sends(address, note="Không ai xác nhận", verdict="turned_down")
    captain.opens(annulled.page)
    assert "Giữ nguyên việc hủy kết quả: Không ai xác nhận" in captain.text
    assert "0 điểm" in captain.text
    assert "Đề nghị xem lại việc hủy" not in captain.text
