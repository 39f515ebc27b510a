"""A credential as people hold it up: pasted or as a file; a bare token, our JSON, or a picture with one inside."""

import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from werkzeug.datastructures import FileStorage

from app.outside import seals

MOST = 64 * 1024  # bytes; one credential is about three thousand
IN_SVG = re.compile(r'<openbadges:credential\b[^>]*\bverify="([^"<>]*)"')
IN_PNG = b"iTXtopenbadgecredential\0\0\0"  # the chunk that carries one, uncompressed
PNG = b"\x89PNG"


@dataclass(frozen=True, slots=True)
class Reading:
    """What was held up: its fault, or the award it speaks of; `claimed_issuer` is what it says of itself."""

    fault: str = ""
    award: str = ""
    claimed_issuer: str = ""
    typed: str = ""


def read(pasted: str, file: FileStorage | None) -> Reading:
    """Faults: empty, too_big, no_token, those of `seals.open_seal`, not_a_badge."""
    if file is not None and file.filename:
        raw, typed = file.stream.read(MOST * 16 + 1), ""
    else:
        raw, typed = pasted.strip().encode("utf-8", "replace"), pasted.strip()[:MOST]
    if not raw.strip():
        return Reading("empty")
    if len(raw) > (MOST * 16 if raw.startswith(PNG) else MOST):
        return Reading("too_big")
    token = _token(raw)
    return _judged(token, typed) if token else Reading("no_token", typed=typed)


def _token(raw: bytes) -> str:
    if raw.startswith(PNG):
        return _from_png(raw)
    text = raw.decode("utf-8", "replace").strip().lstrip("\ufeff")
    if text.startswith("<"):
        drawn = IN_SVG.search(text)
        return drawn[1].strip() if drawn else ""
    return _from_json(text) if text.startswith("{") else text


def _from_png(raw: bytes) -> str:
    at = raw.find(IN_PNG)
    if at < 4:
        return ""
    length = int.from_bytes(raw[at - 4 : at])
    return raw[at + 4 : at + 4 + length].rpartition(b"\0")[2].decode("ascii", "replace")


def _from_json(text: str) -> str:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return ""
    token = found.get("jwt") if isinstance(found, dict) else None
    return token.strip() if isinstance(token, str) else ""


def _judged(token: str, typed: str) -> Reading:
    opened = seals.open_seal("".join(token.split()))
    issuer = _text(opened.claims.get("iss"))
    if opened.fault:
        return Reading(opened.fault, claimed_issuer=issuer, typed=typed)
    types = opened.claims.get("type")
    if not isinstance(types, list) or "OpenBadgeCredential" not in types:
        return Reading("not_a_badge", claimed_issuer=issuer, typed=typed)
    award = urlsplit(_text(opened.claims.get("id"))).path.rpartition("/")[2]
    return Reading(award=award, claimed_issuer=issuer, typed=typed)


def _text(found: Any) -> str:
    return found[:300] if isinstance(found, str) else ""
