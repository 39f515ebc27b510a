"""Words as a QR code, drawn in the page itself."""

import io

import segno
from markupsafe import Markup


def qr_code(words: str) -> Markup:
    """An inline SVG, so that what it says never becomes an address of its own."""
    out = io.BytesIO()
    segno.make(words, micro=False).save(
        out, kind="svg", xmldecl=False, svgns=True, nl=False, omitsize=True, border=2, svgclass="qr", lineclass=None
    )
    return Markup(out.getvalue().decode())
