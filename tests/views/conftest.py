"""What the tests of the public pages may ask for."""

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.engine import make_url

from app.database import db
from tests.cast import NOW, stand_still
from tests.views.season import Season, two_weekends

Once = Callable[[str, Callable[[], object]], None]


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where databases in which something was arranged are kept, to be copied."""
    return tmp_path_factory.mktemp("played")


@pytest.fixture
def once(small_campaign: Flask, played: Path) -> Once:
    """Arrange something in the small campaign: by its first test in this process, then by a copy; afterwards it is NOW.

    All of it must be in the database.
    """

    def once(name: str, arrange: Callable[[], object]) -> None:
        file = Path(make_url(small_campaign.config["SQLALCHEMY_DATABASE_URI"]).database or "")
        known = played / f"{name}.db"
        if known.exists():
            _close(small_campaign)
            shutil.copyfile(known, file)
        else:
            arrange()
            _close(small_campaign)
            shutil.copyfile(file, known)
        stand_still(NOW)

    return once


@pytest.fixture
def season(small_campaign: Flask, once: Once) -> Season:
    """The small campaign after two weekends; pages are opened with `visitor()`."""
    found = Season(small_campaign)
    once("two weekends", partial(two_weekends, found))
    return found


def _close(app: Flask) -> None:
    """The last connection takes the journal with it: the file is then the whole database."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    app.extensions.pop("memory", None)
