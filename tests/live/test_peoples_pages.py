"""What people who are signed in get at the door: what the app would say itself, and never more than they may see."""

import gzip
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from flask.sessions import SecureCookieSessionInterface
from sqlalchemy import text

from app import clock
from app.database import db, transaction
from app.live import audited, readers, sessions
from app.live.slots import _MARK, NOWHERE, shared
from app.models import Person, RoleGrant
from app.queries.notices import unread
from app.queries.places_in_world import place_of
from app.queries.rights import Rights, rights_of
from app.queries.signed_in import signed_in
from app.services import notices, people, people_imports, roles, teams
from app.services.people_imports import PersonRow
from tests.cast import CODE, OUTSIDER, PEOPLE, TEAMS, person_named
from tests.live.conftest import BOARD, BOTH
from tests.racing import campaign, enrolment
from tests.telling import at, later
from tests.views.season import VNEID

BELL = re.compile(rb'class="bell-count">([^<]*)<')
FRAGMENT = {"HX-Request": "true"}
TOKEN = re.compile(rb'(?<=name="csrf-token" content=")[^"]+')
ADDRESSES = (
    BOARD,
    f"{BOARD}?cluster=phuong",
    f"{BOARD}?team=QN2",
    f"{BOARD}?cluster=phuong&team=QN1",
    f"{BOARD}?q=quy+nhon",
    f"{BOARD}?board=week",
    f"{BOARD}?board=units",
    f"{BOARD}?as_of=1",
    f"{BOARD}?board=none",
    f"/campaigns/{CODE}/projector",
)
TOLD = ("Content-Type", "Cache-Control", "Vary", "Content-Security-Policy", "Set-Cookie")


class Browser:
    """Somebody of the cast, with the cookie that their browser keeps; asks the app itself or at the door."""

    def __init__(self, front, name: str) -> None:
        self.front, self.app, self.name = front, front.app, name
        with self.app.app_context():
            person = people.by_login(OUTSIDER) if name == "outsider" else person_named(name)
            session = {"_user_id": person.get_id(), "_fresh": False, "csrf_token": "0123456789abcdef"}
        self.cookie = self.keeps(session)

    def keeps(self, session) -> str:
        interface = self.app.session_interface
        assert isinstance(interface, SecureCookieSessionInterface)
        value = interface.get_signing_serializer(self.app).dumps(session)
        return f"{self.app.config['SESSION_COOKIE_NAME']}={value}"

    def at_the_door(self, address=BOARD, **headers):
        return self.front.get(address, headers={"Cookie": self.cookie, **headers})

    def inside(self, address=BOARD, **headers):
        client = self.app.test_client(use_cookies=False)
        return client.get(address, headers={"Cookie": self.cookie, **headers})


def plain(answer) -> bytes:
    body = gzip.decompress(answer.data) if answer.headers.get("Content-Encoding") == "gzip" else answer.data
    return TOKEN.sub(b"", body)


def made(front) -> int:
    """How many answers were made for people."""
    return sum(address.rights is not None for address in front.asked)


NAMES = (*PEOPLE, "outsider")


@BOTH
@pytest.mark.parametrize("name", NAMES)
def test_everybody_gets_at_the_door_what_the_app_says_inside(season, front, name, database):
    browser = Browser(front, name)
    half = NAMES.index(name) + database.startswith("sqlite")
    for address in ADDRESSES[half % 2 :: 2]:  # the others on the other database
        for headers in ({}, FRAGMENT, {"Accept-Encoding": "gzip"}):
            got, right = browser.at_the_door(address, **headers), browser.inside(address, **headers)
            assert (address, got.status_code, plain(got)) == (address, right.status_code, plain(right))
            assert [got.headers.get(each) for each in TOLD] == [right.headers.get(each) for each in TOLD]
            assert _MARK.encode() not in plain(got)


def test_the_token_on_the_page_is_the_sessions_own(season, front):
    browser = Browser(front, "captain")
    found = TOKEN.search(browser.at_the_door().data)
    assert found
    token = found[0].decode()
    assert made(front) == 1
    client = season.app.test_client(use_cookies=False)
    sent = client.post("/sign-out", headers={"Cookie": browser.cookie, "X-CSRFToken": token})
    assert sent.status_code == 303


@BOTH
def test_people_of_the_same_rights_share_a_page_and_keep_their_names(season, front):
    one, other = Browser(front, "captain"), Browser(front, "captain_an1")
    mine, theirs = (each.at_the_door().get_data(as_text=True) for each in (one, other))
    assert made(front) == 1
    assert ("Ánh" in mine, "Ánh" in theirs) == (True, False)
    assert ("H&#39;Lan" in mine, "H&#39;Lan" in theirs) == (False, True)
    own = re.compile(r'id="row-(\w+)" class="is-own')
    assert (own.findall(mine), own.findall(theirs)) == (["QN1"], ["AN1"])
    for name in ("verifier", "verifier_an"):  # of two communes
        Browser(front, name).at_the_door()
    assert made(front) == 2


