"""A captain opens a joint session in two steps; its teams find it in their reports, a verifier beside them."""

import pytest
from sqlalchemy import func, select

from app.database import db
from app.models import JointSession, Report

STEP = "/joint-sessions/new"
ASKED = f"{STEP}?day=2026-03-15&team-1=AN1"
FILLED = {
    "name": "Chợ phiên Quy Nhơn",
    "kind__0": "vneid_level2_support",
    "total__0": "30",
    "share__0__0": "18",
    "share__0__1": "12",
    "action": "open",
}


def opens(captain, address=ASKED, **changes):
    """Open the session of QN1 and AN1; returns its address."""
    captain.opens(address)
    captain.sends("/joint-sessions", **{**FILLED, **changes})
    return captain.address


def stored(app, model=JointSession):
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model))


def test_the_first_step_asks_for_the_day_and_teams_by_code_or_name(visitor):
    captain = visitor("captain")
    captain.opens(STEP)
    assert "Tổ công nghệ số Quy Nhơn 1" in captain.text
    captain.opens(f"{STEP}?day=2026-03-15&team-1=quy+nhon+2")
    assert "Bước 2 trong 2" in captain.text
    assert 'name="team" value="QN2"' in captain.text
    captain.opens(f"{STEP}?day=2026-03-15&team-1=an+nhon")
    assert "Có 2 đội khớp" in captain.text
    assert 'name="team-1" value="AN2"' in captain.text


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("day=2026-03-15&team-1=HN1", "Không có đội nào của chiến dịch"),
        ("day=2026-03-15&team-1=KHONG", "Không có đội nào của chiến dịch"),
        ("day=2026-03-15&team-1=QN1", "đã có trong buổi phối hợp"),
        ("day=2026-03-15&team-1=AN1&team-3=an1", "đã có trong buổi phối hợp"),
        ("day=2026-03-15", "ít nhất một đội khác"),
        ("day=32&team-1=AN1", "Ngày viết như"),
    ],
)
def test_a_first_step_that_cannot_go_on_says_why(visitor, query, words):
    captain = visitor("captain")
    captain.opens(f"{STEP}?{query}")
    assert words in captain.text
    assert "Bước 1 trong 2" in captain.text


def test_a_step_back_keeps_the_teams(visitor):
    captain = visitor("captain")
    captain.opens(f"{ASKED}&change=1")
    assert "Bước 1 trong 2" in captain.text
    assert 'value="AN1"' in captain.text


def test_the_shares_are_worked_out_by_the_teams_sizes(small_campaign, visitor):
    captain = visitor("captain")
    captain.opens(ASKED)
    captain.sends("/joint-sessions", kind__0="vneid_level2_support", total__0="1.000", action="split")
    assert 'name="share-0-0" value="571"' in captain.text
    assert 'name="share-0-1" value="429"' in captain.text
    assert stored(small_campaign) == 0
    captain.opens(ASKED)
    captain.sends("/joint-sessions", kind__0="vneid_level2_support", action="split")
    assert "rồi mới chia" in captain.text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"share__0__1": "13"}, "cộng lại là 31"),
        ({"total__0": ""}, "số lượng của cả buổi"),
        ({"total__0": "x"}, "Số lượng là số nguyên"),
        ({"total__0": "10001"}, "Số lượng từ 1 đến 10.000"),
        ({"share__0__0": "-1"}, "Số lượng là số nguyên"),
        ({"kind__0": ""}, "Bạn chọn loại việc"),
        ({"kind__0": "training_attendance"}, "Bạn chọn loại việc"),
        ({"kind__1": "vneid_level2_support", "total__1": "2", "share__1__0": "2"}, "đã ghi ở trên"),
        ({"kind__0": "", "total__0": "", "share__0__0": "", "share__0__1": ""}, "ít nhất một loại việc"),
        ({"share__0__0": "30", "share__0__1": ""}, "chưa có phần nào"),
        ({"name": ""}, "Bạn ghi tên buổi"),
        ({"name": "gọi 0905 123 456"}, "Không ghi dữ liệu cá nhân"),
        ({"name": "tệ\x00hại"}, "Có ký tự không đọc được"),
        ({"uuid": "cũ"}, "Biểu mẫu đã cũ"),
        ({"day": "2026-03-16"}, "Ngày này chưa đến"),
        ({"day": "hôm qua"}, "Ngày viết như"),
    ],
)
def test_a_wrong_split_says_what_is_wrong_and_keeps_what_was_typed(small_campaign, visitor, changes, words):
    captain = visitor("captain")
    opens(captain, **changes)
    assert captain.page.status_code == 422
    assert words in captain.text
    assert stored(small_campaign) == 0


