"""Settlement: the difference between what a team's lines are worth and what the ledger holds for them.

Verification order does not matter, reversals and rule changes use the same path, and running it twice posts nothing.
"""

from calendar import monthrange
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from sqlalchemy import select

from app.database import db
from app.models import Campaign, Enrolment
from app.queries.lines import Posted, posted, verified_lines
from app.queries.rules import RuleBook, rule_book
from app.rulebook.worth import Line, submission_order, worth
from app.services import ledger
from app.services.differences import Cause, line_difference, line_id, taken_back
from app.services.ledger import Movement


def settle(
    enrolment: Enrolment,
    days: Iterable[date],
    cause: Cause,
    fresh: Mapping[int, Sequence[Line]] | None = None,
) -> int:
    """Post what is due and not yet posted on those days; returns the chain's last sequence.

    `fresh` holds the verified lines of reports being decided right now, by report id: their decision is stored after
    its entries, because a decision keeps the sequence at which it landed and is never changed.
    """
    lock(enrolment)
    movements = list(differences(enrolment, days, cause, fresh or {}))
    after = ledger.post(enrolment.campaign_id, {enrolment.id: movements}, {enrolment.id: cause.actor_id})
    return after[enrolment.id]


def enter(enrolment: Enrolment) -> None:
    """Lock campaign and enrolment in the house's order: who announces waits for this team, and this team for them."""
    db.session.execute(select(Campaign.id).where(Campaign.id == enrolment.campaign_id).with_for_update(read=True))
    lock(enrolment)


def lock(enrolment: Enrolment) -> None:
    """Whoever settles a team holds its enrolment's row until the commit."""
    db.session.execute(select(Enrolment.id).where(Enrolment.id == enrolment.id).with_for_update())


def differences(
    enrolment: Enrolment, days: Iterable[date], cause: Cause, fresh: Mapping[int, Sequence[Line]]
) -> Iterator[Movement]:
    """The movements that would make the ledger say what the rules say; two queries whatever the number of days."""
    wanted = sorted(set(days))
    if not wanted:
        return
    rules = rule_book(enrolment.campaign_id)
    monthly = {each.code for rule_set in rules.rule_sets for each in rule_set.activities if each.cap_period == "month"}
    first, last = (_month(wanted[0])[0], _month(wanted[-1])[1]) if monthly else (wanted[0], wanted[-1])
    found = verified_lines(enrolment.id, first, last, without=tuple(fresh))
    found += [(report_id, line) for report_id, lines in fresh.items() for line in lines]
    held = posted(enrolment.id, first, last)
    tied = {line.activity_day for _, line in found if line.activity_code in monthly}
    tied |= {each.activity_day for each in held.values() if each.activity_code in monthly}
    for group in _groups(wanted, tied):
        yield from _group_differences(*_within(group, found, held), rules, cause)


Span = tuple[date, date]


def _groups(days: Sequence[date], tied: Collection[date]) -> list[Span]:
    """The smallest spans that caps tie together: a day, or its month where a monthly cap is at work that day."""
    spans = dict.fromkeys(_month(day) if day in tied else (day, day) for day in days)
    months = {span for span in spans if span[0] != span[1]}
    return [span for span in spans if span in months or _month(span[0]) not in months]


def _month(day: date) -> Span:
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def _within(
    span: Span, found: Sequence[tuple[int, Line]], held: Mapping[int, Posted]
) -> tuple[list[tuple[int, Line]], dict[int, Posted]]:
    first, last = span
    return (
        [each for each in found if first <= each[1].activity_day <= last],
        {key: each for key, each in held.items() if first <= each.activity_day <= last},
    )


def _group_differences(
    found: Sequence[tuple[int, Line]], held: dict[int, Posted], rules: RuleBook, cause: Cause
) -> Iterator[Movement]:
    due = worth([line for _, line in found], rules.on)
    for report_id, line in sorted(found, key=lambda each: submission_order(each[1])):
        yield from line_difference(report_id, line, due[line.key], held.pop(line_id(line), None), rules, cause)
    for gone in held.values():
        yield from taken_back(gone, rules, cause)