@BOTH
def test_a_role_that_has_ended_is_not_seen_any_more(season, front):
    browser = Browser(front, "auditor")
    season.freezes()
    season.earns("QN2", {VNEID: 20})
    before = browser.at_the_door().get_data(as_text=True)
    assert "chỉ dành cho ban tổ chức" in before
    with season.app.app_context(), transaction():
        for each in db.session.query(RoleGrant).filter_by(person_id=person_named("auditor").id):
            roles.end(each, person_named("admin"))
    after = browser.at_the_door()
    assert "đang được khóa" in after.get_data(as_text=True)
    assert plain(after) == plain(browser.inside())


@BOTH
def test_behind_a_freeze_only_those_it_does_not_bind_see_what_follows(season, front):
    bound, unbound = ([Browser(front, each) for each in names] for names in (("captain", "verifier"), ("officer",)))
    front.after(season.freezes)
    before = [plain(each.at_the_door(address)) for each in bound for address in ADDRESSES]
    open_page = unbound[0].at_the_door().data
    front.after(lambda: season.earns("QN2", {VNEID: 20}))
    assert [plain(each.at_the_door(address)) for each in bound for address in ADDRESSES] == before
    assert unbound[0].at_the_door().data != open_page


def test_a_role_ends_by_the_clock_without_a_commit(season, front):
    with season.app.app_context():
        identity, person = person_named("auditor").get_id(), person_named("auditor")
        with transaction():
            for each in db.session.query(RoleGrant).filter_by(person_id=person.id):
                each.ends_at = clock.wall() + timedelta(hours=1)
        now = clock.wall()
        connection = db.session.connection()
        assert signed_in(connection, [identity], now)[identity].rights.roles == {"auditor"}
        assert signed_in(connection, [identity], now + timedelta(hours=1))[identity].rights == Rights(person.id)


@pytest.fixture
def asked(monkeypatch) -> list[str]:
    """Whom the database was asked for."""
    found: list[str] = []

    def counting(connection, identities, at):
        found.extend(identities)
        return signed_in(connection, identities, at)

    monkeypatch.setattr(readers, "signed_in", counting)
    return found


@BOTH
def test_people_are_asked_for_anew_when_people_may_have_changed_and_after_a_while(season, front, asked, monkeypatch):
    monkeypatch.setattr(readers, "FRESH", timedelta(minutes=1))
    browser, other = Browser(front, "captain"), Browser(front, "captain_an1")
    for each in (browser, other, browser, other):
        each.at_the_door()
    assert len(asked) == len(set(asked)) == 2
    season.earns("QN2", {VNEID: 20})
    browser.at_the_door()
    other.at_the_door()
    assert len(asked) == 2
    with season.app.app_context(), transaction():
        people.grant(person_named("member"), "member", enrolment("QN2").team, person_named("admin"))
    browser.at_the_door()
    assert len(asked) == 4  # whoever came meanwhile is asked for along with them
    other.at_the_door()
    assert len(asked) == 4
    with later():
        other.at_the_door()
    assert len(asked) > 4


def changes_password(name: str) -> None:
    people.change_password(person_named(name), "một mật khẩu khác hẳn")


def gets_a_role(name: str) -> None:
    people.grant(person_named(name), "auditor", enrolment("QN1").team.unit, person_named("admin"))


def loses_a_role(name: str) -> None:
    for each in db.session.query(RoleGrant).filter_by(person_id=person_named(name).id):
        roles.end(each, person_named("admin"))


def gets_another_name(name: str) -> None:
    login, _, role, scope = PEOPLE[name]
    people_imports.import_people([PersonRow(2, login, "Nguyễn Thị Khác", role, scope)], person_named("admin"))


def gets_a_team_called_otherwise(name: str) -> None:
    teams.import_teams(campaign(), [replace(TEAMS[0], name="Đội Tên Khác")], person_named("officer"))


@BOTH
@pytest.mark.parametrize(
    "change", [changes_password, gets_a_role, loses_a_role, gets_another_name, gets_a_team_called_otherwise]
)
def test_who_somebody_is_holds_with_the_next_request(season, front, change, monkeypatch):
    monkeypatch.setattr(readers, "FRESH", timedelta(minutes=1))
    browser = Browser(front, "captain")
    before = plain(browser.at_the_door())
    with season.app.app_context(), transaction():
        change("captain")
    front.shelf.clear()  # what others are called on a kept page is its own affair
    after = plain(browser.at_the_door())
    assert after == plain(browser.inside())
    assert after != before


