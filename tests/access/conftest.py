"""What the tests of access may ask for."""

import pytest

from tests.access.branches import prepare
from tests.fixtures.databases import built_app


@pytest.fixture(scope="package")
def played(sqlite_template, tmp_path_factory):
    """The campaign played through its states, once for all of them."""
    folder = tmp_path_factory.mktemp("access")
    file = folder / "test.db"
    file.write_bytes(sqlite_template.read_bytes())
    with built_app(f"sqlite:///{file}", folder) as app:
        yield prepare(app, file)


@pytest.fixture
def ground(played):
    """The same, back in the state `waiting`."""
    played.app.config["WTF_CSRF_ENABLED"] = False
    played.restore("waiting")
    return played
