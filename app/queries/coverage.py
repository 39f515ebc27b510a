"""Unit by unit for the officer: who has not begun, what waits for a decision, and who lets it wait too long."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case, func, select

from app.clock import wall
from app.database import db
from app.models import Decision, Enrolment, Report, RoleGrant, Team, Unit
from app.queries.campaigns import Stage
from app.queries.waits import SINCE
from app.rulebook.clocks import limits

SENT = ("submitted", "returned", "decided")


@dataclass(frozen=True, slots=True)
class Covered:
    """One unit: `begun` of its teams have sent a report; `overdue` of the `waiting` reports wait too long."""

    code: str
    name: str
    path: str
    teams: int
    begun: int
    waiting: int
    overdue: int
    oldest: datetime | None
    verifiers: int

    @property
    def not_begun(self) -> int:
        return self.teams - self.begun

    @property
    def is_silent(self) -> bool:
        """Nobody there decides in time."""
        return self.overdue > 0


def covered(where: Stage) -> list[Covered]:
    """The longest waiting first, then the units with most teams that have not begun; three queries."""
    sent, verifiers = _sent(where), _verifiers()
    found = [
        Covered(code, name, path, teams, *sent.get(unit_id, (0, 0, 0, None)), _above(path, verifiers))
        for unit_id, code, name, path, teams in _units(where)
    ]
    return sorted(found, key=lambda each: (-each.overdue, -each.not_begun, -each.waiting, each.name, each.code))


def _units(where: Stage) -> Iterable[Any]:
    return db.session.execute(
        select(Unit.id, Unit.code, Unit.name, Unit.path, func.count())
        .join(Team, Team.unit_id == Unit.id)
        .join(Enrolment, Enrolment.team_id == Team.id)
        .where(Enrolment.campaign_id == where.campaign.id)
        .group_by(Unit.id)
    )


def _sent(where: Stage) -> dict[int, tuple[int, int, int, datetime | None]]:
    """By unit the teams that have sent something, and what waits; what an organiser wrote down is no report.

    What waits too long is what the backlog says (queries/waits.py).
    """
    waits, bounds = Report.state == "submitted", limits(where.calendar.deadlines, where.now)
    rows = db.session.execute(
        select(
            Team.unit_id,
            func.count(Report.enrolment_id.distinct()),
            func.sum(case((waits, 1), else_=0)),
            func.sum(case((waits & (bounds.verifier > SINCE), 1), else_=0)),
            func.min(case((waits, SINCE))),
        )
        .join(Enrolment, Enrolment.id == Report.enrolment_id)
        .join(Team, Team.id == Enrolment.team_id)
        .outerjoin(Decision, Decision.id == Report.decision_id)
        .where(Enrolment.campaign_id == where.campaign.id, Report.state.in_(SENT), Report.origin != "organiser")
        .group_by(Team.unit_id)
    )
    return {row[0]: (row[1], int(row[2]), int(row[3]), row[4]) for row in rows}


def _verifiers() -> Counter[str]:
    """How many people verify, by the path of the unit they do it for."""
    now = wall()
    rows = db.session.execute(
        select(Unit.path, func.count(RoleGrant.person_id.distinct()))
        .join(RoleGrant, RoleGrant.unit_id == Unit.id)
        .where(
            RoleGrant.role == "verifier",
            RoleGrant.starts_at <= now,
            RoleGrant.ends_at.is_(None) | (RoleGrant.ends_at > now),
        )
        .group_by(Unit.path)
    )
    return Counter({row[0]: row[1] for row in rows})


def _above(path: str, verifiers: Counter[str]) -> int:
    """Verifiers of the unit itself and of those above it."""
    parts = path.split("/")[:-1]
    return sum(verifiers["/".join(parts[:count]) + "/"] for count in range(1, len(parts) + 1))
