"""Whose turn a waiting report is: the nearest unit above the team where somebody uninvolved may decide it."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, Select, case, exists, false, func, or_, select
from sqlalchemy.orm import joinedload

from app.database import db
from app.models import Attendance, BatchReport, BatchReview, Enrolment, Membership, Report, RoleGrant, Team, Unit
from app.queries.deciders import DECIDING, Decider, deciders, nearest, roles_held
from app.queries.rights import Rights
from app.queries.scope import within


def turn_of(rights: Rights) -> ColumnElement[bool]:
    """Selects the reports that wait for this person, by the reports' own columns alone.

    Where a role is nearest decides most of them in the database; so it does, without the roles of whoever was reviewed,
    of the thousands that a batch may have reopened. Those in which somebody with such a role took part are judged one
    by one: there the next unit up may be asked instead.
    """
    own = rights.paths(*DECIDING)
    everybody, reviewed = _roles()
    below = [each for each in everybody if any(each.path.startswith(path) for path in own)]
    people = {each.person_id for each in below} | {rights.person_id}
    touched = _touched(own, people)
    able = deciders(touched, everybody) if touched else {}
    mine = [each.id for each in touched if rights.person_id in {one.person_id for one in nearest(able[each.id])}]
    judged = Report.id.in_([each.id for each in touched])
    plain: ColumnElement[bool] = Report.enrolment_id.in_(_turns(own, below))
    for one in sorted(reviewed & people):
        others = [each for each in below if each.person_id != one]
        theirs = Report.enrolment_id.in_(_turns(own, others)) if one != rights.person_id else false()
        plain = case((Report.id.in_(_reopened_of([one])), theirs), else_=plain)
    return (Report.state == "submitted") & ((plain & ~judged) | Report.id.in_(mine))


def _turns(own: Sequence[str], roles: Sequence[Decider]) -> Select[int]:
    """Enrolments of teams for which one of these units is the nearest with such a role."""
    return _enrolled(or_(false(), *(_nearest_at(path, roles) for path in own)))


def _roles() -> tuple[list[Decider], set[int]]:
    """Who decides where, and those of them, few, whose decisions were taken back together."""
    taken_back = BatchReview.applied_at.is_not(None), BatchReview.effect == "reopened"
    rows = db.session.execute(
        roles_held(DECIDING, exists().where(BatchReview.person_id == RoleGrant.person_id, *taken_back))
    ).all()
    return [Decider(person, path) for person, path, _ in rows], {person for person, _, reviewed in rows if reviewed}


def _reopened_of(people: Collection[int]) -> Select[int]:
    """The reports of which one of these people's decision was taken back."""
    return (
        select(BatchReport.report_id)
        .join(BatchReview, BatchReview.id == BatchReport.batch_id)
        .where(BatchReview.person_id.in_(people), BatchReview.applied_at.is_not(None))
    )


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
    """Waiting reports within these units in which one of these people may have taken part, or on which the decisions of
    several of them were taken back.
    """
    wrote = Report.created_by_id.in_(people) & (Report.origin != "organiser")
    came = exists().where(Attendance.report_id == Report.id, Attendance.person_id.in_(people))
    several = Report.id.in_(
        _reopened_of(people).group_by(BatchReport.report_id).having(func.count(BatchReview.person_id.distinct()) > 1)
    )
    belongs = Enrolment.team_id.in_(select(Membership.team_id).where(Membership.person_id.in_(people)))
    return db.session.scalars(
        select(Report)
        .join(Enrolment, Enrolment.id == Report.enrolment_id)
        .where(
            Report.state == "submitted",
            Report.enrolment_id.in_(_enrolled(within(paths))),
            wrote | came | several | belongs,
        )
        .options(
            joinedload(Report.enrolment).joinedload(Enrolment.team).joinedload(Team.unit),
            joinedload(Report.enrolment).joinedload(Enrolment.campaign),
        )
    ).all()
