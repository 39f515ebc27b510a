"""Something was committed: heard on both databases, and after a lost connection."""

from threading import Event, Thread

import psycopg
import pytest

from app.database import transaction
from app.live.watch import Watch, watch
from app.models import Setting
from app.services import ledger, people
from tests.cast import cast, person_named
from tests.live.conftest import BOTH, PATIENCE


@pytest.fixture
def watching(app, database):
    found = watch(database)
    found.wait(None, PATIENCE)
    yield found
    found.close()


def commits():
    with transaction() as session:
        session.add(Setting(key="something", value="new"))
        ledger.tell(1, 1)


def heard(watching: Watch, do) -> bool:
    before = watching.version()
    do()
    return watching.wait(before, PATIENCE) not in (before, None)


@BOTH
def test_a_commit_is_another_version(watching):
    assert heard(watching, commits)


@BOTH
def test_without_a_commit_the_version_stays(watching):
    assert watching.wait(watching.version(), 0.1) == watching.version()


@BOTH
def test_what_the_audit_log_tells_of_is_another_number_at_once(app, watching):
    cast()
    for _ in range(3):
        before = watching.audited()
        assert watching.audited() == before is not None
        with transaction():
            people.change_password(person_named("captain"), "một mật khẩu khác hẳn")
        assert watching.audited() != before


def test_how_far_the_log_reaches_is_asked_again_after_a_lost_connection(app, postgresql_database):
    cast()
    watching = watch(postgresql_database)
    before = watching.audited()
    with psycopg.connect(postgresql_database.replace("+psycopg", ""), autocommit=True) as admin:
        admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'xungkich live'")
    assert watching.audited() is None
    assert watching.audited() == before
    watching.close()


@BOTH
def test_whoever_waits_is_let_go_when_the_watch_closes(watching):
    gone = Event()

    def wait():
        watching.wait(watching.version(), 60)
        gone.set()

    Thread(target=wait, daemon=True).start()
    watching.close()
    assert gone.wait(PATIENCE)
    assert watching.version() is None


def test_a_lost_connection_is_made_again_and_counts_as_news(postgresql_database):
    watching = watch(postgresql_database)
    first = watching.wait(None, PATIENCE)
    plain = postgresql_database.replace("postgresql+psycopg", "postgresql")
    with psycopg.connect(plain, autocommit=True) as admin:
        admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'xungkich live'")
    assert watching.wait(first, PATIENCE) != first
    back = watching.wait(None, PATIENCE)
    assert back not in (None, first)
    watching.close()


def test_a_database_that_is_away_has_no_version():
    watching = watch("postgresql+psycopg://nobody@127.0.0.1:1/nowhere")
    assert watching.version() is None
    assert watching.wait(None, 0.3) is None
    watching.close()
