"""What the races may ask for."""

import pytest

from tests.cast import cast
from tests.fixtures.databases import built_app


@pytest.fixture
def crowd(database, tmp_path):
    """The app with the cast, outside any context: each racer brings its own."""
    with built_app(database, tmp_path) as app:
        with app.app_context():
            cast()
        yield app
