"""The front door, the front page and the list of campaigns."""

import re
from datetime import UTC, datetime
from itertools import pairwise

from tests.cast import CODE, NOISE, stand_still
from tests.views.season import VNEID

FRONT = f"/campaigns/{CODE}"


def test_with_several_campaigns_running_the_front_door_lets_you_choose(season, visitor):
    browser = visitor()
    assert browser.opens("/").status_code == 200
    assert f'href="{FRONT}"' in browser.text
    assert f'href="/campaigns/{NOISE}"' in browser.text


def test_with_none_running_the_front_door_shows_the_last_and_the_next(season, visitor):
    season.announces()
    stand_still(datetime(2026, 2, 1, 3, 0, 30, tzinfo=UTC))
    browser = visitor()
    browser.opens("/")
    assert "Sắp diễn ra" in browser.text
    assert "Công bố gần nhất" in browser.text
    assert f"{FRONT}/results" in browser.text


def test_an_empty_database_has_a_front_door_too(client):
    answer = client.get("/")
    assert answer.status_code == 200
    assert "Chưa có chiến dịch nào" in answer.get_data(as_text=True)
    assert client.get("/campaigns").status_code == 200


def test_the_front_page_states_each_total_with_its_unit_definition_and_time(season, visitor):
    season.earns("QN2", {VNEID: 60})
    browser = visitor()
    browser.opens(FRONT)
    assert re.search(r'stat-value">137 <span class="stat-unit">tài khoản', browser.text)
    assert "Tổng đã xác minh, không giới hạn mức trần" in browser.text
    assert re.search(r"tạm tính đến \d\d:\d\d ngày 15/03/2026", browser.text)


def test_the_front_page_shows_three_leaders_of_each_cluster_and_nobody_without_points(season, visitor):
    season.enrols(5)
    browser = visitor()
    browser.opens(FRONT)
    assert "Tổ công nghệ số Quy Nhơn 1" in browser.text
    assert "Đội hình thêm" not in browser.text
    assert "Chưa đội nào trong cụm có điểm" in browser.text


def test_the_front_page_names_the_next_peak_day(season, visitor):
    stand_still(datetime(2026, 3, 16, 3, 0, 30, tzinfo=UTC))
    browser = visitor()
    browser.opens(FRONT)
    assert "Ngày cao điểm kế tiếp: Thứ Bảy, 21/03/2026, nhân 120%." in browser.text


def test_the_first_view_is_small(season, visitor):
    assert len(visitor().opens(FRONT).get_data()) < 60_000


def test_pages_about_nothing_known_are_404(season, visitor):
    for address in (
        "/campaigns/KHONG",
        "/campaigns/KHONG/rules",
        "/campaigns/KHONG/badges",
        "/campaigns/KHONG/results",
        "/teams/KHONG",
        "/teams/KHONG/why",
        "/teams/KHONG/check",
        f"/teams/HN1?campaign={CODE}",
        "/badges/khong",
        f"{FRONT}/rules?version=9",
    ):
        assert visitor().opens(address).status_code == 404, address


def test_every_public_page_has_one_first_heading_and_skips_no_level(season, visitor):
    season.announces()
    award = sorted(season.awards())[0]
    browser = visitor()
    for address in (
        "/",
        "/campaigns",
        FRONT,
        f"{FRONT}/rules",
        f"{FRONT}/results",
        f"{FRONT}/leaderboard",
        f"{FRONT}/leaderboard?team=QN2",
        f"{FRONT}/badges",
        f"/badges/{award}",
        f"/teams/QN1?campaign={CODE}",
        f"/teams/QN1/why?campaign={CODE}",
        "/teams/QN1/check",
        "/teams/KHONG/check",
        "/search?q=quy+nhon",
        "/search?q=zzz",
    ):
        browser.opens(address)
        levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", browser.text)]
        assert levels.count(1) == 1, address
        assert levels[0] == 1, address
        assert all(after <= before + 1 for before, after in pairwise(levels)), address
