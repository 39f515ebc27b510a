"""Certificates as PDF, A4 across (PDF/A-2a, PDF/UA-1), in the project's own look, without any emblem of the Union.

What people have written reaches the layout as JSON, never as markup. The same certificate gives the same bytes.
"""

import io
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, time
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import fontpkg_be_vietnam_pro
import segno
import typst
from flask_babel import gettext as _

from app.exports.certificate_words import Certificate, drawable, words
from app.exports.layout_making import FOLDER

TOGETHER = 100  # certificates in one PDF; memory grows with them
MASK = 4  # trying all eight costs more than the rest of the code, and every reader reads each
DARK = "#16233A"

_one_at_a_time = Lock()


def certificate(each: Certificate) -> bytes:
    """One certificate."""
    return together([each])


def together(some: Sequence[Certificate]) -> bytes:
    """At most 100 certificates in one PDF, one a page."""
    if not 0 < len(some) <= TOGETHER:
        raise ValueError(f"1 to {TOGETHER} certificates in one PDF")
    told = [words(each) | {"qr": _qr(each.address)} for each in some]
    try:
        return _composed(told, some[0])
    except typst.TypstError:  # a sign that the font has not
        return _composed([drawable(each) for each in told], some[0])


def singly(some: Iterable[tuple[str, Certificate]]) -> Iterator[tuple[str, bytes]]:
    """A PDF each under the names given, one at a time."""
    return ((f"{name}.pdf", certificate(each)) for name, each in some)


def for_printing(some: Sequence[Certificate]) -> Iterator[tuple[str, bytes]]:
    """The same certificates a hundred to a PDF, for the printer: names and contents, one PDF at a time."""
    for start in range(0, len(some), TOGETHER):
        part = some[start : start + TOGETHER]
        yield f"{start + 1:04}-{start + len(part):04}.pdf", together(part)


def _composed(told: Sequence[dict[str, Any]], first: Certificate) -> bytes:
    made = first.made_on
    title = _("Giấy chứng nhận: %(campaign)s", campaign=first.campaign)
    data = {"certificates": told, "title": title, "made": [made.year, made.month, made.day]}
    with _one_at_a_time:
        found = _compiler().compile(
            format="pdf",
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            pdf_standards=["a-2a", "ua-1"],
            timestamp=datetime.combine(made, time(), UTC),
        )
    assert isinstance(found, bytes)
    return found


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    folder = Path(fontpkg_be_vietnam_pro.__file__).parent / "files"
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
    return typst.Compiler(FOLDER / "certificate.typ", root=FOLDER, font_paths=fonts)


def _qr(address: str) -> str:
    out = io.BytesIO()
    found = segno.make(address, micro=False, error="m", boost_error=False, mask=MASK)
    found.save(out, kind="svg", xmldecl=False, border=0, omitsize=True, dark=DARK)
    return out.getvalue().decode()
