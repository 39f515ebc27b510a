"""Badges drawn from four parameters: what was asked for, a symbol, a level, and whether ink is black.

One drawing for everything: colours stand in attributes, so that a file looks right on its own, and behind class names,
so that a page's style sheet may change them. One, two or three chevrons on the plate say bronze, silver or gold without
colour. Never the Union's emblem.
"""

from html import escape
from typing import NamedTuple

from app.exports.badge_symbols import symbol_of

LEVELS = ("bronze", "silver", "gold")


class Shape(NamedTuple):
    """The outline of a shield from its top to its tip, and the half of it that lies in the shade."""

    outline: str
    shade: str


SHAPES = {
    "work": Shape("M32 3 58 10v25c0 16-11 28-26 34C17 63 6 51 6 35V10z", "M32 3 58 10v25c0 16-11 28-26 34z"),
    "places": Shape("M32 3 58 16v36L32 69 6 52V16z", "M32 3 58 16v36L32 69z"),
    "people": Shape(
        "M32 3c8 5 17 7 26 6v28c0 15-11 26-26 32C17 63 6 52 6 37V9c9 1 18-1 26-6z",
        "M32 3c8 5 17 7 26 6v28c0 15-11 26-26 32z",
    ),
    "care": Shape("M18 4h28l12 12v22c0 14-11 25-26 31C17 63 6 52 6 38V16z", "M32 4h14l12 12v22c0 14-11 25-26 31z"),
}
FAMILIES = {
    "places": "places",
    "hamlets": "places",
    "days": "places",
    "activity_days": "places",
    "full_squads": "people",
    "partners": "people",
    "months_met": "people",
    "trained_pct": "people",
    "present_pct": "people",
    "accounts_pct": "people",
    "sessions_attended": "people",
    "sundays_attended": "people",
    "work_kinds": "people",
    "reports": "care",
    "sundays_pct": "care",
    "sunday_streak": "care",
    "targets_reached": "care",
    "on_time_pct": "care",
    "first_time_pct": "care",
    "appraised_in_time": "care",
}
"""Which shield a metric has; every other counts work."""


class Ink(NamedTuple):
    """Two facets, rim and plate, what is drawn on the facets, what on the plate."""

    lit: str
    shade: str
    rim: str
    on: str
    step: str


INKS = {
    "bronze": Ink("#BC7242", "#A65E2E", "#7E431C", "#FFFFFF", "#FFFFFF"),
    "silver": Ink("#7A8AA1", "#64748B", "#465468", "#FFFFFF", "#FFFFFF"),
    "gold": Ink("#FFD465", "#F7BC2C", "#A87900", "#4A3500", "#FFFFFF"),
    "none": Ink("none", "none", "#77869F", "#77869F", "#77869F"),
}
BLACK = Ink("#FFFFFF", "#FFFFFF", "#000000", "#000000", "#FFFFFF")
STEPS = {"bronze": (32.0,), "silver": (26.2, 37.8), "gold": (20.4, 32.0, 43.6)}
SYMBOL_AT = (14, 9.2, 1.5)  # x, y and size of the symbol's grid
ROUND = 'stroke-linecap="round" stroke-linejoin="round"'


def family(metric: str) -> str:
    """The shield of a badge that asks this."""
    return FAMILIES.get(metric, "work")


class Layer(NamedTuple):
    """A path that is filled or stroked; symbols stand on a grid of their own, `SYMBOL_AT`."""

    name: str
    path: str
    ink: str
    stroke: float = 0
    on_symbol_grid: bool = False


def layers(symbol: str, level: str | None, shape: str = "work", *, mono: bool = False) -> list[Layer]:
    """The drawing from back to front, on a field of 64 × 72."""
    ink = BLACK if mono else INKS[level or "none"]
    outline, shade = SHAPES[shape]
    lines, solid = symbol_of(symbol)
    found = [
        Layer("lit", outline, ink.lit),
        Layer("shade", shade, ink.shade),
        Layer("rim", outline, ink.rim, 3.5),
        Layer("lines", lines, ink.on, 2.2, True),
        Layer("solid", solid, ink.on, 0, True),
    ]
    if level:
        width = 14 + 11.6 * len(STEPS[level])
        steps = "".join(f"M{x - 3.4:g} 58.6l3.4-4.2 3.4 4.2" for x in STEPS[level])
        found += [Layer("plate", _plate(width), ink.rim), Layer("step", steps, ink.step, 2.8)]
    return [each for each in found if each.path]


def drawing(symbol: str, level: str | None, shape: str = "work", *, mono: bool = False) -> str:
    """What stands inside the `<svg>`."""
    return "".join(_element(each) for each in layers(symbol, level, shape, mono=mono))


def page_svg(symbol: str, level: str | None, shape: str, width: int) -> str:
    """For a page: hidden from readers, since the words stand beside it."""
    box = f'width="{width}" height="{round(width * 1.125)}" viewBox="0 0 64 72" aria-hidden="true"'
    return f'<svg class="badge-art is-{level or "none"}" {box}>{drawing(symbol, level, shape)}</svg>'


def file_svg(symbol: str, level: str | None, shape: str, title: str, *, mono: bool = False, inside: str = "") -> str:
    """For a file of its own; `inside` is put before the drawing."""
    head = '<svg xmlns="http://www.w3.org/2000/svg" width="512" height="576" viewBox="0 0 64 72" role="img">'
    return f"{head}<title>{escape(title)}</title>{inside}{drawing(symbol, level, shape, mono=mono)}</svg>\n"


def _plate(width: float) -> str:
    side = width - 8
    return (
        f"M{32 - side / 2:g} 49.5h{side:g}a4 4 0 0 1 4 4v5.5a4 4 0 0 1-4 4h{-side:g}a4 4 0 0 1-4-4v-5.5a4 4 0 0 1 4-4z"
    )


def _element(layer: Layer) -> str:
    if layer.stroke:
        ink = f'fill="none" stroke="{layer.ink}" stroke-width="{layer.stroke:g}" {ROUND}'
    else:
        ink = f'fill="{layer.ink}" fill-rule="evenodd"'
    place = ' transform="translate({:g} {:g}) scale({:g})"'.format(*SYMBOL_AT) if layer.on_symbol_grid else ""
    return f'<path class="{layer.name}" {ink}{place} d="{layer.path}"/>'
