"""What a report said each time it was sent, so that nobody decides about words they have not seen."""

import json
from dataclasses import asdict

from app import clock
from app.database import db
from app.models import Person, Report, ReportVersion
from app.services.report_contents import Content


def keep(report: Report, content: Content, by: Person) -> None:
    """Keep what this version of the report says; it is never changed."""
    said = json.loads(json.dumps(asdict(content), default=str))
    db.session.add(
        ReportVersion(report_id=report.id, version=report.version, by_id=by.id, at=clock.now(), content=said)
    )
