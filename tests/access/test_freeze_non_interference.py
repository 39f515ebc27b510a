"""Behind a frozen board nothing that anybody can fetch depends on what is decided meanwhile (trust.md I18, T9)."""

import shutil
from datetime import timedelta

import pytest

from app import clock
from tests.access.freezes import (
    FREEZES,
    SHARE,
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
from tests.access.ground import Ground
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


def kept(ground, freeze, *ways):
    """All these ways played from one freeze; how to go back to the end of each, with what it hides."""
    filed = ground.file.parent / "checkpoints"

    def back(way):
        ground.restore(way.__name__)
        shutil.rmtree(filed, ignore_errors=True)
        shutil.copytree(filed.with_suffix(f".{way.__name__}"), filed)

    for way in ways:
        played(ground, freeze, way)
        ground.save(way.__name__)
        shutil.rmtree(filed.with_suffix(f".{way.__name__}"), ignore_errors=True)
        shutil.copytree(filed, filed.with_suffix(f".{way.__name__}"))
    return back


def differing(before, after):
    return sorted(address for address in before if before[address] != after[address])


BOARD = "boards.leaderboard"
HARDEST = by_calendar_unseen  # the soak plays the others too, and asks every route about every award
PLAYED = [
    pytest.param(HARDEST, SHARE, id=HARDEST.__name__),
    *(pytest.param(each, 1, id=f"{each.__name__}-all", marks=[pytest.mark.soak]) for each in FREEZES),
]


@pytest.mark.parametrize(("freeze", "share"), PLAYED)
def test_no_public_byte_depends_on_what_is_decided_behind_the_freeze(begun, freeze, share):
    public = set(begun.ids)
    back = kept(begun, freeze, nothing, *WAYS)
    assert len(set(begun.ids) - public) > 10  # awards behind the freeze: they are asked for whether they exist or not
    back(nothing)
    before = told(begun, share=share)
    assert {200, 404} <= {status for status, *_ in before.values()} <= {200, 204, 404}
    for way in WAYS:
        back(way)
        assert (way.__name__, differing(before, told(begun, share=share))) == (way.__name__, [])


@pytest.mark.parametrize("name", BOUND)
def test_nor_does_any_byte_of_a_public_page_that_people_of_the_union_see(begun, name):
    back = kept(begun, FREEZES[0], nothing, *WAYS[::2])
    back(nothing)
    before = told(begun, name)
    for way in WAYS[::2]:
        back(way)
        assert (way.__name__, differing(before, told(begun, name))) == (way.__name__, [])


def test_what_an_officer_sees_does_depend_on_it(begun):
    played(begun, FREEZES[0], nothing)
    before = told(begun, "officer", of=BOARD)
    for way in WAYS[:1]:
        played(begun, FREEZES[0], way)
        assert differing(before, told(begun, "officer", of=BOARD)) != [], way.__name__


def test_every_public_route_is_asked(begun):
    asked = {rule.endpoint for rule, _ in addresses(begun.app, begun.ids)}
    assert asked >= {"boards.leaderboard", "badges.page", "checkpoints.file", "teams.why"} | set(STREAMS)


def test_a_season_that_is_not_frozen_does_change(begun):
    begun.restore("open")
    before = told(begun, of=BOARD)
    with begun.app.app_context():
        WAYS[0](begun.ids)
    assert differing(before, told(begun, of=BOARD)) != []
