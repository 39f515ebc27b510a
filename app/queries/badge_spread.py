"""How badges spread: which clusters hold them, which nobody ever earns, which everybody has."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from app.database import db
from app.models import BadgeAward, Cluster, Enrolment
from app.queries.campaigns import Stage, clusters
from app.rulebook.rules import Badge


@dataclass(frozen=True, slots=True)
class Cell:
    """How many of a cluster's teams hold a badge at any level."""

    holders: int
    teams: int

    @property
    def percent(self) -> int:
        return 100 * self.holders // self.teams if self.teams else 0


@dataclass(frozen=True, slots=True)
class Row:
    """One badge: its holders over all and by cluster, and teams by the highest level they hold."""

    badge: Badge
    whole: Cell
    cells: tuple[Cell, ...]
    levels: Mapping[str, int]

    @property
    def widest(self) -> int:
        """The distance in percentage points between the cluster that has it most and the one that has it least."""
        shares = [each.percent for each in self.cells if each.teams]
        return max(shares) - min(shares) if shares else 0


@dataclass(frozen=True, slots=True)
class Spread:
    """All active badges over all clusters, and how many levels a team of each cluster holds on average (tenths)."""

    clusters: tuple[Cluster, ...]
    rows: tuple[Row, ...]
    averages: tuple[int, ...]

    @property
    def never(self) -> list[Row]:
        return [each for each in self.rows if not each.whole.holders]

    @property
    def everybody(self) -> list[Row]:
        return [each for each in self.rows if each.whole.teams and each.whole.holders == each.whole.teams]


def spread(where: Stage) -> Spread:
    """The whole report; four queries whatever the number of teams."""
    found = tuple(clusters(where.campaign))
    teams = _teams(where)
    held, levels = _held(where)
    whole = sum(teams.values())
    rows = tuple(
        Row(
            badge,
            Cell(sum(held[badge.code].values()), whole),
            tuple(Cell(held[badge.code].get(each.id, 0), teams.get(each.id, 0)) for each in found),
            {each.level: sum(levels[badge.code, each.level].values()) for each in badge.levels},
        )
        for badge in where.rules.team_badges
        if badge.active
    )
    return Spread(found, rows, tuple(_average(levels, each.id, teams.get(each.id, 0)) for each in found))


Counts = defaultdict[str, dict[int, int]]
Levels = defaultdict[tuple[str, str], dict[int, int]]


def _teams(where: Stage) -> dict[int, int]:
    rows = db.session.execute(
        select(Enrolment.cluster_id, func.count())
        .where(Enrolment.campaign_id == where.campaign.id)
        .group_by(Enrolment.cluster_id)
    )
    return {row[0]: int(row[1]) for row in rows}


def _held(where: Stage) -> tuple[Counts, Levels]:
    """By badge and cluster the teams that hold any level; the same by level."""
    by = (BadgeAward.badge_code, Enrolment.cluster_id)
    live = (
        select(*by, func.count(BadgeAward.enrolment_id.distinct()))
        .join(Enrolment, Enrolment.id == BadgeAward.enrolment_id)
        .where(Enrolment.campaign_id == where.campaign.id, BadgeAward.revoked_seq.is_(None))
        .group_by(*by)
    )
    held: Counts = defaultdict(dict)
    for code, cluster_id, count in db.session.execute(live):
        held[code][cluster_id] = int(count)
    levels: Levels = defaultdict(dict)
    for code, cluster_id, count, level in db.session.execute(
        live.add_columns(BadgeAward.level).group_by(BadgeAward.level)
    ):
        levels[code, level][cluster_id] = int(count)
    return held, levels


def _average(levels: Levels, cluster_id: int, teams: int) -> int:
    """Levels by team in tenths."""
    return 10 * sum(each.get(cluster_id, 0) for each in levels.values()) // teams if teams else 0
