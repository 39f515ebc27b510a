"""What the tests of the public pages may ask for."""

import shutil
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.engine import make_url

from app.database import db
from tests.cast import NOW, stand_still
from tests.views.season import Season, two_weekends


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the first database of this process with the two weekends in it is kept, to be copied."""
    return tmp_path_factory.mktemp("season") / "two_weekends.db"


@pytest.fixture
def season(small_campaign: Flask, played: Path) -> Season:
    """The small campaign after two weekends; pages are opened with `visitor()`."""
    found = Season(small_campaign)
    file = Path(make_url(small_campaign.config["SQLALCHEMY_DATABASE_URI"]).database or "")
    if played.exists():
        _close(small_campaign)
        shutil.copyfile(played, file)
        stand_still(NOW)
    else:
        two_weekends(found)
        _close(small_campaign)
        shutil.copyfile(file, played)
    return found


def _close(app: Flask) -> None:
    """The last connection takes the journal with it: the file is then the whole database."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    app.extensions.pop("memory", None)
