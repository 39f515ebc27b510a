"""Badges a team holds, and how far it is from the next level."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from app.database import db
from app.models import BadgeAward, Enrolment, Team
from app.rulebook.badges import LEVELS, Progress, progress
from app.rulebook.facts import TeamFacts
from app.rulebook.rules import Badge, RuleSet


@dataclass(frozen=True, slots=True)
class Held:
    """One badge of a team: its highest level, and the way to the next."""

    badge: Badge
    award: BadgeAward | None
    progress: Progress


def latest_of(enrolment: Enrolment, limit: int = 3) -> list[BadgeAward]:
    """The newest awards of a team."""
    return list(
        db.session.scalars(
            _recorded(None).where(BadgeAward.enrolment_id == enrolment.id).order_by(BadgeAward.id.desc()).limit(limit)
        )
    )


def shelf(enrolment: Enrolment, rules: RuleSet, facts: TeamFacts, as_of: int | None = None) -> list[Held]:
    """Every active badge, those held first."""
    best = highest(of_enrolments([enrolment.id], as_of)).get(enrolment.id, {})
    held = [Held(badge, best.get(badge.code), progress(badge, facts)) for badge in rules.badges if badge.active]
    return sorted(held, key=lambda each: (each.award is None, -_height(each.award)))


def of_enrolments(enrolment_ids: Collection[int], as_of: int | None = None) -> list[BadgeAward]:
    """Awards of these enrolments, now or as of a ledger sequence."""
    query = _recorded(as_of).where(BadgeAward.enrolment_id.in_(enrolment_ids)).order_by(BadgeAward.id)
    return list(db.session.scalars(query))


def highest(awards: list[BadgeAward]) -> dict[int, dict[str, BadgeAward]]:
    """Per enrolment and badge the award of the highest level."""
    best: dict[int, dict[str, BadgeAward]] = {}
    for each in sorted(awards, key=_height):
        best.setdefault(each.enrolment_id, {})[each.badge_code] = each
    return best


def find(uuid: str) -> BadgeAward | None:
    """One award by its public id, taken back or not."""
    return db.session.scalar(
        select(BadgeAward)
        .where(BadgeAward.uuid == uuid)
        .options(
            joinedload(BadgeAward.enrolment).joinedload(Enrolment.team).joinedload(Team.unit),
            joinedload(BadgeAward.enrolment).joinedload(Enrolment.campaign),
        )
    )


def _recorded(as_of: int | None) -> Select[BadgeAward]:
    if as_of is None:
        return select(BadgeAward).where(BadgeAward.revoked_seq.is_(None))
    return select(BadgeAward).where(
        BadgeAward.seq <= as_of, BadgeAward.revoked_seq.is_(None) | (BadgeAward.revoked_seq > as_of)
    )


def _height(award: BadgeAward | None) -> int:
    return LEVELS.index(award.level) if award else -1
