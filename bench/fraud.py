"""How much planted fraud the flags find, and how much honest work they trouble.

Seasons of 60 teams over five Sundays, honest work by `honest_work.py`, fraud by `planted_fraud.py`; neither knows the
flags. Reports are written as the services leave them and looked at as they are when a team sends; in the evening each
Sunday is one queue, sorted by risk. The flagged band has to be a fifth of it at most. A report whose work somebody else
claimed as well counts as honest. Weights and thresholds were chosen on the seeds of `TUNING`, never on the others.
"""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from app.rulebook.flags import KINDS as FLAGS
from app.rulebook.flags import ORDINARY, band
from bench.figures import Figure
from bench.honest_work import SUNDAYS, Session, sunday, world
from bench.planted_fraud import KINDS, planted
from bench.played_seasons import Looked, Stage

TUNING, MEASURED = range(101, 107), range(1, 9)
TEAMS, FIFTH = 60, 5


@dataclass(frozen=True, slots=True)
class Judged:
    """One report of one evening: what was planted, which flags, in which band, whether among the first fifth."""

    planted: str
    codes: frozenset[str]
    band: str
    is_first_fifth: bool


def measure() -> Sequence[Figure]:
    """Shares in percent over all measured seeds."""
    return figures([judged for seed in MEASURED for judged in season(seed)])


def season(seed: int, teams: int = TEAMS, sundays: int = len(SUNDAYS)) -> Iterator[Judged]:
    """Every report of one season, Sunday after Sunday; yesterday's fraud stays among what teams usually do."""
    here, before = world(Random(seed), teams), list[Session]()
    with tempfile.TemporaryDirectory() as name, Stage(Path(name), here) as stage:
        for day in SUNDAYS[:sundays]:
            today = list(planted(here, list(sunday(here, day)), before))
            if before:  # the first Sunday has nothing to copy from
                yield from _evening(stage.play(today))
            else:
                stage.play(today)
            before += today


def _evening(queue: Sequence[Looked]) -> Iterator[Judged]:
    ordered = sorted(queue, key=lambda each: -each.risk)
    for place, each in enumerate(ordered):
        found = band(each.risk, each.flags)
        yield Judged(each.planted, each.codes, found, place < len(ordered) // FIFTH and found != ORDINARY)


def figures(judged: Sequence[Judged]) -> list[Figure]:
    """Recall and false alarm, in all and by kind; precision by flag."""
    fraud, honest = _split(judged)
    found = [
        Figure("flagged: of 100 in the queue", _flagged(judged), "%", 20),
        Figure("flagged: of 100 planted", _flagged(fraud), "%", least=90),
        Figure("flagged: of 100 honest", _flagged(honest), "%", 10),
        Figure("first fifth of each evening's queue: of 100 planted", _share(fraud), "%"),
        Figure("first fifth of each evening's queue: of 100 honest", _share(honest), "%"),
        Figure("no flag at all: of 100 planted", _ordinary(fraud), "%"),
        Figure("no flag at all: of 100 honest", _ordinary(honest), "%"),
        Figure("reports", len(judged), ""),
        Figure("of them planted", len(fraud), ""),
    ]
    for kind in KINDS:
        some = [each for each in fraud if each.planted == kind]
        found.append(Figure(f"{kind}: planted", len(some), ""))
        found.append(Figure(f"{kind}: flagged", _flagged(some), "%"))
    for code in FLAGS:
        raised = [each for each in judged if code in each.codes]
        true = [each for each in raised if each.planted]
        found.append(Figure(f"{code}: raised", len(raised), ""))
        found.append(Figure(f"{code}: precision", 100 * len(true) / max(1, len(raised)), "%"))
    return found


def _split(judged: Iterable[Judged]) -> tuple[list[Judged], list[Judged]]:
    whole = list(judged)
    return [each for each in whole if each.planted], [each for each in whole if not each.planted]


def _share(some: Sequence[Judged]) -> float:
    return 100 * sum(each.is_first_fifth for each in some) / max(1, len(some))


def _flagged(some: Sequence[Judged]) -> float:
    return 100 * sum(each.band == "flagged" for each in some) / max(1, len(some))


def _ordinary(some: Sequence[Judged]) -> float:
    return 100 * sum(each.band == ORDINARY for each in some) / max(1, len(some))
