"""Standings: kept beside the ledger at every commit, and rebuilt from it on demand."""

from sqlalchemy import select, update

from app.database import db
from app.models import Campaign, Enrolment, Standing
from app.queries.figures import badge_counts, fact_figures, figures, last_sundays
from app.rulebook.facts import TeamFacts


def refresh(enrolment: Enrolment, facts: TeamFacts) -> None:
    """Bring the columns that follow from decisions and badges up to date; the ledger moves its own."""
    last = last_sundays(enrolment.campaign_id, [enrolment.id]).get(
        enrolment.id, {"last_sunday": None, "last_sunday_points": 0}
    )
    db.session.flush()
    db.session.execute(
        update(Standing)
        .where(Standing.enrolment_id == enrolment.id)
        .values(**fact_figures(facts), **last, badges=badge_counts([enrolment.id]).get(enrolment.id, 0))
        .execution_options(synchronize_session="fetch")
    )


def rebuild(campaign: Campaign, check: bool = False) -> list[str]:
    """Compute every standing again; returns the faults found as `team: column: kept, due`, and mends them unless `check`."""
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
