"""A database that could lose or mix up what it acknowledged is not served, and the message says why."""

import sqlite3
import subprocess
import sys

import pytest
from sqlalchemy import create_engine, text

from app import connections
from app.config import ROOT, BadSetting, Settings
from app.connections import DURABILITY, PATIENCE, SQLITE, UnsafeDatabase
from app.database import db, transaction
from app.models import Setting
from tests.fixtures.databases import built_app
from tests.fixtures.postgres import DURABLE

ISOLATED = "options=-cdefault_transaction_isolation%3Dserializable"


@pytest.fixture
def lax_server(durable_server, request):
    """The durable server with one setting made worse, for one test."""
    durable_server.stop()
    durable_server.start({**DURABLE, request.param: "off"})
    yield durable_server
    durable_server.stop()
    durable_server.start(DURABLE)


def app_url(server, more: str = "") -> str:
    return server.url.replace("postgresql://postgres@/", "postgresql+psycopg://postgres@/postgres") + more


def refused(url, folder, durable: bool = True) -> str:
    """The message with which each of two connections is refused."""
    with built_app(url, folder, durable=durable) as app, app.app_context():
        messages = set()
        for _ in range(2):
            with pytest.raises(UnsafeDatabase) as caught:
                db.session.execute(text("SELECT 1"))
            db.session.rollback()
            messages.add(str(caught.value))
        assert app.test_client().get("/readyz").status_code == 503
        page = app.test_client().get("/")
        assert (page.status_code, page.headers["Retry-After"]) == (503, "5")
        [message] = messages
        return message


def test_a_durable_server_is_served(durable_server, tmp_path):
    with built_app(app_url(durable_server), tmp_path, durable=True) as app, app.app_context():
        assert db.session.scalar(text("SELECT 1")) == 1


@pytest.mark.parametrize("lax_server", DURABILITY, indirect=True)
def test_a_server_that_may_lose_what_it_acknowledged_is_refused(lax_server, request, tmp_path):
    name = request.node.callspec.params["lax_server"]
    assert refused(app_url(lax_server), tmp_path) == f"PostgreSQL: {name} is off, must be on"
    with built_app(app_url(lax_server), tmp_path, durable=False) as app, app.app_context():
        assert db.session.scalar(text("SELECT 1")) == 1


def test_another_isolation_is_refused_whoever_asks(durable_server, tmp_path):
    url = app_url(durable_server, f"&{ISOLATED}")
    for durable in (True, False):
        told = refused(url, tmp_path, durable)
        assert told == "PostgreSQL: transaction_isolation is serializable, must be read committed"


def test_serve_ends_at_once_and_says_what_is_wrong(durable_server, tmp_path):
    url = app_url(durable_server, "&options=-csynchronous_commit%3Doff")
    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi:app", "serve"],
        cwd=ROOT,
        env={"XUNGKICH_DATABASE_URL": url, "XUNGKICH_INSTANCE": str(tmp_path), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, "PostgreSQL: synchronous_commit is off, must be on\n")


def test_a_page_waits_only_so_long_and_a_command_as_long_as_it_takes(durable_server, tmp_path):
    asked = text("SELECT name, setting FROM pg_settings WHERE name = ANY(:names)").bindparams(names=list(PATIENCE))
    with built_app(app_url(durable_server), tmp_path, durable=True) as app:
        with app.app_context():
            assert set(dict(db.session.execute(asked).all()).values()) == {"0"}
            db.session.remove()
            db.engine.dispose()
        with app.test_request_context():
            found: dict[str, str] = dict(db.session.execute(asked).all())
    assert {name: f"{int(value) // 1000}s" for name, value in found.items()} == PATIENCE


def test_the_pragmas_hold_on_every_connection(sqlite_app):
    with sqlite_app.app_context(), db.engine.connect() as one, db.engine.connect() as two:
        for connection in (one, two):
            found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in SQLITE}
            assert found == {name: right for name, (_, right) in SQLITE.items()}


@pytest.mark.parametrize("name", SQLITE)
def test_an_sqlite_that_does_not_take_a_pragma_is_refused(sqlite_database, tmp_path, monkeypatch, name):
    lax = {"journal_mode": "DELETE", "synchronous": "NORMAL", "busy_timeout": "0", "trusted_schema": "ON"}
    monkeypatch.setitem(connections.SQLITE, name, (lax.get(name, "OFF"), SQLITE[name][1]))
    assert refused(sqlite_database, tmp_path).startswith(f"SQLite: {name} is ")


def test_an_sqlite_in_memory_cannot_log_ahead_and_is_refused():
    engine = create_engine("sqlite://")
    connections.prepare(engine)
    with pytest.raises(UnsafeDatabase, match="journal_mode is memory, must be wal"):
        engine.connect()
    engine.dispose()


def test_a_write_begins_immediate_and_a_read_does_not(sqlite_app, sqlite_database):
    file = sqlite_database.removeprefix("sqlite:///")
    with sqlite_app.app_context():
        with transaction() as session:
            session.get(Setting, "any")
            other = sqlite3.connect(file, isolation_level=None, timeout=0)
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                other.execute("BEGIN IMMEDIATE")
        db.session.get(Setting, "any")
        other.execute("BEGIN IMMEDIATE")
        other.close()


@pytest.mark.parametrize(("given", "durable"), [(None, True), ("", True), ("1", True), ("0", False)])
def test_durability_is_a_setting_and_on(given, durable, tmp_path):
    environ = {"XUNGKICH_INSTANCE": str(tmp_path)} | ({"XUNGKICH_DURABLE": given} if given is not None else {})
    assert Settings.from_env(environ).durable is durable


def test_a_durability_that_cannot_be_read_stops_the_start(tmp_path):
    with pytest.raises(BadSetting, match="XUNGKICH_DURABLE"):
        Settings.from_env({"XUNGKICH_INSTANCE": str(tmp_path), "XUNGKICH_DURABLE": "no"})


def test_the_pages_answer_again_when_the_database_is_back(durable_server, tmp_path):
    with built_app(app_url(durable_server), tmp_path, durable=True) as app:
        client = app.test_client()
        assert client.get("/readyz").get_data(as_text=True).startswith("database")
        durable_server.crash()
        away = [client.get("/"), client.get("/readyz")]
        durable_server.start(DURABLE)
        assert [each.status_code for each in away] == [503, 503]
        assert away[0].headers["Retry-After"] == "5"
        assert "Hệ thống đang bận" in away[0].get_data(as_text=True)
        assert client.get("/healthz").status_code == 200
        with app.app_context():
            assert db.session.scalar(text("SELECT 1")) == 1


def test_a_connection_that_breaks_after_the_answer_does_not_undo_it(durable_server, tmp_path):
    with built_app(app_url(durable_server), tmp_path, durable=True) as app:

        @app.get("/answered")
        def answered():
            db.session.execute(text("SELECT 1"))
            durable_server.crash()
            return "done"

        answered.action = "view_public"  # type: ignore[attr-defined]
        answer = app.test_client().get("/answered")
        durable_server.start(DURABLE)
        assert (answer.status_code, answer.get_data(as_text=True)) == (200, "done")
        with app.app_context():
            assert db.session.scalar(text("SELECT 1")) == 1
