"""Settlement: the difference between what a team's lines are worth and what the ledger holds for them.

Verification order does not matter, reversals and rule changes use the same path, and running it twice posts nothing.
"""

from calendar import monthrange
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload, selectinload

from app.database import db
from app.models import Campaign, Enrolment, Report, Team
from app.queries.lines import Found, Held, posted, verified_lines
from app.queries.rules import RuleBook
from app.rulebook.worth import Line, submission_order, worth
from app.services.differences import Cause, line_difference, line_id, taken_back
from app.services.entries import Movement

CAMPAIGN = select(Campaign.id).where(Campaign.id == bindparam("id")).with_for_update(read=True)
ENROLMENT = select(Enrolment.id).where(Enrolment.id == bindparam("id")).with_for_update()

PLACE = select(Report.enrolment_id).where(Report.id == bindparam("report")).scalar_subquery()
CAMPAIGN_OF_REPORT = (
    select(Campaign.id)
    .where(Campaign.id == select(Enrolment.campaign_id).where(Enrolment.id == PLACE).scalar_subquery())
    .with_for_update(read=True)
)
ENROLMENT_OF_REPORT = select(Enrolment.id).where(Enrolment.id == PLACE).with_for_update()
REPORT = (
    select(Report)
    .where(Report.id == bindparam("id"))
    .options(
        joinedload(Report.enrolment).options(
            joinedload(Enrolment.campaign), joinedload(Enrolment.team).joinedload(Team.unit)
        ),
        joinedload(Report.place),
        selectinload(Report.lines),
    )
    .with_for_update(of=Report)
    .execution_options(populate_existing=True)
)


def enter(enrolment: Enrolment) -> None:
    """Lock campaign and enrolment in the house's order: who announces waits for this team, and this team for them."""
    db.session.execute(CAMPAIGN, {"id": enrolment.campaign_id})
    lock(enrolment)


def hold(report: Report) -> None:
    """Lock campaign, enrolment and report, in the house's order; then read anew what a decision on it rests on."""
    about = {"report": report.id}
    db.session.connection().execute(CAMPAIGN_OF_REPORT, about)
    db.session.connection().execute(ENROLMENT_OF_REPORT, about)
    db.session.scalars(REPORT, {"id": report.id}).one()


def lock(enrolment: Enrolment) -> None:
    """Whoever settles a team holds its enrolment's row until the commit."""
    db.session.execute(ENROLMENT, {"id": enrolment.id})


def differences(
    enrolment: Enrolment, days: Iterable[date], cause: Cause, fresh: Mapping[int, Sequence[Line]], rules: RuleBook
) -> Iterator[Movement]:
    """The movements that would make the ledger say what the rules say; a few queries whatever the number of days."""
    wanted = sorted(set(days))
    if not wanted:
        return
    found, held = _between(enrolment, wanted[0], wanted[-1], fresh)
    if _tied(found, held, rules):
        found, held = _between(enrolment, *window(wanted, rules), fresh)
    yield from compare(wanted, found, held, rules, cause)


def _between(enrolment: Enrolment, first: date, last: date, fresh: Mapping[int, Sequence[Line]]) -> tuple[Found, Held]:
    found = verified_lines(enrolment.id, first, last, without=tuple(fresh))
    found += [(report_id, line) for report_id, lines in fresh.items() for line in lines]
    return found, posted(enrolment.id, first, last)


def window(days: Sequence[date], rules: RuleBook) -> "Span":
    """The days that must be looked at to settle these, in order: whole months where a monthly cap can tie them."""
    return (_month(days[0])[0], _month(days[-1])[1]) if _monthly(rules) else (days[0], days[-1])


def compare(days: Sequence[date], found: Found, held: Held, rules: RuleBook, cause: Cause) -> Iterator[Movement]:
    """What separates the lines' worth from what is posted for them, on those days; asks nothing of the database."""
    for group in _groups(days, _tied(found, held, rules)):
        yield from _group_differences(*_within(group, found, held), rules, cause)


def _tied(found: Found, held: Held, rules: RuleBook) -> set[date]:
    """The days on which a monthly cap is at work."""
    monthly = _monthly(rules)
    tied = {line.activity_day for _, line in found if line.activity_code in monthly}
    return tied | {each.activity_day for each in held.values() if each.activity_code in monthly}


def _monthly(rules: RuleBook) -> set[str]:
    return {each.code for rule_set in rules.rule_sets for each in rule_set.activities if each.cap_period == "month"}


Span = tuple[date, date]


def _groups(days: Sequence[date], tied: Collection[date]) -> list[Span]:
    """The smallest spans that caps tie together: a day, or its month where a monthly cap is at work that day."""
    spans = dict.fromkeys(_month(day) if day in tied else (day, day) for day in days)
    months = {span for span in spans if span[0] != span[1]}
    return [span for span in spans if span in months or _month(span[0]) not in months]


def _month(day: date) -> Span:
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def _within(span: Span, found: Found, held: Held) -> tuple[Found, Held]:
    first, last = span
    return (
        [each for each in found if first <= each[1].activity_day <= last],
        {key: each for key, each in held.items() if first <= each.activity_day <= last},
    )


def _group_differences(found: Found, held: Held, rules: RuleBook, cause: Cause) -> Iterator[Movement]:
    due = worth([line for _, line in found], rules.on)
    for report_id, line in sorted(found, key=lambda each: submission_order(each[1])):
        yield from line_difference(report_id, line, due[line.key], held.pop(line_id(line), None), rules, cause)
    for gone in sorted(held.values(), key=lambda each: (each.activity_day, each.report_uuid, each.line_id)):
        yield from taken_back(gone, rules, cause)
