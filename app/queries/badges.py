"""Badges that teams hold."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.database import db
from app.models import BadgeAward, Enrolment, Team
from app.rulebook.badges import LEVELS


def latest_of(enrolment: Enrolment, limit: int = 3) -> list[BadgeAward]:
    """The newest awards of a team."""
    return list(
        db.session.scalars(
            select(BadgeAward)
            .where(BadgeAward.enrolment_id == enrolment.id, BadgeAward.revoked_seq.is_(None))
            .order_by(BadgeAward.id.desc())
            .limit(limit)
        )
    )


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


def _height(award: BadgeAward) -> int:
    return LEVELS.index(award.level)
