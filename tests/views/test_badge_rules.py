"""The officer makes and changes badges; the teams, their captains and the verifier see what came of it."""

import re

import pytest
from sqlalchemy import func, select

from app.database import db
from app.models import BadgeAward, BadgeDraft, Report, RuleVersion
from app.views.badge_words import taken_back
from tests.cast import CODE
from tests.views.season import VNEID

LIST = f"/campaigns/{CODE}/badge-rules"
NEW = f"{LIST}/new"
SEND = f"{LIST}/badge"
GUIDE = f"{LIST}/badge/vneid_guide"
EXCUSES = f"/campaigns/{CODE}/excuses"
FILLED = {
    "code": "early_bird",
    "name": "Dậy sớm ra quân",
    "name_en": "Early Bird",
    "metric": "quantity",
    "activities": [VNEID],
    "unit_label": "tài khoản",
    "bronze": "1",
    "silver": "2.000",
}
WHY = "Hội đồng thống nhất"


def count(app, model):
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model))


def test_a_badge_goes_from_draft_to_preview_to_publication(season, visitor):
    officer = visitor("officer")
    officer.opens(LIST)
    officer.opens(NEW)
    officer.sends(SEND, **FILLED, step="draft")
    assert "Đã lưu bản nháp" in officer.text
    officer.opens(LIST)
    assert "Bản nháp" in officer.text
    officer.opens(f"{LIST}/badge/early_bird")
    officer.sends(SEND, step="preview")
    assert "Sẽ mất" not in officer.text
    gained = set(re.findall(r'href="/teams/([A-Z0-9]+)', officer.text.split('id="preview"')[1].split("Tên và hình")[0]))
    assert gained
    officer.sends(SEND, step="publish", reason=WHY)
    assert "Đã công bố huy hiệu “Dậy sớm ra quân” trong phiên bản 2" in officer.text
    with season.app.app_context():
        held = db.session.scalars(select(BadgeAward).where(BadgeAward.badge_code == "early_bird")).all()
        assert {each.enrolment.team.code for each in held} == gained
        assert db.session.scalars(select(BadgeDraft)).all() == []
    visitor().opens(f"/campaigns/{CODE}/badges")


def test_a_draft_is_seen_by_officers_alone(season, visitor):
    officer, captain = visitor("officer"), visitor("captain")
    officer.opens(NEW)
    officer.sends(SEND, **FILLED, step="draft")
    captain.opens(f"/campaigns/{CODE}/badges")
    assert "Dậy sớm ra quân" not in captain.text


def test_a_draft_can_be_thrown_away(season, visitor):
    officer = visitor("officer")
    officer.opens(NEW)
    officer.sends(SEND, **FILLED, step="draft")
    officer.sends(SEND, step="discard")
    assert "Đã bỏ bản nháp" in officer.text
    assert count(season.app, BadgeDraft) == 0


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"code": ""}, "Bạn điền ô này"),
        ({"code": "Early Bird"}, "chữ thường không dấu"),
        ({"code": "vneid_guide"}, "đã có huy hiệu khác dùng"),
        ({"name": ""}, "Bạn điền ô này"),
        ({"metric": "wealth"}, "chọn một trong"),
        ({"metric": ""}, "Bạn điền ô này"),
        ({"activities": []}, "cần ít nhất một hoạt động"),
        ({"activities": ["no_such_work"]}, "không còn trong bộ tiêu chí"),
        ({"bronze": "nhiều"}, "Bạn ghi số nguyên"),
        ({"bronze": "", "silver": ""}, "cần các mức"),
        ({"bronze": "9", "silver": "3"}, "ngưỡng phải tăng dần"),
        ({"bronze": "9" * 5000}, "Bạn ghi số nguyên"),
        ({"metric": "on_time_pct", "bronze": "101", "silver": ""}, "không quá 100"),
        ({"metric": "days", "silver": "32"}, "chỉ đạt được nhiều nhất 31"),
        ({"metric": "targets_reached", "silver": ""}, "cần ít nhất một chỉ tiêu"),
        ({"first_day": "2026-03-08"}, "không có ngày kết thúc"),
        ({"last_day": "2026-03-08"}, "không có ngày bắt đầu"),
        ({"first_day": "2026-03-08", "last_day": "2026-03-01"}, "kết thúc trước ngày bắt đầu"),
        ({"first_day": "2026-05-08", "last_day": "2026-05-09"}, "không có ngày nào của đợt thi đua"),
        ({"first_day": "hôm qua"}, "Ngày viết như"),
        ({"weekdays": ["someday"]}, "chọn một trong"),
        ({"step": "publish", "reason": " "}, "Bạn ghi lý do"),
        ({"symbol": "../../etc"}, "không dùng được"),
    ],
)
def test_a_wrong_field_is_told_and_what_was_typed_is_kept(small_campaign, visitor, changes, words):
    officer = visitor("officer")
    officer.opens(NEW)
    answer = officer.sends(SEND, **{**FILLED, **changes})
    assert answer.status_code == 422
    assert words in officer.text
    assert "Early Bird" in officer.text
    assert count(small_campaign, BadgeDraft) == 0
    assert count(small_campaign, RuleVersion) == 2


