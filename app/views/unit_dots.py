"""Where units stand, as dots on a plain sheet: no border, no sea, only places in relation to each other.

Whoever looks at the whole country always sees the special zones Hoàng Sa and Trường Sa.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians, sqrt

from flask_babel import gettext as _

from app.queries.unit_work import Province, UnitWork

WIDTH, MARGIN = 400, 26
LEAST, MOST, A_TEAM = 4.0, 14.0, 2.2  # radii, and what the first team adds
SPAN = 0.3  # degrees that a sheet shows at least
COUNTRY = ((8.2, 101.9), (23.6, 117.2))
ZONES = (("Đặc khu Hoàng Sa", "T48", 16.568, 112.135), ("Đặc khu Trường Sa", "T56", 9.71, 114.45))
"""Name, province and place as campaigns/units/units-2025.csv has them."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Dot:
    """One place; `kind` is '' for no work yet, 'active' or 'zone'; only a zone is labelled on the sheet."""

    x: float
    y: float
    r: float
    title: str
    kind: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The dots, the largest first so that none is covered whole."""

    width: int
    height: int
    dots: tuple[Dot, ...]


def of_units(units: Sequence[UnitWork], province_path: str) -> Sheet | None:
    """The units that have coordinates, with the special zone of their province; None without any."""
    placed = [each for each in units if each.latitude is not None and each.longitude is not None]
    zones = [each for each in ZONES if province_path.endswith(f"/{each[1]}/")]
    if not placed:
        return None
    most = max(each.active for each in placed)
    points = [(each.latitude or 0.0, each.longitude or 0.0) for each in placed]
    known = {each.name.removeprefix("Đoàn ").casefold() for each in placed}
    zones = [each for each in zones if each[0].casefold() not in known]
    place, height = _sheet([*points, *((each[2], each[3]) for each in zones)])
    dots = [_dot(place(point), each, most) for each, point in zip(placed, points, strict=True)]
    return _drawn(height, dots, zones, place)


def of_country(provinces: Iterable[Province], units: Sequence[UnitWork]) -> Sheet:
    """One dot a province, and the special zones Hoàng Sa and Trường Sa whatever else is there."""
    sums = [_sum(each, units) for each in provinces]
    most = max((each.active for each in sums), default=0)
    place, height = _sheet(COUNTRY)
    dots = [_dot(place((each.latitude or 0.0, each.longitude or 0.0)), each, most) for each in sums]
    return _drawn(height, dots, ZONES, place)


def _sum(province: Province, units: Sequence[UnitWork]) -> UnitWork:
    below = [each for each in units if each.path.startswith(province.path)]
    teams, active = sum(each.teams for each in below), sum(each.active for each in below)
    return UnitWork("", province.name, province.path, province.latitude, province.longitude, teams, active)


def _sheet(points: Sequence[Point]) -> tuple[Callable[[Point], Point], int]:
    """Equirectangular, true to scale in the middle; gives where a place stands, and the sheet's height."""
    south, north = _wide(min(lat for lat, _ in points), max(lat for lat, _ in points))
    west, east = _wide(min(lon for _, lon in points), max(lon for _, lon in points))
    shrunk = cos(radians((south + north) / 2))
    scale = (WIDTH - 2 * MARGIN) / max((east - west) * shrunk, (north - south) * 0.8)
    left = (WIDTH - (east - west) * shrunk * scale) / 2

    def place(point: Point) -> Point:
        latitude, longitude = point
        return left + (longitude - west) * shrunk * scale, MARGIN + (north - latitude) * scale

    return place, round((north - south) * scale) + 2 * MARGIN


def _wide(low: float, high: float) -> Point:
    missing = max(0.0, SPAN - (high - low)) / 2
    return low - missing, high + missing


def _dot(at: Point, unit: UnitWork, most: int) -> Dot:
    more = min(MOST - LEAST, A_TEAM * sqrt(most))
    radius = LEAST + more * sqrt(unit.active / most) if most else LEAST
    said = _("%(name)s: %(active)s/%(teams)s đội đã có việc được xác minh", **unit._asdict())
    title = said if unit.teams else _("%(name)s: không có đội trong chiến dịch", name=unit.name)
    return Dot(round(at[0], 1), round(at[1], 1), round(radius, 1), title, "active" if unit.active else "")


def _drawn(
    height: int, dots: list[Dot], zones: Iterable[tuple[str, str, float, float]], place: Callable[[Point], Point]
) -> Sheet:
    marks = []
    for name, _province, latitude, longitude in zones:
        x, y = place((latitude, longitude))
        marks.append(Dot(round(x, 1), round(y, 1), LEAST, name, "zone", name))
    return Sheet(WIDTH, height, tuple(sorted(dots, key=lambda each: -each.r)) + tuple(marks))
