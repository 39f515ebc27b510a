"""Valid ledgers and checkpoints for the verifier's tests, made from docs/ledger.md alone, not by the app's exporter."""

import json
from base64 import b64encode
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CODE = "THU2026"
ZEROS = "0" * 64
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
SIGNED_AT = "2026-03-15T17:00:00.000000Z"
BEGUN = date(2026, 3, 1)
NO_REPORT: dict[str, Any] = {"report_id": None, "activity_code": None, "activity_day": None}
NO_QUANTITY = {"verified_quantity": 0, "scored_quantity": 0}


def compact(entry: Mapping[str, Any]) -> bytes:
    """The canonical bytes of one object."""
    return json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()


def entry(number: int) -> dict[str, Any]:
    """What entry `number` of a sample says, without its place in the chain; every kind comes up in 20 of them."""
    usual: dict[str, Any] = {
        "campaign": CODE,
        "team_code": f"QN{number % 7 + 1}",
        "report_id": f"6f1c1f0e-8a63-4a39-9d35-{number:012x}",
        "activity_code": "vneid_level2_support",
        "activity_day": (BEGUN + timedelta(days=number % 31)).isoformat(),
        "kind": "award",
        "verified_quantity": number % 50,
        "scored_quantity": number % 30,
        "points": number % 30 * 3,
        "rules_version": 1 + number % 2,
        "actor": f"0b0e7c1e-52d7-4c1a-8a0e-{number % 5:012x}",
        "reason": "decision",
        "posted_at": f"2026-03-15T13:{number % 60:02d}:00.{number % 1_000_000:06d}Z",
    }
    return usual | (SPECIAL[number % 20](number) if number % 20 in SPECIAL else {})


SPECIAL: dict[int, Any] = {
    3: lambda number: {"kind": "adjustment", "points": -number, "reason": "reopening"},
    7: lambda number: {"kind": "adjustment", "verified_quantity": 0, "scored_quantity": 0, "reason": "rules:1>2"},
    11: lambda number: {"kind": "bonus", "points": 20, "reason": "idea", **NO_REPORT, **NO_QUANTITY},
    13: lambda number: {"kind": "penalty", "points": -10, "reason": "duplicate_evidence", **NO_QUANTITY},
    17: lambda number: {"kind": "reversal", "points": 10, "reason": f"reverses:{number - 4}", **NO_QUANTITY},
    19: lambda number: {"kind": "annulment", "points": 0, "reason": "fabrication", **NO_REPORT, **NO_QUANTITY},
}


def chained(entries: Iterable[Mapping[str, Any]]) -> list[bytes]:
    """The entries as lines of a ledger, numbered and hashed from 1."""
    lines: list[bytes] = []
    prev = ZEROS
    for seq, each in enumerate(entries, 1):
        body = compact({"prev": prev, "seq": seq, **each})
        prev = sha256(body).hexdigest()
        lines.append(body[:-1] + b',"hash":"' + prev.encode() + b'"}\n')
    return lines


def ledger(count: int) -> list[bytes]:
    """A sample of `count` lines."""
    return chained(map(entry, range(1, count + 1)))


def root(lines: list[bytes]) -> str:
    """The hash of the last line."""
    return json.loads(lines[-1])["hash"] if lines else ZEROS


def checkpoint(lines: list[bytes], key: Ed25519PrivateKey = KEY, claims: Mapping[str, Any] | None = None) -> bytes:
    """A checkpoint over all the lines, signed by `key`; `claims` are what it says instead of the truth."""
    told = {"campaign": CODE, "seq": len(lines), "root": root(lines), "time": SIGNED_AT, "key": public(key)}
    return sealed(told | dict(claims or {}), key)


def sealed(told: Mapping[str, Any], key: Ed25519PrivateKey = KEY) -> bytes:
    """The file of a checkpoint that says `told`."""
    body = compact(told)
    return body[:-1] + b',"signature":"' + b64encode(key.sign(body)) + b'"}\n'


def public(key: Ed25519PrivateKey) -> str:
    """The public key as a checkpoint carries it."""
    return b64encode(key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()
