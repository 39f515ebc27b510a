"""Whose turn a waiting report is: the nearest unit above the team where somebody uninvolved may decide it."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, Select, exists, false, or_, select
from sqlalchemy.orm import joinedload

from app.database import db
from app.models import Attendance, BatchReport, BatchReview, Enrolment, Membership, Report, Team, Unit
from app.queries.deciders import DECIDING, Decider, deciders, deciding_roles, nearest
from app.queries.rights import Rights
from app.queries.scope import within


def turn_of(rights: Rights) -> ColumnElement[bool]:
    """Selects the reports that wait for this person, by the reports' own columns alone.

    Where a role is nearest decides most of them in the database. Those in which somebody with such a role took part
    are judged one by one: there the next unit up may be asked instead.
    """
    own = rights.paths(*DECIDING)
    everybody = deciding_roles()
    below = [each for each in everybody if any(each.path.startswith(path) for path in own)]
    touched = _touched(own, {each.person_id for each in below} | {rights.person_id})
    able = deciders(touched, everybody) if touched else {}
    mine = [each.id for each in touched if rights.person_id in {one.person_id for one in nearest(able[each.id])}]
    plain = Report.enrolment_id.in_(_enrolled(or_(false(), *(_nearest_at(path, below) for path in own))))
    judged = Report.id.in_([each.id for each in touched])
    return (Report.state == "submitted") & ((plain & ~judged) | Report.id.in_(mine))


def _enrolled(where: ColumnElement[bool]) -> Select[int]:
    """Ids of the enrolments of teams in these units: few, and asked for once."""
    return (
        select(Enrolment.id).join(Team, Team.id == Enrolment.team_id).join(Unit, Unit.id == Team.unit_id).where(where)
    )


def _nearest_at(path: str, roles: Sequence[Decider]) -> ColumnElement[bool]:
    """Teams at or below this unit and below no unit of its own with a role."""
    deeper = {each.path for each in roles if each.path.startswith(path) and each.path != path}
    return within([path]) & ~within(sorted(deeper))


def _touched(paths: Collection[str], people: Collection[int]) -> Sequence[Report]:
    """Waiting reports within these units in which one of these people may have taken part, or whose decision on it was
    taken back when their work was reviewed.
    """
    wrote = Report.created_by_id.in_(people) & (Report.origin != "organiser")
    came = exists().where(Attendance.report_id == Report.id, Attendance.person_id.in_(people))
    reviewed = exists().where(
        BatchReport.report_id == Report.id,
        BatchReview.id == BatchReport.batch_id,
        BatchReview.person_id.in_(people),
        BatchReview.applied_at.is_not(None),
    )
    belongs = Enrolment.team_id.in_(select(Membership.team_id).where(Membership.person_id.in_(people)))
    return db.session.scalars(
        select(Report)
        .join(Enrolment, Enrolment.id == Report.enrolment_id)
        .where(
            Report.state == "submitted",
            Report.enrolment_id.in_(_enrolled(within(paths))),
            wrote | came | reviewed | belongs,
        )
        .options(
            joinedload(Report.enrolment).joinedload(Enrolment.team).joinedload(Team.unit),
            joinedload(Report.enrolment).joinedload(Enrolment.campaign),
        )
    ).all()
