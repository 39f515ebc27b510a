"""The signs that a report itself shows: its quantities, its taps, the time of its photos."""

from fractions import Fraction
from typing import Any

from app.rulebook.flag_facts import ReportFacts
from app.rulebook.lookouts import Flags
from app.rulebook.taps import densest, unevenness

Found = dict[str, Any] | None
HOUR, DAY = 60, 24 * 60


def over_capacity(facts: ReportFacts, flags: Flags) -> Found:
    """More than so many members can do in so many hours; of several lines the one that is furthest beyond."""
    able = facts.members * (flags.longest_hours * HOUR if facts.minutes is None else facts.minutes)
    beyond = [each for each in facts.lines if each.claimed * HOUR > able * flags.rate(each.activity) * each.block]
    if not beyond:
        return None
    worst = max(beyond, key=lambda each: Fraction(each.claimed, flags.rate(each.activity) * each.block))
    most = able * flags.rate(worst.activity) * worst.block // HOUR
    said = {"activity": worst.activity, "claimed": worst.claimed, "most": most, "members": facts.members}
    return said | {"minutes": facts.minutes}


def above_median(facts: ReportFacts, flags: Flags) -> Found:
    """Many times what the team usually does of this kind."""
    for line in facts.lines:
        if len(line.before) < flags.median_lines or not flags.minds_usual(line.claimed):
            continue
        usual = sorted(line.before)
        twice = usual[(len(usual) - 1) // 2] + usual[len(usual) // 2]
        if 2 * line.claimed > flags.median_factor * twice:
            return {"activity": line.activity, "claimed": line.claimed, "usual": twice // 2}
    return None


def round_number(facts: ReportFacts, flags: Flags) -> Found:
    """A round number without a single tap, of a kind that is counted by taps."""
    for line in facts.lines:
        if line.counted and not line.taps and line.claimed in flags.round_numbers:
            return {"activity": line.activity, "claimed": line.claimed}
    return None


def burst_taps(facts: ReportFacts, flags: Flags) -> Found:
    """Taps so close together that nobody was helped between them."""
    for line in facts.lines:
        most, first = densest(line.taps, flags.burst_seconds)
        if most >= flags.burst_taps:
            return {"activity": line.activity, "taps": most, "seconds": flags.burst_seconds, "first": first}
    return None


def even_taps(facts: ReportFacts, flags: Flags) -> Found:
    """Taps like a clock's."""
    for line in facts.lines:
        if len(line.taps) >= flags.even_taps and unevenness(line.taps) < flags.even_percent:
            pause = (line.taps[-1] - line.taps[0]) // (len(line.taps) - 1)
            return {"activity": line.activity, "taps": len(line.taps), "pause": pause}
    return None


def beyond_taps(facts: ReportFacts, flags: Flags) -> Found:
    """The counter was used, and shows far less than is claimed."""
    for line in facts.lines:
        if line.taps and len(line.taps) * 100 < line.claimed * flags.tapped_percent:
            return {"activity": line.activity, "claimed": line.claimed, "taps": len(line.taps)}
    return None


def photo_time(facts: ReportFacts, flags: Flags) -> Found:
    """A photo taken outside the session; where nobody said its hours, on another day."""
    first = 0 if facts.begins_at is None else facts.begins_at - flags.photo_minutes
    last = DAY - 1 if facts.ends_at is None else facts.ends_at + flags.photo_minutes
    for each in facts.photos:
        if each.taken is not None and not first <= each.taken <= last:
            return {"photo": each.photo, "days": each.taken // DAY, "minute": each.taken % DAY}
    return None
