"""What the crash tests share: a durable PostgreSQL, databases with people, chance that can be repeated."""

import os
import shutil
from contextlib import contextmanager
from itertools import count
from secrets import token_hex

import pytest

from tests.cast import cast
from tests.crash.load import give_passwords
from tests.fixtures.databases import built_app
from tests.fixtures.postgres import DURABLE, own_server


@pytest.fixture(scope="session")
def durable_server():
    """A server that keeps what it acknowledges; whoever stops it starts it again with DURABLE."""
    with own_server(DURABLE) as server:
        yield server


@pytest.fixture
def seed():
    """What this run's chances hang on; $CRASH_SEED repeats a run that failed."""
    seed = os.environ.get("CRASH_SEED") or token_hex(4)
    print(f"CRASH_SEED={seed}")
    return seed


@pytest.fixture
def soak_turns():
    """How long a soak runs: $CRASH_TURNS, or what the test says."""
    return lambda turns: int(os.environ.get("CRASH_TURNS") or turns)


@pytest.fixture
def populated(request, tmp_path):
    """Make a fresh database of a kind with the cast, who may sign in: gives its URL, app and folder."""
    numbers = count(1)

    @contextmanager
    def populate(kind):
        folder = tmp_path / str(next(numbers))
        folder.mkdir()
        with fresh(request, kind, folder) as url, built_app(url, folder) as app:
            with app.app_context():
                give_passwords(cast())
            yield url, app, folder

    return populate


@contextmanager
def fresh(request, kind, folder):
    if kind == "sqlite":
        shutil.copyfile(request.getfixturevalue("sqlite_template"), folder / "test.db")
        yield f"sqlite:///{folder / 'test.db'}"
    else:
        with request.getfixturevalue("postgres_templates").clone() as url:
            yield url
