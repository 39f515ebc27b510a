"""Prepared figures of verifiers, for the pages that show them upward, and to everybody their own."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import contains_eager, joinedload

from app.clock import wall
from app.database import db
from app.models import Campaign, FullCheck, Person, RoleGrant, Unit, VerifierAward, VerifierFigure
from app.queries import scope
from app.queries.rights import Rights
from app.rulebook.appraised import Appraised
from app.rulebook.badges import LEVELS

UPWARD = ("officer", "council", "auditor")


@dataclass(slots=True)
class Row:
    """One verifier as the table shows them; of each badge the highest level."""

    person_id: int
    name: str
    unit_code: str
    unit_name: str
    unit_path: str
    counts: Appraised
    at: datetime
    levels: dict[str, str] = field(default_factory=dict)

    def hold(self, badge_code: str, level: str) -> None:
        self.levels[badge_code] = max(level, self.levels.get(badge_code, level), key=LEVELS.index)


def campaign_of(rights: Rights, code: str) -> Campaign | None:
    """The campaign with its unit, if the person watches over it or works somewhere within it."""
    found = db.session.scalar(
        select(Campaign).join(Campaign.unit).where(Campaign.code == code).options(contains_eager(Campaign.unit))
    )
    if found is None:
        return None
    within = any(path.startswith(found.unit.path) for path in rights.paths("verifier", "officer"))
    return found if within or watches(rights, found) or rights.covers(found.unit.path, "verifier") else None


def watches(rights: Rights, campaign: Campaign) -> bool:
    """Whether the person sees everybody's figures."""
    return rights.covers(campaign.unit.path, *UPWARD)


def rows(campaign: Campaign, only: int | None = None) -> list[Row]:
    """Everybody's figures, unit by unit, or one person's; one query."""
    asked: Any = (
        select(VerifierFigure, Person.full_name, Unit.code, Unit.name, VerifierAward.badge_code, VerifierAward.level)
        .join(Person, Person.id == VerifierFigure.person_id)
        .outerjoin(Unit, Unit.path == VerifierFigure.unit_path)
        .outerjoin(
            VerifierAward,
            (VerifierAward.campaign_id == VerifierFigure.campaign_id)
            & (VerifierAward.person_id == VerifierFigure.person_id),
        )
        .where(VerifierFigure.campaign_id == campaign.id)
        .order_by(Unit.code, Person.full_name, Person.id)
    )
    if only is not None:
        asked = asked.where(VerifierFigure.person_id == only)
    found: dict[int, Row] = {}
    for figure, name, code, unit, badge, level in db.session.execute(asked):
        row = found.setdefault(
            figure.person_id,
            Row(figure.person_id, name, code or "", unit or "", figure.unit_path, figure.counts, figure.at),
        )
        if badge:
            row.hold(badge, level)
    return list(found.values())


def full_checks(campaign: Campaign) -> list[FullCheck]:
    """Every time a unit was checked whole, those that still are first."""
    asked = select(FullCheck).where(FullCheck.campaign_id == campaign.id)
    whole = joinedload(FullCheck.unit), joinedload(FullCheck.by)
    found = db.session.scalars(asked.options(*whole).order_by(FullCheck.id.desc()))
    return sorted(found, key=lambda each: each.ended_at is not None)


def full_check_of(campaign: Campaign, unit: Unit) -> FullCheck | None:
    """The full check that runs over that unit now: its own, or of a unit above it."""
    running = select(FullCheck).join(Unit, Unit.id == FullCheck.unit_id).options(joinedload(FullCheck.by))
    above = [unit.path[: at + 1] for at, sign in enumerate(unit.path) if sign == "/"]
    asked = running.where(FullCheck.campaign_id == campaign.id, FullCheck.ended_at.is_(None), Unit.path.in_(above))
    return db.session.scalar(asked.limit(1))


def verifiers_of(unit: Unit) -> Sequence[int]:
    """Ids of the people who verify for that unit or below it now."""
    at = wall()
    held = or_(RoleGrant.ends_at.is_(None), RoleGrant.ends_at > at)
    asked = select(RoleGrant.person_id).distinct().join(Unit, Unit.id == RoleGrant.unit_id)
    return db.session.scalars(
        asked.where(RoleGrant.role == "verifier", RoleGrant.starts_at <= at, held, scope.within([unit.path]))
    ).all()


def held_by(person_id: int, campaign: Campaign) -> dict[str, str]:
    """By badge the highest level a verifier has earned in the campaign."""
    found: dict[str, str] = {}
    asked = select(VerifierAward.badge_code, VerifierAward.level).where(
        VerifierAward.person_id == person_id, VerifierAward.campaign_id == campaign.id
    )
    for code, level in db.session.execute(asked):
        found[code] = max(level, found.get(code, level), key=LEVELS.index)
    return found


def awarded(campaign: Campaign) -> set[tuple[int, str, str]]:
    """Person, badge and level of everything awarded in the campaign."""
    asked = select(VerifierAward.person_id, VerifierAward.badge_code, VerifierAward.level)
    return {
        (row[0], row[1], row[2]) for row in db.session.execute(asked.where(VerifierAward.campaign_id == campaign.id))
    }
