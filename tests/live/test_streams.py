"""What an open board hears, and what it never hears."""

from app.clock import wall
from app.database import db, transaction
from app.live import hub, streams
from app.live.answers import Answer
from app.live.opening import live
from app.models import RoleGrant
from tests.cast import CODE, give_password, person_named
from tests.live.conftest import BOTH, STREAM
from tests.views.season import VNEID


def rejects(season, team="QN1"):
    """A decision that posts nothing."""
    season.earns(team, {VNEID: 3}, **{VNEID: None})


@BOTH
def test_a_verification_is_heard_with_its_version_and_its_board(season, listens):
    listener = listens()
    first = listener.next()
    season.earns("QN2", {VNEID: 20})
    found = listener.next()
    assert found["event"] == "board"
    assert f'data-version="{found["id"]}"' in found["data"]
    assert found["id"].split(".")[0] == "3"
    assert found["data"].index("row-QN2") < found["data"].index("row-QN1")
    assert first["data"].index("row-QN1") < first["data"].index("row-QN2")


@BOTH
def test_a_decision_that_posts_nothing_and_a_freeze_are_heard_too(season, listens):
    listener = listens()
    listener.next()
    rejects(season)
    assert "đang được khóa" not in listener.next()["data"]
    season.freezes()
    assert "đang được khóa" in listener.next()["data"]


def test_a_reader_catches_up_by_version_and_hears_nothing_twice(season, listens):
    now = listens().next()["id"]
    assert listens(address=f"{STREAM}?since={now}").hears_nothing_for(beats=3)
    assert listens(**{"Last-Event-ID": now}).hears_nothing_for(beats=3)
    season.earns("QN2", {VNEID: 20})
    for late in (listens(**{"Last-Event-ID": now}), listens(address=f"{STREAM}?since={now}")):
        assert late.next()["id"] != now


def test_a_board_is_made_once_and_everybody_gets_the_same_bytes(season, listens, monkeypatch):
    made, shelf = [], live(season.app).shelf
    ask = shelf._ask

    def counting(address, version) -> Answer:
        made.append(address)
        return ask(address, version)

    monkeypatch.setattr(shelf, "_ask", counting)
    readers = [listens() for _ in range(12)]
    for each in readers:
        each.events.get(timeout=10)
    season.earns("QN2", {VNEID: 20})
    assert len({each.events.get(timeout=10) for each in readers}) == 1
    assert len(made) <= 6  # the first, and each commit on the way from the form to the decision: never once a reader
    assert {each.fragment for each in made} == {True}


def test_people_only_hear_that_their_board_changed(season, listens):
    officer = listens("officer")
    officer.next()
    season.earns("QN2", {VNEID: 20})
    found = officer.next()
    assert found["event"] == "changed"
    assert found["data"] == found["id"]


@BOTH
def test_a_frozen_board_is_silent_whatever_is_decided(season, listens):
    stranger, captain, officer = listens(), listens("captain"), listens("officer")
    season.freezes()
    for each in (stranger, captain):
        while "." in each.next()["id"]:  # until the board stands still
            pass
    while not officer.events.empty():
        officer.next()
    season.earns("QN2", {VNEID: 20})
    rejects(season)
    assert officer.next()["event"] == "changed"
    assert stranger.hears_nothing_for(beats=5)
    assert captain.hears_nothing_for(beats=5)


@BOTH
def test_a_stream_ends_when_the_role_does(season, listens):
    captain = listens("captain")
    captain.next()
    with season.app.app_context(), transaction():
        grant = db.session.query(RoleGrant).filter_by(person_id=person_named("captain").id).one()
        grant.ends_at = wall()
    assert captain.ends()


def test_a_stream_ends_when_the_session_does_and_strangers_go_on(season, listens):
    captain, stranger = listens("captain"), listens()
    with season.app.app_context():
        give_password(person_named("captain"))
    assert captain.ends()
    assert stranger.thread.is_alive()


def test_an_announced_board_and_a_past_one_have_no_stream(season, listens):
    assert listens(address=f"{STREAM}?day=2026-03-14").status == 204
    season.announces()
    assert listens().status == 204


def test_only_who_accepts_events_gets_them(season):
    assert season.app.test_client().get(STREAM).status_code == 204


def test_an_unknown_campaign_board_or_cluster_has_no_stream(season, listens):
    assert listens(address="/campaigns/KHONG/leaderboard/stream").status == 404
    assert listens(address=f"{STREAM}?week=x").status == 404
    nowhere = listens(address=f"{STREAM}?cluster=khong-co")
    assert nowhere.status == 200
    assert nowhere.hears_nothing_for(beats=2)


def test_beyond_the_places_a_reader_is_sent_to_poll_and_a_place_that_is_left_is_free(season, listens, monkeypatch):
    monkeypatch.setattr(hub, "MOST", 2)
    readers = [listens(), listens()]
    assert listens().status == 204
    readers[0].leave()
    assert listens().status == 200


def test_one_client_takes_only_so_many_places(season, listens, monkeypatch):
    monkeypatch.setattr("app.views.streams.MOST_OF_ONE_ADDRESS", 1)
    assert listens().status == 200
    assert listens().status == 204
    assert listens("captain").status == 200


def test_who_never_reads_holds_up_nobody(season, listens):
    stuck = season.app.test_client().get(STREAM, headers={"Accept": "text/event-stream"})
    reader = listens()
    reader.next()
    for count in (20, 21, 22):
        season.earns("QN2", {VNEID: count})
        reader.next()
    stuck.close()


def test_places_threads_and_groups_are_given_back(season, listens):
    house = live(season.app).hub
    for _ in range(5):
        readers = [listens() for _ in range(4)]
        assert house.count == 4
        for each in readers:
            each.leave()
        assert house.count == 0
    assert house._groups == {}
    client = season.app.test_client()
    client.head(STREAM, headers={"Accept": "text/event-stream"}).close()
    assert house.count == 0


def test_a_projector_hears_what_the_public_sees_whoever_started_it(season, listens):
    season.freezes()
    season.earns("QN2", {VNEID: 20})
    found = listens("officer", f"/campaigns/{CODE}/projector/stream").next()
    assert found["data"].index("place-QN1") < found["data"].index("place-QN2")
    assert "đang được khóa" in found["data"]


def test_a_stream_is_neither_stored_nor_squeezed(season):
    client = season.app.test_client()
    answer = client.get(STREAM, headers={"Accept": "text/event-stream", "Accept-Encoding": "gzip"})
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Accel-Buffering"] == "no"
    assert "Content-Encoding" not in answer.headers
    assert streams.OPENING in next(iter(answer.response))
    answer.close()
