"""The figures of a campaign's enrolments, computed anew from ledger and decisions: what standings must always equal."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import case, func, select

from app.database import db
from app.models import BadgeAward, Campaign, Enrolment, LedgerEntry
from app.queries.team_facts import team_facts
from app.rulebook.facts import TeamFacts


@dataclass(frozen=True, slots=True)
class Sums:
    """What the ledger alone says of an enrolment."""

    points: int = 0
    verified_quantity: int = 0
    scored_quantity: int = 0
    penalty_points: int = 0
    last_entry_seq: int = 0


def figures(
    campaign: Campaign, enrolment_ids: Collection[int] | None = None, as_of: int | None = None
) -> dict[int, dict[str, int | date | None]]:
    """Per enrolment every column of models/figures.py, now or as of a ledger sequence."""
    if enrolment_ids is None:
        enrolment_ids = db.session.scalars(select(Enrolment.id).where(Enrolment.campaign_id == campaign.id)).all()
    sums = ledger_sums(campaign.id, enrolment_ids, as_of)
    facts = team_facts(campaign, enrolment_ids, as_of)
    badges = badge_counts(enrolment_ids, as_of)
    last = last_sundays(campaign.id, enrolment_ids, as_of)
    return {
        each: {
            **{field.name: getattr(sums.get(each, Sums()), field.name) for field in fields(Sums)},
            **fact_figures(facts[each]),
            **last.get(each, NO_SUNDAY),
            "badges": badges.get(each, 0),
        }
        for each in enrolment_ids
    }


NO_SUNDAY: dict[str, int | date | None] = {"last_sunday": None, "last_sunday_points": 0}


def fact_figures(facts: TeamFacts) -> dict[str, int]:
    """The part of the figures that follows from the facts."""
    return {
        "claimed_quantity": facts.claimed,
        "reports_decided": facts.decided,
        "reports_verified": facts.reports_verified,
        "reports_on_time": facts.on_time,
        "reports_first_time": facts.first_time,
        "sundays_deployed": facts.sundays_deployed,
        "dossiers": facts.dossiers,
        "hamlets": facts.hamlets,
    }


def ledger_sums(campaign_id: int, enrolment_ids: Collection[int], as_of: int | None = None) -> dict[int, Sums]:
    """Sums of the ledger per enrolment."""
    penalty = case((LedgerEntry.kind == "penalty", -LedgerEntry.points), else_=0)
    rows = db.session.execute(
        select(
            LedgerEntry.enrolment_id,
            func.sum(LedgerEntry.points),
            func.sum(LedgerEntry.verified_quantity),
            func.sum(LedgerEntry.scored_quantity),
            func.sum(penalty),
            func.max(LedgerEntry.seq),
        )
        .where(
            LedgerEntry.campaign_id == campaign_id,
            LedgerEntry.enrolment_id.in_(enrolment_ids),
            *([LedgerEntry.seq <= as_of] if as_of is not None else []),
        )
        .group_by(LedgerEntry.enrolment_id)
    )
    return {row[0]: Sums(*map(int, row[1:])) for row in rows}


def last_sundays(
    campaign_id: int, enrolment_ids: Collection[int], as_of: int | None = None
) -> dict[int, dict[str, int | date | None]]:
    """Each enrolment's latest Sunday with entries, and the points of that day."""
    rows: Any = db.session.execute(
        select(LedgerEntry.enrolment_id, LedgerEntry.activity_day, func.sum(LedgerEntry.points))
        .where(
            LedgerEntry.campaign_id == campaign_id,
            LedgerEntry.enrolment_id.in_(enrolment_ids),
            LedgerEntry.activity_day.is_not(None),
            *([LedgerEntry.seq <= as_of] if as_of is not None else []),
        )
        .group_by(LedgerEntry.enrolment_id, LedgerEntry.activity_day)
        .order_by(LedgerEntry.activity_day)
    )
    return {
        enrolment_id: {"last_sunday": day, "last_sunday_points": int(points)}
        for enrolment_id, day, points in rows
        if day.weekday() == 6
    }


def badge_counts(enrolment_ids: Collection[int], as_of: int | None = None) -> dict[int, int]:
    """Levels awarded and not revoked, per enrolment."""
    recorded = (
        [BadgeAward.revoked_seq.is_(None)]
        if as_of is None
        else [
            BadgeAward.seq <= as_of,
            BadgeAward.revoked_seq.is_(None) | (BadgeAward.revoked_seq > as_of),
        ]
    )
    rows = db.session.execute(
        select(BadgeAward.enrolment_id, func.count())
        .where(BadgeAward.enrolment_id.in_(enrolment_ids), *recorded)
        .group_by(BadgeAward.enrolment_id)
    )
    return {enrolment_id: int(count) for enrolment_id, count in rows}
