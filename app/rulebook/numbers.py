"""Whole numbers as people in Vietnam write them: dot for thousands, comma for decimals."""

import re
from fractions import Fraction

LONGEST = 18  # digits; the database's integers hold them all

PLAIN = re.compile(r"[0-9]+")
GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:(?:\.[0-9]{3})+|(?:,[0-9]{3})+)")


def parse_whole(text: str) -> int | None:
    """Read 1234, 1.234 or 1,234 as 1234; None for anything else, blanks and other digits included."""
    if not (PLAIN.fullmatch(text) or GROUPED.fullmatch(text)):
        return None
    digits = text.replace(".", "").replace(",", "")
    return int(digits) if len(digits) <= LONGEST else None


def show_whole(number: int) -> str:
    """150895 as '150.895'."""
    return f"{number:,}".replace(",", ".")


def show_percent(part: int, whole: int, decimals: int = 1) -> str:
    """A share as '54,3%', rounded down so that 100% is said only when it is; '–' of nothing."""
    if whole <= 0:
        return "–"
    scaled = part * 100 * 10**decimals // whole
    units, rest = divmod(scaled, 10**decimals)
    tail = f"{rest:0{decimals}d}".rstrip("0") if decimals else ""
    return f"{show_whole(units)}{',' + tail if tail else ''}%"


def show_average(value: Fraction, decimals: int = 1) -> str:
    """An average as '87,5', rounded down; whole numbers without a comma."""
    units, rest = divmod(value.numerator * 10**decimals // value.denominator, 10**decimals)
    tail = f"{rest:0{decimals}d}".rstrip("0") if decimals else ""
    return f"{show_whole(units)}{',' + tail if tail else ''}"