@BOTH
def test_a_closed_account_which_nothing_records_has_ended_after_a_second(season, front):
    browser = Browser(front, "verifier")
    assert PEOPLE["verifier"][1].split()[-1] in browser.at_the_door().get_data(as_text=True)
    with season.app.app_context(), transaction():
        person_named("verifier").disabled_at = clock.wall()
    with at(clock.wall() + readers.FRESH):
        assert "Đăng nhập" in browser.at_the_door().get_data(as_text=True)


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_who_somebody_is_holds_also_while_nobody_can_tell_how_far_the_log_reaches(season, front, monkeypatch):
    monkeypatch.setattr(readers, "FRESH", timedelta(minutes=1))
    monkeypatch.setattr(audited, "ASKED", "SELECT nothing")
    browser = Browser(front, "captain")
    browser.at_the_door()
    with season.app.app_context(), transaction():
        changes_password("captain")
    assert "Đăng nhập" in browser.at_the_door().get_data(as_text=True)


def test_odd_cookies_are_for_the_app_to_judge(season, front, monkeypatch):
    browser = Browser(front, "captain")
    good = browser.cookie
    with season.app.app_context():
        identity = person_named("captain").get_id()
    held = {"_user_id": identity, "csrf_token": "0123"}
    odd = [good[:-1], good + "x", good.replace("=", "=x", 1), f"{good.partition('=')[0]}="]
    odd += [
        browser.keeps(each)
        for each in (
            {},
            {"_user_id": identity},
            {"csrf_token": "0123"},
            held | {"_flashes": [("good", "Đã lưu")]},
            held | {"_user_id": "nobody"},
            held | {"_user_id": f"{identity}0"},
            held | {"_user_id": identity.partition(":")[0]},
        )
    ]
    for cookie in odd:
        browser.cookie = cookie
        assert browser.at_the_door().status_code == 200
    assert made(front) == 0
    browser.cookie = good
    monkeypatch.setattr(sessions, "OLDEST", timedelta(seconds=-1))
    assert b"is-own" in browser.at_the_door().data
    assert made(front) == 0


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_connection_that_is_opened_at_the_door_waits_no_longer_than_a_page(season, front):
    browser = Browser(front, "captain")
    with season.app.app_context():
        db.engine.dispose()
    browser.at_the_door()
    with season.app.app_context():
        assert db.session.scalar(text("SHOW statement_timeout")) == "15s"


def test_a_fragment_is_not_sent_twice_and_is_told_apart_by_reader(season, front):
    one, other = Browser(front, "captain"), Browser(front, "captain_an1")
    tag = one.at_the_door(**FRAGMENT).headers["ETag"]
    again = one.at_the_door(**FRAGMENT, **{"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    assert other.at_the_door(**FRAGMENT, **{"If-None-Match": tag}).status_code == 200


def test_the_bell_on_a_shared_page_is_the_readers_own(season, front):
    with season.app.app_context(), transaction():
        for number, team in enumerate(("QN1", "QN1", "AN1")):
            told = notices.Told("day_opened", f"opening:{number}", enrolment(team).id, {"day": "2026-03-01"})
            notices.tell([told])
    before = Browser(front, "captain").at_the_door(**FRAGMENT).headers["ETag"]
    with later():
        for name, more in (("captain", 2), ("captain_an1", 1)):
            browser = Browser(front, name)
            shown = [BELL.findall(each.data) for each in (browser.at_the_door(), browser.inside())]
            assert shown[0] == shown[1]
            assert int(shown[0][0]) >= more
        assert Browser(front, "captain").at_the_door(**FRAGMENT).headers["ETag"] != before


def test_a_verification_is_on_the_next_page(season, front):
    browser = Browser(front, "verifier")
    browser.at_the_door()
    front.after(lambda: season.earns("QN2", {VNEID: 20}))
    page = browser.at_the_door().get_data(as_text=True)
    assert page.index("row-QN2") < page.index("row-QN1")


@BOTH
def test_one_statement_says_what_the_queries_say_of_everybody(season):
    with season.app.app_context():
        people_now = db.session.query(Person).all()
        asked = [*(each.get_id() for each in people_now), f"{people_now[0].uuid}:99", "nobody", ""]
        found = signed_in(db.session.connection(), asked, clock.wall())
        assert found.keys() == {each.get_id() for each in people_now if each.is_active}
        for person in people_now:
            rights = rights_of(person)
            if person.is_active:
                told = person.full_name, rights, place_of(rights), unread(person.id)
                assert found[person.get_id()] == told


def test_shared_rights_are_never_more_than_a_person_has(season):
    with season.app.app_context():
        for name in PEOPLE:
            rights = rights_of(person_named(name))
            common = shared(rights)
            assert common.roles == rights.roles
            assert {path for _, path in common.units} - {NOWHERE} <= {path for _, path in rights.units}
            assert not any(team for _, team in common.teams)
            assert shared(common) == common
