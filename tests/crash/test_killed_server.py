"""The server is killed while teams and verifiers work: what was answered is kept, what was not is sent again, once.

No report ever shows a photo whose file is not there, whole.

The clock decides when it dies: at any instruction of a report's or a decision's way.
"""

import pytest

from tests.cast import NOW
from tests.crash.clients import over_http
from tests.crash.load import Load, broken, dangling, photos, wrong
from tests.crash.servers import serve
from tests.fixtures.processes import kill

LONGEST = 0.4
TURNS_A_DATABASE = 50


@pytest.mark.parametrize(("kind", "turns"), [("sqlite", 12), ("postgresql", 8)])
def test_a_killed_server_loses_and_doubles_nothing(nursery, populated, seed, kind, turns):
    with populated(kind) as database:
        print(kill_again_and_again(nursery, database, turns, seed))


@pytest.mark.soak
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_server_killed_a_thousand_times_loses_and_doubles_nothing(nursery, populated, seed, soak_turns, kind):
    turns = soak_turns(1000)
    for first in range(0, turns, TURNS_A_DATABASE):
        with populated(kind) as database:
            some = min(TURNS_A_DATABASE, turns - first)
            print(first, kill_again_and_again(nursery, database, some, f"{seed} {first}", every=10))


def kill_again_and_again(nursery, database, turns, seed, every=1):
    """Each turn ends with all that was written in its place; `every` so many turns all invariants are asked."""
    url, app, folder = database
    serving = serve, url, folder, False, NOW
    server, port = nursery.asks(*serving)
    load = Load(over_http(port), seed)
    for turn in range(1, turns + 1):
        with load.under_way(LONGEST):
            nursery.asks(kill, server)
            server, _ = nursery.asks(*serving)
            assert dangling(app) == [], f"turn {turn}"
        writes = load.finished()
        assert load.odd == [], (folder / "server.log").read_text()
        assert wrong(app, writes) == [], f"turn {turn}"
        if turn % every == 0 or turn == turns:
            assert broken(app) == [], f"turn {turn}"
    nursery.asks(kill, server)
    assert load.tally["sent again"] > 0
    assert photos(app) > 0
    return dict(load.tally)
