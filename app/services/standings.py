"""Standings: kept beside the ledger at every commit, and rebuilt from it on demand."""

from collections.abc import Iterator

from sqlalchemy import bindparam, select, update

from app.database import Base, db
from app.models import Campaign, Enrolment, Standing
from app.queries.figures import Sums, campaign_sums, figures

STANDINGS = Base.metadata.tables["standings"]
KEPT = (
    select(STANDINGS.c.enrolment_id, *(STANDINGS.c[name] for name in Sums._fields))
    .join(Enrolment, Enrolment.id == STANDINGS.c.enrolment_id)
    .where(Enrolment.campaign_id == bindparam("campaign"))
)
MEND = (
    update(STANDINGS)
    .where(STANDINGS.c.enrolment_id == bindparam("enrolment"))
    .values({name: bindparam(name) for name in Sums._fields})
)


def rebuild(campaign: Campaign, check: bool = False) -> list[str]:
    """Sum the ledger again in one pass; returns the faults found, and mends them unless `check`.

    What follows from decisions is worked out again by `ledger rebuild`, and compared by `faults`.
    """
    sums = campaign_sums(campaign.id)
    kept = db.session.execute(KEPT, {"campaign": campaign.id}).all()
    found, wrong = [], []
    for enrolment_id, *row in kept:
        told, due = Sums(*row), sums.get(enrolment_id, Sums())
        if told != due:
            wrong.append({"enrolment": enrolment_id, **due._asdict()})
            both = zip(Sums._fields, told, due, strict=True)
            found += [_fault(enrolment_id, name, kept, right) for name, kept, right in both if kept != right]
    if wrong and not check:
        db.session.connection().execute(MEND, wrong)
    return found


def faults(campaign: Campaign) -> Iterator[str]:
    """Every column of every standing that is not what ledger and decisions say."""
    due = figures(campaign)
    kept = select(Standing).join(Enrolment).where(Enrolment.campaign_id == campaign.id)
    for standing in db.session.scalars(kept.execution_options(populate_existing=True)):
        for name, value in due[standing.enrolment_id].items():
            if getattr(standing, name) != value:
                yield _fault(standing.enrolment_id, name, getattr(standing, name), value)


def _fault(enrolment_id: int, name: str, kept: object, due: object) -> str:
    return f"enrolment {enrolment_id}: {name}: kept {kept}, due {due}"
