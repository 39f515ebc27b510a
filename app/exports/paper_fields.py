"""What a layout of the province may name: the result as words, and lists of rows."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from app.exports.document_words import decision, moment, short_day
from app.queries.result_sheets import PrizeLine, ResultSheet, SpecialLine, TeamLine, TotalLine
from app.rulebook.numbers import show_whole

Row = dict[str, Any]

PRIZE = ("tt", "cluster", "prize", "form", "rank", "shared", "team_code", "team", "unit", "points")
TEAM = ("tt", "cluster", "rank", "team_code", "team", "unit", "points", "unmet", "prize")
SPECIAL = ("tt", "award", "name", "unit", "why")
TOTAL = ("tt", "label", "value", "unit", "definition")
MINUTE = ("tt", "words")
CLUSTER: Mapping[str, Sequence[str]] = {"prizes": PRIZE, "teams": TEAM}
CLUSTER_WORDS = ("tt", "name", "prize_count", "team_count")

WORDS = (
    "superior",
    "superior_upper",
    "issuer",
    "issuer_upper",
    "place",
    "campaign",
    "campaign_code",
    "first_day",
    "last_day",
    "as_of",
    "entry",
    "version",
    "amendment",
    "reason",
    "decision",
    "prize_count",
    "special_count",
    "team_count",
    "eligible_count",
    "cluster_count",
)
LISTS: Mapping[str, Sequence[str]] = {
    "prizes": PRIZE,
    "specials": SPECIAL,
    "totals": TOTAL,
    "teams": TEAM,
    "minutes": MINUTE,
    "clusters": CLUSTER_WORDS,
}


def fields_of(sheet: ResultSheet) -> dict[str, Any]:
    """Every field with its value: texts, and lists of rows of texts."""
    prizes, teams = (
        [_prize(*each) for each in _numbered(sheet.prizes)],
        [_team(*each) for each in _numbered(sheet.teams)],
    )
    return {
        **_head(sheet),
        "prizes": prizes,
        "specials": [_special(*each) for each in _numbered(sheet.specials)],
        "totals": [_total(*each) for each in _numbered(sheet.totals)],
        "teams": teams,
        "minutes": [{"tt": tt, "words": words} for tt, words in _numbered(sheet.minutes)],
        "clusters": clusters(prizes, teams),
        "prize_count": show_whole(len(prizes)),
        "special_count": show_whole(len(sheet.specials)) if sheet.specials else "",
        "team_count": show_whole(len(teams)),
        "eligible_count": show_whole(sum(not each.unmet for each in sheet.teams)),
        "cluster_count": show_whole(
            len({each.cluster for each in sheet.teams} | {each.cluster for each in sheet.prizes})
        ),
    }


def clusters(prizes: Sequence[Row], teams: Sequence[Row]) -> list[Row]:
    """The clusters in their order, each with its own prizes and teams, counted anew from 1."""
    names = list(dict.fromkeys(each["cluster"] for each in (*teams, *prizes)))
    won, ranked = _by_cluster(prizes), _by_cluster(teams)
    return [
        {
            "tt": tt,
            "name": name,
            "prizes": won.get(name, []),
            "teams": ranked.get(name, []),
            "prize_count": show_whole(len(won.get(name, []))),
            "team_count": show_whole(len(ranked.get(name, []))),
        }
        for tt, name in _numbered(names)
    ]


def _by_cluster(rows: Iterable[Row]) -> dict[str, list[Row]]:
    ordered = sorted(rows, key=lambda each: each["cluster"])
    return {
        name: [{**each, "tt": tt} for tt, each in _numbered(group)]
        for name, group in groupby(ordered, key=lambda each: each["cluster"])
    }


def _head(sheet: ResultSheet) -> Row:
    return {
        "superior": sheet.superior,
        "superior_upper": sheet.superior.upper(),
        "issuer": sheet.issuer,
        "issuer_upper": sheet.issuer.upper(),
        "place": sheet.place,
        "campaign": sheet.campaign,
        "campaign_code": sheet.campaign_code,
        "first_day": short_day(sheet.starts_on),
        "last_day": short_day(sheet.ends_on),
        "as_of": moment(sheet.as_of),
        "entry": show_whole(sheet.seq),
        "version": str(sheet.number),
        "amendment": str(sheet.number - 1) if sheet.number > 1 else "",
        "reason": sheet.reason,
        "decision": decision(sheet),
    }


def _prize(tt: str, line: PrizeLine) -> Row:
    said = {name: getattr(line, name) for name in ("cluster", "prize", "form", "team_code", "team", "unit")}
    shared = "đồng hạng" if line.shared else ""
    return {**said, "tt": tt, "rank": str(line.rank), "shared": shared, "points": show_whole(line.points)}


def _team(tt: str, line: TeamLine) -> Row:
    said = {name: getattr(line, name) for name in ("cluster", "team_code", "team", "unit", "prize")}
    return {
        **said,
        "tt": tt,
        "rank": str(line.rank),
        "points": show_whole(line.points),
        "unmet": "; ".join(line.unmet),
    }


def _special(tt: str, line: SpecialLine) -> Row:
    return {"tt": tt, "award": line.award, "name": line.name, "unit": line.unit, "why": line.why}


def _total(tt: str, line: TotalLine) -> Row:
    value = show_whole(line.value)
    return {"tt": tt, "label": line.label, "value": value, "unit": line.unit, "definition": line.definition}


def _numbered(lines: Iterable[Any]) -> list[tuple[str, Any]]:
    return [(str(at), each) for at, each in enumerate(lines, start=1)]
