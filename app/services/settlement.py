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
from app.services.differences import Cause, line_difference, taken_back
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
    if tied := _tied(found, held, rules):
        found, held = of_days(enrolment_id, *window(wanted, rules), without=fresh)
        found += added
    spans = _spans(wanted, tied)
    if len(spans) == 1:  # nothing else was asked for
        yield from _missing(found, held, rules, cause)
    else:
        yield from _by_span(spans, found, held, rules, cause)


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
    yield from _by_span(_spans(days, _tied(found, held, rules)), found, held, rules, cause)


def _tied(found: Found, held: Held, rules: RuleBook) -> set[date]:
    """The days on which a monthly cap is at work."""
    if not (monthly := rules.monthly):
        return set()
    tied = {line.activity_day for _, line in found if line.activity_code in monthly}
    return tied | {each.activity_day for each in held.values() if each.activity_code in monthly}


Span = tuple[date, date]


def _spans(days: Sequence[date], tied: Collection[date]) -> list[Span]:
    """The smallest spans that caps tie together: a day, or its month where a monthly cap is at work that day."""
    spans = dict.fromkeys(_month(day) if day in tied else (day, day) for day in days)
    months = {span for span in spans if span[0] != span[1]}
    return [span for span in spans if span in months or _month(span[0]) not in months]


def _month(day: date) -> Span:
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def _by_span(spans: Sequence[Span], found: Found, held: Held, rules: RuleBook, cause: Cause) -> Iterator[Movement]:
    for first, last in spans:
        lines = [each for each in found if first <= each[1].activity_day <= last]
        posted = {key: each for key, each in held.items() if first <= each.activity_day <= last}
        yield from _missing(lines, posted, rules, cause)


def _missing(found: Found, held: Held, rules: RuleBook, cause: Cause) -> Iterator[Movement]:
    """The movements of one span, of which all lines and all that is posted are given."""
    lines = {line.key: (report_id, line) for report_id, line in found}
    for key, due in worth([line for _, line in found], rules.on).items():
        report_id, line = lines[key]
        if moved := line_difference(report_id, line, due, held.get(key), rules, cause):
            yield moved
    gone = [each for line, each in held.items() if line not in lines]
    for each in sorted(gone, key=lambda back: (back.activity_day, back.report_uuid, back.line_id)):
        if moved := taken_back(each, rules, cause):
            yield moved
