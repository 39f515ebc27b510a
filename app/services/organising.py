"""An organiser records who came to a training or a meeting: one decided report for each team."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app import clock
from app.database import db
from app.models import Campaign, Enrolment, Person, Report, ReportLine, Team
from app.queries.campaigns import Stage, stage
from app.queries.cases import case_of
from app.queries.deciders import DECIDING
from app.queries.organising import own_teams, recorded
from app.queries.rights import rights_of
from app.rulebook.gatherings import gatherings, most, record_id
from app.rulebook.rules import Activity
from app.services import audit, locks
from app.services.decision_rows import Judgement, Ruling
from app.services.judgements import land
from app.services.refusals import Refused
from app.services.report_contents import Content


@dataclass(frozen=True, slots=True)
class Gathering:
    """What was held on which day, and how many of each team came, by enrolment id; `form` is the form's own id."""

    form: UUID
    activity_code: str
    day: date
    counts: Mapping[int, int]


def record(campaign: Campaign, gathering: Gathering, by: Person) -> int:
    """Write down who came; returns how many teams are new. A team already recorded that day keeps what it has."""
    teams = _locked(campaign, gathering.counts)
    where = stage(campaign)
    activity = _offered(where, gathering)
    _yours(teams, gathering, by)
    _possible(teams, activity, gathering)
    new = _unrecorded(teams, gathering)
    for enrolment in new:
        report = _report(enrolment, gathering, by)
        line = report.lines[0]
        ruling = Ruling(line.id, "verified", line.claimed)
        judgement = Judgement(case_of(report), "decided", (ruling,), by.actor, clock.now())
        land([judgement], "organising", where.book)
    if new:
        came = {each.team.code: gathering.counts[each.id] for each in new}
        day = gathering.day.isoformat()
        audit.record("organising.recorded", by, f"campaign:{campaign.code}", activity=activity.code, day=day, came=came)
    return len(new)


def _locked(campaign: Campaign, enrolment_ids: Collection[int]) -> Sequence[Enrolment]:
    """Campaign and enrolments, locked in the house's order, the enrolments by their ids."""
    db.session.execute(locks.CAMPAIGN, {"id": campaign.id})
    wanted = select(Enrolment.id).where(Enrolment.campaign_id == campaign.id, Enrolment.id.in_(enrolment_ids))
    db.session.execute(wanted.order_by(Enrolment.id).with_for_update())
    return db.session.scalars(
        select(Enrolment)
        .where(Enrolment.id.in_(wanted))
        .options(joinedload(Enrolment.team).joinedload(Team.unit), joinedload(Enrolment.campaign))
        .order_by(Enrolment.id)
        .execution_options(populate_existing=True)
    ).all()


def _offered(where: Stage, gathering: Gathering) -> Activity:
    """The activity by the rules of the day; refuses a day and a time at which nothing may be recorded."""
    if not where.decisions_open:
        raise Refused("decisions_closed")
    campaign = where.campaign
    if not campaign.starts_on <= gathering.day <= campaign.ends_on:
        raise Refused("day_outside_campaign", first=campaign.starts_on, last=campaign.ends_on)
    if gathering.day > clock.local_day(where.now, campaign.zone):
        raise Refused("day_not_come")
    offered = {each.code: each for each in gatherings(where.book.on(gathering.day))}
    if gathering.activity_code not in offered:
        raise Refused("activity_not_offered", code=gathering.activity_code)
    return offered[gathering.activity_code]


def _yours(teams: Sequence[Enrolment], gathering: Gathering, by: Person) -> None:
    """Teams of the person's units, and none that they belong to."""
    rights = rights_of(by)
    if len(teams) < len(gathering.counts) or not all(rights.covers(each.team.unit.path, *DECIDING) for each in teams):
        raise Refused("team_not_yours")
    own = own_teams(by.id, teams, gathering.day)
    if own:
        raise Refused("own_team", team=next(each.team.name for each in teams if each.team_id in own))


def _possible(teams: Sequence[Enrolment], activity: Activity, gathering: Gathering) -> None:
    for each in teams:
        if not 1 <= gathering.counts[each.id] <= most(activity, each.size):
            raise Refused("more_than_came", team=each.team.name, most=most(activity, each.size))


def _unrecorded(teams: Sequence[Enrolment], gathering: Gathering) -> list[Enrolment]:
    """Teams without that kind on that day, whatever form recorded it; their locks are held."""
    known = recorded([each.id for each in teams], gathering.activity_code, gathering.day)
    ids = {record_id(gathering.form, each.team.code) for each in teams}
    used = set(db.session.scalars(select(Report.uuid).where(Report.uuid.in_(ids))))
    return [each for each in teams if each.id not in known and record_id(gathering.form, each.team.code) not in used]


def _report(enrolment: Enrolment, gathering: Gathering, by: Person) -> Report:
    count = gathering.counts[enrolment.id]
    content = Content(gathering.day, ("", "", ""), ((gathering.activity_code, count),))
    report = Report(
        uuid=record_id(gathering.form, enrolment.team.code),
        enrolment_id=enrolment.id,
        activity_day=gathering.day,
        team_size=enrolment.size,
        origin="organiser",
        content_hash=content.fingerprint(),
        created_by_id=by.id,
        created_at=clock.now(),
        lines=[ReportLine(position=0, activity_code=gathering.activity_code, claimed=count)],
    )
    report.enrolment = enrolment
    report.submit(clock.now(), late=False)
    db.session.add(report)
    db.session.flush()
    return report
