"""The announcement: winners by cluster, totals, the decision behind them; nothing of it before."""

import json
from datetime import date

from tests.cast import CODE
from tests.views.season import VNEID

PAGE = f"/campaigns/{CODE}/results"


def test_there_are_no_results_before_the_announcement(season, visitor):
    assert visitor().opens(PAGE).status_code == 404
    assert visitor("officer").opens(PAGE).status_code == 404


def test_the_results_name_decision_totals_and_every_cluster(season, visitor):
    season.announces()
    browser = visitor()
    browser.opens(PAGE)
    assert "Theo Quyết định số 12-QĐ/TĐTN ngày 13/04/2026" in browser.text
    assert ">77 <" in browser.text
    assert "Mười đội dẫn đầu mỗi cụm" in browser.text
    for cluster in ("Phường", "Xã đồng bằng", "Trường học"):
        assert cluster in browser.text


def test_winners_stand_on_the_poster(season, visitor):
    for day in (1, 8):
        season.earned("QN1", {VNEID: 10}, date(2026, 3, day))
    season.announces()
    browser = visitor()
    browser.opens(PAGE)
    assert 'class="poster-place is-first"' in browser.text
    assert "Giải Nhất" in browser.text


def test_after_the_announcement_the_board_is_the_result_and_stands_still(season, visitor):
    season.announces()
    browser = visitor()
    browser.opens(f"/campaigns/{CODE}/leaderboard")
    assert "Kết quả chính thức" in browser.text
    assert 'hx-trigger="every' not in browser.text
    assert "tạm tính" not in browser.text


def test_the_press_gets_every_number_with_unit_definition_and_an_address_that_never_moves(season, visitor):
    for day in (1, 8):
        season.earned("QN1", {VNEID: 10}, date(2026, 3, day))
    season.announces()
    browser = visitor()
    told = json.loads(browser.opens(f"{PAGE}/1/figures.json").get_data())
    assert (told["version"], told["decision"]) == (1, "12-QĐ/TĐTN")
    assert told["address"].endswith(f"{PAGE}/1")
    assert all(each["unit"] and each["definition"] for each in told["totals"])
    assert told["prizes"][0]["team"] == "Tổ công nghệ số Quy Nhơn 1"
    table = browser.opens(f"{PAGE}/1/figures.csv").get_data(as_text=True)
    assert table.startswith("\ufeffwhat,cluster,name,unit,value,definition\n")
    assert "Giải Nhất" in table
    assert browser.opens(f"{PAGE}/2/figures.csv").status_code == 404
