"""Behind a frozen board nothing that anybody can fetch depends on what is decided meanwhile (trust.md I18, T9)."""

import shutil
from datetime import timedelta

import pytest

from app import clock
from tests.access.freezes import (
    FREEZES,
    STREAMS,
    WAYS,
    addresses,
    begin,
    by_calendar_unseen,
    hidden,
    nothing,
    run_jobs,
    told,
)
from tests.access.ground import STRANGER, Ground
from tests.cast import stand_still
from tests.fixtures.databases import built_app

BOUND = ("captain_qn2", pytest.param("verifier", marks=pytest.mark.soak))


@pytest.fixture(scope="module")
def season(sqlite_template, tmp_path_factory):
    """The season up to its freeze, each way of freezing kept as a state."""
    folder = tmp_path_factory.mktemp("frozen")
    file = folder / "test.db"
    file.write_bytes(sqlite_template.read_bytes())
    with built_app(f"sqlite:///{file}", folder) as app:
        ground = Ground(app, file)
        with app.app_context():
            begin(ground)
            ground.ids = hidden(ground.ids)
        ground.save("open")
        yield ground


@pytest.fixture
def begun(season):
    """The same; what a test learns of ids is forgotten after it."""
    known = dict(season.ids)
    yield season
    season.ids = known


def played(ground, freeze, way):
    """The season frozen and decided on in that way; the next evening, when the worker has looked around."""
    ground.restore("open")
    shutil.rmtree(ground.file.parent / "checkpoints", ignore_errors=True)
    with ground.app.app_context():
        freeze()
        frozen_at = clock.now()
        way(ground.ids)
        run_jobs()
        stand_still(frozen_at + timedelta(hours=20))
        run_jobs()
        stand_still(frozen_at + timedelta(hours=21))
        ground.ids = hidden(ground.ids)


def differing(before, after):
    return sorted(address for address in before if before[address] != after[address])


HARDEST = by_calendar_unseen  # the soak plays the others too


@pytest.mark.parametrize(
    "freeze",
    [pytest.param(each, id=each.__name__, marks=[] if each is HARDEST else [pytest.mark.soak]) for each in FREEZES],
)
def test_no_public_byte_depends_on_what_is_decided_behind_the_freeze(begun, freeze):
    for way in WAYS:  # what any of them hides is asked for after all of them
        played(begun, freeze, way)
    played(begun, freeze, nothing)
    before = told(begun)
    assert {200, 404} <= {status for status, *_ in before.values()} <= {200, 204, 404}
    for way in WAYS:
        played(begun, freeze, way)
        assert (way.__name__, differing(before, told(begun))) == (way.__name__, [])


@pytest.mark.parametrize("name", BOUND)
def test_nor_does_any_byte_of_a_public_page_that_people_of_the_union_see(begun, name):
    played(begun, FREEZES[0], nothing)
    before = told(begun, name)
    for way in WAYS[::2]:
        played(begun, FREEZES[0], way)
        assert (way.__name__, differing(before, told(begun, name))) == (way.__name__, [])


def test_what_an_officer_sees_does_depend_on_it(begun):
    played(begun, FREEZES[0], nothing)
    before = told(begun, "officer")
    for way in WAYS[:1]:
        played(begun, FREEZES[0], way)
        assert differing(before, told(begun, "officer")) != [], way.__name__


def test_every_public_route_is_asked(begun):
    asked = {rule.endpoint for rule, _ in addresses(begun.app, begun.ids)}
    assert asked >= {"boards.leaderboard", "badges.page", "checkpoints.file", "teams.why"} | set(STREAMS)


def test_a_season_that_is_not_frozen_does_change(begun):
    begun.restore("open")
    before = told(begun, STRANGER)
    with begun.app.app_context():
        WAYS[0](begun.ids)
    assert differing(before, told(begun, STRANGER)) != []
