"""What every test may ask for; the fixtures themselves stand in tests/fixtures/."""

import gc
import os
import shutil
from pathlib import Path

gc.disable()  # what is imported and collected stays: to look through it meanwhile took a third of that time

pytest_plugins = [
    "tests.fixtures.hashing",
    "tests.fixtures.postgres",
    "tests.fixtures.processes",
    "tests.fixtures.databases",
    "tests.fixtures.contests",
    "tests.fixtures.browser",
    "tests.fixtures.visitors",
]


MEMORY = Path("/dev/shm")
ENOUGH = 2**31


def pytest_configure():
    """The tests' folders are kept in memory where there is enough: what commits so often need not wait for a disk."""
    if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ENOUGH:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


def pytest_collection_finish():
    """Garbage is collected from now on, but not among what was imported: that took a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    gc.enable()
