"""Pictures of results for other sites and the press: each version has its own, none before it is public."""

import io
import json
import re
import zipfile
from datetime import UTC, date
from functools import partial
from uuid import uuid4

import pytest
from PIL import Image

from app.database import transaction
from app.exports.press_kit import press_kit
from app.exports.result_pictures import of_campaign, of_cluster
from app.queries.cluster_winners import ClusterWinners, Winner, cluster_winners
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
def two_good_teams(season, once):
    """QN1 and QN2 both did enough for a prize."""
    once("two good teams", partial(two_teams_out, season))
    return season


def two_teams_out(season):
    for day in (1, 8):
        season.earned("QN1", {VNEID: 10}, date(2026, 3, day))
    for day in (1, 8, 15):
        season.earned("QN2", {VNEID: 6}, date(2026, 3, day))


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
    assert words.unit_of_points == "điểm"
    assert words.source.decision == "Theo Quyết định số 12-QĐ/TĐTN ngày 13/04/2026"
    assert words.source.when.startswith("Công bố lúc ")
    assert words.source.address.endswith(f"{PAGE}/1")
    assert [(each.cluster, each.team) for each in whole.lines] == [("Phường", "Tổ công nghệ số Quy Nhơn 1")]


def test_of_more_clusters_than_fit_the_picture_says_how_many_are_left(won):
    many = [ClusterWinners(f"c{n}", f"Cụm {n}", "first", 1, (Winner(f"Đội {n}", "Xã", 9),)) for n in range(7)]
    with won.app.test_request_context():
        where, [result] = announced(CODE)
        five, seven = (campaign_words(where, result, many[:most]) for most in (5, 7))
    assert ([each.team for each in five.lines], five.more) == ([f"Đội {n}" for n in range(5)], "")
    assert len(seven.lines) == 4
    assert seven.more == "và 3 cụm nữa, xem tại địa chỉ dưới đây"


@pytest.mark.parametrize(
    ("equals", "under"), [(1, "Xã 0"), (2, "đồng hạng"), (5, "và 2 đội nữa, đồng hạng")], ids=["one", "two", "five"]
)
def test_teams_that_share_the_first_place_share_the_picture(won, equals, under):
    winners = tuple(Winner(f"Đội {n}", f"Xã {n}", 9) for n in range(equals))
    with won.app.test_request_context():
        where, [result] = announced(CODE)
        words = cluster_words(where, result, ClusterWinners("phuong", "Phường", "first", 1, winners))
    assert words.teams == tuple(f"Đội {n}" for n in range(min(equals, 3)))
    assert words.under == under


def test_everything_on_it_is_painted(won, monkeypatch):
    painted: list[str] = []

    def written(pen, column, words, y, *rest):
        painted.append(words)
        return y

    monkeypatch.setattr("app.exports.result_pictures.written", written)
    with won.app.test_request_context():
        where, [result] = announced(CODE)
        words = cluster_words(where, result, cluster_winners(result)[0])
        whole = campaign_words(where, result, cluster_winners(result))._replace(more="và 3 cụm nữa")
    for paint, said in ((of_cluster, words), (of_campaign, whole)):
        painted.clear()
        paint.__wrapped__(said)
        assert sorted(painted) == sorted(told(said))


def told(words):
    """Every word of a picture, in no order."""
    for each in words:
        if isinstance(each, tuple):
            yield from told(each)
        else:
            yield each


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
        words = campaign_words(where, found[1], cluster_winners(found[1]))
    assert [each.team for each in words.lines] == ["Tổ công nghệ số Quy Nhơn 2"]
    assert words.source.when.startswith("Điều chỉnh lần 1, ")


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
        made = {each.date_time for each in packed.infolist()}
        inside = {name: packed.read(name) for name in packed.namelist()}
    with won.app.test_request_context():
        where, [result] = announced(CODE)
        assert made == {(*result.at.astimezone(UTC).timetuple()[:5], result.at.second // 2 * 2)}
        unnumbered = campaign_words(where, result, [])
        unnumbered = unnumbered._replace(source=unnumbered.source._replace(decision=""))
        bare = b"".join(press_kit(result, "", unnumbered, {}, {}))
    with zipfile.ZipFile(io.BytesIO(bare)) as packed:
        assert "Chưa ghi số quyết định." in packed.read("DOC-TRUOC.md").decode()
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
