"""Pictures of results for other sites and the press: each version has its own, none before it is public."""

import io
import json
import re
import zipfile
from datetime import date
from uuid import uuid4

import pytest
from PIL import Image

from app.database import transaction
from app.exports.result_pictures import of_cluster
from app.queries.cluster_winners import ClusterWinners, cluster_winners
from app.services import campaigns, results
from app.views.result_pictures import campaign_words, cluster_words
from app.views.results import announced
from app.views.sight import stage_of
from tests.cast import CODE, PEOPLE, person_named
from tests.concluding import finalised, in_april, witnessed
from tests.views.season import VNEID

PAGE = f"/campaigns/{CODE}/results"
ADDRESSES = ("share.png", "clusters/phuong.png", "press.zip")


@pytest.fixture
def two_good_teams(season):
    """QN1 and QN2 both did enough for a prize."""
    for day in (1, 8):
        season.earned("QN1", {VNEID: 10}, date(2026, 3, day))
    for day in (1, 8, 15):
        season.earned("QN2", {VNEID: 6}, date(2026, 3, day))
    return season


@pytest.fixture
def won(two_good_teams):
    two_good_teams.announces()
    return two_good_teams


def amend(season, team):
    """That team is annulled under a decision of its own."""
    with season.app.test_request_context(), in_april(), transaction():
        campaign, officer, signatory = stage_of(CODE).campaign, person_named("officer"), person_named("signatory")
        witnessed(campaign)
        changes = [{"kind": "team", "id": team}]
        submission = results.submit(campaign, str(uuid4()), officer, "Khai gian", changes)
        results.approve(submission, signatory, "301-QĐ/TĐTN", date(2026, 4, 20))


def test_there_is_no_picture_before_the_announcement_for_anybody(two_good_teams, visitor):
    with two_good_teams.app.test_request_context(), in_april(), transaction():
        campaign, officer = stage_of(CODE).campaign, person_named("officer")
        finalised(campaign, officer, person_named("signatory"))
    for file in ADDRESSES:
        for name in (None, "captain", "officer"):
            assert visitor(name).opens(f"{PAGE}/1/{file}").status_code == 404
    with two_good_teams.app.test_request_context(), in_april(), transaction():
        campaigns.announce(stage_of(CODE).campaign, person_named("officer"))
    for file in ADDRESSES:
        assert visitor().opens(f"{PAGE}/1/{file}").status_code == 200
        assert visitor().opens(f"{PAGE}/2/{file}").status_code == 404


def test_a_picture_has_the_size_other_sites_expect_and_may_be_kept_for_good(won, visitor):
    for file in ADDRESSES[:2]:
        answer = visitor().opens(f"{PAGE}/1/{file}")
        assert answer.mimetype == "image/png"
        assert Image.open(io.BytesIO(answer.get_data())).size == (1200, 630)
        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert "max-age=604800" in answer.headers["Cache-Control"]
        again = visitor().opens(f"{PAGE}/1/{file}", headers={"If-None-Match": answer.headers["ETag"]})
        assert again.status_code == 304


def test_the_picture_of_a_cluster_without_a_prize_says_so(won, visitor):
    assert visitor().opens(f"{PAGE}/1/clusters/truong-hoc.png").status_code == 200
    with won.app.test_request_context():
        where, [result] = announced(CODE)
        words = cluster_words(where, result, ClusterWinners("truong-hoc", "Trường học"))
    assert (words.prize, words.points) == ("Kết quả", "")
    assert words.teams == ("Không có đội đủ điều kiện xét giải",)
    assert visitor().opens(f"{PAGE}/1/clusters/khong-co.png").status_code == 404


def test_the_picture_of_a_cluster_says_who_won_with_what_under_which_decision(won):
    with won.app.test_request_context():
        where, [result] = announced(CODE)
        words = cluster_words(where, result, cluster_winners(result)[0])
        whole = campaign_words(where, result, cluster_winners(result))
    assert (words.campaign, words.cluster) == (where.campaign.name, "Phường")
    assert (words.prize, words.rank, words.teams) == ("Giải Nhất", "hạng 1", ("Tổ công nghệ số Quy Nhơn 1",))
    assert int(words.points.replace(".", "")) > 0
    assert words.source.decision == "Theo Quyết định số 12-QĐ/TĐTN ngày 13/04/2026"
    assert words.source.when.startswith("Công bố lúc ")
    assert words.source.address.endswith(f"{PAGE}/1")
    assert [(each.cluster, each.team) for each in whole.lines] == [("Phường", "Tổ công nghệ số Quy Nhơn 1")]


