"""Team counts move with every decision: what no longer counts is taken away, what counts now is added."""

from collections.abc import Collection, Iterable, Mapping
from functools import cache

from sqlalchemy.dialects import postgresql, sqlite

from app.database import Base, db
from app.queries.team_facts import counted_now
from app.rulebook.counting import Counts
from app.rulebook.deeds import Counted
from app.statements import Statement

TEAM_COUNTS = Base.metadata.tables["team_counts"]


def foreseen(enrolment_id: int, counts: Counts, coming: Iterable[Counted], decided: Collection[int]) -> Counts:
    """The enrolment's counts once these reports say what is coming; `decided` (ids) counted before."""
    if decided:
        counts.take_away(counted_now(decided)[enrolment_id])
    for each in coming:
        counts.add(each)
    return counts


def keep(counts: Mapping[int, Counts]) -> None:
    """Store them by enrolment; whoever settles a team holds its row."""
    if counts:
        rows = [{"enrolment_id": each, "counts": found.kept()} for each, found in counts.items()]
        _keeping(db.session.connection().dialect.name).run(*rows)


@cache
def _keeping(dialect_name: str) -> Statement:
    """The statement, made once for each database."""
    statement = {"postgresql": postgresql, "sqlite": sqlite}[dialect_name].insert(TEAM_COUNTS)
    counted = {"counts": statement.excluded.counts}
    return Statement(statement.on_conflict_do_update(index_elements=["enrolment_id"], set_=counted))