def test_what_somebody_else_published_meanwhile_is_not_overwritten(small_campaign, visitor):
    one = visitor("officer")
    one.opens(GUIDE)
    one.sends(SEND, bronze="30", step="publish", reason=WHY)
    one.opens(GUIDE)
    assert one.sends(SEND, bronze="40", made_for="1", step="publish", reason=WHY).status_code == 409
    assert "vừa được" in one.text
    assert 'value="40"' in one.text
    one.sends(SEND, step="publish", reason=WHY)
    assert "trong phiên bản 3" in one.text


def test_the_report_of_badges_names_what_nobody_has(season, visitor):
    officer = visitor("officer")
    officer.opens(f"{LIST}/spread")
    assert "chưa đội nào đạt" in officer.text


def test_a_verifier_sees_what_her_decision_gave_and_the_captain_finds_it(season, visitor):
    captain, verifier = visitor("captain"), visitor("verifier")
    captain.opens("/reports/new")
    captain.sends("/reports", qty__vneid_level2_support="40", place="Chợ", activity_day="2026-03-15", action="send")
    verifier.opens("/queue")
    with season.app.app_context():
        wanted = select(Report.uuid).where(Report.state == "submitted").order_by(Report.id.desc())
        uuid = db.session.scalars(wanted.limit(1)).one()
    verifier.opens(f"/reports/{uuid}/decision")
    verifier.opens_photos()
    verifier.sends(f"/reports/{uuid}/decision")
    assert "Đội vừa đạt huy hiệu" in verifier.text
    captain.opens("/today")
    assert "Chúc mừng!" in captain.text
    captain.sends("/today/badges")
    assert "Chúc mừng!" not in captain.text
    captain.opens("/today/badges", headers={"HX-Request": "true"})
    assert "Chúc mừng!" not in captain.text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"day": "2026-03-16"}, "không phải Chủ nhật"),
        ({"day": ""}, "Ngày viết như"),
        ({"unit": "ZZZ"}, "Không có đơn vị mã này"),
        ({"unit": ""}, "Bạn ghi mã đơn vị"),
        ({"unit": "T01"}, "đơn vị"),
        ({"reason": ""}, "Bạn ghi lý do"),
        ({"reason": "gọi 0905 123 456"}, "Không ghi dữ liệu cá nhân"),
    ],
)
def test_a_wrong_excuse_is_told(small_campaign, visitor, changes, words):
    officer = visitor("officer")
    officer.opens(EXCUSES)
    filled = {"day": "2026-03-22", "unit": "T52", "reason": "Bão số 3", **changes}
    assert officer.sends(EXCUSES, **filled).status_code == 422
    assert words in officer.text


def test_an_excused_sunday_is_listed_with_its_reason_and_pressed_twice_is_one(small_campaign, visitor):
    officer = visitor("officer")
    for _ in range(2):
        officer.opens(EXCUSES)
        officer.sends(EXCUSES, day="2026-03-22", unit="X21583", reason="Bão số 3")
        assert "Đã ghi Chủ nhật được nghỉ" in officer.text
    assert officer.text.count("Bão số 3") == 1
    officer.opens(EXCUSES)
    officer.sends(EXCUSES, day="2026-03-22", unit="X21583", reason="Lý do khác")
    assert "đã được ghi nghỉ" in officer.text


@pytest.mark.parametrize("code", ["rules:1>2", "rules:2"])
def test_a_badge_that_new_rules_took_back_names_their_version(small_campaign, code):
    with small_campaign.test_request_context():
        assert "phiên bản 2 áp dụng" in taken_back(code)
