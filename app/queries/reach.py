"""How far the ledger reaches for one reader, and what tells one state of a board from the next."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from app.database import db
from app.models import AuditHead, Decision, Enrolment, LedgerEntry, Snapshot
from app.queries.horizon import Horizon


@dataclass(frozen=True, slots=True)
class Reach:
    """`seq` and `at` are those of the last entry in sight (0 and None before the first).

    `state` changes whenever a live board may change without an entry: a decision that moves no points can still break
    a tie, a team may join. It is empty where the board stands still. `heard` is the last event of the audit log,
    `copied` the newest copy of a board: names and movements may have changed with them, figures not.
    """

    seq: int
    at: datetime | None
    state: tuple[int, ...] = ()
    heard: int = 0
    copied: int = 0

    @property
    def version(self) -> str:
        """SEQ.DECISION.ENROLMENT, or SEQ where the board stands still; larger is later."""
        return ".".join(str(each) for each in (self.seq, *self.state))


def reach(horizon: Horizon) -> Reach:
    """One query, whatever the size of the campaign."""
    campaign_id = horizon.stage.campaign.id
    newest = select(LedgerEntry.seq, LedgerEntry.posted_at).where(LedgerEntry.campaign_id == campaign_id)
    if horizon.seq is not None:
        newest = newest.where(LedgerEntry.seq <= horizon.seq)
    newest = newest.order_by(LedgerEntry.seq.desc()).limit(1)
    row = db.session.execute(
        select(
            newest.with_only_columns(LedgerEntry.seq).scalar_subquery(),
            newest.with_only_columns(LedgerEntry.posted_at).scalar_subquery(),
            select(func.max(Decision.id)).scalar_subquery(),
            select(func.max(Enrolment.id)).scalar_subquery(),
            select(AuditHead.seq).scalar_subquery(),
            select(func.max(Snapshot.id)).scalar_subquery(),
        )
    ).one()
    seq, at, decision, enrolment, heard, copied = row
    state = (decision or 0, enrolment or 0) if horizon.seq is None else ()
    return Reach(seq or 0, at, state, heard or 0, copied or 0)
