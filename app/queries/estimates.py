"""What a report would be worth if every line were verified as written: an estimate, never a promise."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.clock import now
from app.models import Enrolment
from app.queries.campaigns import Stage
from app.queries.lines import verified_lines
from app.rulebook.deadlines import lateness
from app.rulebook.rules import Activity
from app.rulebook.worth import Line, Worth, worth


@dataclass(frozen=True, slots=True)
class Estimate:
    """Points of one report, and for each line what the caps leave of it."""

    points: int
    lines: tuple[tuple[Activity, int, Worth], ...]

    @property
    def over_cap(self) -> tuple[tuple[Activity, int, Worth], ...]:
        return tuple(each for each in self.lines if each[1] > each[2].scored and each[0].block == 1)


def estimate(
    stage: Stage, enrolment: Enrolment, day: date, lines: Sequence[tuple[str, int]], without: int = 0
) -> Estimate:
    """Price these lines after what is already verified that day; `without` leaves out the report being corrected.

    Types that the rules of the day do not know are worth nothing; sending the report says so.
    """
    rules = stage.book.on(day)
    lines = [each for each in lines if each[0] in rules.by_code]
    late = lateness(now(), day, rules.deadlines, stage.campaign.zone) != "on_time"
    known = [each for report_id, each in verified_lines(enrolment.id, day.replace(day=1), day) if report_id != without]
    fresh = [
        Line(("new", code), code, day, quantity, late, enrolment.size, now(), "~", place)
        for place, (code, quantity) in enumerate(lines)
    ]
    found = worth([*known, *fresh], stage.book.on)
    priced = tuple((rules.activity(code), quantity, found["new", code]) for code, quantity in lines)
    return Estimate(sum(each.points for _, _, each in priced), priced)
