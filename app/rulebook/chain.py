"""A hash chain: each link is canonical JSON that begins with the hash of the link before it (docs/ledger.md)."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple

NO_HASH = "0" * 64
"""What the first link names as its predecessor."""
COMPACT = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"))


class Link(NamedTuple):
    """One link: its canonical object as text, and the SHA-256 of that text."""

    body: str
    hash: str


def link(prev: str, facts: Mapping[str, object]) -> Link:
    """Chain `facts`, in their order, to the link whose hash is `prev`."""
    body = compact({"prev": prev, **facts})
    return Link(body, digest(body))


def compact(facts: Mapping[str, object]) -> str:
    """JSON without blanks, keys in their order, real letters."""
    return COMPACT.encode(facts)


def digest(body: str) -> str:
    """Lower-case hex SHA-256 of the text in UTF-8."""
    return hashlib.sha256(body.encode()).hexdigest()


def line(body: str, hash_: str) -> bytes:
    """The exported line: the object with its hash appended last, and LF."""
    return f'{body[:-1]},"hash":"{hash_}"}}\n'.encode()


def statement(campaign: str, seq: int, root: str, at: datetime, key: str, facts: str = "") -> str:
    """What a checkpoint signs: how far the campaign's chain had come, when, and whose key says so (base64).

    That of a result also names the SHA-256 of its facts file.
    """
    named = {"facts": facts} if facts else {}
    return compact({"campaign": campaign, "seq": seq, "root": root, **named, "time": instant(at), "key": key})


def signed(statement: str, signature: str) -> str:
    """The checkpoint's line, without LF: the statement with its signature (base64) appended last."""
    return f'{statement[:-1]},"signature":"{signature}"}}'


def prev_of(body: str) -> str:
    """The hash that a link begins with."""
    return body[9:73]


@lru_cache(maxsize=64)  # a transaction's links name the same moment
def instant(at: datetime) -> str:
    """An aware point in time as the chain writes it, in UTC to the microsecond."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
