"""The province opens a day of a team again, with a reason; what the team then sends counts as late."""

from dataclasses import dataclass
from datetime import date

from app import clock
from app.database import db
from app.models import Enrolment, LateOpening, Person
from app.queries import late_openings
from app.queries.campaigns import Stage, stage
from app.queries.deciders import is_member
from app.queries.rights import rights_of
from app.rulebook.deadlines import late_until
from app.services import audit, locks, notices
from app.services.notices import Told
from app.services.refusals import Refused

OPENING = ("officer",)


@dataclass(frozen=True, slots=True)
class Opening:
    """Which day, and why."""

    day: date
    reason: str


def open_day(enrolment: Enrolment, opening: Opening, by: Person) -> LateOpening:
    """Open one locked day until reporting closes; the same form sent twice is one opening."""
    locks.enter(enrolment)
    _yours(enrolment, by)
    known = late_openings.of_day(enrolment.id, opening.day)
    if known and (known.by_id, known.reason) == (by.id, opening.reason):
        return known
    if known:
        raise Refused("late_opened", at=known.at)
    _locked(enrolment, opening.day, stage(enrolment.campaign))
    opened = LateOpening(
        enrolment_id=enrolment.id, activity_day=opening.day, by_id=by.id, at=clock.now(), reason=opening.reason
    )
    db.session.add(opened)
    db.session.flush()
    subject = f"team:{enrolment.team.code}"
    campaign, day = enrolment.campaign.code, opening.day.isoformat()
    notices.tell([Told("day_opened", f"opening:{opened.id}", enrolment.id, {"day": day})])
    audit.record("late.opened", by, subject, campaign=campaign, day=day, reason=opening.reason)
    return opened


def _yours(enrolment: Enrolment, by: Person) -> None:
    """Officers of a unit above the team, who are not part of it."""
    if not rights_of(by).covers(enrolment.team.unit.path, *OPENING):
        raise Refused("team_not_yours")
    if is_member(by, enrolment):
        raise Refused("own_team_opened", team=enrolment.team.name)


def _locked(enrolment: Enrolment, day: date, where: Stage) -> None:
    """Only what is locked needs opening, and nothing is opened after reporting closes."""
    if not where.reports_open:
        raise Refused("reports_closed")
    campaign = where.campaign
    if not campaign.starts_on <= day <= campaign.ends_on:
        raise Refused("day_outside_campaign", first=campaign.starts_on, last=campaign.ends_on)
    if where.now < late_until(day, where.book.on(day).deadlines, campaign.zone):
        raise Refused("day_still_open")
