"""Teams work together: one session, its quantities split between them once and for all."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import select

from app import clock
from app.database import db
from app.models import Enrolment, JointSession, JointShare, Person
from app.models.checks import MOST_QUANTITY
from app.queries import waiting
from app.queries.campaigns import Stage, stage
from app.queries.rights import rights_of
from app.services import audit, flags, locks
from app.services.refusals import Refused

MOST_TEAMS = 4
MOST_ACTIVITIES = 5


@dataclass(frozen=True, slots=True)
class Part:
    """One activity of the session: the whole, and each team's share in the order of the plan's teams."""

    activity_code: str
    total: int
    shares: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a captain fills in; `teams` are enrolment ids, the captain's own first."""

    day: date
    name: str
    teams: tuple[int, ...]
    parts: tuple[Part, ...]

    def fingerprint(self) -> str:
        """Tells a form sent twice from another one under the same id."""
        return hashlib.sha256(json.dumps(asdict(self), default=str, sort_keys=True).encode()).hexdigest()


def open_session(uuid: str, enrolment: Enrolment, plan: Plan, by: Person) -> JointSession:
    """Write down a session of the captain's team and others; the same form sent twice is one session."""
    locks.enter(enrolment)
    known = db.session.scalar(select(JointSession).where(JointSession.uuid == uuid))
    if known is not None:
        return _resent(known, enrolment, plan, by)
    where = stage(enrolment.campaign)
    _among(enrolment, plan, by)
    _in_time(plan, where)
    _adds_up(plan, where)
    session = JointSession(
        uuid=uuid,
        campaign_id=enrolment.campaign_id,
        activity_day=plan.day,
        name=plan.name,
        content_hash=plan.fingerprint(),
        created_by_id=by.id,
        created_at=clock.now(),
        shares=[
            JointShare(enrolment_id=team, activity_code=part.activity_code, quantity=share)
            for part in plan.parts
            for team, share in zip(plan.teams, part.shares, strict=True)
        ],
    )
    db.session.add(session)
    db.session.flush()
    totals = {part.activity_code: part.total for part in plan.parts}
    flags.look_again(waiting.sent_on(plan.day, plan.teams))
    audit.record("joint.opened", by, f"joint_session:{uuid}", day=plan.day.isoformat(), totals=totals)
    return session


def _resent(known: JointSession, enrolment: Enrolment, plan: Plan, by: Person) -> JointSession:
    if known.created_by_id != by.id or known.campaign_id != enrolment.campaign_id:
        raise Refused("joint_id_taken")
    if known.content_hash != plan.fingerprint():
        raise Refused("joint_differs")
    return known


def _among(enrolment: Enrolment, plan: Plan, by: Person) -> None:
    """Two to four teams of one campaign, the captain's among them."""
    if enrolment.team_id not in rights_of(by).team_ids("captain") or enrolment.id not in plan.teams:
        raise Refused("joint_not_yours")
    if not 2 <= len(plan.teams) <= MOST_TEAMS or len(set(plan.teams)) < len(plan.teams):
        raise Refused("joint_teams", most=MOST_TEAMS)
    here = db.session.scalars(
        select(Enrolment.id).where(Enrolment.id.in_(plan.teams), Enrolment.campaign_id == enrolment.campaign_id)
    ).all()
    if len(here) < len(plan.teams):
        raise Refused("joint_teams", most=MOST_TEAMS)


def _in_time(plan: Plan, where: Stage) -> None:
    campaign = where.campaign
    if not where.reports_open:
        raise Refused("reports_closed")
    if not campaign.starts_on <= plan.day <= campaign.ends_on:
        raise Refused("day_outside_campaign", first=campaign.starts_on, last=campaign.ends_on)
    if plan.day > clock.local_day(where.now, campaign.zone):
        raise Refused("day_not_come")


def _adds_up(plan: Plan, where: Stage) -> None:
    """Activities of that day, each once; the shares make the whole, and nobody takes part with nothing."""
    codes = [part.activity_code for part in plan.parts]
    if not 1 <= len(codes) <= MOST_ACTIVITIES or len(set(codes)) < len(codes):
        raise Refused("joint_activities", most=MOST_ACTIVITIES)
    offered = {each.code: each.label for each in where.book.on(plan.day).offered()}
    for part in plan.parts:
        if part.activity_code not in offered:
            raise Refused("activity_not_offered", code=part.activity_code)
        _shares_make_the_whole(part, plan, offered)
    if not all(any(part.shares[place] for part in plan.parts) for place in range(len(plan.teams))):
        raise Refused("joint_nothing")


def _shares_make_the_whole(part: Part, plan: Plan, labels: Mapping[str, str]) -> None:
    bounded = 1 <= part.total <= MOST_QUANTITY and all(0 <= share <= part.total for share in part.shares)
    if not bounded or len(part.shares) != len(plan.teams) or sum(part.shares) != part.total:
        raise Refused("joint_sum", activity=labels[part.activity_code], total=part.total, sum=sum(part.shares))
