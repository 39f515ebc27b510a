"""Settlement: the difference between what a team's lines are worth and what the ledger holds for them.

Verification order does not matter, reversals and rule changes use the same path, and running it twice posts nothing.
"""

from calendar import monthrange
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from app.queries.lines import Found, Held, lines_by_enrolment, posted_by_enrolment
from app.queries.lines_of_days import of_days
from app.queries.rules import RuleBook
from app.rulebook.worth import Line, worth
from app.services.differences import Cause, line_difference, line_id, taken_back
from app.services.entries import Movement


def differences(
    enrolment_id: int,
    days: Collection[date],
    known: tuple[Found, Held],
    fresh: Mapping[int, Sequence[Line]],
    rules: RuleBook,
    cause: Cause,
) -> Iterator[Movement]:
    """The movements that would make the ledger say what the rules say of these days, the first to the last.

    `known` is what these days hold without the reports being decided now, whose lines are `fresh`, by report id.
    """
    wanted, added = sorted(days), [(report_id, line) for report_id, lines in fresh.items() for line in lines]
    found, held = known[0] + added, known[1]
    if _tied(found, held, rules):
        found, held = of_days(enrolment_id, *window(wanted, rules), without=fresh)
        found += added
    yield from compare(wanted, found, held, rules, cause)


def window(days: Sequence[date], rules: RuleBook) -> "Span":
    """The days that must be looked at to settle these, in order: whole months where a monthly cap can tie them."""
    return (_month(days[0])[0], _month(days[-1])[1]) if rules.monthly else (days[0], days[-1])


def around(
    enrolment_ids: Collection[int], days: "Span", rules: RuleBook
) -> tuple[Mapping[int, Found], Mapping[int, Held]]:
    """By enrolment the lines of these days and what is posted for them; whole months of those a monthly cap ties."""
    found, held = lines_by_enrolment(enrolment_ids, *days), posted_by_enrolment(enrolment_ids, *days)
    tied = [each for each in enrolment_ids if _tied(found[each], held[each], rules)]
    months = window(days, rules)
    if tied and months != days:
        return {**found, **lines_by_enrolment(tied, *months)}, {**held, **posted_by_enrolment(tied, *months)}
    return found, held


def compare(days: Sequence[date], found: Found, held: Held, rules: RuleBook, cause: Cause) -> Iterator[Movement]:
    """What separates the lines' worth from what is posted for them, on those days; asks nothing of the database."""
    for group in _groups(days, _tied(found, held, rules)):
        yield from _group_differences(*_within(group, found, held), rules, cause)


def _tied(found: Found, held: Held, rules: RuleBook) -> set[date]:
    """The days on which a monthly cap is at work."""
    if not rules.monthly:
        return set()
    tied = {line.activity_day for _, line in found if line.activity_code in rules.monthly}
    return tied | {each.activity_day for each in held.values() if each.activity_code in rules.monthly}


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
    lines = {line.key: (report_id, line) for report_id, line in found}
    for key, due in worth([line for _, line in found], rules.on).items():
        report_id, line = lines[key]
        yield from line_difference(report_id, line, due, held.get(line_id(line)), rules, cause)
    gone = [each for line, each in held.items() if line not in lines]
    for each in sorted(gone, key=lambda back: (back.activity_day, back.report_uuid, back.line_id)):
        yield from taken_back(each, rules, cause)
