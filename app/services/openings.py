"""A person opens a photo in full: an approval counts only after that, and the decision says so."""

from sqlalchemy import select

from app import clock
from app.database import db
from app.models import Evidence, EvidenceOpening, Person, Report
from app.services import locks


def look_at(report: Report, photo: Evidence, by: Person) -> None:
    """Keep that this person has looked at a photo of the report; the first time counts."""
    locks.hold(report)
    mine = EvidenceOpening.evidence_id == photo.id, EvidenceOpening.person_id == by.id
    if db.session.scalar(select(EvidenceOpening.at).where(*mine)) is None:
        db.session.add(EvidenceOpening(evidence_id=photo.id, person_id=by.id, at=clock.now()))
        db.session.flush()
