"""What the parity tests ask for."""

import os
import shutil
from secrets import randbelow

import pytest
from sqlalchemy.engine import make_url

from app.database import db
from tests.fixtures.databases import built_app
from tests.parity.seasons import arrange


@pytest.fixture
def first_season():
    """The first season's number; $FIRST_SEASON repeats a run that failed."""
    found = int(os.environ.get("FIRST_SEASON") or randbelow(10**6))
    print(f"FIRST_SEASON={found}")
    return found


@pytest.fixture
def arranged(sqlite_template, tmp_path):
    """Where an SQLite file lies that everybody may copy: the cast, with the same ids everywhere."""
    path = tmp_path / "arranged.db"
    shutil.copyfile(sqlite_template, path)
    with built_app(f"sqlite:///{path}", tmp_path) as app, app.app_context():
        arrange()
    return path


@pytest.fixture
def pitches(arranged, postgresql_database, tmp_path):
    """The app over an arranged database of each kind; what PostgreSQL is not told to order, it does not."""
    unsorted = make_url(postgresql_database).update_query_dict({"options": "-cenable_sort=off"})
    with (
        built_app(f"sqlite:///{arranged}", tmp_path) as sqlite,
        built_app(unsorted.render_as_string(hide_password=False), tmp_path) as postgresql,
    ):
        with postgresql.app_context():
            arrange()
            db.session.remove()
        yield sqlite, postgresql
