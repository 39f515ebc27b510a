"""Reports and decisions for tests, made through the services as the pages make them."""

from datetime import date
from uuid import uuid4

from app.database import db, transaction
from app.models import Enrolment, Person, Report
from app.services import decisions, openings, reports
from app.services.decision_rows import Ruling
from app.services.report_contents import Content

SUNDAY = date(2026, 3, 15)
PLACE = ("community_site", "Nhà văn hóa khu phố 3", "Khu phố 3")


def content(lines: dict[str, int], day: date = SUNDAY, **changes: object) -> Content:
    """What a captain fills in."""
    filled = {"activity_day": day, "place": PLACE, "lines": tuple(lines.items()), **changes}
    return Content(**filled)  # type: ignore[arg-type]


def sent(enrolment: Enrolment, by: Person, lines: dict[str, int], day: date = SUNDAY, **changes: object) -> Report:
    """A report sent by a captain."""
    with transaction():
        return reports.record(str(uuid4()), enrolment, content(lines, day, **changes), by, send=True)


def decided(report: Report, by: Person, quantities: dict[str, int | None] | None = None, reason: str = "") -> Report:
    """A report decided: as claimed, or with these quantities (None rejects the line)."""
    wanted = quantities or {}
    rulings = [
        Ruling(line.id, "verified", quantity, reason)
        if (quantity := wanted.get(line.activity_code, line.claimed)) is not None
        else Ruling(line.id, "rejected", 0, reason or "Ảnh không rõ hoạt động")
        for line in report.lines
        if line.claimed
    ]
    with transaction():
        for photo in report.evidence:
            openings.look_at(report, photo, by)
        decisions.decide(report, by, rulings, report.version)
    db.session.refresh(report)
    return report


def returned(report: Report, by: Person, reason: str = "Ảnh không rõ hoạt động") -> Report:
    """A report sent back to its team."""
    rulings = [Ruling(line.id, "returned", 0, reason) for line in report.lines if line.claimed]
    with transaction():
        decisions.decide(report, by, rulings, report.version)
    db.session.refresh(report)
    return report
