"""The boards of an earlier day and of an entry, the way up, and finding a team as you type."""

import re
from datetime import date

import pytest

from app.database import db, transaction
from app.models import Standing
from app.queries.past_board import last_posted
from app.services import snapshots
from tests.cast import CODE, NOW, stand_still
from tests.views.season import SATURDAY, SUNDAY, VNEID
from tests.views.test_board import BOARD, FRAGMENT, found_on, teams_on
from tests.views.test_board_kinds import OFFERED, rows

PAST = f"{BOARD}?day={SATURDAY.isoformat()}"


def test_a_past_day_s_board_says_which_moment_it_shows_and_stands_still(season, visitor):
    browser = visitor()
    browser.opens(f"{PAST}&cluster=phuong")
    assert rows(browser.text) == [("1", "QN2", "60"), ("2", "QN1", "0")]
    assert "Bạn đang xem bảng cuối ngày Thứ Bảy, 14/03/2026." in browser.text
    assert f'href="{BOARD}?cluster=phuong">Về bảng hiện tại' in browser.text
    assert 'hx-trigger="every' not in browser.text
    assert "cách hạng" not in browser.text
    season.earns("QN1", {"e_payment_support": 3})
    before = browser.text
    browser.opens(f"{PAST}&cluster=phuong")
    assert rows(browser.text) == rows(before)


@pytest.mark.parametrize("code", OFFERED)
def test_every_board_goes_back_to_a_day(season, visitor, code):
    browser = visitor()
    assert browser.opens(f"{PAST}&board={code}").status_code == 200
    assert all(value == "60" for _, name, value in rows(browser.text) if name == "QN2" and code in ("week", "activity"))
    assert "Bạn đang xem bảng cuối ngày" in browser.text


def test_the_days_that_were_kept_are_offered_with_their_neighbours(season, visitor):
    with season.app.app_context(), transaction():
        campaign = db.session.query(Standing).first().enrolment.campaign
        snapshots.take(campaign, "day", SUNDAY)
    browser = visitor()
    browser.opens(f"{PAST}&board=week&week=2&cluster=phuong")
    assert "Từ 14/03/2026 đến 15/03/2026" in browser.text
    assert 'min="2026-03-14" max="2026-03-15" value="2026-03-14"' in browser.text
    assert (
        f'href="{BOARD}?board=week&amp;cluster=phuong&amp;day=2026-03-15" rel="nofollow">Ngày liền sau' in browser.text
    )
    assert "Ngày liền trước" not in browser.text
    browser.opens(f"{BOARD}?day=2026-03-15")
    assert f'href="{PAST}" rel="nofollow">Ngày liền trước' in browser.text
    assert "Ngày liền sau" not in browser.text


def test_people_of_the_union_see_the_board_after_any_entry(season, visitor):
    browser = visitor("captain")
    browser.opens(f"{BOARD}?as_of=1&cluster=phuong")
    assert rows(browser.text) == [("1", "QN2", "60"), ("2", "QN1", "0")]
    assert "bảng ngay sau bút toán số 1" in browser.text
    with season.app.app_context():
        last = last_posted(db.session.query(Standing).first().enrolment.campaign)
    assert browser.opens(f"{BOARD}?as_of={last + 1}").status_code == 404
    browser.opens(f"{BOARD}?as_of=0&cluster=phuong")
    assert [value for *_, value in rows(browser.text)] == ["0", "0"]
    assert visitor().opens(f"{BOARD}?as_of=1").status_code == 404


def test_nobody_goes_past_the_freeze_by_asking_for_a_day_or_an_entry(season, visitor):
    with season.app.app_context():
        frozen = last_posted(db.session.query(Standing).first().enrolment.campaign)
    season.freezes()
    season.earns("QN2", {VNEID: 40})
    stand_still(NOW.replace(day=18))
    season.ends_the_day(date(2026, 3, 17))
    captain, officer = visitor("captain"), visitor("officer")
    assert captain.opens(f"{BOARD}?as_of={frozen + 1}").status_code == 404
    assert officer.opens(f"{BOARD}?as_of={frozen + 1}").status_code == 200
    for browser in (visitor(), captain):
        assert browser.opens(f"{BOARD}?day=2026-03-17").status_code == 404
        browser.opens(BOARD)
        assert 'max="2026-03-14"' in browser.text
    assert officer.opens(f"{BOARD}?day=2026-03-17").status_code == 200


def test_the_own_team_and_the_one_looked_for_are_told_the_way_up(season, visitor):
    browser = visitor("captain_qn2")
    browser.opens(f"{BOARD}?cluster=phuong")
    assert "còn 104 điểm nữa lên hạng 1" in browser.text
    stranger = visitor()
    stranger.opens(f"{BOARD}?cluster=phuong&team=QN2")
    assert stranger.text.count("còn 104 điểm nữa lên hạng 1") == 1
    stranger.opens(f"{BOARD}?cluster=phuong")
    assert "nữa lên hạng" not in stranger.text
    stranger.opens(f"{BOARD}?board=week&week=2&cluster=phuong&team=QN2")
    assert "nữa lên hạng" not in stranger.text


def test_ids_are_unique_when_the_team_is_shown_twice(season, visitor):
    browser = visitor()
    browser.opens(f"{BOARD}?team=QN2")
    ids = re.findall(r'\bid="([^"]+)"', browser.text)
    assert len(ids) == len(set(ids))
    assert {"row-QN2", "found-row-QN2"} <= set(ids)
    assert 'data-version="' in browser.text


@pytest.mark.parametrize("typed", ["quy nhon 2", "Quy Nhơn 2", "qn2", "QUI NHON 2"])
def test_what_is_typed_finds_the_team_in_the_fragment_alone(season, visitor, typed):
    browser = visitor()
    browser.opens(f"{BOARD}?cluster=phuong&q={typed.replace(' ', '+')}", headers=FRAGMENT)
    assert browser.text.lstrip().startswith('<div id="board"')
    assert "QN2" in found_on(browser.text)
    assert teams_on(browser.text)
    browser.opens(f"{BOARD}?cluster=phuong", headers=FRAGMENT)
    assert found_on(browser.text) == []


def test_the_form_says_what_to_fetch_while_one_types(season, visitor):
    browser = visitor()
    browser.opens(f"{BOARD}?cluster=phuong")
    field = re.search(r'<input id="find"[^>]*>', browser.text).group()
    for said in ('hx-trigger="input changed delay:300ms, search"', 'hx-push-url="true"', f'hx-get="/campaigns/{CODE}'):
        assert said in field


def test_a_unit_is_found_on_the_units_board(season, visitor):
    browser = visitor()
    browser.opens(f"{BOARD}?board=units&q=an+nhon")
    assert "Đơn vị bạn tìm" in browser.text
    assert 'id="found-row-X21907"' in browser.text
    browser.opens(f"{BOARD}?board=units&q=pleiku")
    assert "Chưa tìm thấy đơn vị nào" in browser.text
