"""What everybody may read is kept as finished bytes, and is never behind a commit."""

import gzip
from threading import Thread

from app.live import shelf as keeping
from app.live.answers import Address
from tests.live.conftest import BOARD, BOTH
from tests.views.season import VNEID


@BOTH
def test_a_page_is_made_once_until_something_is_committed(season, front):
    first = front.get().data
    assert front.get().data == first
    assert len(front.asked) == 1
    front.after(lambda: season.earns("QN2", {VNEID: 20}))
    page = front.get().get_data(as_text=True)
    assert page.index("row-QN2") < page.index("row-QN1")
    assert len(front.asked) == 2


def test_a_kept_page_is_what_the_app_would_say_itself(season, front):
    kept, plain = front.get(), season.app.test_client().get(BOARD)
    assert kept.data == plain.data
    own = {"ETag", "Cache-Control", "Content-Length"}
    assert {k: v for k, v in kept.headers.items() if k not in own} == {
        k: v for k, v in plain.headers.items() if k not in own
    }
    fragment = {"HX-Request": "true"}
    assert front.get(headers=fragment).data == season.app.test_client().get(BOARD, headers=fragment).data


def test_what_the_reader_has_already_is_not_sent_again(front):
    tag = front.get().headers["ETag"]
    again = front.get(headers={"If-None-Match": tag})
    assert again.status_code == 304
    assert again.data == b""
    assert again.headers["ETag"] == tag
    assert "must-revalidate" in again.headers["Cache-Control"]
    assert front.get(headers={"If-None-Match": 'W/"other"'}).status_code == 200


def test_gzip_for_those_who_take_it(front):
    packed = front.get(headers={"Accept-Encoding": "br, gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == front.get().data
    assert "Content-Encoding" not in front.get(headers={"Accept-Encoding": "gzip;q=0, br"}).headers
    assert "Accept-Encoding" in packed.headers["Vary"]


def test_what_a_reader_says_of_themselves_changes_nobody_elses_page(front):
    front.get(headers={"Host": "elsewhere.example", "X-Forwarded-Proto": "https", "Accept-Language": "en"})
    page = front.get()
    assert len(front.asked) == 1
    assert "elsewhere" not in page.get_data(as_text=True)


def test_only_good_answers_are_kept(front):
    for _ in range(2):
        assert front.get("/campaigns/KHONG/leaderboard").status_code == 404
        assert front.get(f"{BOARD}?week=x").status_code == 404
    assert len(front.asked) == 4
    assert front.shelf._kept == {}


def test_odd_addresses_do_not_fill_the_memory(front, monkeypatch):
    monkeypatch.setattr(keeping, "MOST_ANSWERS", 5)
    for number in range(30):
        assert front.get(f"{BOARD}?x={number}").status_code == 200
    assert len(front.shelf._kept) == 5
    assert front.shelf._bytes == sum(each.size for each in front.shelf._kept.values())
    monkeypatch.setattr(keeping, "MOST_BYTES", 1)
    front.get(f"{BOARD}?x=last")
    assert front.shelf._kept == {}
    assert front.shelf._bytes == 0
    assert front.get(f"{BOARD}?{'x' * 5000}=1").status_code == 200
    assert front.client.post(BOARD).status_code == 405


def test_a_crowd_waits_for_one_answer(front, monkeypatch):
    crowd = [Thread(target=front.get) for _ in range(8)]
    for each in crowd:
        each.start()
    for each in crowd:
        each.join()
    assert len(front.asked) == 1


def test_an_answer_grows_old_without_a_commit_too(front, monkeypatch):
    front.get()
    monkeypatch.setattr(keeping, "OLDEST", 0.0)
    front.get()
    assert len(front.asked) == 2


def test_under_a_storm_of_commits_an_answer_may_be_a_moment_old_but_a_stream_never(season, front, monkeypatch):
    front.get()
    monkeypatch.setattr(keeping, "CREDIT", -1.0)
    monkeypatch.setattr(keeping, "STALE", 60.0)
    front.after(lambda: season.earns("QN2", {VNEID: 20}))
    front.get()
    assert len(front.asked) == 1
    assert b"row-QN2" in front.shelf.at(Address(BOARD), exact=True).body
    assert len(front.asked) == 2


@BOTH
def test_a_freeze_is_seen_and_what_follows_is_not(season, front):
    front.after(season.freezes)
    frozen = front.get()
    assert "đang được khóa" in frozen.get_data(as_text=True)
    front.after(lambda: season.earns("QN2", {VNEID: 20}))
    again = front.get()
    assert (again.data, list(again.headers)) == (frozen.data, list(frozen.headers))
