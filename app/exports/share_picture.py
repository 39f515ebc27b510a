"""The picture that shows beside a link to an award: badge, team, campaign; 1200 × 630."""

import io
from functools import lru_cache
from typing import NamedTuple

from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

from app.exports.badge_raster import picture
from app.exports.lettering import BLUE, GROUND, INK, SOFT, Column, written

SIZE = (1200, 630)
WORDS = Column(500, 640)


class Words(NamedTuple):
    """What stands on it; `art` is symbol, level and shield."""

    art: tuple[str, str, str]
    badge: str
    level: str
    team: str
    campaign: str
    when: str
    address: str


@lru_cache(maxsize=64)
def png(words: Words, token: str) -> bytes:
    """The same words give the same bytes, painted once; the credential travels inside, as Open Badges bakes it."""
    found = Image.new("RGB", SIZE, GROUND)
    pen = ImageDraw.Draw(found)
    pen.rectangle((0, 0, SIZE[0], 14), fill=BLUE)
    shield = _shield(*words.art)
    found.paste(shield, (60, 102), shield)
    y = written(pen, WORDS, words.badge, 96, 58, INK, 2)
    if words.level:
        y = written(pen, WORDS, words.level, y + 6, 36, SOFT, 1)
    written(pen, WORDS, words.team, y + 20, 42, BLUE, 2)
    for place, line in enumerate((words.campaign, words.when, words.address)):
        written(pen, WORDS, line, 466 + 40 * place, 26, SOFT, 1)
    out = io.BytesIO()
    inside = PngInfo()
    inside.add_itxt("openbadgecredential", token)
    found.save(out, "PNG", pnginfo=inside)
    return out.getvalue()


@lru_cache(maxsize=64)
def _shield(symbol: str, level: str, shape: str) -> Image.Image:
    return picture(symbol, level, shape, 440)
