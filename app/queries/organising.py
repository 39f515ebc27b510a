"""Whom an organiser ticks off: the enrolled teams of their units, and which of them may not be ticked off now."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload

from app.clock import local_day, now
from app.database import db
from app.models import Campaign, Decision, Enrolment, Membership, Report, ReportLine, Team, Unit, Verdict
from app.models.decisions import SETTLED_KINDS
from app.queries import scope
from app.queries.deciders import DECIDING
from app.queries.rights import Rights
from app.queries.whereabouts import with_rules
from app.rulebook.rules import RuleSet


@dataclass(frozen=True, slots=True)
class Row:
    """One team; `recorded` is the count already known of that kind on that day, `own` that the asker belongs to it."""

    enrolment: Enrolment
    recorded: int | None
    own: bool


def campaigns_of(rights: Rights) -> list[Campaign]:
    """The campaigns that teams of the person's units take part in, the latest first."""
    return list(db.session.scalars(select(Campaign).where(_of(rights)).order_by(Campaign.starts_on.desc())))


def rules_of(rights: Rights, campaign_ids: Collection[int]) -> list[tuple[Campaign, RuleSet]]:
    """The same, and whatever else is named by id, each with its rules in force today; one statement."""
    return with_rules(_of(rights) | Campaign.id.in_(campaign_ids))


def current_of(found: Sequence[Campaign]) -> Campaign | None:
    """Of these campaigns, the latest first, the one that runs now, else the latest."""
    running = [each for each in found if each.starts_on <= local_day(now(), each.zone) <= each.ends_on]
    return next(iter(running or found), None)


def enrolments_of(rights: Rights, campaign: Campaign) -> Sequence[Enrolment]:
    """The teams of the person's units in that campaign, unit by unit."""
    return db.session.scalars(
        select(Enrolment)
        .join(Team, Team.id == Enrolment.team_id)
        .join(Unit, Unit.id == Team.unit_id)
        .where(Enrolment.campaign_id == campaign.id, scope.within(rights.paths(*DECIDING)))
        .options(joinedload(Enrolment.team).joinedload(Team.unit), joinedload(Enrolment.campaign))
        .order_by(Unit.code, Team.code)
    ).all()


def rows(rights: Rights, enrolments: Sequence[Enrolment], activity_code: str, day: date) -> list[Row]:
    """The teams as the form shows them; two queries whatever their number."""
    known = recorded([each.id for each in enrolments], activity_code, day)
    own = own_teams(rights.person_id, enrolments, day)
    return [Row(each, known.get(each.id), each.team_id in own) for each in enrolments]


def recorded(enrolment_ids: Collection[int], activity_code: str, day: date) -> dict[int, int]:
    """By enrolment what it has of that kind on that day: verified, or claimed where a decision is still awaited.

    What was decided as nothing, or annulled, is not recorded: it may be ticked off again.
    """
    counted = (
        select(func.sum(Verdict.verified_quantity))
        .join(Decision, Decision.id == Verdict.decision_id)
        .where(
            Verdict.decision_id == Report.decision_id,
            Verdict.line_id == ReportLine.id,
            Decision.kind.in_(SETTLED_KINDS),
        )
        .scalar_subquery()
    )
    found = db.session.execute(
        select(Report.enrolment_id, Report.state, ReportLine.claimed, counted)
        .join(ReportLine, ReportLine.report_id == Report.id)
        .where(
            Report.enrolment_id.in_(enrolment_ids),
            Report.activity_day == day,
            Report.state.in_(("submitted", "returned", "decided")),
            ReportLine.activity_code == activity_code,
            ReportLine.claimed > 0,
        )
    )
    counts: dict[int, int] = {}
    for enrolment_id, state, claimed, verified in found:
        count = int(verified or 0) if state == "decided" else claimed
        if count:
            counts[enrolment_id] = counts.get(enrolment_id, 0) + count
    return counts


def own_teams(person_id: int, enrolments: Sequence[Enrolment], day: date) -> set[int]:
    """Ids of the teams among them that the person belonged to on that day or belongs to now."""
    if not enrolments:
        return set()
    today = local_day(now(), enrolments[0].campaign.zone)
    periods = db.session.scalars(
        select(Membership).where(
            Membership.person_id == person_id, Membership.team_id.in_({each.team_id for each in enrolments})
        )
    )
    return {
        each.team_id
        for each in periods
        if any(each.starts_on <= at and (each.ends_on is None or at <= each.ends_on) for at in (day, today))
    }


def _of(rights: Rights) -> ColumnElement[bool]:
    return Campaign.id.in_(select(Enrolment.campaign_id).where(_within(rights.paths(*DECIDING))))


def _within(paths: Collection[str]) -> ColumnElement[bool]:
    return Enrolment.team_id.in_(select(Team.id).join(Unit, Unit.id == Team.unit_id).where(scope.within(paths)))
