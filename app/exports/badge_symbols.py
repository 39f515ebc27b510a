"""The symbols of badges, drawn on a 24-unit grid to hold at 13 pixels: thick lines, and solid parts with holes.

A rule file names one; a name that is not here gets a rosette of its own, so that a new badge needs no artist.
"""

from typing import NamedTuple

from app.exports.badge_paths import box, burst, dot, rosette


class Symbol(NamedTuple):
    """Two SVG paths: `lines` are stroked, `solid` is filled by the even-odd rule."""

    lines: str = ""
    solid: str = ""


CHECK = "M11 16.6l6.2-6.6-1.9-1.8-4.3 4.6-2.2-2.2-1.9 1.9z"
WINDOWS = (
    "".join(box(x, y, 2, 2.2) for x in (13.5, 17.5) for y in (6, 10, 14)) + box(5, 13, 2, 2.2) + box(5, 17, 2, 2.2)
)
TILES = "".join(box(x, y, 2.8, 2.8) for x in (8.6, 12.6) for y in (6, 10))

SYMBOLS = {
    # those of the shipped rule files, in their order
    "flag": Symbol("M6 2.5v19", "M7 3.5h14.5l-4 4.5 4 4.5H7z"),
    "calendar-check": Symbol("M4 6.2h16v14.6H4zM8 3v3M16 3v3M8.3 14.7l2.7 2.7 4.8-5.2", box(3, 5.5, 18, 4)),
    "users": Symbol(
        "",
        dot(12, 6.6, 3.4)
        + "M6.4 20.5v-3.2a5.6 5.6 0 0 1 11.2 0v3.2z"
        + dot(4.2, 9.8, 2.3)
        + "M.6 18.8v-1.6a3.7 3.7 0 0 1 4.4-3.6c-.5 1-.8 2.3-.8 3.7v1.5z"
        + dot(19.8, 9.8, 2.3)
        + "M23.4 18.8v-1.6a3.7 3.7 0 0 0-4.4-3.6c.5 1 .8 2.3.8 3.7v1.5z",
    ),
    "fingerprint": Symbol("M3.8 15.5V11a8.2 8.2 0 0 1 16.4 0v5.5M7.9 19.5V11.2a4.1 4.1 0 0 1 8.2 0v7.3M12 11.5v9.8"),
    "door-open": Symbol("M2.5 21h19M18 20.5V3.8h-6", "M5 3.5 14 1.8v20.4L5 21z" + dot(11.3, 12.5, 1.2)),
    "file-check": Symbol("M5.5 2.8h8.2l4.8 4.8v13.6h-13zM8.8 14.6l2.4 2.4 4.2-4.6", "M13 2.5v5.8h5.8z"),
    "route": Symbol(
        "M6.5 19h9.2a3.7 3.7 0 0 0 0-7.4H8.3a3.7 3.7 0 0 1 0-7.4H15", dot(4.8, 19, 2.9) + "M14.5.6 21 4.2l-6.5 3.6z"
    ),
    "database": Symbol(
        "M4.2 5.8v12.4c0 1.7 3.5 3.1 7.8 3.1c4.3 0 7.8-1.4 7.8-3.1V5.8"
        "M4.2 12c0 1.7 3.5 3.1 7.8 3.1c4.3 0 7.8-1.4 7.8-3.1",
        "M3.2 5.8C3.2 3.5 7.1 2 12 2c4.9 0 8.8 1.5 8.8 3.8C20.8 8.1 16.9 9.6 12 9.6 7.1 9.6 3.2 8.1 3.2 5.8z",
    ),
    "credit-card": Symbol(
        "",
        "M4 4.2h16a2.4 2.4 0 0 1 2.4 2.4v10.8a2.4 2.4 0 0 1-2.4 2.4H4a2.4 2.4 0 0 1-2.4-2.4V6.6A2.4 2.4 0 0 1 4 4.2z"
        "M1.6 8.4v3.2h20.8V8.4zM5 14.8V17h5.5v-2.2z",
    ),
    "store": Symbol(
        "M4.5 13v8h15v-8M10 20.5v-5h4v5",
        "M4.3 2.5h15.4L22.5 9a2.9 2.9 0 0 1-5.2 1.7 3 3 0 0 1-5.3 0 3 3 0 0 1-5.3 0A2.9 2.9 0 0 1 1.5 9z",
    ),
    "heart-pulse": Symbol(
        "",
        "M12 21.6C5.6 17 2 13.3 2 9a5.4 5.4 0 0 1 10-2.8A5.4 5.4 0 0 1 22 9c0 4.3-3.6 8-10 12.6z"
        "M10.7 7.6v3H7.7v2.6h3v3h2.6v-3h3v-2.6h-3v-3z",
    ),
    "smartphone": Symbol(
        "M8 2.6h8a2 2 0 0 1 2 2v14.8a2 2 0 0 1-2 2H8a2 2 0 0 1-2-2V4.6a2 2 0 0 1 2-2zM10.8 17.8h2.4", TILES
    ),
    "megaphone": Symbol("M6.8 15.5l1.7 5.7M20.5 8.8a4.6 4.6 0 0 1 0 6.4", "M2.5 8.8h5L17.5 3v18L7.5 15.2h-5z"),
    "newspaper": Symbol(
        "M4.8 4.5h14.4v16.8H4.8zM8.5 17.6h7", dot(12, 4.4, 2.6) + "M7.3 14.7l3.4-4.7 2.3 3 1.3-1.5 2.4 3.2z"
    ),
    "landmark": Symbol("M5.4 12v6M9.8 12v6M14.2 12v6M18.6 12v6", "M12 1.8 22 7.6v2.2H2V7.6zM2 19h20v3H2z"),
    "shield-check": Symbol(
        "", "M12 1.8c2.8 2.2 5.8 3.2 9 3.2v6.5c0 5-3.3 8.7-9 10.7-5.7-2-9-5.7-9-10.7V5c3.2 0 6.2-1 9-3.2z" + CHECK
    ),
    "map": Symbol("M2.8 6.2 9 3.5l6 2.7 6.2-2.7v14.3L15 20.5l-6-2.7-6.2 2.7z", "M9 3.5l6 2.7v14.3l-6-2.7z"),
    "map-pin": Symbol(
        "", "M12 1.6a8 8 0 0 0-8 8c0 5.6 8 12.8 8 12.8 0 0 8-7.2 8-12.8a8 8 0 0 0-8-8z" + dot(12, 9.6, 3)
    ),
    "leaf": Symbol(
        "M21 3.3c.9 9.5-2.8 15.4-9.6 15.4-4.3 0-6.6-2.9-6.3-6.4C5.5 6.7 11.5 4.2 21 3.3z"
        "M2.8 21.6c1.8-4.6 5-7.8 10.2-9.8"
    ),
    "hand-heart": Symbol(
        "M2.5 13.8h3.8l2.5-1h4.4a1.9 1.9 0 0 1 0 3.8h-3.4"
        "M14.5 15.6l4.6-2.5a1.9 1.9 0 0 1 1.9 3.3l-6.8 4.3-5.2.3-2.7-1.5H2.5",
        "M13 10.7C9.6 8.4 8 6.7 8 4.6a2.7 2.7 0 0 1 5-1.4 2.7 2.7 0 0 1 5 1.4c0 2.1-1.6 3.8-5 6.1z",
    ),
    "building-2": Symbol("", "M2.5 9.8H10V2.5h12V22H2.5z" + WINDOWS),
    "graduation-cap": Symbol(
        "M6 11.5v5c0 1.7 2.7 3.2 6 3.2 3.3 0 6-1.5 6-3.2v-5M21.8 9.5v6", "M12 3.2 23.5 9 12 14.8.5 9z"
    ),
    "star": Symbol(solid=burst(12, 10.8, 8.8) + CHECK),
    "handshake": Symbol(
        "M4 7.2h3.6l3.6-1.7 2.5 1M20 7.2h-4.2l-2.4-.7-4.3 4a1.7 1.7 0 0 0 2.4 2.4l2.3-1.9 5.2 4.7"
        "M4 14.8h1.6l5.2 4.7a1.7 1.7 0 0 0 2.4-.2 1.7 1.7 0 0 0 2.3-1.3 1.7 1.7 0 0 0 2.4-1.6l2.1-1.2",
        box(0.5, 5.2, 3.6, 11.4) + box(19.9, 5.2, 3.6, 11.4),
    ),
    "clock": Symbol(dot(12, 12, 9.3) + "M12 6.5V12l3.8 2.5"),
    "target": Symbol(dot(12, 12, 9.3) + dot(12, 12, 5), dot(12, 12, 2.3)),
    "presentation": Symbol("M2 3.5h20M4 4v11.5h16V4M8 21.5l4-5 4 5M8.5 12v-1.5M12 12V9M15.5 12V7.5"),
    "scale": Symbol(
        "M12 2.5v18M7 21h10M4.5 6.2h15M5 6.5 2.4 13.5M5 6.5l2.6 7M19 6.5l-2.6 7M19 6.5l2.6 7",
        "M.8 13.3h8.4a4.2 4.2 0 0 1-8.4 0zM14.8 13.3h8.4a4.2 4.2 0 0 1-8.4 0z",
    ),
    # for an officer's own badges
    "sun": Symbol(
        "M12 1.8v2.7M12 19.5v2.7M1.8 12h2.7M19.5 12h2.7"
        "M4.8 4.8l1.9 1.9M17.3 17.3l1.9 1.9M19.2 4.8l-1.9 1.9M6.7 17.3l-1.9 1.9",
        dot(12, 12, 5),
    ),
    "book": Symbol(
        "M12 6.2c-2.5-2-5.8-2.7-9.5-2.7v14.7c3.7 0 7 .7 9.5 2.7 2.5-2 5.8-2.7 9.5-2.7V3.5c-3.7 0-7 .7-9.5 2.7z"
        "M12 6.5v14"
    ),
    "lamp": Symbol("M9.5 21.5h5", "M12 1.8a7.2 7.2 0 0 0-4 13.2v3.5h8V15a7.2 7.2 0 0 0-4-13.2z"),
    "globe": Symbol(dot(12, 12, 9.3) + "M2.7 12h18.6M12 2.7c-5.3 5.5-5.3 13.1 0 18.6 5.3-5.5 5.3-13.1 0-18.6z"),
    "message": Symbol(
        "",
        "M4 3h16a2 2 0 0 1 2 2v10.5a2 2 0 0 1-2 2h-8l-5.5 4.7v-4.7H4a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2z"
        + "".join(dot(x, 10.2, 1.4) for x in (7.3, 12, 16.7)),
    ),
    "qr": Symbol(
        "M3.5 3.5h6v6h-6zM14.5 3.5h6v6h-6zM3.5 14.5h6v6h-6z",
        box(13.4, 13.4, 3, 3)
        + box(18.4, 13.4, 3.2, 3)
        + box(16.2, 16.2, 2.6, 2.6)
        + box(13.4, 18.6, 3, 3)
        + box(18.4, 18.6, 3.2, 3),
    ),
    "key": Symbol(dot(7.5, 12, 4.6) + "M12 12h10M20.5 12.5v4M16.5 12.5v3"),
    "house": Symbol("", "M12 2 23 11.5h-3V22h-5.5v-6.5h-5V22H4V11.5H1z"),
    "mountain": Symbol("", "M1 20.5 9 6l4.2 7.6L16 9.5l7 11z"),
    "wave": Symbol(
        "M1.8 8c2.6 0 2.6 2 5.1 2 2.6 0 2.6-2 5.1-2 2.6 0 2.6 2 5.1 2 2.6 0 2.6-2 5.1-2"
        "M1.8 15c2.6 0 2.6 2 5.1 2 2.6 0 2.6-2 5.1-2 2.6 0 2.6 2 5.1 2 2.6 0 2.6-2 5.1-2"
    ),
}


def symbol_of(name: str) -> Symbol:
    """The symbol with that name, or a rosette that is always the same for it."""
    return SYMBOLS.get(name) or Symbol(solid=rosette(name))
