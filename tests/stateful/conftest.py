"""What the random runs ask for."""

import os
from secrets import token_hex

import pytest

from tests.stateful.ground import postgresql_ground, sqlite_ground


@pytest.fixture(params=["sqlite", "postgresql"])
def ground(request, tmp_path):
    """A database with the cast that is laid anew for every run, once of each kind."""
    if request.param == "sqlite":
        made = sqlite_ground(request.getfixturevalue("sqlite_template"), tmp_path)
    else:
        made = postgresql_ground(request.getfixturevalue("postgres_templates"), tmp_path)
    with made as ground:
        yield ground


@pytest.fixture
def play_seed():
    """What this run's chances hang on; $PLAY_SEED repeats a run that failed."""
    found = os.environ.get("PLAY_SEED") or token_hex(4)
    print(f"PLAY_SEED={found}")
    return int(found, 16)
