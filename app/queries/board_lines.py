"""The lines of a board as plain values: nothing here holds a row of the database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from types import SimpleNamespace
from typing import Any

from sqlalchemy import select

from app.database import db
from app.models import Cluster, Enrolment, SnapshotRow, Standing, Team, Unit
from app.queries.board import tie_facts
from app.queries.figures import figures
from app.queries.horizon import Horizon
from app.rulebook.ranking import Row, TieFacts, rank, why_tied

FIGURES = (
    "points",
    "sundays_deployed",
    "dossiers",
    "reports_first_time",
    "reports_decided",
    "penalty_points",
    "hamlets",
    "last_sunday",
    "last_sunday_points",
)


@dataclass(frozen=True, slots=True)
class TeamRow:
    """One ranked team with what a board needs of it."""

    enrolment_id: int
    team_id: int
    team_code: str
    team_name: str
    unit_name: str
    cluster_code: str
    points: int
    ties: TieFacts
    last_sunday: date | None
    last_sunday_points: int


@dataclass(frozen=True, slots=True)
class BoardLine:
    """A team's place. `tie` is '' or why it stands below the equal line above: a tie-break's name, or 'shared'.

    `bracket` says where in a run of equal points it stands: '', 'first', 'middle' or 'last'.
    """

    row: TeamRow
    rank: int
    before: int | None
    tie: str
    bracket: str

    @property
    def moved(self) -> int | None:
        """Places gained since `before`; None for a team that was not on the board then."""
        return None if self.before is None else self.before - self.rank


def team_rows(horizon: Horizon) -> list[TeamRow]:
    """All ranked teams as far as this reader sees, in no order; one query unless a freeze awaits its snapshot."""
    if horizon.seq is not None and horizon.snapshot is None:
        kept = figures(horizon.stage.campaign, as_of=horizon.seq)
        return [_row(each, SimpleNamespace(**kept[each.enrolment_id])) for each in db.session.execute(_names(horizon))]
    table: Any = Standing if horizon.snapshot is None else SnapshotRow
    query = (
        _names(horizon)
        .join(table, table.enrolment_id == Enrolment.id)
        .add_columns(*(getattr(table, name) for name in FIGURES))
    )
    if horizon.snapshot is not None:
        query = query.where(SnapshotRow.snapshot_id == horizon.snapshot.id)
    return [_row(each, each) for each in db.session.execute(query)]


def board_lines(
    rows: Iterable[TeamRow], tie_break: tuple[str, ...], before: Mapping[int, int]
) -> tuple[BoardLine, ...]:
    """The rows in rank order; `before` holds earlier ranks by enrolment."""
    ranked = rank((Row(each, each.team_code, each.points, each.ties) for each in rows), tie_break)
    lines: list[BoardLine] = []
    for _, run in groupby(ranked, key=lambda each: each.row.points):
        tied = list(run)
        for place, each in enumerate(tied):
            team = each.row.key
            assert isinstance(team, TeamRow)
            lines.append(
                BoardLine(
                    row=team,
                    rank=each.rank,
                    before=before.get(team.enrolment_id),
                    tie=_tie([one.row for one in tied], place, tie_break),
                    bracket=_bracket(team.points, place, len(tied)),
                )
            )
    return tuple(lines)


def _names(horizon: Horizon):  # type: ignore[no-untyped-def]
    return (
        select(
            Enrolment.id.label("enrolment_id"),
            Team.id.label("team_id"),
            Team.code.label("team_code"),
            Team.name.label("team_name"),
            Unit.name.label("unit_name"),
            Cluster.code.label("cluster_code"),
        )
        .join(Team, Team.id == Enrolment.team_id)
        .join(Unit, Unit.id == Team.unit_id)
        .join(Cluster, Cluster.id == Enrolment.cluster_id)
        .where(Enrolment.campaign_id == horizon.stage.campaign.id, Enrolment.ranked.is_(True))
    )


def _row(names: Any, kept: Any) -> TeamRow:
    return TeamRow(
        enrolment_id=names.enrolment_id,
        team_id=names.team_id,
        team_code=names.team_code,
        team_name=names.team_name,
        unit_name=names.unit_name,
        cluster_code=names.cluster_code,
        points=kept.points,
        ties=tie_facts(kept),
        last_sunday=kept.last_sunday,
        last_sunday_points=kept.last_sunday_points,
    )


def _tie(tied: Sequence[Row], place: int, tie_break: tuple[str, ...]) -> str:
    """Nobody needs to be told why teams without points are level."""
    if not place or not tied[place].points:
        return ""
    return why_tied(tied[place - 1], tied[place], tie_break) or "shared"


def _bracket(points: int, place: int, size: int) -> str:
    if size == 1 or not points:
        return ""
    return "first" if not place else "last" if place == size - 1 else "middle"
