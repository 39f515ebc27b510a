"""A campaign at a glance: true counts for everybody, units for those who run it, nothing from behind a freeze."""

import re
from datetime import timedelta

import pytest

from app.queries.unit_work import UnitWork
from app.views import unit_dots
from app.views.day_bars import day_bars
from tests.cast import CODE, NOW, stand_still
from tests.views.season import SATURDAY, SUNDAY, VNEID

ADDRESS = f"/campaigns/{CODE}/dashboard"
UNITS = f"/campaigns/{CODE}/coverage"
DIFFERENCE = f"/campaigns/{CODE}/freeze-difference"


def test_it_shows_true_counts_above_the_cap_by_day_and_by_type(season, visitor):
    season.earns("QN1", {VNEID: 60})
    stranger = visitor()
    stranger.opens(ADDRESS)
    assert "<b>137</b> tài khoản" in stranger.text
    assert "Chủ nhật, 15/03/2026: 3 đội" in stranger.text
    assert "Thứ Bảy, 14/03/2026: 1 đội" in stranger.text


def test_the_drawing_has_a_table_that_says_the_same(season, visitor):
    stranger = visitor()
    stranger.opens(ADDRESS)
    assert '<th scope="row">Chủ nhật, 15/03/2026</th><td class="num">3</td>' in stranger.text
    assert re.search(r"Đoàn phường Quy Nhơn</th><td class=\"num\">2</td><td class=\"num\">2</td>", stranger.text)


def test_behind_a_freeze_it_stands_still_for_everybody_but_those_who_run_the_campaign(season, visitor):
    season.freezes()
    stranger, officer = visitor(), visitor("officer")
    stranger.opens(ADDRESS)
    before = stranger.text
    season.earns("QN2", {VNEID: 40})
    season.app.extensions.pop("memory", None)
    stranger.opens(ADDRESS)
    assert stranger.text == before
    officer.opens(ADDRESS)
    assert "<b>117</b> tài khoản" in officer.text


@pytest.mark.parametrize("view", ["country", ""])
def test_a_campaign_without_work_has_a_page_too(small_campaign, visitor, view):
    stranger = visitor()
    assert stranger.opens(f"{ADDRESS}?view={view}").status_code == 200
    assert "Chưa có buổi ra quân nào được xác minh" in stranger.text


def test_the_view_of_the_country_always_shows_hoang_sa_and_truong_sa(season, visitor):
    stranger = visitor()
    stranger.opens(f"{ADDRESS}?view=country")
    for name in ("Đặc khu Hoàng Sa", "Đặc khu Trường Sa"):
        assert f">{name}</text>" in stranger.text
    assert stranger.opens(f"{ADDRESS}?view=moon").status_code == 404


def test_a_sheet_of_their_own_province_shows_them_as_well(small_campaign):
    with small_campaign.test_request_context():
        check_da_nang()


def check_da_nang():
    unit = UnitWork("X1", "Đoàn phường Hải Châu", "VN/T48/X1/", 16.06, 108.22, 1, 1)
    sheet = unit_dots.of_units([unit], "VN/T48/")
    assert [each.label for each in sheet.dots] == ["", "Đặc khu Hoàng Sa"]
    own = UnitWork("X20333", "Đoàn đặc khu Hoàng Sa", "VN/T48/X20333/", 16.568, 112.135, 1, 0)
    assert [each.kind for each in unit_dots.of_units([own], "VN/T48/").dots] == [""]


def test_more_teams_at_work_make_a_larger_dot_and_every_dot_lies_on_the_sheet(small_campaign):
    units = [UnitWork(str(n), f"Đơn vị {n}", f"VN/T52/{n}/", 13 + n / 9, 108 + n / 7, 9, n) for n in range(9)]
    with small_campaign.test_request_context():
        sheet = unit_dots.of_units(units, "VN/T52/")
    radii = {each.title: each.r for each in sheet.dots}
    assert [radii[each.title] for each in sheet.dots] == sorted(radii.values(), reverse=True)
    assert all(0 < each.x < sheet.width and 0 < each.y < sheet.height for each in sheet.dots)
    assert unit_dots.of_units([units[0]._replace(latitude=None)], "VN/T52/") is None


def test_bars_stand_on_their_day_and_the_marks_are_mondays():
    days = [SATURDAY, SUNDAY, SUNDAY.replace(day=16), SUNDAY.replace(day=17)]
    drawing = day_bars(days, {SUNDAY: 4, days[3]: 1}, height=100)
    assert [(each.day, each.height) for each in drawing.bars] == [(SUNDAY, 100.0), (days[3], 25.0)]
    assert [(each.x, each.width) for each in drawing.bars] == [(161.0, 158.0), (481.0, 158.0)]  # of 640 for four days
    assert [(each.day, each.x) for each in drawing.marks] == [(days[2], 320.0)]
    assert day_bars([], {}).bars == ()


def test_the_officer_sees_unit_by_unit_who_waits_and_who_has_not_begun(season, visitor):
    season.enrols(1)
    season.sends("AN1", {VNEID: 4})
    officer = visitor("officer")
    officer.opens(UNITS)
    assert "Có đội chưa bắt đầu (1)" in officer.text
    assert "1 báo cáo, cũ nhất 0 phút" in officer.text
    assert "Chờ quá 48 giờ (0)" in officer.text
    season.freezes()  # two days later
    officer.opens(f"{UNITS}?show=silent")
    assert "Không đơn vị nào" in officer.text
    assert officer.opens(f"{UNITS}?show=nobody").status_code == 404


def test_a_report_older_than_the_rules_allow_makes_its_verifier_silent(season, visitor):
    season.earned("AN1", {VNEID: 4}, SATURDAY)
    season.sends("AN1", {VNEID: 4})
    stand_still(NOW + timedelta(hours=49))
    officer = visitor("officer")
    officer.opens(f"{UNITS}?show=silent")
    assert "Đoàn xã An Nhơn" in officer.text
    assert "1 quá hạn" in officer.text
    assert "Đoàn phường Quy Nhơn<" not in officer.text


def test_who_runs_the_campaign_sees_what_the_freeze_hides(season, visitor):
    officer = visitor("officer")
    officer.opens(DIFFERENCE)
    assert "Bảng chưa khóa" in officer.text
    season.freezes()
    officer.opens(DIFFERENCE)
    assert "Chưa đội nào đổi hạng" in officer.text
    season.earns("QN2", {VNEID: 40, "dvc_full_support": 25})
    officer.opens(DIFFERENCE)
    assert "hạng 2, 60 điểm" in officer.text
    assert re.search(r"hạng 1, \d+ điểm", officer.text)
    for name in (None, "captain", "verifier"):
        assert "hạng 2, 60 điểm" not in visitor(name).opens(DIFFERENCE).get_data(as_text=True)
    season.announces()
    officer.opens(DIFFERENCE)
    assert "Kết quả đã công bố" in officer.text
