"""The steps of a campaign from its first day to the archive: when each is due, who moves it, and whether it is done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from app.rulebook.deadlines import end_of, start_of
from app.rulebook.phases import Calendar, closes_at, freezes_at, standing

CALENDAR, OFFICER, COUNCIL, SIGNATORY, UNITS = "calendar", "officer", "council", "signatory", "units"


@dataclass(frozen=True, slots=True)
class Step:
    """One step; `milestone` is the kind that marks it, empty where only the calendar does. Times are instants."""

    code: str
    due: datetime
    mover: str
    milestone: str = ""
    done: bool = False


def steps(calendar: Calendar, milestones: Iterable[str], now: datetime) -> tuple[Step, ...]:
    """All steps in their order; a campaign without a day for a step has it without one."""
    held, dates = standing(milestones), calendar.deadlines

    def to_the_end_of(day: date) -> datetime:
        return end_of(day, calendar.zone)

    found = (
        Step("start", start_of(calendar.starts_on, calendar.zone), CALENDAR),
        Step("board_freeze", freezes_at(calendar), CALENDAR, "board_freeze"),
        Step("reporting_closes", to_the_end_of(dates.reporting_closes), CALENDAR, "close"),  # early, reports end too
        Step("close", closes_at(calendar), CALENDAR, "close"),
        Step("provisional", start_of(dates.provisional, calendar.zone), CALENDAR),
        Step("recheck_until", to_the_end_of(dates.recheck_until), CALENDAR),
        Step("recheck_answered", to_the_end_of(dates.recheck_answered), UNITS),
        Step("council", to_the_end_of(dates.council), COUNCIL),
        Step("finalise", to_the_end_of(dates.decision), SIGNATORY, "finalise"),
        Step("announce", to_the_end_of(dates.announcement), OFFICER, "announce"),
    )
    return tuple(_judged(each, held, now) for each in found)


def next_due(found: Iterable[Step]) -> Step | None:
    """The first step that is not done."""
    return next((each for each in found if not each.done), None)


def _judged(step: Step, held: frozenset[str], now: datetime) -> Step:
    by_calendar = step.mover == CALENDAR or not step.milestone
    decided = "announce" in held or ("finalise" in held and step.milestone != "announce")
    done = step.milestone in held or decided or (by_calendar and now >= step.due)
    return Step(step.code, step.due, step.mover, step.milestone, done)
