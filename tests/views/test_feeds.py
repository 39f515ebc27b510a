"""Feeds for other people's sites: the public board as JSON, milestones and badges as Atom."""

import json
from datetime import datetime
from uuid import UUID
from xml.etree import ElementTree

import pytest

from tests.cast import CODE
from tests.views.season import VNEID

BOARD, ATOM = f"/campaigns/{CODE}/leaderboard.json", f"/campaigns/{CODE}/milestones.atom"
NAMES = {"a": "http://www.w3.org/2005/Atom"}


def board(browser):
    return json.loads(browser.opens(BOARD).get_data())


def entries(browser):
    feed = ElementTree.fromstring(browser.opens(ATOM).get_data())
    return feed, feed.findall("a:entry", NAMES)


def test_the_board_comes_with_the_first_ten_of_each_cluster(season, visitor):
    season.enrols(12)
    found = board(visitor())
    assert (found["campaign"], found["as_of_seq"], found["provisional"], found["frozen"]) == (CODE, 5, True, False)
    assert found["as_of"] == "2026-03-15T13:30:00Z"
    wards = next(each for each in found["boards"] if each["cluster"] == "phuong")
    assert len(wards["top"]) == 10
    assert wards["top"][0] == {
        "rank": 1,
        "team_code": "QN1",
        "team_name": "Tổ công nghệ số Quy Nhơn 1",
        "unit": "Đoàn phường Quy Nhơn",
        "points": 163,
    }


@pytest.mark.parametrize("address", [BOARD, ATOM])
def test_any_site_may_read_it_and_an_unchanged_answer_is_not_sent_twice(season, visitor, address):
    browser = visitor()
    answer = browser.opens(address)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer.headers["Cache-Control"] == "public, max-age=15"
    tag = {"If-None-Match": answer.headers["ETag"]}
    assert browser.client.get(address, headers=tag).status_code == 304
    season.earns("QN2", {VNEID: 25})
    season.app.extensions.pop("memory", None)
    assert browser.client.get(address, headers=tag).status_code == 200


@pytest.mark.parametrize("name", ["officer", "captain", None])
def test_whoever_asks_a_feed_says_what_a_stranger_sees(season, visitor, name):
    season.freezes()
    before = [visitor().opens(address).get_data() for address in (BOARD, ATOM)]
    season.earns("QN2", {VNEID: 40})
    season.app.extensions.pop("memory", None)
    assert [visitor(name).opens(address).get_data() for address in (BOARD, ATOM)] == before
    assert board(visitor(name))["frozen"] is True


def test_the_feed_is_valid_atom_with_ids_that_stay(season, visitor):
    season.freezes()
    feed, found = entries(visitor())
    for name in ("id", "title", "updated", "author/a:name"):
        assert feed.find(f"a:{name}", NAMES).text
    assert {each.get("rel") for each in feed.findall("a:link", NAMES)} == {"self", "alternate"}
    ids = [each.find("a:id", NAMES).text for each in found]
    assert len(set(ids)) == len(ids) > 1
    for each in ids:
        UUID(each.removeprefix("urn:uuid:"))
    times = [datetime.fromisoformat(each.find("a:updated", NAMES).text) for each in found]
    assert times == sorted(times, reverse=True)
    assert feed.find("a:updated", NAMES).text == found[0].find("a:updated", NAMES).text
    season.announces()
    _, later = entries(visitor())
    assert set(ids) <= {each.find("a:id", NAMES).text for each in later}


def test_the_feed_tells_of_badges_the_freeze_and_the_announcement(season, visitor):
    season.freezes()
    season.announces()
    _, found = entries(visitor())
    titles = [each.find("a:title", NAMES).text for each in found]
    assert "Công bố kết quả" in titles
    assert "Bảng xếp hạng được khóa đến khi công bố kết quả" in titles
    assert any("đạt huy hiệu" in each for each in titles)
    links = [each.find("a:link", NAMES).get("href") for each in found]
    assert all(each.startswith("http://127.0.0.1:8000/") for each in links)


def test_a_feed_says_what_it_is_and_an_unknown_campaign_has_none(season, visitor):
    season.enrols(1)
    answer = visitor().opens(ATOM)
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert visitor().opens("/campaigns/KHONG-CO/milestones.atom").status_code == 404
    assert visitor().opens("/campaigns/KHONG-CO/leaderboard.json").status_code == 404


@pytest.mark.parametrize("page", [f"/campaigns/{CODE}", f"/campaigns/{CODE}/leaderboard"])
def test_front_page_and_board_name_their_feeds(season, visitor, page):
    browser = visitor()
    browser.opens(page)
    assert f'type="application/json" href="{BOARD}"' in browser.text
    assert f'type="application/atom+xml" href="{ATOM}"' in browser.text
