"""Free text: what is cleaned, what is refused, how it is found, and what must never be kept."""

import re
import unicodedata

BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
BLANKS = re.compile(r"[^\S\n]+")
EMPTY_LINES = re.compile(r"\n{3,}")
STROKES = str.maketrans({"đ": "d", "Đ": "D", "Ð": "D", "ð": "d"})

DATES = re.compile(
    r"(?<![\d.-])(?:(?:0?[1-9]|[12]\d|3[01])([./-])(?:0?[1-9]|1[0-2])\1(?:19|20)\d\d"
    r"|(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?![.-]?\d)"
)
DIGITS = re.compile(r"\+?\d(?:[ .\-\u00a0\u2011\u2013]{0,2}\d)*")
PHONE = re.compile(r"(?:0|\+?840?)(?:[35789]\d{8}|2\d{9})")
IDENTITY_LENGTHS = (9, 12)
MOST_GROUPS = 12
FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def clean(text: str) -> str:
    """NFC, runs of blanks squeezed, ends trimmed; line breaks are kept, three or more become two."""
    whole = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    lines = (BLANKS.sub(" ", line).strip() for line in whole.split("\n"))
    return EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip("\n")


def forbidden(text: str) -> str | None:
    """Why a text cannot be stored: 'nul', 'surrogate', 'bidi' or 'control'; None when it can."""
    return next((reason for reason in map(_fault, text) if reason), None)


def search_key(text: str) -> str:
    """How a name is found without diacritics: 'Đoàn xã' and 'doan xa' meet, 'Quy' and 'Qui' too."""
    bare = "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))
    return " ".join(bare.translate(STROKES).lower().replace("y", "i").split())


def has_marks(text: str) -> bool:
    """Whether a query was typed with diacritics, so that exact matches go first."""
    return any(unicodedata.combining(sign) or sign in "đĐ" for sign in unicodedata.normalize("NFD", text))


def guarded(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe leads it where one would."""
    return f"'{text}" if text.startswith(FORMULA) else text


def personal_number(text: str) -> bool:
    """Whether a text seems to hold an identity number (9 or 12 digits) or a Vietnamese phone number.

    Blanks, dots and dashes inside do not hide it; dates and short counts are let through.
    """
    latin = "".join(_latin_digit(sign) for sign in text)
    return any(_personal(found.group()) for found in DIGITS.finditer(DATES.sub(",", latin)))


def _personal(run: str) -> bool:
    groups = re.findall(r"\+?\d+", run)
    spans = ((start, start + size) for start in range(len(groups)) for size in range(1, MOST_GROUPS + 1))
    return any(_is_personal(groups[start:end]) for start, end in spans)


def _is_personal(groups: list[str]) -> bool:
    digits = "".join(groups)
    if PHONE.fullmatch(digits):
        return True
    sizes = [len(group) for group in groups]
    written_as_one = min(sizes) >= 3 or max(sizes) == 1
    return digits.isdigit() and len(digits) in IDENTITY_LENGTHS and written_as_one


def _latin_digit(sign: str) -> str:
    value = unicodedata.decimal(sign, None)
    return sign if value is None else str(value)


def _fault(sign: str) -> str | None:
    if sign == "\0":
        return "nul"
    if "\ud800" <= sign <= "\udfff":
        return "surrogate"
    if sign in BIDI:
        return "bidi"
    return "control" if unicodedata.category(sign) == "Cc" and sign not in "\n\t\r" else None
