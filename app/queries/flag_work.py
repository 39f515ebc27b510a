"""A report's own lines and photos as flags see them: beside the team's usual ones, and beside photos of all others."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from app.driver import is_postgresql
from app.queries import flag_before
from app.queries.flag_before import LATEST, REMEMBERED
from app.queries.flag_rows import ByReport, Head
from app.queries.near_photos import NearPhoto, Photo, Search
from app.queries.together import Question, Rows
from app.rulebook.flag_facts import LineFacts, Near, Other, PhotoFacts
from app.rulebook.lookouts import Flags
from app.rulebook.rules import RuleSet

Usual = Mapping[tuple[int, str], list[tuple[date, int]]]


def usual_of(heads: Sequence[Head], lines: ByReport, flags: Mapping[int, Flags]) -> list[Question]:
    """What each team did of each kind, day by day, for all days that any of its reports may look back to.

    Nothing is asked where every quantity is so small that nobody compares it; most reports are of that kind.
    """
    compared = [
        (each.enrolment_id, code)
        for each in heads
        for code, claimed, _taps in lines.get(each.id, ())
        if flags[each.id].minds_usual(claimed)
    ]
    if not compared:
        return []
    days = [each.day for each in heads]
    codes, first = sorted({code for _, code in compared}), min(days) - REMEMBERED
    if len(heads) == 1 and is_postgresql():
        said = {"enrolment": heads[0].enrolment_id, "last": days[0] - timedelta(days=1)}
        return [(flag_before.LATEST_BEFORE, {"codes": codes, "first": first, **said})]
    enrolments = sorted({enrolment for enrolment, _ in compared})
    return [(flag_before.BEFORE, {"codes": codes, "enrolments": enrolments, "first": first, "last": max(days)})]


def lines_of(head: Head, rows: Rows, rules: RuleSet, usual: Usual) -> tuple[LineFacts, ...]:
    """The lines of a report; activities that its rules do not know are left out.

    What was done `before` is there only for quantities that are compared with it.
    """
    return tuple(_lines(head, rows, rules, usual))


def by_kind(rows: Iterable[Sequence[Any]]) -> Usual:
    """What was done, by enrolment and kind."""
    found: defaultdict[tuple[int, str], list[tuple[date, int]]] = defaultdict(list)
    for enrolment, code, day, quantity in rows:
        found[enrolment, code].append((day, quantity))
    return found


def _lines(head: Head, rows: Rows, rules: RuleSet, usual: Usual) -> Iterator[LineFacts]:
    for code, claimed, taps in rows:
        activity = rules.by_code.get(code)
        if activity is not None:
            before = _before(usual.get((head.enrolment_id, code), []), head.day)
            yield LineFacts(code, claimed, activity.block, activity.is_tapped, tuple(taps or ()), before)


def _before(done: Sequence[tuple[date, int]], day: date) -> tuple[int, ...]:
    """The latest quantities of earlier days; `done` ascends by day."""
    end = bisect_left(done, (day, 0))
    return tuple(quantity for _, quantity in done[max(0, end - LATEST) : end])


class Shots:
    """The photos of some reports, and the search for others that are near them."""

    def __init__(self, heads: Mapping[int, Head], rows: Rows, farthest: int) -> None:
        self._kept: defaultdict[int, list[tuple[Photo, int | None]]] = defaultdict(list)
        for key, sha256, fingerprint, taken_at in rows:
            head = heads[key]
            photo = Photo(sha256, fingerprint, key, head.team_id, head.joint_session_id)
            self._kept[key].append((photo, _minute(taken_at, head)))
        self.search = Search([photo for some in self._kept.values() for photo, _ in some], farthest)

    def facts(self, answers: Sequence[Rows]) -> dict[int, tuple[PhotoFacts, ...]]:
        """By report, once the search's questions are answered."""
        found = self.search.found(answers)
        return {
            key: tuple(PhotoFacts(photo.sha256, at, tuple(map(_near, found.get(photo, ())))) for photo, at in some)
            for key, some in self._kept.items()
        }


def _minute(taken_at: datetime | None, head: Head) -> int | None:
    """In minutes since the activity day began where the team is."""
    if taken_at is None:
        return None
    return (taken_at - datetime.combine(head.day, time(), ZoneInfo(head.zone))) // timedelta(minutes=1)


def _near(found: NearPhoto) -> Near:
    match = found.match
    other = Other(match.photo.report_id, match.uuid, match.team, match.day.isoformat(), match.campaign)
    return Near(match.photo.sha256, found.distance, other)
