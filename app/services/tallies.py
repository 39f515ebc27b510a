"""Totals per activity type, moved with the entries: what headlines print without a sum over the ledger."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import insert, update

from app.database import Base, db

TALLIES = Base.metadata.tables["tallies"]


def move(campaign_id: int, moved: Iterable[tuple[str | None, int, int]]) -> None:
    """Add (activity code, verified, scored) differences; the chain's head is held, so nobody else moves them now."""
    sums: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for code, verified, scored in moved:
        if code:
            sums[code][0] += verified
            sums[code][1] += scored
    for code, (verified, scored) in sorted(sums.items()):
        _add(campaign_id, code, verified, scored)


def _add(campaign_id: int, code: str, verified: int, scored: int) -> None:
    connection = db.session.connection()
    known = connection.execute(
        update(TALLIES)
        .where(TALLIES.c.campaign_id == campaign_id, TALLIES.c.activity_code == code)
        .values(
            verified_quantity=TALLIES.c.verified_quantity + verified,
            scored_quantity=TALLIES.c.scored_quantity + scored,
        )
    )
    if not known.rowcount:
        row = {"campaign_id": campaign_id, "activity_code": code}
        connection.execute(insert(TALLIES).values(**row, verified_quantity=verified, scored_quantity=scored))
