"""The figures of a campaign's enrolments, computed anew from ledger and decisions: what standings must always equal."""

from collections.abc import Collection
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import bindparam, extract, func, select

from app.database import Instant, db
from app.models import BadgeAward, Campaign, Enrolment, LedgerEntry
from app.queries.fact_rows import NEVER
from app.queries.team_facts import team_facts
from app.rulebook.facts import TeamFacts


class Sums(NamedTuple):
    """What the ledger alone says of an enrolment."""

    points: int = 0
    verified_quantity: int = 0
    scored_quantity: int = 0
    penalty_points: int = 0
    last_entry_seq: int = 0


def figures(
    campaign: Campaign,
    enrolment_ids: Collection[int] | None = None,
    as_of: int | None = None,
    until: datetime | None = None,
) -> dict[int, dict[str, int | date | None]]:
    """Per enrolment every column of models/figures.py, now or as of an entry, of what moved no point `until` then."""
    if enrolment_ids is None:
        enrolment_ids = db.session.scalars(select(Enrolment.id).where(Enrolment.campaign_id == campaign.id)).all()
    sums = ledger_sums(campaign.id, enrolment_ids, as_of)
    facts = team_facts(campaign, enrolment_ids, as_of, until=until)
    badges = badge_counts(enrolment_ids, as_of, until)
    last = last_sundays(enrolment_ids, as_of)
    return {
        each: {
            **sums.get(each, Sums())._asdict(),
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


FORGIVEN = (LedgerEntry.kind == "reversal") & (LedgerEntry.points > 0)
PENALTIES = func.coalesce(func.sum(-LedgerEntry.points).filter((LedgerEntry.kind == "penalty") | FORGIVEN), 0)
SUMMED = select(
    LedgerEntry.enrolment_id,
    func.sum(LedgerEntry.points),
    func.sum(LedgerEntry.verified_quantity),
    func.sum(LedgerEntry.scored_quantity),
    PENALTIES,
    func.max(LedgerEntry.seq),
).group_by(LedgerEntry.enrolment_id)


def ledger_sums(campaign_id: int, enrolment_ids: Collection[int], as_of: int | None = None) -> dict[int, Sums]:
    """Sums of the ledger per enrolment."""
    wanted = SUMMED.where(
        LedgerEntry.campaign_id == campaign_id,
        LedgerEntry.enrolment_id.in_(enrolment_ids),
        *([LedgerEntry.seq <= as_of] if as_of is not None else []),
    )
    return {row[0]: Sums(*map(int, row[1:])) for row in db.session.execute(wanted)}


def campaign_sums(campaign_id: int) -> dict[int, Sums]:
    """The same for every enrolment of a campaign that has entries, in one pass over its ledger.

    Team by team, as an index has them; asked for by the campaign itself SQLite would sort the whole ledger.
    """
    teams = select(Enrolment.id).where(Enrolment.campaign_id == campaign_id)
    wanted = SUMMED.where(LedgerEntry.enrolment_id.in_(teams))
    return {row[0]: Sums(*map(int, row[1:])) for row in db.session.execute(wanted)}


LAST_SUNDAYS = (
    select(LedgerEntry.enrolment_id, LedgerEntry.activity_day, func.sum(LedgerEntry.points))
    .where(
        LedgerEntry.enrolment_id.in_(bindparam("enrolments", expanding=True)),
        extract("dow", LedgerEntry.activity_day) == 0,
        LedgerEntry.seq <= bindparam("as_of"),
    )
    .group_by(LedgerEntry.enrolment_id, LedgerEntry.activity_day)
    .order_by(LedgerEntry.activity_day)
)
BADGES = (
    select(BadgeAward.enrolment_id, func.count())
    .where(
        BadgeAward.enrolment_id.in_(bindparam("enrolments", expanding=True)),
        BadgeAward.seq <= bindparam("as_of"),
        (BadgeAward.seq < bindparam("as_of")) | (BadgeAward.awarded_at < bindparam("until", type_=Instant)),
        BadgeAward.revoked_seq.is_(None)
        | (BadgeAward.revoked_seq > bindparam("as_of"))
        | (
            (BadgeAward.revoked_seq == bindparam("as_of"))
            & (BadgeAward.revoked_at >= bindparam("until", type_=Instant))
        ),
    )
    .group_by(BadgeAward.enrolment_id)
)
NOW = 2**31 - 1  # later than any sequence


def last_sundays(enrolment_ids: Collection[int], as_of: int | None = None) -> dict[int, dict[str, int | date | None]]:
    """Each enrolment's latest Sunday with entries, and the points of that day."""
    wanted = {"enrolments": list(enrolment_ids), "as_of": NOW if as_of is None else as_of}
    return {
        enrolment_id: {"last_sunday": day, "last_sunday_points": int(points)}
        for enrolment_id, day, points in db.session.execute(LAST_SUNDAYS, wanted)
    }


def badge_counts(
    enrolment_ids: Collection[int], as_of: int | None = None, until: datetime | None = None
) -> dict[int, int]:
    """Levels awarded and not revoked, per enrolment."""
    wanted = {"enrolments": list(enrolment_ids), "as_of": NOW if as_of is None else as_of, "until": until or NEVER}
    return {enrolment_id: int(count) for enrolment_id, count in db.session.execute(BADGES, wanted)}
