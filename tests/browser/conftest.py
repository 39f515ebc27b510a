"""The stage of browser tests: the cast on a served app, on the evening of Sunday 15/03/2026."""

from pathlib import Path

import pytest

from app import clock
from app.database import transaction
from app.models import Setting
from app.queries import demo_clock
from tests.cast import NOW, cast, give_password, person_named


@pytest.fixture
def stage(live_server):
    """The cast with passwords, on a server whose competition stands on Sunday 15/03/2026."""
    with live_server.app.app_context():
        cast()
        with transaction() as session:
            offset = (NOW - clock.wall()).total_seconds()
            session.add(Setting(key=demo_clock.KEY, value=str(offset)))
        for name in ("captain", "verifier", "officer", "council", "signatory"):
            give_password(person_named(name))
    return live_server


@pytest.fixture(scope="session")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the photos of the demonstrations are kept, to be copied."""
    return tmp_path_factory.mktemp("drawn")
