"""What people, broken programs and worse put into addresses and fields."""

import io
from collections.abc import Iterator
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

# percent-encoded as they would stand in an address
PARTS = (
    "KHONG-CO",
    "0",
    "-1",
    "99999999999999999999",
    "9" * 10_000,
    "%00",
    "QN1%00",
    "%ed%a0%80",
    "%ff%fe",
    "%F0%9F%98%80",
    "..%2f..%2fetc%2fpasswd",
    "..",
    "%27%20OR%201%3D1--",
    "%22%3E%3Cscript%3E",
    "%3DHYPERLINK(1)",
    "%25%5F%5C",
    "%7B%7B7*7%7D%7D",
    "a%0d%0aX-Bad:%201",
    "x" * 10_000,
    "%E2%80%AEabc",
)
QUERY_VALUES = (*PARTS[2:9], *PARTS[12:16], "x" * 10_000, "NaN", "%D9%A3", "00000199999999999999999999")
QUERIES = tuple(
    "&".join(f"{name}={value}" for name in names.split())
    for names in ("q page team week board", "cluster", "campaign", "version")
    for value in QUERY_VALUES
)
# names that a careless url_for(**arguments) would obey
KEYWORDS = ("endpoint", "_external", "_scheme", "_method", "_anchor", "self", "code", "values", "%00", "", "__proto__")
STEERING = tuple(f"{name}=FOO&page=2" for name in KEYWORDS)
VALUES: tuple[str, ...] = (
    "",
    "a\0b",
    "\ud800",
    "\u202eabc",
    "-1",
    "1e308",
    "１２",
    "²",
    "1_000",
    "9" * 5_000,
    "x" * 100_000,
    "=HYPERLINK(1)",
    "<script>alert(1)</script>",
    "2026-02-30",
    "31/13/2026",
    "//elsewhere.example",
    "\r\nX-Bad: 1",
)


def addresses(app: Flask, ids: dict[str, str]) -> Iterator[str]:
    """Every GET route with odd parts, and plain ones with odd query strings."""
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint == "static":
            continue
        for part in PARTS if rule.arguments else ():
            yield filled(rule, part)
        for query in STEERING:
            yield f"{plain(rule, ids)}?{query}"


def filled(rule: Rule, part: str) -> str:
    """The rule's address with the same odd part everywhere."""
    return "".join(part if is_dynamic else text for is_dynamic, text in rule._trace).replace("|", "", 1)


OF = {
    "certificates": "certificate",
    "ceremonies": "ceremony",
    "nominations": "nomination",
    "submissions": "submission",
    "badges": "badge",
    "joint-sessions": "joint",
    "delegations": "delegation",
    "rechecks": "recheck",
    "rechecks/extras": "penalty recheck",
    "batch-reviews": "batch",
    "errands": "errand",
    "people": "member",
}
"""By the part of an address before an id, whose id of the ground that is."""


def plain(rule: Rule, ids: dict[str, str]) -> str:
    """The rule's address with parts that exist."""
    known = {
        "code": "QN1" if rule.rule.startswith("/teams") else "THU2026",
        "badge_code": "vneid_guide",
        "kind": "xlsx" if "units/<" in rule.rule else "csv",
        "sha256": ids["photo QN1"],
        "token": ids["token"],
        "number": "1",
        "name": "work-fingerprint-bronze" if "/art/" in rule.rule else "vneid_guide-bronze",
        "thumbprint": ids["thumbprint"],
        "line": ids["decided line QN1"],
        "position": "0",
        "paper": "decision",
        "unit": "X21907",
        "team": "QN1",
        "cluster": "phuong",
    }
    owner = next((name for part, name in OF.items() if f"{part}/<" in rule.rule), "waiting QN1")
    known["uuid"] = ids[owner]
    if "unit-figures/<" in rule.rule or "units/<" in rule.rule:
        known["code"] = "X21583"
    return "".join(known[text] if is_dynamic else text for is_dynamic, text in rule._trace).replace("|", "", 1)


def raw(client: FlaskClient, address: str, **options: Any) -> Any:
    """Ask for an address byte for byte: no library may mend it on the way."""
    path, _, query = address.partition("?")
    decoded = bytes_of(path).decode("latin-1")
    overrides = {"PATH_INFO": decoded, "QUERY_STRING": query, "REQUEST_URI": address}
    return client.open("/", environ_overrides=overrides, buffered=True, **options)


def bytes_of(path: str) -> bytes:
    """A percent-encoded path as a server hands it on."""
    found, at = bytearray(), 0
    while at < len(path):
        if path[at] == "%" and at + 2 < len(path):
            found.append(int(path[at + 1 : at + 3], 16))
            at += 3
        else:
            found += path[at].encode()
            at += 1
    return bytes(found)


def picture_in_name_only() -> tuple[io.BytesIO, str]:
    """A file that says it is a photo."""
    return io.BytesIO(b"GIF89a<script>alert(1)</script>" * 50), "anh.jpg"
