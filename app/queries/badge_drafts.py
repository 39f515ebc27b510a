"""Badges somebody works on, and the names of the teams they would move."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.database import db
from app.models import BadgeDraft, Campaign, Enrolment, Team


def drafts_of(campaign: Campaign) -> dict[str, BadgeDraft]:
    """Every draft by the badge's code."""
    mine = select(BadgeDraft).where(BadgeDraft.campaign_id == campaign.id).options(joinedload(BadgeDraft.made_by))
    return {each.badge_code: each for each in db.session.scalars(mine.order_by(BadgeDraft.badge_code))}


def draft_of(campaign: Campaign, code: str) -> BadgeDraft | None:
    """The draft of that badge, if somebody works on one."""
    mine = select(BadgeDraft).where(BadgeDraft.campaign_id == campaign.id, BadgeDraft.badge_code == code)
    return db.session.scalar(mine)


def names_of(enrolment_ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Name and code of each team."""
    rows = db.session.execute(
        select(Enrolment.id, Team.name, Team.code).join(Team).where(Enrolment.id.in_(enrolment_ids))
    )
    return {row[0]: (row[1], row[2]) for row in rows}
