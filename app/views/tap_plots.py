"""The taps of one line over its session, as numbers for a small SVG; half of a tired verifier's check is one look."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Flask
from flask_babel import gettext as _

from app.models import Report, ReportLine
from app.rulebook.numbers import show_whole
from app.rulebook.taps import densest
from app.views.formats import hour

WIDTH, HEIGHT, LOW = 320, 40, 8
STEP, FEW = 2, 6
MINUTE, HOUR = 60, 3600
LEAST = 30 * MINUTE


@dataclass(frozen=True, slots=True)
class TapPlot:
    """Upright strokes on a line of time: the taller, the more taps at once; `ends` is where the session ends."""

    marks: str
    ends: float | None
    first: str
    last: str
    words: str
    width: int = WIDTH
    height: int = HEIGHT


def tap_plot(line: ReportLine, report: Report) -> TapPlot | None:
    """None for a total that was entered by hand."""
    if not line.taps:
        return None
    begins, ends = report.begins_at, report.ends_at
    session = (ends - begins) * MINUTE if begins is not None and ends is not None else 0
    whole = max(session, line.taps[-1], LEAST)
    first, last = (_clock(begins, second) for second in (0, whole))
    end = round(WIDTH * session / whole, 1) if 0 < session < whole else None
    return TapPlot(_marks(line.taps, whole), end, first, last, _words(line))


def _clock(begins: int | None, second: int) -> str:
    """The time of day, or the time since the session began where nobody said when that was."""
    if begins is None:
        return f"{second // HOUR}:{second % HOUR // MINUTE:02}"
    return hour((begins + second // MINUTE) % (24 * 60))


def _marks(taps: Sequence[int], whole: int) -> str:
    """One path of strokes; taps within the same pixels make a taller one."""
    seen = Counter(min(WIDTH // STEP - 1, WIDTH // STEP * tap // whole) for tap in taps)
    most = max(seen.values())
    return "".join(
        f"M{place * STEP + 1} {HEIGHT}V{HEIGHT - LOW - (HEIGHT - LOW) * (count - 1) // max(FEW, most - 1)}"
        for place, count in sorted(seen.items())
    )


def _words(line: ReportLine) -> str:
    taps = line.taps or []
    minutes = max(1, (taps[-1] - taps[0]) // MINUTE)
    return _(
        "%(count)s lượt đếm trong %(minutes)s phút; dày nhất %(most)s lượt trong 2 phút",
        count=show_whole(len(taps)),
        minutes=show_whole(minutes),
        most=show_whole(densest(taps, 2 * MINUTE)[0]),
    )


def register(app: Flask) -> None:
    """Make the plot known to the templates."""
    app.add_template_filter(tap_plot)