@pytest.mark.parametrize("team", ["HN1", "QN1", "KHONG", "a\x00b"])
def test_a_team_that_the_first_step_never_gave_is_not_found(small_campaign, visitor, team):
    captain = visitor("captain")
    opens(captain, team=team)
    assert captain.page.status_code == 404
    assert stored(small_campaign) == 0


def test_pressing_twice_opens_one_session_and_another_content_is_told(small_campaign, visitor):
    captain = visitor("captain")
    captain.opens(ASKED)
    form = captain.page
    captain.sends("/joint-sessions", **FILLED)
    first = captain.address
    captain.page = form
    captain.sends("/joint-sessions", **FILLED)
    assert captain.address == first
    captain.page = form
    captain.sends("/joint-sessions", **{**FILLED, "name": "Chợ khác"})
    assert captain.page.status_code == 409
    assert "nội dung khác" in captain.text
    assert stored(small_campaign) == 1


def test_each_captain_reports_the_share_and_the_verifier_sees_the_whole(small_campaign, visitor):
    captain, other = visitor("captain"), visitor("captain_an1")
    address = opens(captain)
    uuid = address.rsplit("/", 1)[1]
    other.opens("/reports")
    assert "Chợ phiên Quy Nhơn" in other.text
    other.opens(f"/reports/new?session={uuid}")
    assert 'name="qty-vneid_level2_support" value="12"' in other.text
    other.sends("/reports", place="Chợ", qty__vneid_level2_support="13", action="send")
    assert other.page.status_code == 422
    assert "phần của đội bạn trong buổi phối hợp là 12, còn báo được 12" in other.text
    other.sends("/reports", place="Chợ", qty__vneid_level2_support="12", action="send")
    assert "Chợ phiên Quy Nhơn" in other.text
    assert "Tổ công nghệ số Quy Nhơn 1" in other.text
    report = other.address
    other.opens(address)
    assert "đã báo đủ phần" in other.text
    verifier = visitor("verifier_an")
    verifier.opens(f"{report}/decision")
    for words in ("Chợ phiên Quy Nhơn", "Tổ công nghệ số Quy Nhơn 1", "30", "18", "12"):
        assert words in verifier.text
    other.opens(f"{report}/edit")
    assert f'value="{uuid}" selected' in other.text
    assert stored(small_campaign, Report) == 1


def test_a_form_of_the_day_offers_its_sessions_and_another_day_does_not(visitor):
    captain = visitor("captain")
    address = opens(captain)
    captain.opens("/reports/new")
    assert "Chợ phiên Quy Nhơn" in captain.text
    captain.opens("/joint-sessions/choices?activity_day=2026-03-14")
    assert "Chợ phiên Quy Nhơn" not in captain.text
    captain.opens("/joint-sessions/choices?activity_day=15/03/2026")
    assert "còn báo được 18 tài khoản" in " ".join(captain.text.split())
    captain.opens("/reports/new")
    uuid = address.rsplit("/", 1)[1]
    filled = {"qty__vneid_level2_support": "5", "place": "Chợ", "joint_session": uuid, "action": "send"}
    captain.sends("/reports", activity_day="2026-03-14", **filled)
    assert captain.page.status_code == 422
    assert "diễn ra ngày 15/03/2026" in captain.text
    assert f'value="{uuid}" selected' in captain.text


@pytest.mark.parametrize("session", ["x", "3f2b8a52-8e0c-4a55-9c5b-0d5b1b1e9c11"])
def test_a_session_of_nobody_or_of_others_is_not_found(visitor, session):
    captain, stranger = visitor("captain"), visitor("captain_qn2")
    assert captain.opens(f"/reports/new?session={session}").status_code == 404
    assert captain.opens(f"/joint-sessions/{session}").status_code == 404
    address = opens(captain)
    assert stranger.opens(address).status_code == 404
    assert stranger.opens(f"/reports/new?session={address.rsplit('/', 1)[1]}").status_code == 404
    stranger.opens("/reports/new")
    filled = {"qty__vneid_level2_support": "5", "place": "Chợ", "action": "send"}
    stranger.sends("/reports", joint_session=address.rsplit("/", 1)[1], **filled)
    assert "không có tên trong buổi" in stranger.text
    stranger.opens("/reports/new")
    stranger.sends("/reports", joint_session="x", **filled)
    assert "chọn lại buổi phối hợp" in stranger.text


def test_a_member_reads_the_session_and_opens_none(visitor):
    address = opens(visitor("captain"))
    member = visitor("member")
    assert member.opens(address).status_code == 200
    assert "Viết báo cáo phần của đội" not in member.text
    assert member.opens(STEP).status_code == 403
