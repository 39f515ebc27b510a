"""The pictures that show beside a link to results: one of the whole campaign, one of each cluster; 1200 × 630."""

import io
from functools import lru_cache
from typing import NamedTuple

from PIL import Image, ImageDraw

from app.exports.badge_raster import flattened
from app.exports.lettering import BLUE, GROUND, INK, SOFT, SUN, Column, written
from app.exports.share_picture import SIZE

PANEL = 400
BESIDE, WORDS = Column(48, PANEL - 88), Column(PANEL + 48, SIZE[0] - PANEL - 108)
FAINT = "#D6E4F7"
MARK = "M8 2H22V16H18V6H8zM2 8H16V22H12V12H2z"  # static/img/mark.svg
SIZES = {4: 26, 5: 22}
"""How large a winner's name is where so many clusters share the picture; up to three have room for large ones."""


class Source(NamedTuple):
    """Where the numbers stand: the decision, when it was made public, and the version's own address."""

    decision: str
    when: str
    address: str


class OfCluster(NamedTuple):
    """What stands on a cluster's picture; several `teams`, three at most, share the place."""

    campaign: str
    cluster: str
    prize: str
    rank: str
    points: str
    unit_of_points: str
    teams: tuple[str, ...]
    under: str
    source: Source


class Line(NamedTuple):
    """A cluster and who won it, on the picture of them all."""

    cluster: str
    team: str


class OfCampaign(NamedTuple):
    """What stands on the picture of a whole campaign; `more` says how many clusters `room` leaves out."""

    title: str
    campaign: str
    unit: str
    lines: tuple[Line, ...]
    more: str
    source: Source


def room(clusters: int) -> int:
    """For how many of so many clusters the picture has room."""
    return clusters if clusters <= max(SIZES) else min(SIZES)


@lru_cache(maxsize=64)
def of_cluster(words: OfCluster) -> bytes:
    """The same words give the same bytes, painted once."""
    found, pen = _ground(SUN, INK)
    y = written(pen, BESIDE, words.prize, 190, 54 if len(words.prize) <= 10 else 42, INK, 3)
    y = written(pen, BESIDE, words.rank, y + 4, 34, INK)
    large = 84 if len(words.points) <= 6 else 52
    y = written(pen, BESIDE, words.points, max(y, 400), large, INK)
    written(pen, BESIDE, words.unit_of_points, y - large // 5, 34, INK)
    y = written(pen, WORDS, words.campaign, 44, 28, SOFT, 2)
    y = written(pen, WORDS, words.cluster, y + 6, 38, BLUE, 2) + 16
    size, most = {1: (52, 3), 2: (34, 2)}.get(len(words.teams), (24, 2))
    for team in words.teams:
        y = written(pen, WORDS, team, y, size, INK, most)
    written(pen, WORDS, words.under, min(y + 4, 448), 28, SOFT)
    return _finished(found, pen, words.source)


@lru_cache(maxsize=16)
def of_campaign(words: OfCampaign) -> bytes:
    """The same words give the same bytes, painted once."""
    found, pen = _ground(BLUE, SUN)
    y = written(pen, BESIDE, words.title, 200, 56, "white")
    y = written(pen, BESIDE, words.campaign, y + 8, 34, "white", 5)
    written(pen, BESIDE, words.unit, max(y, 530), 24, FAINT, 2)
    y, size = 36, SIZES.get(len(words.lines), 30)
    for line in words.lines:
        y = written(pen, WORDS, line.cluster, y, min(size - 4, 22), BLUE)
        y = written(pen, WORDS, line.team, y - 2, size, INK, 2) + 8
    written(pen, WORDS, words.more, y, 20, SOFT)
    return _finished(found, pen, words.source)


def _ground(panel: str, mark: str) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    found = Image.new("RGB", SIZE, GROUND)
    pen = ImageDraw.Draw(found)
    pen.rectangle((0, 0, PANEL, SIZE[1]), fill=panel)
    for line in flattened(MARK):
        pen.polygon([(BESIDE.left - 10 + 5 * x, 38 + 5 * y) for x, y in line], fill=mark)
    return found, pen


def _finished(found: Image.Image, pen: ImageDraw.ImageDraw, source: Source) -> bytes:
    pen.line((WORDS.left, 500, SIZE[0] - 60, 500), fill="#C9D4E5", width=2)
    y = 506
    for line, most in zip(source, (2, 1, 1), strict=True):
        y = written(pen, WORDS, line, y, 21, SOFT, most) if line else y
    out = io.BytesIO()
    found.save(out, "PNG")
    return out.getvalue()
