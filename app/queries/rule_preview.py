"""What a change of the rules would do to points and ranks, on the data so far."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from app.database import db
from app.models import Campaign, Cluster, Enrolment, Report, ReportLine, Standing, Team, Unit
from app.queries.board import tie_facts
from app.rulebook.ranking import Row, rank

Days = Mapping[date, int]
"""By day touched, the points it would gain or lose."""


@dataclass(frozen=True, slots=True)
class TeamEffect:
    """One team before and after; its ranks are within its cluster, None for a team outside the ranking."""

    code: str
    name: str
    unit_name: str
    cluster_name: str
    points: tuple[int, int]
    ranks: tuple[int, int] | None
    days: tuple[tuple[date, int], ...]

    @property
    def change(self) -> int:
        return self.points[1] - self.points[0]

    @property
    def climbs(self) -> int:
        """Places gained, negative for places lost."""
        return self.ranks[0] - self.ranks[1] if self.ranks else 0


@dataclass(frozen=True, slots=True)
class Effect:
    """The teams whose points, days or rank a change touches, most points first; `entries` would be posted."""

    teams: tuple[TeamEffect, ...]
    entries: int

    @property
    def with_new_points(self) -> int:
        return sum(each.change != 0 for each in self.teams)

    @property
    def with_new_rank(self) -> int:
        return sum(each.climbs != 0 for each in self.teams)

    @property
    def days(self) -> list[date]:
        """Every day touched, in order."""
        return sorted({day for each in self.teams for day, _ in each.days})


def effect(
    campaign: Campaign,
    touched: Mapping[int, Days],
    entries: int,
    tie_breaks: tuple[tuple[str, ...], tuple[str, ...]],
) -> Effect:
    """What would change, by enrolment id the days touched; `tie_breaks` are those before and after. One query."""
    rows = _rows(campaign)
    moved = {each.id: sum(touched.get(each.id, {}).values()) for each in rows}
    before = _ranks(rows, dict.fromkeys(moved, 0), tie_breaks[0])
    after = _ranks(rows, moved, tie_breaks[1])
    teams = [
        TeamEffect(
            code=each.team_code,
            name=each.team_name,
            unit_name=each.unit_name,
            cluster_name=each.cluster_name,
            points=(each.points, each.points + moved[each.id]),
            ranks=(before[each.id], after[each.id]) if each.ranked else None,
            days=tuple(sorted(touched.get(each.id, {}).items())),
        )
        for each in rows
    ]
    seen = [each for each in teams if each.days or each.climbs]
    return Effect(tuple(sorted(seen, key=lambda each: (-abs(each.change), -abs(each.climbs), each.code))), entries)


def activities_used(campaign: Campaign) -> frozenset[str]:
    """The activity types that reports of the campaign name: no later version may forget them."""
    return frozenset(
        db.session.scalars(
            select(ReportLine.activity_code)
            .distinct()
            .join(Report, Report.id == ReportLine.report_id)
            .join(Enrolment, Enrolment.id == Report.enrolment_id)
            .where(Enrolment.campaign_id == campaign.id)
        )
    )


def _ranks(rows: Sequence[Any], moved: Mapping[int, int], tie_break: tuple[str, ...]) -> dict[Any, int]:
    clusters: defaultdict[int, list[Row]] = defaultdict(list)
    for each in rows:
        if each.ranked:
            clusters[each.cluster_id].append(
                Row(each.id, each.team_code, each.points + moved[each.id], tie_facts(each))
            )
    return _by_enrolment(clusters.values(), tie_break)


def _by_enrolment(clusters: Iterable[Collection[Row]], tie_break: tuple[str, ...]) -> dict[Any, int]:
    return {each.row.key: each.rank for cluster in clusters for each in rank(cluster, tie_break)}


def _rows(campaign: Campaign) -> Sequence[Any]:
    return db.session.execute(
        select(
            Enrolment.id,
            Enrolment.ranked,
            Enrolment.cluster_id,
            Team.code.label("team_code"),
            Team.name.label("team_name"),
            Unit.name.label("unit_name"),
            Cluster.name.label("cluster_name"),
            Standing.points,
            Standing.sundays_deployed,
            Standing.dossiers,
            Standing.reports_first_time,
            Standing.reports_decided,
            Standing.penalty_points,
            Standing.hamlets,
        )
        .join(Team, Team.id == Enrolment.team_id)
        .join(Unit, Unit.id == Team.unit_id)
        .join(Cluster, Cluster.id == Enrolment.cluster_id)
        .join(Standing, Standing.enrolment_id == Enrolment.id)
        .where(Enrolment.campaign_id == campaign.id)
    ).all()
