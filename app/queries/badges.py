"""Badges that teams hold."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.database import db
from app.models import BadgeAward, Campaign, Enrolment, Team
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


def ever_awarded(campaign: Campaign) -> set[str]:
    """The codes of the badges that some team has earned, kept or not: these are locked."""
    mine = select(BadgeAward.badge_code).join(Enrolment).where(Enrolment.campaign_id == campaign.id).distinct()
    return set(db.session.scalars(mine))


def taken_back(enrolment: Enrolment, since: datetime) -> list[BadgeAward]:
    """What the team has lost since then, the latest first."""
    lost = BadgeAward.revoked_at >= since
    mine = select(BadgeAward).where(BadgeAward.enrolment_id == enrolment.id, BadgeAward.revoked_seq.is_not(None), lost)
    return list(db.session.scalars(mine.order_by(BadgeAward.revoked_at.desc(), BadgeAward.id.desc())))


def find(uuid: str) -> BadgeAward | None:
    """One award by its public id, taken back or not."""
    return db.session.scalar(
        select(BadgeAward)
        .where(BadgeAward.uuid == uuid)
        .options(
            joinedload(BadgeAward.enrolment).joinedload(Enrolment.team).joinedload(Team.unit),
            joinedload(BadgeAward.enrolment).joinedload(Enrolment.campaign).joinedload(Campaign.unit),
        )
    )


def _height(award: BadgeAward) -> int:
    return LEVELS.index(award.level)
