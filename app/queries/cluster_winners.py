"""Who won each cluster under one version of the results, under the names that were decided on."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby, takewhile

from sqlalchemy import select

from app.database import db
from app.models import Award, Result, SnapshotRow
from app.queries.results import awards_of


@dataclass(frozen=True, slots=True)
class Winner:
    """One team on the first place of its cluster; several may share it."""

    name: str
    unit: str
    points: int


@dataclass(frozen=True, slots=True)
class ClusterWinners:
    """The best of one cluster: those of its highest rank that got a prize; without winners nobody did."""

    code: str
    name: str
    prize_code: str = ""
    rank: int = 0
    winners: tuple[Winner, ...] = ()


def cluster_winners(result: Result) -> list[ClusterWinners]:
    """The clusters with prizes in their order. A team or cluster that was renamed since keeps its decided name."""
    awards = awards_of(result)
    best = [_best(list(given)) for _, given in groupby(awards, key=lambda each: each.enrolment.cluster_id)]
    points = _points(result, [each.enrolment_id for given in best for each in given])
    names = _names(result)
    return [_cluster(given, points, names) for given in best]


def _best(given: list[Award]) -> list[Award]:
    return list(takewhile(lambda each: each.rank == given[0].rank, given))


def _cluster(given: list[Award], points: Mapping[int, int], names: Mapping[str, str]) -> ClusterWinners:
    cluster = given[0].enrolment.cluster
    winners = tuple(
        Winner(
            names.get(f"team {each.enrolment.team.code}", each.enrolment.team.name),
            each.enrolment.team.unit.name,
            points[each.enrolment_id],
        )
        for each in given
    )
    name = names.get(f"cluster {cluster.code}", cluster.name)
    return ClusterWinners(cluster.code, name, given[0].prize_code, given[0].rank, winners)


def _points(result: Result, enrolment_ids: list[int]) -> dict[int, int]:
    kept = select(SnapshotRow.enrolment_id, SnapshotRow.points).where(
        SnapshotRow.snapshot_id == result.snapshot_id, SnapshotRow.enrolment_id.in_(enrolment_ids)
    )
    return {row[0]: row[1] for row in db.session.execute(kept)}


def _names(result: Result) -> dict[str, str]:
    """What the facts of the version call teams and clusters; nothing for those older than facts."""
    facts = json.loads(result.facts or '{"clusters": [], "teams": []}')
    found = {f"team {each['team_code']}": each["team_name"] for each in facts["teams"]}
    return found | {f"cluster {each['code']}": each["name"] for each in facts["clusters"]}
