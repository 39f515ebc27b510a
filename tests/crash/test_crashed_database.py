"""PostgreSQL crashes while teams and verifiers work: who asks is told to wait, and what was answered is kept."""

import pytest

from tests.cast import NOW, cast
from tests.crash.clients import over_http
from tests.crash.load import Load, broken, give_passwords, wrong
from tests.crash.servers import serve
from tests.fixtures.databases import PostgresTemplates, built_app, migrate
from tests.fixtures.postgres import DURABLE
from tests.fixtures.processes import kill

LONGEST = 0.4
LAX = {**DURABLE, "synchronous_commit": "off", "wal_writer_delay": "10s"}
MOST_TRIES = 60


@pytest.fixture
def durable_database(durable_server, tmp_path):
    """A fresh database with people on the durable server."""
    templates = PostgresTemplates(durable_server.url)
    templates.execute("CREATE DATABASE {}", templates.template)
    url = templates.url(templates.template)
    migrate(url, tmp_path)
    with built_app(url, tmp_path) as app:
        with app.app_context():
            give_passwords(cast())
        yield url, app, tmp_path
    templates.execute("DROP DATABASE {} WITH (FORCE)", templates.template)


def test_a_crashed_database_loses_and_doubles_nothing(nursery, durable_server, durable_database, seed):
    print(crash_again_and_again(nursery, durable_server, durable_database, 10, seed))


@pytest.mark.soak
def test_a_database_crashed_a_hundred_times_loses_and_doubles_nothing(
    nursery, durable_server, durable_database, seed, soak_turns
):
    print(crash_again_and_again(nursery, durable_server, durable_database, soak_turns(100), seed, every=10))


def test_without_synchronous_commit_a_crash_loses_what_was_answered(nursery, durable_server, durable_database, seed):
    """The control: the same work on a server that answers before it has written is seen to lose some of it."""
    url, app, folder = durable_database
    durable_server.stop()
    durable_server.start(LAX)
    server, port = nursery.asks(serve, url, folder, False, NOW)
    load = Load(over_http(port), seed)
    try:
        for _ in range(MOST_TRIES):
            with load.under_way(LONGEST):
                durable_server.crash()
                durable_server.start(LAX)
            if lost := wrong(app, [each for each in load.finished() if each.answered[-1] == 303]):
                return print(lost)
        pytest.fail("nothing was lost: the test does not bite")
    finally:
        nursery.asks(kill, server)
        durable_server.stop()
        durable_server.start(DURABLE)


def crash_again_and_again(nursery, postgres, database, turns, seed, every=1):
    """One server, never restarted, goes on by itself after each crash; `every` so many all invariants are asked."""
    url, app, folder = database
    server, port = nursery.asks(serve, url, folder, True, NOW)
    load = Load(over_http(port), seed)
    try:
        for turn in range(1, turns + 1):
            with load.under_way(LONGEST):
                postgres.crash()
                postgres.start(DURABLE)
            writes = load.finished()
            assert load.odd == [], server_errors(folder)
            assert wrong(app, writes) == [], f"turn {turn}"
            if turn % every == 0 or turn == turns:
                assert broken(app) == [], f"turn {turn}"
        assert load.tally["told to wait"] > 0
        assert load.tally["broken off"] == 0
    finally:
        nursery.asks(kill, server)
    return dict(load.tally)


def server_errors(folder):
    """What the server told beside the database's absence."""
    told = (folder / "server.log").read_text().splitlines()
    return "\n".join(line for line in told if "database unavailable" not in line)
