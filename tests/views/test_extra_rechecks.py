"""A captain contests a penalty where it is shown; another officer answers, and the team reads why."""

from types import SimpleNamespace
from uuid import uuid4

import pytest
from sqlalchemy import select

from app.database import db, transaction
from app.models import Extra, ExtraRecheck, Report, Unit
from app.services import campaigns, extra_rechecks, extras, people
from tests.cast import CODE, NOW, stand_still
from tests.concluding import in_april
from tests.racing import campaign, enrolment, person
from tests.reporting import sent
from tests.telling import later

WHY = "Ảnh hai buổi chụp ở hai nơi khác nhau"
SHEET = f"/campaigns/{CODE}/teams/QN1/sheet"
WHY_PAGE = f"/teams/QN1/why?campaign={CODE}"


@pytest.fixture
def penalty(small_campaign):
    """Ten points taken from QN1 for one of its reports, by a second officer of the province."""
    with small_campaign.app_context():
        with transaction():
            province = db.session.scalars(select(Unit).where(Unit.code == "T52")).one()
            people.grant(person("council"), "officer", province, person("officer"))
        report = sent(enrolment("QN1"), person("captain"), {"vneid_level2_support": 3})
        with transaction():
            about = (enrolment("QN1"), "penalty", "duplicate_evidence", report.uuid, 10, person("council"))
            number = extras.post(*about, "Ảnh trùng với buổi 08/03", db.session.get_one(Report, report.id)).id
        return SimpleNamespace(number=number, ask=f"/extras/{number}/recheck", report=f"/reports/{report.uuid}")


def asks(visitor, penalty, **fields):
    captain = visitor("captain")
    captain.opens(penalty.ask)
    captain.sends(penalty.ask, **{"reason": WHY, "evidence": "Giờ chụp", **fields})
    return captain


def request_page(app):
    with app.app_context():
        return f"/rechecks/extras/{db.session.query(ExtraRecheck).one().uuid}"


def opens_the_request(visitor, app, name="officer"):
    officer = visitor(name)
    officer.opens("/rechecks")
    address = request_page(app)
    assert address in officer.text
    officer.opens(address)
    return officer, address


def test_the_notice_and_the_sheet_lead_to_the_penalty(visitor, penalty):
    captain = visitor("captain")
    captain.opens(WHY_PAGE)
    assert SHEET in captain.text
    captain.opens(SHEET)
    assert f'"{penalty.ask}"' in captain.text
    captain.opens(penalty.ask)
    for words in ("Trừ 10 điểm", "Trùng minh chứng", "Ảnh trùng với buổi 08/03", penalty.report, "08/04/2026"):
        assert words in captain.text
    with later():
        captain.opens("/notices")
        assert "Bạn có thể đề nghị phúc tra trước 23:59 ngày 08/04/2026." in captain.text
        assert f'"{penalty.ask}"' in captain.text


def test_other_people_are_not_led_there(visitor, penalty):
    assert SHEET not in visitor("captain_qn2").opens(WHY_PAGE).text
    officer = visitor("officer")
    officer.opens(SHEET)
    assert penalty.ask not in officer.text
    assert visitor("captain_qn2").opens(penalty.ask).status_code == 404
    assert visitor("captain").opens("/extras/999/recheck").status_code == 404
    assert visitor("captain").opens("/extras/99999999999/recheck").status_code == 404


def test_a_member_reads_it_and_leaves_the_asking_to_the_captain(visitor, penalty):
    member = visitor("member")
    member.opens(penalty.ask)
    assert "Đội trưởng đề nghị phúc tra điểm trừ này được" in member.text
    assert "<textarea" not in member.text


def test_it_is_asked_granted_and_read_by_the_team(small_campaign, visitor, penalty):
    captain = asks(visitor, penalty)
    assert "Đã gửi đề nghị phúc tra" in captain.text
    assert "Chờ trả lời, chậm nhất ngày" in captain.text
    assert visitor("council").opens(request_page(small_campaign)).status_code == 404
    officer, address = opens_the_request(visitor, small_campaign)
    for words in (
        "Đỗ Kim Oanh đã trừ",
        WHY,
        "Giờ chụp",
        "Trùng minh chứng",
        "Ảnh trùng với buổi 08/03",
        penalty.report,
    ):
        assert words in officer.text
    officer.sends(address, note="Đã so lại, đúng là hai buổi", verdict="granted")
    assert "Đã trả lời" in officer.text
    assert "Chấp nhận phúc tra, trả lại điểm" in officer.text
    captain.opens(penalty.ask)
    assert "Chấp nhận phúc tra, trả lại điểm: Đã so lại, đúng là hai buổi" in captain.text
    captain.opens(SHEET)
    assert "Đã so lại, đúng là hai buổi" in captain.text
    with later():
        captain.opens("/notices")
        assert "được trả lại 10 điểm đã trừ (Trùng minh chứng)" in captain.text
        assert captain.text.count("rút lại") == 0


