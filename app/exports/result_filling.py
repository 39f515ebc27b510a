"""The result as its papers say it: proposed while nothing is decided, afterwards the version that holds."""

import csv
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.database import db
from app.exports.council_words import minutes_of, unmet_words
from app.exports.issued_certificates import place_of
from app.models import Result, SpecialAward, Unit
from app.queries import council
from app.queries.campaigns import Stage, clusters
from app.queries.headlines import headline_figures, verified_totals
from app.queries.honoured import Honoured
from app.queries.horizon import Horizon
from app.queries.proposed_results import proposal
from app.queries.result_sheets import PrizeLine, ResultSheet, SpecialLine, TeamLine, TotalLine
from app.queries.results import newest, next_number, specials_of
from app.rulebook.results import BOM, TEXTS
from app.rulebook.rules import RuleSet
from app.rulebook.text import FORMULA


@dataclass(frozen=True, slots=True)
class Source:
    """What a sheet is filled from: results.csv of docs/results.md, the special awards, and how far both reach."""

    rows: str
    specials: Sequence[SpecialLine]
    as_of: datetime
    seq: int
    result: Result | None = None


def result_sheet(where: Stage) -> ResultSheet:
    """Of the newest version, else of what would be decided now."""
    result = newest(where.campaign)
    if result is not None:
        return _filled(
            where, Source(result.sheet, _specials(where, specials_of(result)), result.at, result.seq, result)
        )
    found = proposal(where.campaign, next_number(where.campaign))
    return _filled(where, Source(found.sheet, _specials(where, found.specials), where.now, found.seq))


def _filled(where: Stage, source: Source) -> ResultSheet:
    campaign, unit, rules, result = where.campaign, where.campaign.unit, where.book.newest, source.result
    teams = _teams(where, source.rows, rules)
    figures = headline_figures(rules.headlines, verified_totals(Horizon(where, source.seq)))
    return ResultSheet(
        campaign_code=campaign.code,
        campaign=campaign.name,
        issuer=unit.name,
        superior=unit.parent.name if unit.parent else "",
        place=place_of(unit.name),
        starts_on=campaign.starts_on,
        ends_on=campaign.ends_on,
        number=result.number if result else 0,
        as_of=source.as_of,
        seq=source.seq,
        decision_number=result.decision_number if result else "",
        decision_date=result.decision_date if result else None,
        reason=result.reason if result and result.is_amendment else "",
        prizes=_prizes(teams, rules),
        specials=tuple(source.specials),
        totals=tuple(
            TotalLine(each.headline.label, each.total, each.headline.unit, each.headline.definition) for each in figures
        ),
        teams=teams,
        minutes=minutes_of(council.acts(campaign), where),
    )


def _specials(where: Stage, found: Sequence[Honoured | SpecialAward]) -> list[SpecialLine]:
    labels = {each.code: each.label for each in where.book.newest.special_awards}
    return [
        SpecialLine(each.code, labels.get(each.code, each.code), each.name, each.unit_name, each.why) for each in found
    ]


def _teams(where: Stage, rows: str, rules: RuleSet) -> tuple[TeamLine, ...]:
    """Every ranked team; a result from before there was results.csv has none."""
    read = list(csv.DictReader(io.StringIO(rows.removeprefix(BOM))))
    cells = [{name: _plain(text) if name in TEXTS else text for name, text in row.items()} for row in read]
    codes = {each["unit_code"] for each in cells}
    units = {each.code: each.name for each in db.session.scalars(select(Unit).where(Unit.code.in_(codes)))}
    named = {each.code: each.name for each in clusters(where.campaign)}
    labels = {each.code: each.label for each in rules.prizes}
    return tuple(
        TeamLine(
            cluster=named.get(each["cluster_code"], each["cluster_code"]),
            rank=int(each["rank"]),
            team_code=each["team_code"],
            team=each["team_name"],
            unit=units.get(each["unit_code"], each["unit_code"]),
            points=int(each["points"]),
            unmet=unmet_words(each["unmet"].split(), rules.eligibility),
            prize=labels.get(each["prize"], each["prize"]),
        )
        for each in cells
    )


def _prizes(teams: Sequence[TeamLine], rules: RuleSet) -> tuple[PrizeLine, ...]:
    """Those with a prize, in the same order: rank by rank, best first."""
    by_label = {each.label: each for each in rules.prizes}
    level = Counter((each.cluster, each.rank) for each in teams)
    return tuple(
        PrizeLine(
            cluster=each.cluster,
            prize_code=by_label[each.prize].code if each.prize in by_label else "",
            prize=each.prize,
            form=by_label[each.prize].form if each.prize in by_label else "",
            rank=each.rank,
            shared=level[each.cluster, each.rank] > 1,
            team_code=each.team_code,
            team=each.team,
            unit=each.unit,
            points=each.points,
        )
        for each in teams
        if each.prize
    )


def _plain(text: str) -> str:
    """Without the apostrophe that guards a text against spreadsheets."""
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA) else text
