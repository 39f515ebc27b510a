"""Other reports of the same day that have something to do with some reports: the same people, place, team, session."""

from sqlalchemy import ScalarSelect, and_, bindparam, func, literal, or_, select, text, union_all
from sqlalchemy.orm import aliased

from app.models import (
    Attendance,
    Campaign,
    Enrolment,
    JointSession,
    JointShare,
    Membership,
    Place,
    Report,
    ReportLine,
    Team,
    Unit,
)
from app.queries.flag_rows import Rows, was_sent

LOCAL = ("commune", "branch", "affiliate_unit")
"""Units so small that a place's name means one place in them."""
LEAST_SAME = 5
ELSEWHERE, BESIDE, AGAIN = range(3)

Mine, Theirs = aliased(Report, name="mine"), aliased(Report, name="theirs")
MyPlace, TheirPlace = aliased(Place, name="my_place"), aliased(Place, name="their_place")
MyEnrolment, TheirEnrolment = aliased(Enrolment, name="my_enrolment"), aliased(Enrolment, name="their_enrolment")
OTHER = (
    Theirs.id,
    Theirs.uuid,
    Team.name,
    Theirs.activity_day,
    Campaign.code,
    TheirPlace.name,
    Theirs.begins_at,
    Theirs.ends_at,
)


def _others(rows: Rows, ids: str) -> Rows:
    """The same day of another report that was sent; first and last are named as well, so that an index is asked."""
    return (
        rows.join(Team, Team.id == TheirEnrolment.team_id)
        .join(Campaign, Campaign.id == TheirEnrolment.campaign_id)
        .where(
            Mine.id.in_(bindparam(ids, expanding=True)),
            Theirs.id != Mine.id,
            Theirs.activity_day == Mine.activity_day,
            Theirs.activity_day.between(bindparam("first"), bindparam("last")),
            was_sent(Theirs),
        )
    )


def _elsewhere() -> Rows:
    """Who of a report stands in another one of overlapping hours; of all reports only those of a person's teams."""
    my, their = aliased(Attendance, name="my_attendance"), aliased(Attendance, name="their_attendance")
    return _others(
        select(literal(ELSEWHERE), Mine.id, my.person_id, TheirPlace.hamlet, *OTHER)
        .distinct()
        .select_from(Mine)
        .join(my, my.report_id == Mine.id)
        .join(Membership, Membership.person_id == my.person_id)
        .join(TheirEnrolment, TheirEnrolment.team_id == Membership.team_id)
        .join(Theirs, and_(Theirs.enrolment_id == TheirEnrolment.id))
        .join(their, and_(their.report_id == Theirs.id, their.person_id == my.person_id))
        .join(TheirPlace, TheirPlace.id == Theirs.place_id),
        "timed",
    ).where(Theirs.begins_at < Mine.ends_at, Mine.begins_at < Theirs.ends_at)


def _beside() -> Rows:
    """Other teams at a place of the same name, in the same unit or in one that lies within the other, by themselves."""
    here, there = aliased(Unit, name="here"), aliased(Unit, name="there")
    within = [
        and_(outer.level.in_(LOCAL), func.substr(inner.path, 1, func.length(outer.path)) == outer.path)
        for outer, inner in ((here, there), (there, here))
    ]
    same = (getattr(TheirPlace, each) == getattr(MyPlace, each) for each in ("kind", "name", "hamlet"))
    return _others(
        select(literal(BESIDE), Mine.id, _same_lines(), literal(""), *OTHER)
        .select_from(Mine)
        .join(MyEnrolment, MyEnrolment.id == Mine.enrolment_id)
        .join(MyPlace, MyPlace.id == Mine.place_id)
        .join(here, here.id == MyPlace.unit_id)
        .join(TheirPlace, and_(*same))
        .join(there, there.id == TheirPlace.unit_id)
        .join(Theirs, Theirs.place_id == TheirPlace.id)
        .join(TheirEnrolment, TheirEnrolment.id == Theirs.enrolment_id)
        .where(TheirEnrolment.team_id != MyEnrolment.team_id)
        .where(or_(TheirPlace.unit_id == MyPlace.unit_id, *within))
        .where(_together() == 0),
        "placed",
    )


def _same_lines() -> ScalarSelect[int]:
    """How many lines of both are of one kind and one quantity; very small ones are alike by chance."""
    my, their = aliased(ReportLine, name="my_line"), aliased(ReportLine, name="their_line")
    return (
        select(func.count())
        .select_from(my)
        .join(their, and_(their.activity_code == my.activity_code, their.claimed == my.claimed))
        .where(my.report_id == Mine.id, their.report_id == Theirs.id, my.claimed >= LEAST_SAME)
        .scalar_subquery()
    )


def _again() -> Rows:
    """The same team and kind in another campaign; a place that nobody named contradicts none."""
    my, their = aliased(ReportLine, name="my_line"), aliased(ReportLine, name="their_line")
    return _others(
        select(literal(AGAIN), Mine.id, their.claimed, their.activity_code, *OTHER)
        .select_from(Mine)
        .join(MyEnrolment, MyEnrolment.id == Mine.enrolment_id)
        .join(TheirEnrolment, TheirEnrolment.team_id == MyEnrolment.team_id)
        .join(Theirs, Theirs.enrolment_id == TheirEnrolment.id)
        .join(my, my.report_id == Mine.id)
        .join(their, and_(their.report_id == Theirs.id, their.activity_code == my.activity_code))
        .outerjoin(TheirPlace, TheirPlace.id == Theirs.place_id)
        .where(
            TheirEnrolment.id != MyEnrolment.id,
            my.claimed > 0,
            their.claimed > 0,
            or_(Theirs.place_id == Mine.place_id, Theirs.place_id.is_(None), Mine.place_id.is_(None)),
        ),
        "ids",
    )


def _together() -> ScalarSelect[int]:
    """How many joint sessions say that both teams were together that day."""
    my, their = aliased(JointShare, name="my_share"), aliased(JointShare, name="their_share")
    return (
        select(func.count())
        .select_from(my)
        .join(JointSession, JointSession.id == my.joint_session_id)
        .join(their, their.joint_session_id == my.joint_session_id)
        .where(
            my.enrolment_id == Mine.enrolment_id,
            their.enrolment_id == Theirs.enrolment_id,
            JointSession.activity_day == Mine.activity_day,
        )
        .scalar_subquery()
    )


OTHERS = union_all(_elsewhere(), _beside(), _again()).order_by(text("1, 2, 5"))
"""All three by one statement: what it is, the report, a number and a word that say more, and the other report."""
