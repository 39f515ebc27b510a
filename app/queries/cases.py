"""A report as a decision rests on it: plain values, read under its locks by one statement and one for its lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from typing import NamedTuple

from sqlalchemy import bindparam, func, select

from app.clock import HOME, local_day, now, wall
from app.database import Base
from app.models import Actor, Campaign, Enrolment, Person, Place, Report, Team, Unit
from app.models.campaigns import Contest
from app.queries import sightings
from app.queries.campaigns import Whereabouts
from app.queries.deciders import MAY_DECIDE
from app.queries.sightings import Sighting
from app.queries.whereabouts import KINDS, VERSIONS, whereabouts
from app.statements import Question, Statement, asked


class Claim(NamedTuple):
    """One line of a report."""

    id: int
    position: int
    activity_code: str
    claimed: int


class Case(NamedTuple):
    """One report, its team and its campaign; names are the columns' own."""

    id: int
    uuid: str
    enrolment_id: int
    activity_day: date
    origin: str
    joint_session_id: int | None
    late: bool
    place_id: int | None
    team_size: int
    members_present: int | None
    state: str
    version: int
    content_hash: str
    first_submitted_at: datetime | None
    decision_id: int | None
    created_by_id: int
    hamlet: str
    team_id: int
    team_code: str
    unit_path: str
    campaign: Contest
    lines: Sequence[Claim]


@dataclass(frozen=True, slots=True)
class Hearing:
    """A case with what is decided by: where its campaign stands, who hears it, what they may and saw."""

    case: Case
    where: Whereabouts
    may_decide: bool
    by: Actor
    sighting: Sighting


CAMPAIGNS, LINES, REPORTS = (Base.metadata.tables[name] for name in ("campaigns", "report_lines", "reports"))
OWN = Case._fields[: Case._fields.index("hamlet")]
HEARD = Statement(
    select(
        *(REPORTS.c[name] for name in OWN),
        func.coalesce(Place.hamlet, ""),
        Team.id,
        Team.code,
        Unit.path,
        *(CAMPAIGNS.c[name] for name in Contest._fields),
        KINDS,
        VERSIONS,
        MAY_DECIDE,
        select(Person.uuid).where(Person.id == bindparam("person")).scalar_subquery(),
    )
    .select_from(Report)
    .join(Enrolment, Enrolment.id == Report.enrolment_id)
    .join(Campaign, Campaign.id == Enrolment.campaign_id)
    .join(Team, Team.id == Enrolment.team_id)
    .join(Unit, Unit.id == Team.unit_id)
    .outerjoin(Place, Place.id == Report.place_id)
    .where(Report.id == bindparam("report"))
)
CLAIMS = Statement(select(*(LINES.c[name] for name in Claim._fields)).where(LINES.c.report_id == bindparam("report")))


def hear(report_id: int, person_id: int, *first: Question) -> Hearing:
    """The report as it is now, and whether this person may decide it; what comes `first`, locks, is asked before it.

    All of it in one go: only a campaign of another zone, where it is another day, is asked for again.
    """
    at = now()
    of = {"report": report_id, "person": person_id, "at": wall(), "today": local_day(at, HOME)}
    *_, (heard,), claims, before = asked(*first, (HEARD, of), (CLAIMS, of), (sightings.BEFORE, of))
    *own, kinds, versions, may_decide, uuid = heard
    contest = Contest(*own[-len(Contest._fields) :])
    if contest.zone != HOME and (there := local_day(at, contest.zone)) != of["today"]:
        *_, may_decide, _ = HEARD.one(of | {"today": there})
    lines = sorted((Claim(*each) for each in claims), key=attrgetter("position"))
    case = Case._make([*own[: -len(Contest._fields)], contest, lines])
    where = whereabouts(contest, kinds, versions, at)
    return Hearing(case, where, bool(may_decide), Actor(person_id, uuid), sightings.read(before))


def case_of(report: Report) -> Case:
    """The case of a report whose objects are at hand."""
    campaign, team = report.enrolment.campaign, report.enrolment.team
    return Case._make(
        (
            *(getattr(report, name) for name in OWN),
            report.place.hamlet if report.place else "",
            team.id,
            team.code,
            team.unit.path,
            Contest._make(getattr(campaign, name) for name in Contest._fields),
            [Claim(each.id, each.position, each.activity_code, each.claimed) for each in report.lines],
        )
    )
