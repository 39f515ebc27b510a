"""What every test may ask for; the fixtures themselves stand in tests/fixtures/."""

import gc

pytest_plugins = [
    "tests.fixtures.postgres",
    "tests.fixtures.processes",
    "tests.fixtures.databases",
    "tests.fixtures.browser",
    "tests.fixtures.visitors",
]


def pytest_collection_finish():
    """What was imported stays; looking through it for garbage again and again took a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
