"""What other sites show of a campaign: its public board as JSON, its milestones and badges as Atom (RFC 4287)."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from app.models import Cluster
from app.queries.board_lines import BoardLine
from app.queries.campaigns import Stage
from app.queries.reach import Reach

ATOM = "http://www.w3.org/2005/Atom"
SPACE = "urn:xungkich:"


class Entry(NamedTuple):
    """One thing that happened; `key` names it for good, whatever address or words it has."""

    key: str
    title: str
    at: datetime
    link: str
    summary: str = ""


def board_json(
    where: Stage, far: Reach, frozen: bool, groups: Sequence[Cluster], lines: Mapping[str, Iterable[BoardLine]]
) -> bytes:
    """One object; `lines` are the first of each cluster, by its code."""
    found = {
        "campaign": where.campaign.code,
        "name": where.campaign.name,
        "as_of_seq": far.seq,
        "as_of": instant(far.at) if far.at else None,
        "provisional": not where.announcement,
        "frozen": frozen,
        "boards": [
            {"cluster": each.code, "name": each.name, "top": [_team(line) for line in lines[each.code]]}
            for each in groups
        ],
    }
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()


def atom(
    key: str, title: str, author: str, links: Mapping[str, str], begun: datetime, entries: Sequence[Entry]
) -> bytes:
    """A feed of those entries, in their order; `links` are its own and its page's, `begun` dates an empty one."""
    feed = Element("feed", {"xmlns": ATOM, "xml:lang": "vi"})
    _text(feed, "id", stable_id(key))
    _text(feed, "title", title)
    _text(feed, "updated", instant(max((each.at for each in entries), default=begun)))
    _text(SubElement(feed, "author"), "name", author)
    for rel, href in links.items():
        SubElement(feed, "link", {"rel": rel, "href": href})
    for each in entries:
        _entry(feed, each)
    indent(feed)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(feed, encoding="utf-8") + b"\n"


def stable_id(key: str) -> str:
    """The same for the same thing, wherever the project is served."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, SPACE + key)}"


def instant(at: datetime) -> str:
    """2026-03-15T13:30:00Z."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _team(line: BoardLine) -> dict[str, Any]:
    team = line.row
    return {
        "rank": line.rank,
        "team_code": getattr(team, "team_code", ""),
        "team_name": getattr(team, "team_name", ""),
        "unit": getattr(team, "unit_name", ""),
        "points": getattr(team, "points", 0),
    }


def _entry(feed: Element, entry: Entry) -> None:
    found = SubElement(feed, "entry")
    _text(found, "id", stable_id(entry.key))
    _text(found, "title", entry.title)
    _text(found, "updated", instant(entry.at))
    SubElement(found, "link", {"rel": "alternate", "href": entry.link})
    _text(found, "summary", entry.summary or entry.title)


def _text(parent: Element, name: str, words: str) -> None:
    SubElement(parent, name).text = words
