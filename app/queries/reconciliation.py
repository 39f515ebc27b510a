"""Whether board, ledger and export say the same: what each says team by team, and what was found when."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, or_, select

from app.database import db
from app.models import Campaign, Enrolment, Reconciliation, Snapshot, SnapshotRow, Standing, Team
from app.queries.campaigns import Stage
from app.queries.figures import Sums, campaign_sums, ledger_sums
from app.queries.horizon import Horizon, horizon
from app.queries.past_board import last_posted

EVERY = 300  # seconds between two looks: adding up a large ledger takes some


class Line(NamedTuple):
    """What one source says of one team."""

    points: int
    verified_quantity: int
    scored_quantity: int
    last_entry_seq: int


Lines = Mapping[str, Line]
"""By team code."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A state of the board to be looked at: the present one, or the copy that was frozen or announced."""

    reason: str
    seq: int
    snapshot: Snapshot | None = None
    until: datetime | None = None


def due(where: Stage) -> list[Moment]:
    """What has not been looked at yet: the frozen board, the announced one, and the present while points can move."""
    found = []
    if "board_freeze" in where.kinds and not where.announcement:
        held = horizon(where, full=False)
        found.append(Moment("board_freeze", held.seq or 0, held.snapshot, held.held_at))
    if where.announcement:
        told = horizon(where, full=False)
        found.append(Moment("announce", told.seq or 0, told.snapshot))
    if not where.is_final:
        found.append(Moment("ledger", last_posted(where.campaign)))
    done = select(Reconciliation.reason, Reconciliation.seq).where(Reconciliation.campaign_id == where.campaign.id)
    known = {(row[0], row[1]) for row in db.session.execute(done)}
    return [each for each in found if each.seq and (each.reason, each.seq) not in known]


def on_board(campaign: Campaign, moment: Moment) -> Lines:
    """What the board shows of its teams."""
    table: Any = Standing if moment.snapshot is None else SnapshotRow
    columns = (table.points, table.verified_quantity, table.scored_quantity, table.last_entry_seq)
    wanted = _ranked(campaign, *columns).join(table, table.enrolment_id == Enrolment.id)
    if moment.snapshot is None:
        wanted = wanted.where(Enrolment.ranked.is_(True))
    else:
        wanted = wanted.where(SnapshotRow.snapshot_id == moment.snapshot.id)
    return {row[0]: Line(*row[2:]) for row in db.session.execute(wanted)}


def in_ledger(campaign: Campaign, moment: Moment, teams: Iterable[str]) -> Lines:
    """What the entries up to the moment add up to, for these teams."""
    ids = {row[0]: row[1] for row in db.session.execute(_ranked(campaign))}
    wanted = {code: ids[code] for code in teams}
    if moment.snapshot is None:
        sums = campaign_sums(campaign.id)
    else:
        sums = ledger_sums(campaign.id, list(wanted.values()), moment.seq)
    return {code: _line(sums.get(enrolment_id, Sums())) for code, enrolment_id in wanted.items()}


def newest_seen(seen: Horizon, most: int = 1) -> Sequence[Reconciliation]:
    """The newest comparisons this reader may know of.

    Behind a frozen board those that were made before it, and the one of the frozen board itself: whether the ledger
    was looked at since then depends on what was decided since then.
    """
    wanted = select(Reconciliation).where(Reconciliation.campaign_id == seen.stage.campaign.id)
    if seen.seq is not None:
        wanted = wanted.where(Reconciliation.seq <= seen.seq)
        if not seen.stage.announcement:
            wanted = wanted.where(or_(Reconciliation.at < seen.held_at, Reconciliation.reason == "board_freeze"))
    return db.session.scalars(wanted.order_by(Reconciliation.id.desc()).limit(most)).all()


def _ranked(campaign: Campaign, *columns: Any) -> Select[*tuple[Any, ...]]:
    return (
        select(Team.code, Enrolment.id, *columns)
        .join(Team, Team.id == Enrolment.team_id)
        .where(Enrolment.campaign_id == campaign.id)
    )


def _line(sums: Sums) -> Line:
    return Line(sums.points, sums.verified_quantity, sums.scored_quantity, sums.last_entry_seq)
