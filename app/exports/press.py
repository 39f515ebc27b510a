"""One version of the results for the press: totals with unit and definition, winners, and where the numbers stand."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

from app.exports.feeds import instant
from app.models import Award, Result, SpecialAward
from app.queries.headlines import Figure
from app.rulebook.rules import RuleSet
from app.rulebook.text import guarded

BOM = "\ufeff"
COLUMNS = ("what", "cluster", "name", "unit", "value", "definition")


def to_json(
    result: Result,
    address: str,
    figures: Iterable[Figure],
    awards: Iterable[Award],
    specials: Iterable[SpecialAward],
    rules: RuleSet,
) -> bytes:
    """One object; every number names its unit, its definition, its time and the address that never moves."""
    labels = _labels(rules)
    found: dict[str, Any] = {
        "campaign": result.campaign.code,
        "name": result.campaign.name,
        "version": result.number,
        "decision": result.decision_number,
        "decided_on": result.decision_date.isoformat() if result.decision_date else None,
        "as_of": instant(result.at),
        "as_of_seq": result.seq,
        "address": address,
        "totals": [_total(each) for each in figures],
        "prizes": [
            {
                "cluster": each.enrolment.cluster.name,
                "prize": labels.get(each.prize_code, each.prize_code),
                "team": each.enrolment.team.name,
                "unit": each.enrolment.team.unit.name,
            }
            for each in awards
        ],
        "special_awards": [
            {"award": labels.get(each.code, each.code), "name": each.name, "unit": each.unit_name} for each in specials
        ],
    }
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()


def _total(figure: Figure) -> dict[str, Any]:
    told = figure.headline
    return {"label": told.label, "value": figure.total, "unit": told.unit, "definition": told.definition}


def to_csv(
    figures: Iterable[Figure], awards: Iterable[Award], specials: Iterable[SpecialAward], rules: RuleSet
) -> bytes:
    """The same as a table, with BOM; text that a spreadsheet would calculate is led by an apostrophe."""
    labels = _labels(rules)
    rows: list[Sequence[Any]] = [
        (each.headline.label, "", "", each.headline.unit, each.total, each.headline.definition) for each in figures
    ]
    rows += [
        (
            labels.get(each.prize_code, each.prize_code),
            each.enrolment.cluster.name,
            each.enrolment.team.name,
            each.enrolment.team.unit.name,
            "",
            "",
        )
        for each in awards
    ]
    rows += [(labels.get(each.code, each.code), "", each.name, each.unit_name, "", "") for each in specials]
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([guarded(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return (BOM + out.getvalue()).encode()


def _labels(rules: RuleSet) -> dict[str, str]:
    labels = {each.code: each.label for each in rules.prizes}
    return labels | {each.code: each.label for each in rules.special_awards}
