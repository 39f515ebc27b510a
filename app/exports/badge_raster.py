"""The same drawing as pixels: paths of `badge_art` flattened to polygons, drawn large and made smaller."""

import re
from itertools import pairwise
from math import atan2, ceil, cos, hypot, pi, sin

from PIL import Image, ImageChops, ImageDraw

from app.exports.badge_art import SYMBOL_AT, Layer, layers

FINER = 3  # pixels drawn for each that is kept, both ways
TOKENS = re.compile(r"([A-Za-z])|(-?(?:\d+\.?\d*|\.\d+))")
TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "Q": 4, "A": 7, "Z": 0}
CURVE, ARC = 16, 48  # pieces of a curve, of a whole circle
Point = tuple[float, float]
Line = list[Point]


def picture(symbol: str, level: str, shape: str, height: int) -> Image.Image:
    """The badge on nothing, `height` pixels high."""
    scale = height * FINER / 72
    found = Image.new("RGBA", (round(64 * scale), height * FINER))
    for each in layers(symbol, level, shape):
        found.paste(each.ink, mask=_mask(each, scale, found.size))
    return found.resize((round(64 * height / 72), height), Image.Resampling.LANCZOS)


def flattened(path: str) -> list[Line]:
    """The path's lines, one for each M; arcs must be of circles."""
    found: list[Line] = []
    at = (0.0, 0.0)
    for command, numbers in _steps(path):
        if command == "Z":
            found[-1].append(found[-1][0])
            at = found[-1][0]
        elif command == "M":
            found.append([(numbers[0], numbers[1])])
            at = found[-1][0]
        else:
            found[-1] += _pieces(command, at, numbers)
            at = found[-1][-1]
    return found


def _steps(path: str) -> list[tuple[str, list[float]]]:
    """Commands with absolute numbers."""
    found, at, start, command = [], (0.0, 0.0), (0.0, 0.0), ""
    tokens = [(sign, number) for sign, number in TOKENS.findall(path)]
    place = 0
    while place < len(tokens):
        if tokens[place][0]:
            command, place = tokens[place][0], place + 1
        takes = TAKES[command.upper()]
        numbers = [float(number) for _, number in tokens[place : place + takes]]
        place += takes
        numbers = _absolute(command, at, numbers)
        kind = command.upper()
        at = start if kind == "Z" else (numbers[-2], numbers[-1])
        if kind == "M":
            start, following = at, "L" if command == "M" else "l"
        found.append(("L" if kind in "HV" else kind, numbers))
        command = following if kind == "M" else command
    return found


def _absolute(command: str, at: Point, numbers: list[float]) -> list[float]:
    x, y = at if command.islower() else (0.0, 0.0)
    kind = command.upper()
    if kind == "H":
        return [numbers[0] + x, at[1]]
    if kind == "V":
        return [at[0], numbers[0] + y]
    if kind == "A":
        return [*numbers[:5], numbers[5] + x, numbers[6] + y]
    return [number + (y if place % 2 else x) for place, number in enumerate(numbers)]


def _pieces(command: str, at: Point, numbers: list[float]) -> Line:
    if command == "A":
        return _arc(at, (numbers[5], numbers[6]), numbers[0], bool(numbers[3]), bool(numbers[4]))
    knots = [at, *zip(numbers[::2], numbers[1::2], strict=True)]
    if len(knots) == 2:
        return knots[1:]
    return [_between(knots, piece / CURVE) for piece in range(1, CURVE + 1)]


def _between(knots: Line, share: float) -> Point:
    """De Casteljau's point of a curve."""
    while len(knots) > 1:
        knots = [(a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share) for a, b in pairwise(knots)]
    return knots[0]


def _arc(at: Point, to: Point, radius: float, large: bool, sweep: bool) -> Line:
    half = hypot(to[0] - at[0], to[1] - at[1]) / 2
    radius = max(radius, half)
    middle = ((at[0] + to[0]) / 2, (at[1] + to[1]) / 2)
    away = (radius**2 - half**2) ** 0.5 / (2 * half) * (-1 if large == sweep else 1)
    centre = (middle[0] - away * (to[1] - at[1]), middle[1] + away * (to[0] - at[0]))
    first = atan2(at[1] - centre[1], at[0] - centre[0])
    turn = (atan2(to[1] - centre[1], to[0] - centre[0]) - first) % (2 * pi)
    turn -= 0 if sweep else 2 * pi
    count = ceil(ARC * abs(turn) / (2 * pi))
    angles = (first + turn * piece / count for piece in range(1, count + 1))
    return [(centre[0] + radius * cos(angle), centre[1] + radius * sin(angle)) for angle in angles]


def _mask(layer: Layer, scale: float, size: tuple[int, int]) -> Image.Image:
    left, top, zoom = SYMBOL_AT if layer.on_symbol_grid else (0, 0, 1)
    lines = [[((left + x * zoom) * scale, (top + y * zoom) * scale) for x, y in line] for line in flattened(layer.path)]
    return _stroked(lines, layer.stroke * zoom * scale, size) if layer.stroke else _filled(lines, size)


def _filled(lines: list[Line], size: tuple[int, int]) -> Image.Image:
    """By the even-odd rule."""
    found = Image.new("1", size)
    for line in lines:
        part = Image.new("1", size)
        ImageDraw.Draw(part).polygon(line, fill=1)
        found = ImageChops.logical_xor(found, part)
    return found.convert("L")


def _stroked(lines: list[Line], width: float, size: tuple[int, int]) -> Image.Image:
    """With round ends and corners."""
    found = Image.new("L", size)
    pen = ImageDraw.Draw(found)
    for line in lines:
        pen.line(line, fill=255, width=round(width))
        for x, y in line:
            pen.ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), fill=255)
    return found
