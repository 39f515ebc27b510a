"""Standings: kept beside the ledger at every commit, and rebuilt from it on demand."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import bindparam, select, update

from app.database import Base, db
from app.models import Campaign, Enrolment, Standing
from app.queries.figures import NO_SUNDAY, fact_figures, figures
from app.rulebook.facts import TeamFacts

STANDINGS = Base.metadata.tables["standings"]
FOLLOWING = (*fact_figures(TeamFacts()), *NO_SUNDAY, "badges")
REFRESH = (
    update(STANDINGS)
    .where(STANDINGS.c.enrolment_id == bindparam("enrolment"))
    .values({name: bindparam(name) for name in FOLLOWING})
)


LastSunday = Mapping[str, int | date | None]


def refresh(facts: Mapping[int, TeamFacts], badges: Mapping[int, int], last: Mapping[int, LastSunday]) -> None:
    """Bring the columns that follow from decisions and badges up to date; the ledger moves its own.

    `facts`, `badges` (how many it holds) and `last` (its latest Sunday) are by enrolment id, for one team or for many.
    """
    db.session.connection().execute(
        REFRESH,
        [
            {"enrolment": each, **fact_figures(known), **last.get(each, NO_SUNDAY), "badges": badges[each]}
            for each, known in facts.items()
        ],
    )


def rebuild(campaign: Campaign, check: bool = False) -> list[str]:
    """Compute every standing again; returns the faults found, and mends them unless `check`."""
    due = figures(campaign)
    kept = {
        each.enrolment_id: each
        for each in db.session.scalars(select(Standing).join(Enrolment).where(Enrolment.campaign_id == campaign.id))
    }
    faults = []
    for enrolment_id, columns in due.items():
        standing = kept[enrolment_id]
        wrong = {name: value for name, value in columns.items() if getattr(standing, name) != value}
        for name, value in wrong.items():
            faults.append(f"enrolment {enrolment_id}: {name}: kept {getattr(standing, name)}, due {value}")
            if not check:
                setattr(standing, name, value)
    return faults
