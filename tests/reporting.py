"""Reports and decisions for tests, made through the services as the pages make them."""

from datetime import date
from secrets import token_hex
from uuid import uuid4

from app.database import db, transaction
from app.models import Enrolment, Person, Report
from app.services import decisions, openings, reports
from app.services.decision_rows import Ruling
from app.services.report_contents import Content
from app.services.report_photos import Photo

SUNDAY = date(2026, 3, 15)
PLACE = ("community_site", "Nhà văn hóa khu phố 3", "Khu phố 3")


def content(lines: dict[str, int], day: date = SUNDAY, **changes: object) -> Content:
    """What a captain fills in; it brings every kind of evidence that does not name a person."""
    filled = {"activity_day": day, "place": PLACE, "lines": tuple(lines.items()), **proofs(), **changes}
    return Content(**filled)  # type: ignore[arg-type]


def proofs() -> dict[str, object]:
    """A photo like no other (of no file), and references."""
    return {
        "photos": (Photo(token_hex(32), 1000, 800, 600),),
        "service_confirmation": "MC-07",
        "document_reference": "12-KH/ĐTN",
    }


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
        looked(report, by)
        decisions.decide(report, by, rulings, report.version)
    db.session.refresh(report)
    return report


def looked(report: Report, by: Person) -> Report:
    """Every photo of the report opened by this person."""
    for photo in report.evidence:
        openings.look_at(photo, by)
    return report


def returned(report: Report, by: Person, reason: str = "Ảnh không rõ hoạt động") -> Report:
    """A report sent back to its team."""
    rulings = [Ruling(line.id, "returned", 0, reason) for line in report.lines if line.claimed]
    with transaction():
        decisions.decide(report, by, rulings, report.version)
    db.session.refresh(report)
    return report
