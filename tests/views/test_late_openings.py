"""An officer opens a locked day of a team; the captain reads who can, and that it was done."""

import pytest
from sqlalchemy import func, select

from app.database import db
from app.models import LateOpening

PAGE = "/teams/QN1/late-openings"
SEND = f"{PAGE}?campaign=THU2026"
FILLED = {"day": "2026-03-08", "reason": "Điện thoại của đội bị hỏng"}


def stored(app):
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(LateOpening))


def test_a_captain_of_a_locked_day_learns_who_can_open_it_and_sends_after_it_was(visitor):
    captain, officer = visitor("captain"), visitor("officer")
    filled = {"qty__vneid_level2_support": "9", "place": "Chợ", "activity_day": "2026-03-08", "action": "send"}
    captain.opens("/reports/new")
    captain.sends("/reports", **filled)
    assert "Cán bộ Tỉnh Đoàn có thể mở lại" in captain.text
    officer.opens("/teams/QN1")
    assert "Mở lại ngày báo cáo" in officer.text
    officer.opens(PAGE)
    officer.sends(SEND, **FILLED)
    assert "Đã mở lại ngày 08/03/2026" in officer.text
    assert "Điện thoại của đội bị hỏng" in officer.text
    assert "Hồ Thị Mai" in officer.text
    captain.opens("/reports/new")
    assert "Tỉnh Đoàn đã mở lại: 08/03/2026" in captain.text
    captain.sends("/reports", **filled)
    assert "gửi muộn" in captain.text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"reason": ""}, "Bạn ghi lý do"),
        ({"reason": "  "}, "Bạn ghi lý do"),
        ({"reason": "x" * 501}, "Tối đa 500"),
        ({"reason": "gọi 0905 123 456"}, "Không ghi dữ liệu cá nhân"),
        ({"day": ""}, "Ngày viết như"),
        ({"day": "2026-03-14"}, "chưa khóa"),
        ({"day": "2026-02-01"}, "Ngày hoạt động phải từ"),
    ],
)
def test_a_wrong_field_is_told_and_what_was_typed_is_kept(small_campaign, visitor, changes, words):
    officer = visitor("officer")
    officer.opens(PAGE)
    officer.sends(SEND, **{**FILLED, **changes})
    assert officer.page.status_code == 422
    assert words in officer.text
    assert stored(small_campaign) == 0


def test_a_second_opening_of_the_day_says_when_it_was_opened(small_campaign, visitor):
    officer = visitor("officer")
    for reason in ("Lý do một", "Lý do hai"):
        officer.opens(PAGE)
        officer.sends(SEND, **{**FILLED, "reason": reason})
    assert officer.page.status_code == 422
    assert "đã được mở lại lúc 20:30 ngày 15/03/2026" in officer.text
    assert stored(small_campaign) == 1


@pytest.mark.parametrize("name", ["captain", "verifier", "auditor", None])
def test_nobody_else_is_led_there(visitor, name):
    other = visitor(name)
    other.opens("/teams/QN1")
    assert "Mở lại ngày báo cáo" not in other.text
