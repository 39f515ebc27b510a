"""Team counts move with every decision: what no longer counts is taken away, what counts now is added."""

from collections.abc import Collection, Iterable, Mapping

from app.database import Base
from app.queries.team_facts import counted_now
from app.rulebook.counting import Counts
from app.rulebook.deeds import Counted
from app.statements import upsert

TEAM_COUNTS = Base.metadata.tables["team_counts"]


KEEP = upsert(TEAM_COUNTS, ["enrolment_id"], lambda row: {"counts": row.counts})


def foreseen(enrolment_id: int, counts: Counts, coming: Iterable[Counted], decided: Collection[int]) -> Counts:
    """The enrolment's counts once these reports say what is coming; `decided` (ids) counted before."""
    if decided:
        counts.take_away(counted_now(decided)[enrolment_id])
    for each in coming:
        counts.add(each)
    return counts


def keep(counts: Mapping[int, Counts]) -> None:
    """Store them by enrolment; whoever settles a team holds its row."""
    KEEP.run(*({"enrolment_id": each, "counts": found.kept()} for each, found in counts.items()))
