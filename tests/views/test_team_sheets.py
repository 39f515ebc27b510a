"""The calculation sheet: a team's own points line by line, also while the board stands frozen, and no rank."""

from datetime import date

from tests.cast import CODE
from tests.concluding import in_april
from tests.views.season import VNEID

PAGE = f"/campaigns/{CODE}/teams/QN1/sheet"


def test_the_sheet_adds_up_and_says_which_condition_is_missing(season, visitor):
    captain = visitor("captain")
    captain.opens(PAGE)
    assert "Số liệu chưa chốt" in captain.text
    assert "Chưa đạt: " in captain.text
    assert "/3 Chủ nhật" in captain.text
    assert "Tổng điểm" in captain.text


def test_after_the_close_the_team_sees_what_the_frozen_board_hides(season, visitor):
    season.freezes()
    season.earned("QN1", {VNEID: 9}, date(2026, 3, 8))
    captain = visitor("captain")
    captain.opens(PAGE)
    before = captain.text.count("08/03/2026")
    with in_april():
        captain.opens(PAGE)
        assert captain.text.count("08/03/2026") > before
        assert "Kết quả dự kiến của riêng đội" in captain.text


def test_a_team_and_those_who_run_the_campaign_see_it_and_nobody_else(season, visitor):
    assert visitor("captain_an1").opens(PAGE).status_code == 404
    assert visitor("council").opens(PAGE).status_code == 200
