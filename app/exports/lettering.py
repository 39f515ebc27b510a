"""Writing on painted pictures: lines broken and cut to a width, in the app's own two fonts."""

import unicodedata
from functools import lru_cache
from typing import NamedTuple

from PIL import ImageDraw, ImageFont

from app.config import ROOT

GROUND, INK, SOFT, BLUE, SUN = "#F6F8FC", "#16233A", "#52617A", "#0B57B5", "#FFC83D"
FONTS = ("be-vietnam-pro-5.3.0-700-latin.woff2", "be-vietnam-pro-5.3.0-700-vietnamese.woff2")


class Column(NamedTuple):
    """Where lines begin, and how wide they may be."""

    left: int
    wide: int


def written(pen: ImageDraw.ImageDraw, column: Column, words: str, y: int, size: int, ink: str, most: int = 1) -> int:
    """Broken into at most so many lines; the height at which the next may begin."""
    lines = _broken(unicodedata.normalize("NFC", words), size, column.wide)
    if len(lines) > most:
        lines = [*lines[: most - 1], _cut(lines[most - 1] + " …", size, column.wide)]
    for line in lines:
        x = float(column.left)
        for letter in line:
            font = _font_for(letter, size)
            pen.text((x, y + size), letter, fill=ink, font=font, anchor="ls")
            x += font.getlength(letter)
        y += round(size * 1.35)
    return y


@lru_cache(maxsize=24)
def _fonts(size: int) -> tuple[ImageFont.FreeTypeFont, ImageFont.FreeTypeFont]:
    latin, vietnamese = (ImageFont.truetype(ROOT / "static" / "fonts" / name, size) for name in FONTS)
    return latin, vietnamese


def _broken(words: str, size: int, wide: int) -> list[str]:
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if _length(longer, size) <= wide or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return [_cut(line, size, wide) for line in lines]


def _cut(line: str, size: int, wide: int) -> str:
    while _length(line, size) > wide:
        line = line.rstrip(" …")[:-1].rstrip() + " …"
    return line


def _length(line: str, size: int) -> float:
    return sum(_font_for(letter, size).getlength(letter) for letter in line)


def _font_for(letter: str, size: int) -> ImageFont.FreeTypeFont:
    """The two halves of the font share the letters between them."""
    latin, vietnamese = _fonts(size)
    return latin if ord(letter) < 0x100 or 0x2000 <= ord(letter) < 0x2070 else vietnamese