def test_it_is_turned_down_with_a_reason_and_not_asked_again(small_campaign, visitor, penalty):
    captain = asks(visitor, penalty)
    officer, address = opens_the_request(visitor, small_campaign)
    officer.sends(address, verdict="turned_down")
    assert officer.page.status_code == 422
    assert "Bạn ghi câu trả lời để đội hiểu." in officer.text
    officer.sends(address, note="Hai ảnh là một", verdict="turned_down")
    captain.opens(SHEET)
    assert "Giữ nguyên điểm trừ: Hai ảnh là một" in captain.text
    captain.opens(penalty.ask)
    assert "Giữ nguyên điểm trừ: Hai ảnh là một" in captain.text
    assert "<textarea" not in captain.text
    officer.opens(address)
    assert "Giữ nguyên điểm trừ: Hai ảnh là một" in officer.text
    assert "<textarea" not in officer.text
    officer.opens(f"/campaigns/{CODE}/extras")
    assert "Giữ nguyên điểm trừ: Hai ảnh là một" in officer.text


def test_a_form_without_a_reason_comes_back_with_what_was_typed(small_campaign, visitor, penalty):
    captain = asks(visitor, penalty, reason="", evidence="Liên kết bài đăng")
    assert captain.page.status_code == 422
    assert "Bạn ghi rõ điểm trừ này chưa đúng ở đâu và vì sao." in captain.text
    assert "Liên kết bài đăng" in captain.text
    with small_campaign.app_context():
        assert db.session.query(ExtraRecheck).count() == 0


def test_two_forms_of_one_captain_ask_once_and_the_second_is_told(small_campaign, visitor, penalty):
    captain = visitor("captain")
    captain.opens(penalty.ask)
    with small_campaign.app_context(), transaction():
        extra_rechecks.ask(str(uuid4()), row(penalty), person("captain"), WHY)
    captain.sends(penalty.ask, reason="Lần nữa")
    assert captain.page.status_code == 409
    assert "Mỗi điểm trừ được đề nghị phúc tra một lần" in captain.text


def row(penalty):
    return db.session.get_one(Extra, penalty.number)


def test_an_answer_after_the_penalty_was_taken_back_is_told_so(small_campaign, visitor, penalty):
    asks(visitor, penalty)
    officer, address = opens_the_request(visitor, small_campaign)
    with small_campaign.app_context(), transaction():
        extras.reverse(row(penalty), person("council"), "Trừ nhầm đội")
    officer.sends(address, note="Hai ảnh là một", verdict="turned_down")
    assert officer.page.status_code == 409
    assert "Điểm trừ này đã được rút lại lúc" in officer.text
    assert "Trừ nhầm đội" in officer.text
    assert "<textarea" not in officer.text


def test_after_the_deadline_the_page_says_so(visitor, penalty):
    captain = visitor("captain")
    captain.opens(penalty.ask)
    stand_still(NOW.replace(month=4, day=9))
    captain.sends(penalty.ask, reason=WHY)
    assert captain.page.status_code == 409
    assert "Đã hết hạn đề nghị phúc tra: 23:59 ngày 08/04/2026" in captain.text
    captain.opens(SHEET)
    assert "Hết hạn phúc tra" in captain.text


def test_the_timeline_counts_it_and_leads_to_the_list(small_campaign, visitor, penalty):
    asks(visitor, penalty)
    officer = visitor("officer")
    officer.opens(f"/campaigns/{CODE}/timeline")
    assert "Còn 1 đề nghị phúc tra chưa trả lời" in officer.text
    assert 'href="/rechecks"' in officer.text


def test_behind_a_frozen_board_the_sheet_leads_there_and_tells_no_more_than_the_board(small_campaign, visitor, penalty):
    with small_campaign.app_context(), transaction():
        campaigns.freeze(campaign(), person("officer"), "Giữ bảng đến lễ công bố")
    with small_campaign.app_context(), transaction():
        extras.reverse(row(penalty), person("council"), "Trừ nhầm đội")
    captain = visitor("captain")
    captain.opens(SHEET)
    assert "Đã được trả lại" not in captain.text
    assert f'"{penalty.ask}"' in captain.text
    captain.opens(penalty.ask)
    assert "Trừ nhầm đội" in captain.text
    with in_april():
        captain.opens(SHEET)
        assert "Đã được trả lại" in captain.text
