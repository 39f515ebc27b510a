"""A unit's week in true figures: what its teams did, what became of their reports, and where the ledger stood."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from app.database import db
from app.models import Campaign, Decision, Enrolment, LedgerEntry, Report, Unit, Verdict
from app.models.decisions import SETTLED_KINDS
from app.queries.campaigns import Stage
from app.queries.day_tallies import seen_days
from app.queries.headlines import Figure, headline_figures
from app.queries.horizon import Horizon
from app.queries.reach import reach
from app.queries.weekly_choices import enrolled
from app.rulebook.calendars import week_days
from app.rulebook.chain import NO_HASH
from app.rulebook.rules import Activity

SENT = ("submitted", "returned", "decided")


@dataclass(frozen=True, slots=True)
class Kind:
    """One activity type's true count of the week, and how many teams did it."""

    activity: Activity
    verified: int
    teams: int


@dataclass(frozen=True, slots=True)
class Counts:
    """Reports of the week's activity days by what has become of them; `deployed` teams have verified work."""

    sent: int = 0
    decided: int = 0
    waiting: int = 0
    returned: int = 0
    rejected: int = 0
    deployed: int = 0
    present: int = 0


@dataclass(frozen=True, slots=True)
class Week:
    """One week of one unit in one campaign, as the ledger stood at `seq`."""

    stage: Stage
    unit: Unit
    number: int
    first: date
    last: date
    kinds: tuple[Kind, ...]
    headlines: tuple[Figure, ...]
    counts: Counts
    teams: int
    hash: str
    seq: int
    rules_version: int


def week(seen: Horizon, unit: Unit, number: int) -> Week:
    """The week's figures; the same number of queries for a commune and for a province.

    Work is what the ledger says at the sequence the report names, whatever lands while it is made.
    """
    where = seen.stage
    first, last = week_days(where.campaign.starts_on, where.campaign.ends_on, number)
    far = reach(seen)
    done = _done(Horizon(where, far.seq, chosen=True), unit, first, last)
    rules = where.book.on(last)
    known = {each.code: each for book in (*where.book.rule_sets, rules) for each in book.activities}
    order = list(known)
    return Week(
        where,
        unit,
        number,
        first,
        last,
        tuple(Kind(known[code], *done[code]) for code in sorted(done, key=order.index)),
        tuple(headline_figures(rules.headlines, {code: verified for code, (verified, _teams) in done.items()})),
        _counts(where.campaign, unit, first, last),
        *_teams_and_hash(where.campaign, unit, far.seq),
        far.seq,
        where.book.number_on(last),
    )


def _done(seen: Horizon, unit: Unit, first: date, last: date) -> Mapping[str, tuple[int, int]]:
    """By activity type the verified sum, never capped, and the teams behind it."""
    days: Any = seen_days(seen, first, last).subquery()
    by_team = (
        select(days.c.enrolment_id, days.c.activity_code, func.sum(days.c.verified_quantity).label("verified"))
        .join(Enrolment, Enrolment.id == days.c.enrolment_id)
        .where(enrolled(unit))
        .group_by(days.c.enrolment_id, days.c.activity_code)
        .having(func.sum(days.c.verified_quantity) > 0)
        .subquery()
    )
    rows: Iterable[Any] = db.session.execute(
        select(by_team.c.activity_code, func.sum(by_team.c.verified), func.count()).group_by(by_team.c.activity_code)
    )
    return {code: (int(verified), teams) for code, verified, teams in rows}


def _counts(campaign: Campaign, unit: Unit, first: date, last: date) -> Counts:
    rows = db.session.execute(
        select(
            Report.enrolment_id,
            Report.state,
            Decision.kind,
            Report.members_present,
            func.coalesce(func.sum(Verdict.verified_quantity), 0),
        )
        .join(Enrolment, Enrolment.id == Report.enrolment_id)
        .outerjoin(Decision, Decision.id == Report.decision_id)
        .outerjoin(Verdict, Verdict.decision_id == Decision.id)
        .where(Enrolment.campaign_id == campaign.id, enrolled(unit), Report.activity_day.between(first, last))
        .where(Report.origin != "organiser", Report.state.in_(SENT))
        .group_by(Report.id, Decision.id)
    ).all()
    decided = [each for each in rows if each[1] == "decided"]
    held = [each for each in decided if each[2] in SETTLED_KINDS and each[4] > 0]
    return Counts(
        sent=len(rows),
        decided=len(decided),
        waiting=sum(each[1] == "submitted" for each in rows),
        returned=sum(each[1] == "returned" for each in rows),
        rejected=len(decided) - len(held),
        deployed=len({each[0] for each in held}),
        present=sum(each[3] or 0 for each in held),
    )


def _teams_and_hash(campaign: Campaign, unit: Unit, seq: int) -> tuple[int, str]:
    teams = select(func.count()).select_from(Enrolment).where(Enrolment.campaign_id == campaign.id, enrolled(unit))
    entry = select(LedgerEntry.hash).where(LedgerEntry.campaign_id == campaign.id, LedgerEntry.seq == seq)
    found = db.session.execute(select(teams.scalar_subquery(), entry.scalar_subquery())).one()
    return found[0] or 0, found[1] or NO_HASH