def test_everything_on_it_is_painted(won, visitor, monkeypatch):
    painted: list[str] = []

    def written(pen, column, words, y, *rest):
        painted.append(words)
        return y

    monkeypatch.setattr("app.exports.result_pictures.written", written)
    with won.app.test_request_context():
        where, [result] = announced(CODE)
        words = cluster_words(where, result, cluster_winners(result)[0])
    of_cluster.cache_clear()
    visitor().opens(f"{PAGE}/1/clusters/phuong.png")
    of_cluster.cache_clear()
    assert {words.campaign, words.cluster, words.prize, words.points, *words.teams, *words.source} <= set(painted)


def test_an_amendment_has_pictures_of_its_own_and_leaves_the_old_ones_as_they_were(won, visitor):
    browser = visitor()
    before = {file: browser.opens(f"{PAGE}/1/{file}").get_data() for file in ADDRESSES}
    amend(won, "QN1")
    assert {file: browser.opens(f"{PAGE}/1/{file}").get_data() for file in ADDRESSES} == before
    after = {file: browser.opens(f"{PAGE}/2/{file}").get_data() for file in ADDRESSES}
    assert all(after[file] != before[file] for file in ADDRESSES)
    with won.app.test_request_context():
        where, found = announced(CODE)
        assert len(found) == 2
        [second] = campaign_words(where, found[1], cluster_winners(found[1])).lines
        assert second.team == "Tổ công nghệ số Quy Nhơn 2"


def test_where_nobody_won_the_picture_says_so(season):
    season.announces()
    with season.app.test_request_context():
        where, [result] = announced(CODE)
        words = campaign_words(where, result, cluster_winners(result))
    assert (words.lines, words.more) == ((), "Không có đội đủ điều kiện xét giải")


def meta(text):
    return dict(re.findall(r'<meta (?:property|name)="((?:og|twitter):[a-z:_]+)" content="([^"]*)"', text))


def test_the_page_names_its_picture_and_the_page_of_a_cluster_the_clusters(won, visitor):
    browser = visitor()
    browser.opens(PAGE)
    told = meta(browser.text)
    assert told["og:image"] == f"http://127.0.0.1:8000{PAGE}/1/share.png"
    assert told["og:url"] == f"http://127.0.0.1:8000{PAGE}/1"
    assert told["twitter:card"] == "summary_large_image"
    browser.opens(f"{PAGE}/1?cluster=phuong")
    told = meta(browser.text)
    assert told["og:image"] == f"http://127.0.0.1:8000{PAGE}/1/clusters/phuong.png"
    assert told["og:url"].endswith("/1?cluster=phuong")
    assert "Giải Nhất: Tổ công nghệ số Quy Nhơn 1" in told["og:description"]
    browser.opens(f"{PAGE}/1?cluster=khong-co")
    assert meta(browser.text)["og:image"].endswith("/share.png")
    for file in ADDRESSES:
        assert f"{PAGE}/1/{file}" in browser.text


def test_the_press_kit_holds_every_picture_the_figures_and_a_note_and_nobodys_name(won, visitor):
    browser = visitor()
    answer = browser.opens(f"{PAGE}/1/press.zip")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{CODE}-1-bao-chi.zip"'
    body = answer.get_data()
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        assert packed.testzip() is None
        inside = {name: packed.read(name) for name in packed.namelist()}
    pictures = {"anh/toan-chien-dich.png": "share.png", "anh/cum-phuong.png": "clusters/phuong.png"}
    assert set(inside) == {"DOC-TRUOC.md", "so-lieu.csv", "so-lieu.json", *pictures}
    for name, file in pictures.items():
        assert inside[name] == browser.opens(f"{PAGE}/1/{file}").get_data()
    for kind in ("csv", "json"):
        assert inside[f"so-lieu.{kind}"] == browser.opens(f"{PAGE}/1/figures.{kind}").get_data()
    assert json.loads(inside["so-lieu.json"])["address"] in inside["DOC-TRUOC.md"].decode()
    for _login, name, *_ in PEOPLE.values():
        assert not any(name.encode() in each for each in inside.values())
    assert browser.opens(f"{PAGE}/1/press.zip").get_data() == body
