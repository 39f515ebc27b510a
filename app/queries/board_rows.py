"""What a board needs of each team, as plain values: nothing here holds a row of the database."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Select, select

from app.database import db
from app.models import Cluster, Enrolment, SnapshotRow, Standing, Team, Unit
from app.queries.board import tie_facts
from app.queries.figures import figures
from app.queries.horizon import Horizon
from app.rulebook.ranking import TieFacts

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


OWN_FIGURES = ("points", "ties", "last_sunday", "last_sunday_points")


@dataclass(frozen=True, slots=True)
class TeamRow:
    """One ranked team with what a board needs of it; `code` and `words` are what every row of a board has."""

    enrolment_id: int
    team_id: int
    team_code: str
    team_name: str
    unit_name: str
    unit_path: str
    cluster_code: str
    size: int
    points: int
    ties: TieFacts
    last_sunday: date | None
    last_sunday_points: int

    @property
    def code(self) -> str:
        return self.team_code

    @property
    def words(self) -> str:
        """What a reader may type to find it."""
        return f"{self.team_name} {self.unit_name}"

    def is_named_as(self, other: "TeamRow") -> bool:
        """Whether the two differ in nothing but their figures."""
        return self == replace(other, **{name: getattr(self, name) for name in OWN_FIGURES})


def team_rows(horizon: Horizon, of: Collection[int] | None = None) -> list[TeamRow]:
    """All ranked teams as far as this reader sees, in no order; one query unless a freeze awaits its snapshot.

    `of` asks for the teams of these enrolments alone, now.
    """
    if horizon.seq is not None and horizon.snapshot is None:
        kept = figures(horizon.stage.campaign, as_of=horizon.seq, until=horizon.held_at)
        return [_row(each, SimpleNamespace(**kept[each.enrolment_id])) for each in db.session.execute(_names(horizon))]
    table: Any = Standing if horizon.snapshot is None else SnapshotRow
    query = (
        _names(horizon)
        .join(table, table.enrolment_id == Enrolment.id)
        .add_columns(*(getattr(table, name) for name in FIGURES))
    )
    if of is not None:
        query = query.where(Enrolment.id.in_(of))
    if horizon.snapshot is not None:
        query = query.where(SnapshotRow.snapshot_id == horizon.snapshot.id)
    return [_row(each, each) for each in db.session.execute(query)]


def _names(horizon: Horizon) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Enrolment.id.label("enrolment_id"),
            Team.id.label("team_id"),
            Team.code.label("team_code"),
            Team.name.label("team_name"),
            Unit.name.label("unit_name"),
            Unit.path.label("unit_path"),
            Enrolment.size,
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
        unit_path=names.unit_path,
        cluster_code=names.cluster_code,
        size=names.size,
        points=kept.points,
        ties=tie_facts(kept),
        last_sunday=kept.last_sunday,
        last_sunday_points=kept.last_sunday_points,
    )
