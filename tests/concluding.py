"""A campaign brought to its end: an officer submits the results, a signatory approves them, the officer announces.

    with transaction():
        concluded(people.campaign, people.officer, people.signatory)

It happens on 11/04/2026, after the last day for re-checks, whatever the time is; the clock goes back afterwards. That
the independent verifier found the ledger whole is taken for granted, unless its own `check` is given.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from app import clock
from app.database import db
from app.models import Campaign, LedgerCheck, Milestone, Person, Result
from app.queries.past_board import last_posted
from app.services import campaigns, checkpoints, locks, results
from tests.cast import stand_still

CONCLUDING = datetime(2026, 4, 11, 2, 0, tzinfo=UTC)
NUMBER = "12-QĐ/TĐTN"
DECIDED = date(2026, 4, 13)


def concluded(campaign: Campaign, officer: Person, signatory: Person, **decision: Any) -> Milestone:
    """Results are final and public; `decision` as `finalised` takes it."""
    with in_april():
        finalised(campaign, officer, signatory, **decision)
        return campaigns.announce(campaign, officer)


def finalised(
    campaign: Campaign,
    officer: Person,
    signatory: Person,
    number: str = NUMBER,
    decided_on: date = DECIDED,
    check: LedgerCheck | None = None,
) -> Result:
    """Results are final and not public yet; inside `in_april()`."""
    locks.hold_campaign(campaign)
    witnessed(campaign, check)
    submission = results.submit(campaign, str(uuid4()), officer, "Trình Ban Thường vụ")
    return results.approve(submission, signatory, number, decided_on)


def witnessed(campaign: Campaign, check: LedgerCheck | None = None) -> None:
    """The ledger has been read to its end and a checkpoint of it exists."""
    whole = {"seq": last_posted(campaign), "intact": True, "verdict": "intact"}
    db.session.add(check or LedgerCheck(campaign_id=campaign.id, at=clock.now(), **whole))
    checkpoints.take_daily(campaign)


@contextmanager
def in_april() -> Iterator[None]:
    """It is after the last day for re-checks for a while."""
    before = clock.now()
    stand_still(CONCLUDING)
    try:
        yield
    finally:
        stand_still(before)
