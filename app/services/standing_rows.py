"""Standings as rows: sums move with the ledger's entries, the other columns follow from decisions and badges.

Where both are known they are written by one statement; nobody holds a Standing object across a settlement.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import bindparam, update

from app.database import Base
from app.queries.figures import NO_SUNDAY, fact_figures
from app.rulebook.facts import TeamFacts
from app.statements import Order, Statement

Following = Mapping[str, int | date | None]
"""The columns that follow from decisions and badges."""

STANDINGS = Base.metadata.tables["standings"]
FOLLOWING: dict[str, Any] = {name: bindparam(name) for name in (*fact_figures(TeamFacts()), *NO_SUNDAY, "badges")}
MOVED = {
    "points": STANDINGS.c.points + bindparam("more_points"),
    "verified_quantity": STANDINGS.c.verified_quantity + bindparam("more_verified"),
    "scored_quantity": STANDINGS.c.scored_quantity + bindparam("more_scored"),
    "penalty_points": STANDINGS.c.penalty_points + bindparam("more_penalties"),
    "last_entry_seq": bindparam("last"),
}
ONE = update(STANDINGS).where(STANDINGS.c.enrolment_id == bindparam("enrolment"))
MOVE, REFRESH, MOVE_AND_REFRESH = (Statement(ONE.values(each)) for each in (MOVED, FOLLOWING, MOVED | FOLLOWING))


def refresh(following: Mapping[int, Following]) -> None:
    """Bring these columns up to date, by enrolment id."""
    if following:
        REFRESH.run(*({"enrolment": each, **found} for each, found in following.items()))


def moving(moved: Sequence[dict[str, Any]], following: Mapping[int, Following]) -> Order:
    """What adds to the sums, a row of MOVE's values for each enrolment; with it what follows, if known."""
    if following:
        return MOVE_AND_REFRESH, [{**each, **following[each["enrolment"]]} for each in moved]
    return MOVE, moved
