"""A team's public pages: place, badges, work by kind, and the sum behind its points."""

import re
from datetime import date

from app.database import db
from app.models import Standing
from tests.cast import CODE, PEOPLE
from tests.views.season import VNEID

TEAM = f"/teams/QN1?campaign={CODE}"
WHY = f"/teams/QN1/why?campaign={CODE}"


def test_a_team_page_shows_place_points_and_work_by_kind(season, visitor):
    season.earns("QN1", {VNEID: 50}, date(2026, 3, 13))
    browser = visitor()
    browser.opens(TEAM)
    assert "Hạng trong cụm Phường" in browser.text
    assert "87 tài khoản" in browser.text  # the true count
    assert "77 tài khoản" in browser.text  # what was scored
    assert "2 loại việc, 163 điểm" in browser.text


def test_a_team_page_says_how_far_the_next_level_is(season, visitor):
    browser = visitor()
    browser.opens(TEAM)
    assert "còn 63 tài khoản nữa để đạt mức Bạc" in browser.text
    assert "Gần đạt nhất" in browser.text


def test_public_pages_never_name_a_person(season, visitor):
    browser = visitor()
    for address in (TEAM, WHY, "/teams/QN1/check", f"/campaigns/{CODE}/leaderboard", "/search?q=anh"):
        browser.opens(address)
        assert [name for _, name, *_ in PEOPLE.values() if name in browser.text] == []


def test_why_shows_each_step_of_the_sum(season, visitor):
    browser = visitor()
    browser.opens(WHY)
    steps = re.sub(r"<[^>]+>|\s+", " ", browser.text)
    steps = re.sub(r"\s+", " ", steps)
    assert "37 × 3 tài khoản × điểm · tối đa 40 mỗi ngày 111" in steps
    assert "Chủ nhật × 120% 133" in steps
    assert "phiên bản 1" in steps
    assert "Tổng điểm của đội 163" in steps


def test_why_says_what_a_cap_left(season, visitor):
    season.earns("QN1", {VNEID: 50}, date(2026, 3, 13))
    browser = visitor()
    browser.opens(WHY)
    assert (
        "Đã ghi nhận 50, tính điểm 40 (tối đa 40 mỗi ngày). "
        "10 tài khoản vượt mức vẫn được tính vào kết quả chung." in browser.text
    )


def test_why_says_what_the_daily_ceiling_cut(season, visitor):
    season.earns(
        "QN2",
        {VNEID: 40, "dvc_full_support": 25, "dvc_partial_support": 25, "e_payment_support": 50},
        date(2026, 3, 13),
    )
    browser = visitor()
    browser.opens(f"/teams/QN2/why?campaign={CODE}")
    assert "Tối đa 400 điểm mỗi ngày cho cả đội" in browser.text


def test_why_adds_up_to_the_points_of_the_board(season, visitor):
    for day in range(2, 15):
        season.earned("QN1", {VNEID: day, "outreach_session": 1, "poster_distribution": 130}, date(2026, 3, day))
    with season.app.app_context():
        standing = max(db.session.query(Standing), key=lambda each: each.points)
        points = standing.points
    browser = visitor()
    browser.opens(WHY)
    days = [int(each.replace(".", "")) for each in re.findall(r"<b>([\d.]+) điểm</b>", browser.text)]
    assert len(days) == 10
    browser.opens(f"{WHY}&page=2")
    days += [int(each.replace(".", "")) for each in re.findall(r"<b>([\d.]+) điểm</b>", browser.text)]
    assert sum(days) == points
    total = re.search(r'Tổng điểm của đội</span></span><span class="sum-value">([\d.]+)', browser.text)
    assert total
    assert int(total[1].replace(".", "")) == points
    assert "Theo sổ điểm" not in browser.text


def test_why_is_a_fragment_too(season, visitor):
    browser = visitor()
    browser.opens(WHY, headers={"HX-Request": "true"})
    assert browser.text.lstrip().startswith('<div id="why"')


def test_the_check_page_says_a_team_is_genuine(season, visitor):
    browser = visitor()
    browser.opens("/teams/QN1/check")
    assert "Đây là tổ đang hoạt động hợp lệ. Tình nguyện viên không bao giờ hỏi mật khẩu hoặc mã OTP." in browser.text
    browser.opens("/teams/GIA-MAO/check")
    assert "Không có tổ nào mang mã này" in browser.text


def test_my_team_leads_to_the_own_page(season, visitor):
    browser = visitor("captain")
    assert browser.opens("/teams/mine").status_code == 200
    assert browser.address == TEAM
    assert visitor("admin").opens("/teams/mine").status_code == 404
    stranger = visitor()
    stranger.opens("/teams/mine")
    assert stranger.address.startswith("/sign-in")


def test_a_team_without_work_has_a_page_that_invites(season, visitor):
    season.enrols(1)
    browser = visitor()
    browser.opens("/teams/THEM001")
    assert "Chưa có buổi ra quân nào" in browser.text
    browser.opens("/teams/THEM001/why")
    assert "Chưa có điểm nào" in browser.text


def test_a_team_page_tells_its_weeks_its_best_day_and_how_this_week_goes(season, visitor):
    season.earned("QN1", {VNEID: 10}, date(2026, 3, 6))
    browser = visitor()
    browser.opens(TEAM)
    assert "Tuần này đội đã có 163 điểm, nhiều nhất từ đầu chiến dịch." in browser.text
    assert "Ngày nhiều điểm nhất: Chủ nhật, 15/03/2026, 163 điểm." in browser.text
    assert "Điểm từng tuần: tuần 1 0 điểm; tuần 2 30 điểm; tuần 3 163 điểm" in browser.text
    browser.opens(f"/teams/AN1?campaign={CODE}")
    assert "tuần 3 36 điểm" in browser.text
    season.enrols(1)
    browser.opens(f"/teams/THEM001?campaign={CODE}")
    assert "Từng tuần" not in browser.text


def test_behind_a_freeze_a_team_s_weeks_end_with_it(season, visitor):
    season.freezes()
    season.earns("QN1", {VNEID: 3}, date(2026, 3, 16))
    browser = visitor()
    browser.opens(TEAM)
    assert "Tuần nhiều điểm nhất: tuần 3, 163 điểm." in browser.text
    assert "tuần 4 0 điểm" in browser.text
    officer = visitor("officer")
    officer.opens(TEAM)
    assert "Tuần này đội có 9 điểm, tuần trước 163 điểm. Tiếp tục cố gắng nhé!" in officer.text
