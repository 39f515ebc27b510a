"""What stands between a campaign and its results, each with how much of it there is."""

from dataclasses import dataclass

from sqlalchemy import exists, func, select

from app.database import db
from app.models import Campaign, Checkpoint, Enrolment, Evidence, Report
from app.queries import extra_rechecks, rechecks
from app.queries.campaigns import Stage
from app.queries.checkpoints import last_check
from app.queries.past_board import last_posted
from app.queries.waiting import count_undecided

PRIVACY = "privacy"


@dataclass(frozen=True, slots=True)
class Blocker:
    """`code` says what it is, `count` how many there are, `fault` what the verifier of the ledger found."""

    code: str
    count: int = 1
    fault: str = ""


def blockers(where: Stage) -> list[Blocker]:
    """Everything that must be out of the way before a result is final, in the order in which it is worked off."""
    campaign = where.campaign
    found = [
        Blocker("data_open", 0 if where.data_closed else 1),
        Blocker("reports_undecided", count_undecided(campaign)),
        Blocker("privacy_open", count_privacy_cases(campaign)),
        Blocker("rechecks_unanswered", rechecks.open_in(campaign) + extra_rechecks.open_in(campaign)),
        Blocker("rechecks_receiving", 1 if where.rechecks_open and where.data_closed else 0),
        _ledger(campaign),
        Blocker("checkpoint_missing", 0 if _witnessed(campaign) else 1),
    ]
    return [each for each in found if each.count]


def count_privacy_cases(campaign: Campaign) -> int:
    """Reports whose photo was destroyed for what it showed and that no decision has ended since."""
    struck = exists().where(Evidence.report_id == Report.id, Evidence.removed_because == PRIVACY)
    asked = (
        select(func.count())
        .select_from(Report)
        .join(Enrolment, Enrolment.id == Report.enrolment_id)
        .where(Enrolment.campaign_id == campaign.id, Report.state.in_(("submitted", "returned")), struck)
    )
    return db.session.scalar(asked) or 0


def _ledger(campaign: Campaign) -> Blocker:
    """The independent verifier must have read the ledger to its end and found it whole."""
    last = last_check(campaign)
    if last is None or (last.intact and last.seq != last_posted(campaign)):
        return Blocker("ledger_unchecked")
    return Blocker("ledger_broken", 0 if last.intact else 1, last.verdict)


def _witnessed(campaign: Campaign) -> bool:
    """Whether a signed checkpoint has left the database since the first entry; an empty ledger has nothing to show."""
    if not last_posted(campaign):
        return True
    return db.session.scalar(select(Checkpoint.id).where(Checkpoint.campaign_id == campaign.id).limit(1)) is not None
