"""The page of bonuses and penalties, the captain's correction, the annulment: proposed, posted, taken back."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.database import db
from app.models import Extra, Standing
from tests.cast import CODE, NOW, stand_still
from tests.racing import enrolment, person, report
from tests.reporting import decided, sent

VNEID = "vneid_level2_support"
ADDRESS = f"/campaigns/{CODE}/extras"
CAPTAINS = {"QN1": "captain", "QN2": "captain_qn2"}


def reports(app, team, count, late=False):
    """Decided reports of one team; the late ones four days after their day. Their ids."""
    found = []
    with app.app_context():
        for each in range(count):
            stand_still(NOW + timedelta(minutes=each))
            day = NOW.date() - timedelta(days=4 if late else 0)
            found_one = sent(enrolment(team), person(CAPTAINS[team]), {VNEID: 5}, day)
            found.append(decided(found_one, person("verifier")).uuid)
    return found


def standing(app, team="QN1"):
    with app.app_context():
        return db.session.get_one(Standing, enrolment(team).id).points


def test_the_third_late_report_is_proposed_and_posted_with_a_reason_once(small_campaign, visitor):
    reports(small_campaign, "QN1", 3, late=True)
    reports(small_campaign, "QN2", 2, late=True)
    officer = visitor("officer")
    officer.opens(ADDRESS)
    assert officer.text.count("Trừ 5 điểm</button>") == 1
    before = standing(small_campaign)
    officer.sends(ADDRESS, reason="")
    assert officer.page.status_code == 422
    assert standing(small_campaign) == before
    officer.opens(ADDRESS)
    officer.sends(ADDRESS, reason="Nhắc hai lần")
    assert "Nhắc hai lần" in officer.text
    assert "Không có gì cần xem" in officer.text
    assert standing(small_campaign) == before - 5
    captain = visitor("captain")
    captain.opens(f"/teams/QN1/why?campaign={CODE}")
    assert "Báo cáo chậm nhiều lần" in captain.text


def test_a_penalty_is_taken_back_by_an_entry_that_mirrors_it(small_campaign, visitor):
    reports(small_campaign, "QN1", 3, late=True)
    before = standing(small_campaign)
    officer = visitor("officer")
    officer.opens(ADDRESS)
    officer.sends(ADDRESS, reason="Nhắc hai lần")
    with small_campaign.app_context():
        number = db.session.scalars(select(Extra.id)).one()
    officer.sends(f"/extras/{number}/reversal", reason="Đội đã xin phép")
    assert "đã trả lại" in officer.text
    assert standing(small_campaign) == before
    assert "Không có gì cần xem" in officer.text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"team": "KHONG"}, "không có đội mang mã này"),
        ({"points": "１２"}, "Số lượng là số nguyên"),
        ({"points": ""}, "Bạn ghi số điểm"),
        ({"reason": "  "}, "Bạn ghi lý do"),
        ({"reason": "a\x00b"}, "Có ký tự không đọc được"),
        ({"what": "bonus:gold"}, "Bạn chọn một mục trong danh sách"),
    ],
)
def test_a_wrong_field_says_so_and_keeps_the_rest(small_campaign, visitor, changes, words):
    reports(small_campaign, "QN1", 1)
    before = standing(small_campaign)
    officer = visitor("officer")
    officer.opens(ADDRESS)
    filled = {"team": "QN1", "what": "bonus:creative_model", "points": "20", "reason": "Biên bản số 3"}
    officer.sends(ADDRESS, **{**filled, **changes})
    assert officer.page.status_code == 422
    assert words in officer.text
    assert standing(small_campaign) == before


def test_a_bonus_above_the_rules_is_refused_and_one_within_them_posted(small_campaign, visitor):
    officer = visitor("officer")
    officer.opens(ADDRESS)
    filled = {"team": "QN1", "what": "bonus:creative_model", "reason": "Biên bản số 3"}
    officer.sends(ADDRESS, **filled, points="51")
    assert officer.page.status_code == 409
    assert "chưa đúng với thể lệ" in officer.text
    officer.sends(ADDRESS, points="50")
    assert standing(small_campaign) == 50


def test_a_captain_lowers_a_verified_figure_and_loses_the_excess_alone(small_campaign, visitor):
    [uuid] = reports(small_campaign, "QN1", 1)
    captain = visitor("captain")
    captain.opens(f"/reports/{uuid}")
    assert f"/reports/{uuid}/correction" in captain.text
    captain.opens(f"/reports/{uuid}/correction")
    with small_campaign.app_context():
        line = report(uuid).lines[0].id
    captain.sends(f"/reports/{uuid}/correction", **{f"quantity-{line}": "6", "reason": "Ghi thừa"})
    assert captain.page.status_code == 409
    assert "Chỉ giảm được" in captain.text
    captain.sends(f"/reports/{uuid}/correction", **{f"quantity-{line}": "3", "reason": "Ghi thừa"})
    assert "Đội chỉ mất phần ghi thừa" in captain.text
    assert standing(small_campaign) == 10
    assert "Đội tự điều chỉnh" in captain.text


def test_an_annulled_session_says_so_everywhere(small_campaign, visitor):
    [uuid] = reports(small_campaign, "QN1", 1)
    officer = visitor("officer")
    officer.opens(f"/reports/{uuid}/decision")
    officer.sends(f"/reports/{uuid}/annulment", reason="")
    assert "Bạn ghi lý do" in officer.text
    officer.opens(f"/reports/{uuid}/decision")
    officer.sends(f"/reports/{uuid}/annulment", reason="Biên bản số 9")
    assert "Đã hủy kết quả" in officer.text
    assert standing(small_campaign) == 0
    captain = visitor("captain")
    captain.opens(f"/reports/{uuid}")
    assert "Biên bản số 9" in captain.text
    assert "/correction" not in captain.text
