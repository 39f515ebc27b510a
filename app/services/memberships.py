"""Who belongs to a team since when; nobody joins a team whose work of that time they have judged."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select, union_all

from app.clock import local_day
from app.database import db
from app.models import (
    Campaign,
    CrossCheck,
    Decision,
    Enrolment,
    Extra,
    ExtraRecheck,
    ExtraRecheckAnswer,
    Membership,
    Person,
    RecheckAnswer,
    RecheckRequest,
    Report,
    Team,
)
from app.services.refusals import Refused


def join(person: Person, team: Team, since: date, newcomer: bool = False) -> None:
    """The person is a member from that day on; one who is already stays as they are.

    A `newcomer` was added in this very transaction: nobody can have let them judge yet, so no team has to wait.
    """
    wanted = select(Membership.id).where(
        Membership.person_id == person.id, Membership.team_id == team.id, Membership.ends_on.is_(None)
    )
    if db.session.scalar(wanted) is not None:
        return
    if not newcomer:
        hold([team.id])
        if _has_judged(person, team, since):
            raise Refused("judged_the_team", person=person.full_name, team=team.name, since=since)
    db.session.add(Membership(team_id=team.id, person_id=person.id, starts_on=since))


def hold(team_ids: Collection[int]) -> None:
    """Lock the teams' enrolments in the house's order: a decision on their work waits, or has landed and is seen."""
    wanted = select(Enrolment.id).where(Enrolment.team_id.in_(team_ids))
    db.session.execute(wanted.order_by(Enrolment.id).with_for_update())


def _has_judged(person: Person, team: Team, since: date) -> bool:
    """Whether a judgement of theirs falls into the time: by the day of the work or by the day they judged.

    Who agreed at a second look, or turned a re-check down, has judged as well as who decided; the re-check of a
    penalty counts by the day it was answered.
    """
    judged = union_all(
        select(Decision.report_id, Decision.decided_at.label("at")).where(Decision.by_id == person.id),
        select(CrossCheck.report_id, CrossCheck.done_at).where(CrossCheck.by_id == person.id),
        select(RecheckRequest.report_id, RecheckAnswer.at)
        .join(RecheckAnswer, RecheckAnswer.request_id == RecheckRequest.id)
        .where(RecheckAnswer.by_id == person.id),
    ).subquery()
    found = db.session.execute(
        select(Report.activity_day, judged.c.at, Campaign.zone)
        .join(Report, Report.id == judged.c.report_id)
        .join(Enrolment, Enrolment.id == Report.enrolment_id)
        .join(Campaign, Campaign.id == Enrolment.campaign_id)
        .where(Enrolment.team_id == team.id)
    )
    answered = db.session.execute(
        select(ExtraRecheckAnswer.at, Campaign.zone)
        .join(ExtraRecheck, ExtraRecheck.id == ExtraRecheckAnswer.request_id)
        .join(Extra, Extra.id == ExtraRecheck.extra_id)
        .join(Enrolment, Enrolment.id == Extra.enrolment_id)
        .join(Campaign, Campaign.id == Enrolment.campaign_id)
        .where(Enrolment.team_id == team.id, ExtraRecheckAnswer.by_id == person.id)
    )
    return any(since <= max(day, local_day(at, zone)) for day, at, zone in found) or any(
        since <= local_day(at, zone) for at, zone in answered
    )
