"""What a team usually does of each kind, to be read beside what it reports now."""

from collections import defaultdict
from collections.abc import Mapping

from app.database import db
from app.models import Report
from app.queries.flag_before import BEFORE, LATEST, REMEMBERED

FEWEST = 3


def usual_of(report: Report) -> Mapping[str, tuple[int, int]]:
    """Per activity the middle half of the team's latest quantities on earlier days; none where there are too few."""
    codes = [each.activity_code for each in report.lines]
    days = {"first": report.activity_day - REMEMBERED, "last": report.activity_day}
    found: defaultdict[str, list[int]] = defaultdict(list)
    for _, code, day, quantity in db.session.execute(
        BEFORE, {"codes": codes, "enrolments": [report.enrolment_id], **days}
    ):
        if day < report.activity_day:
            found[code].append(quantity)
    return {code: _middle(each[-LATEST:]) for code, each in found.items() if len(each) >= FEWEST}


def _middle(quantities: list[int]) -> tuple[int, int]:
    ordered, cut = sorted(quantities), len(quantities) // 4
    return ordered[cut], ordered[-1 - cut]
