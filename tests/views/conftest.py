"""What the tests of the public pages may ask for."""

import pytest
from flask import Flask

from tests.views.season import Season, two_weekends


@pytest.fixture
def season(small_campaign: Flask) -> Season:
    """The small campaign after two weekends; pages are opened with `visitor()`."""
    found = Season(small_campaign)
    two_weekends(found)
    return found
