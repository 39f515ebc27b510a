"""The officer's desk: progress, freeze, announce, exports; and the people and links they look after."""

import csv
import io
import re

import pytest

from tests.cast import CODE
from tests.views.test_reports import write


def test_the_desk_shows_what_waits_and_which_units_are_silent(visitor):
    write(visitor("captain"))
    officer = visitor("officer")
    assert "Đang chờ thẩm định" in officer.text
    assert "Đoàn xã An Nhơn" in officer.text
    assert "chưa có báo cáo" in officer.text


def test_freezing_needs_a_reason_and_then_says_that_work_goes_on(visitor):
    officer = visitor("officer")
    officer.sends(f"/campaigns/{CODE}/freeze", reason="")
    assert officer.page.status_code == 422
    assert "Bạn ghi lý do" in officer.text
    officer.sends(f"/campaigns/{CODE}/freeze", reason="Chuẩn bị lễ công bố")
    assert "Báo cáo và thẩm định vẫn tiếp tục" in officer.text
    stranger = visitor()
    stranger.opens(f"/campaigns/{CODE}/leaderboard")
    assert "Bảng xếp hạng đang được khóa đến khi công bố kết quả" in stranger.text


def test_the_export_lists_every_team_in_rank_order(visitor):
    officer = visitor("officer")
    answer = officer.opens(f"/campaigns/{CODE}/standings.csv")
    rows = list(csv.DictReader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))
    assert [row["team_code"] for row in rows] == ["AN1", "AN2", "QN1", "QN2"]
    assert {row["rank"] for row in rows} == {"1"}


def test_an_officer_makes_a_link_that_opens_once_and_is_shown_as_qr(visitor):
    officer = visitor("officer")
    officer.opens("/people", query_string={"q": "nguyen thi ngoc anh"})
    action = officer.text.split('action="/people/')[1].split('"')[0]
    officer.sends(f"/people/{action}")
    assert 'class="qr"' in officer.text
    address = officer.text.split('id="address">')[1].split("<")[0]
    newcomer = visitor()
    assert newcomer.opens(address.removeprefix("http://127.0.0.1:8000")).status_code == 200
    assert "Chào Ánh" in newcomer.text


def test_an_officer_of_a_province_opens_no_account_that_reaches_further(visitor, small_campaign):
    officer = visitor("officer")
    officer.opens("/people", query_string={"q": "Trịnh Công Sơn"})
    assert "Không tìm thấy ai" in officer.text


def test_units_are_found_without_diacritics(visitor):
    officer = visitor("officer")
    officer.opens("/units", query_string={"q": "quy nhon"})
    assert "Đoàn phường Quy Nhơn" in officer.text
    assert "Ba Đình" not in officer.text


@pytest.mark.parametrize("name", ["officer", "signatory", "council", "auditor"])
def test_no_heading_of_the_desk_stands_over_nothing(visitor, name):
    reader = visitor(name)
    reader.opens("/desk")
    assert not re.search(r"</h2><ul class=\"ways\">\s*</ul>", reader.text)
    assert 'class="ways"' in reader.text
