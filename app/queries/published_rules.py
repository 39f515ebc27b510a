"""The versions of a campaign's rules as their list shows them."""

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import case, select

from app.database import db
from app.models import AuditEvent, Campaign, Person, RuleVersion

PUBLISHED = ("rules.published", "campaign.loaded")


class Published(NamedTuple):
    """One version as its list shows it; `made_by` is empty for a command.

    `entries` and `teams` count what it moved, None where nobody counted.
    """

    number: int
    effective_from: date
    made_at: datetime
    made_by: str
    reason: str
    entries: int | None
    teams: int | None


def published(campaign: Campaign) -> list[Published]:
    """Every version, the newest first: from when, by whom, why, and what it moved."""
    moved = {
        detail["version"]: detail
        for detail in db.session.scalars(
            select(AuditEvent.detail).where(
                AuditEvent.subject == f"campaign:{campaign.code}", AuditEvent.kind.in_(PUBLISHED)
            )
        )
    }
    rows = db.session.execute(
        select(
            RuleVersion.number,
            RuleVersion.effective_from,
            RuleVersion.made_at,
            case((Person.is_system, ""), else_=Person.full_name),
            RuleVersion.reason,
        )
        .join(Person, Person.id == RuleVersion.made_by_id)
        .where(RuleVersion.campaign_id == campaign.id)
        .order_by(RuleVersion.number.desc())
    )
    return [Published(*row, *(moved.get(row[0], {}).get(name) for name in ("entries", "teams"))) for row in rows]
