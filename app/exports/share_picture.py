"""The picture that shows beside a link to an award: badge, team, campaign; 1200 × 630."""

import io
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont
from PIL.PngImagePlugin import PngInfo

from app.config import ROOT
from app.exports.badge_raster import picture

SIZE = (1200, 630)
GROUND, INK, SOFT, EDGE = "#F6F8FC", "#16233A", "#52617A", "#0B57B5"
LEFT, RIGHT, WIDE = 500, 1140, 640
FONTS = ("be-vietnam-pro-5.3.0-700-latin.woff2", "be-vietnam-pro-5.3.0-700-vietnamese.woff2")


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
    pen.rectangle((0, 0, SIZE[0], 14), fill=EDGE)
    shield = _shield(*words.art)
    found.paste(shield, (60, 102), shield)
    y = _written(pen, words.badge, 96, 58, INK, 2)
    if words.level:
        y = _written(pen, words.level, y + 6, 36, SOFT, 1)
    _written(pen, words.team, y + 20, 42, EDGE, 2)
    for place, line in enumerate((words.campaign, words.when, words.address)):
        _written(pen, line, 466 + 40 * place, 26, SOFT, 1)
    out = io.BytesIO()
    inside = PngInfo()
    inside.add_itxt("openbadgecredential", token)
    found.save(out, "PNG", pnginfo=inside)
    return out.getvalue()


@lru_cache(maxsize=64)
def _shield(symbol: str, level: str, shape: str) -> Image.Image:
    return picture(symbol, level, shape, 440)


@lru_cache(maxsize=12)
def _fonts(size: int) -> tuple[ImageFont.FreeTypeFont, ImageFont.FreeTypeFont]:
    latin, vietnamese = (ImageFont.truetype(ROOT / "static" / "fonts" / name, size) for name in FONTS)
    return latin, vietnamese


def _written(pen: ImageDraw.ImageDraw, words: str, y: int, size: int, ink: str, most: int) -> int:
    """Broken into at most so many lines; the height at which the next may begin."""
    lines = _broken(unicodedata.normalize("NFC", words), size)
    if len(lines) > most:
        lines = [*lines[: most - 1], _cut(lines[most - 1] + " …", size)]
    for line in lines:
        x = float(LEFT)
        for letter in line:
            font = _font_for(letter, size)
            pen.text((x, y + size), letter, fill=ink, font=font, anchor="ls")
            x += font.getlength(letter)
        y += round(size * 1.35)
    return y


def _broken(words: str, size: int) -> list[str]:
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if _length(longer, size) <= WIDE or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return [_cut(line, size) for line in lines]


def _cut(line: str, size: int) -> str:
    while _length(line, size) > WIDE:
        line = line.rstrip(" …")[:-1].rstrip() + " …"
    return line


def _length(line: str, size: int) -> float:
    return sum(_font_for(letter, size).getlength(letter) for letter in line)


def _font_for(letter: str, size: int) -> ImageFont.FreeTypeFont:
    """The two halves of the font share the letters between them."""
    latin, vietnamese = _fonts(size)
    return latin if ord(letter) < 0x100 or 0x2000 <= ord(letter) < 0x2070 else vietnamese
