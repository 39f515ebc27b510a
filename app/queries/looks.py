"""Who is looking at a report now, and what one person has typed about it."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.clock import wall
from app.database import db
from app.models import Person, Report, ReportClaim


def others_at(report: Report, person: Person) -> Sequence[ReportClaim]:
    """The people beside this one who hold the report now, the first one first."""
    held = ReportClaim.report_id == report.id, ReportClaim.person_id != person.id, ReportClaim.until > wall()
    wanted = select(ReportClaim).where(*held).options(joinedload(ReportClaim.person))
    return db.session.scalars(wanted.order_by(ReportClaim.since, ReportClaim.person_id)).all()


def typed_by(report: Report, person: Person) -> Mapping[str, str]:
    """What this person had typed about the report when they last looked; empty when nothing is kept."""
    mine = ReportClaim.report_id == report.id, ReportClaim.person_id == person.id
    return db.session.scalar(select(ReportClaim.typed).where(*mine)) or {}


def left_open(person: Person) -> str | None:
    """The waiting report this person looked at last: where to go on, on whichever device."""
    return db.session.scalar(
        select(Report.uuid)
        .join(ReportClaim, ReportClaim.report_id == Report.id)
        .where(ReportClaim.person_id == person.id, Report.state == "submitted")
        .order_by(ReportClaim.until.desc())
        .limit(1)
    )
