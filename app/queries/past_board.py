"""A board as it stood at an earlier ledger sequence, computed anew from entries and decisions."""

from datetime import datetime
from types import SimpleNamespace
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import joinedload

from app.database import db
from app.models import Campaign, Decision, Enrolment, LedgerEntry, LedgerHead, Report, Team
from app.models.campaigns import Contest
from app.queries.campaigns import Stage
from app.queries.figures import figures
from app.rulebook.phases import freezes_at
from app.statements import Statement

LAST = Statement(select(LedgerHead.seq).where(LedgerHead.campaign_id == bindparam("campaign")))


def rows_as_of(campaign: Campaign, seq: int, until: datetime | None = None) -> list[Any]:
    """All ranked teams with the figures' columns, for `board.ranked`."""
    enrolments = db.session.scalars(
        select(Enrolment)
        .where(Enrolment.campaign_id == campaign.id, Enrolment.ranked.is_(True))
        .options(joinedload(Enrolment.team).joinedload(Team.unit), joinedload(Enrolment.cluster))
    )
    kept = figures(campaign, as_of=seq, until=until)
    return [SimpleNamespace(enrolment=each, enrolment_id=each.id, **kept[each.id]) for each in enrolments]


def last_before(campaign: Campaign, instant: datetime) -> int:
    """The last sequence posted before an instant: the entries' own times decide, not when somebody asks."""
    found = db.session.scalar(
        select(func.max(LedgerEntry.seq)).where(LedgerEntry.campaign_id == campaign.id, LedgerEntry.posted_at < instant)
    )
    return found or 0


def is_past(campaign: Campaign, seq: int, until: datetime | None) -> bool:
    """Whether something has happened since: an entry after `seq`, or a decision from `until` on that posted none."""
    if seq != last_posted(campaign) or until is None:
        return seq != last_posted(campaign)
    later = select(Decision.id).join(Report, Report.id == Decision.report_id).join(Enrolment)
    later = later.where(Enrolment.campaign_id == campaign.id, Decision.decided_at >= until).limit(1)
    return db.session.scalar(later) is not None


def last_posted(campaign: Campaign | Contest) -> int:
    """The last sequence of all; 0 before the first entry."""
    return next((row[0] for row in LAST.rows({"campaign": campaign.id})), 0)


def last_before_freeze(stage: Stage) -> int:
    """The last sequence the public may see once the calendar has frozen the board."""
    return last_before(stage.campaign, freezes_at(stage.calendar))
