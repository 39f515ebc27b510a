"""A report's own lines and photos as flags see them: beside the team's usual ones, and beside photos of all others."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from app.queries import flag_rows
from app.queries.flag_rows import Head, asked, by_report
from app.queries.near_photos import NearPhoto, Photo, near
from app.rulebook.flag_facts import LineFacts, Near, Other, PhotoFacts
from app.rulebook.rules import RuleSet

REMEMBERED = timedelta(days=45)
LATEST = 12
"""What a team usually does: its last twelve of a kind, of the last 45 days."""

Row = Sequence[Any]
Usual = Mapping[tuple[int, str], list[tuple[date, int]]]


def lines_of(heads: Sequence[Head], rules: Mapping[int, RuleSet]) -> dict[int, tuple[LineFacts, ...]]:
    """The lines of each report; activities that its rules do not know are left out."""
    rows = by_report(asked(flag_rows.LINES, {"ids": [each.id for each in heads]}))
    codes = sorted({row[0] for lines in rows.values() for row in lines})
    usual = _usual(heads, codes)
    return {each.id: tuple(_lines(each, rows.get(each.id, []), rules[each.id], usual)) for each in heads}


def _lines(head: Head, rows: Sequence[Row], rules: RuleSet, usual: Usual) -> Iterator[LineFacts]:
    for code, claimed, taps in rows:
        activity = rules.by_code.get(code)
        if activity is not None:
            before = _before(usual.get((head.enrolment_id, code), []), head.day)
            yield LineFacts(code, claimed, activity.block, activity.is_tapped, tuple(taps or ()), before)


def _before(done: Sequence[tuple[date, int]], day: date) -> tuple[int, ...]:
    """The latest quantities of earlier days; `done` ascends by day."""
    end = bisect_left(done, (day, 0))
    return tuple(quantity for _, quantity in done[max(0, end - LATEST) : end])


def _usual(heads: Sequence[Head], codes: Sequence[str]) -> Usual:
    """What each team did of each kind, day by day, for all days that any of its reports may look back to."""
    days = [each.day for each in heads]
    wanted = {"codes": codes, "first": min(days) - REMEMBERED, "last": max(days)}
    wanted["enrolments"] = list({each.enrolment_id for each in heads})
    found: defaultdict[tuple[int, str], list[tuple[date, int]]] = defaultdict(list)
    for enrolment, code, day, quantity in asked(flag_rows.BEFORE, wanted):
        found[enrolment, code].append((day, quantity))
    return found


def photos_of(heads: Sequence[Head], rules: Mapping[int, RuleSet]) -> dict[int, tuple[PhotoFacts, ...]]:
    """The photos of each report, with those of other reports that are near them."""
    by_id = {each.id: each for each in heads}
    kept: defaultdict[int, list[tuple[Photo, int | None]]] = defaultdict(list)
    for key, sha256, fingerprint, taken_at in asked(flag_rows.PHOTOS, {"ids": list(by_id)}):
        head = by_id[key]
        photo = Photo(sha256, fingerprint, key, head.team_id, head.joint_session_id)
        kept[key].append((photo, _minute(taken_at, head)))
    farthest = max(each.flags.photo_distance for each in rules.values())
    found = near([photo for some in kept.values() for photo, _ in some], farthest)
    return {
        key: tuple(PhotoFacts(photo.sha256, taken, tuple(map(_near, found.get(photo, ())))) for photo, taken in some)
        for key, some in kept.items()
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
