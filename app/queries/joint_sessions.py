"""Joint sessions: who takes part, how the whole was split, and what a team has already reported of its share."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from app.database import db
from app.models import Campaign, Enrolment, JointSession, JointShare, Report, ReportLine, Team, Unit
from app.queries.find import LEAST, SHOWN, rank_matches, wanted
from app.queries.reports import OWN_TEAM, READING_UNITS
from app.queries.rights import Rights
from app.queries.scope import within
from app.rulebook.text import search_key

COUNTED = ("submitted", "returned", "decided")


@dataclass(frozen=True, slots=True)
class Whole:
    """One activity of a session: its total, and each team's share by enrolment id."""

    activity_code: str
    total: int
    shares: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Split:
    """A session as its readers see it."""

    session: JointSession
    teams: tuple[Enrolment, ...]
    wholes: tuple[Whole, ...]


def split_of(session: JointSession) -> Split:
    """The teams by their codes, the activities by theirs."""
    teams = {each.enrolment_id: each.enrolment for each in session.shares}
    shares: defaultdict[str, dict[int, int]] = defaultdict(dict)
    for each in session.shares:
        shares[each.activity_code][each.enrolment_id] = each.quantity
    return Split(
        session,
        tuple(sorted(teams.values(), key=lambda each: each.team.code)),
        tuple(Whole(code, sum(parts.values()), parts) for code, parts in sorted(shares.items())),
    )


def find(rights: Rights, uuid: str) -> JointSession | None:
    """The session with that id, if a team of the person's or of their units takes part."""
    reads = Team.id.in_(rights.team_ids(*OWN_TEAM)) | within(rights.paths(*READING_UNITS))
    mine = (
        select(JointShare.joint_session_id)
        .join(Enrolment, Enrolment.id == JointShare.enrolment_id)
        .join(Team, Team.id == Enrolment.team_id)
        .join(Unit, Unit.id == Team.unit_id)
        .where(reads)
    )
    return db.session.scalar(_whole().where(JointSession.uuid == uuid, JointSession.id.in_(mine)))


def of_team(enrolment_id: int, uuid: str) -> JointSession | None:
    """The session with that id, if the team takes part in it."""
    return db.session.scalar(_of(enrolment_id).where(JointSession.uuid == uuid))


def on_day(enrolment_id: int, day: date) -> Sequence[JointSession]:
    """The team's sessions of one day."""
    return db.session.scalars(_of(enrolment_id).where(JointSession.activity_day == day)).all()


def latest(enrolment_id: int, most: int = 5) -> Sequence[JointSession]:
    """The team's last sessions, the latest day first."""
    wanted_first = (JointSession.activity_day.desc(), JointSession.id.desc())
    return db.session.scalars(_of(enrolment_id).order_by(None).order_by(*wanted_first).limit(most)).all()


def shares_of(session: JointSession, enrolment_id: int) -> dict[str, int]:
    """By activity what the team may report of that session."""
    return {each.activity_code: each.quantity for each in session.shares if each.enrolment_id == enrolment_id}


def claimed(session: JointSession, enrolment_id: int, without: int | None = None) -> dict[str, int]:
    """By activity what the team's sent reports of that session claim, whatever was decided of them.

    `without` leaves out the report being sent, by its id. A rejected claim still counts: it may be verified yet.
    """
    rows = db.session.execute(
        select(ReportLine.activity_code, func.sum(ReportLine.claimed))
        .join(Report, Report.id == ReportLine.report_id)
        .where(
            Report.joint_session_id == session.id,
            Report.enrolment_id == enrolment_id,
            Report.state.in_(COUNTED),
            Report.id != without,
        )
        .group_by(ReportLine.activity_code)
    )
    return {code: int(quantity) for code, quantity in rows}


def left_of(session: JointSession, enrolment_id: int, without: int | None = None) -> dict[str, int]:
    """By activity what of its share the team has not reported yet; only where something is left."""
    used = claimed(session, enrolment_id, without)
    left = {code: share - used.get(code, 0) for code, share in shares_of(session, enrolment_id).items()}
    return {code: quantity for code, quantity in left.items() if quantity > 0}


def partners(campaign: Campaign, typed: str) -> Sequence[Enrolment]:
    """The campaign's teams that a code or a name means: one for a code, else the best matches first."""
    query = wanted(typed)
    if len(search_key(query)) < LEAST:
        return []
    by_code = db.session.scalars(_enrolled(campaign).where(func.upper(Team.code) == query.upper())).all()
    if by_code:
        return by_code
    words = (Team.search_key.contains(word, autoescape=True) for word in search_key(query).split())
    found = db.session.scalars(_enrolled(campaign).where(*words).order_by(Team.code).limit(300)).all()
    return [found[each] for each in rank_matches(query, [each.team.name for each in found])][:SHOWN]


def teams_of(campaign: Campaign, codes: Collection[str]) -> dict[str, Enrolment]:
    """The campaign's teams with exactly these codes, by code."""
    found = db.session.scalars(_enrolled(campaign).where(Team.code.in_(codes)))
    return {each.team.code: each for each in found}


def _enrolled(campaign: Campaign) -> Select[Enrolment]:
    return (
        select(Enrolment)
        .join(Team, Team.id == Enrolment.team_id)
        .where(Enrolment.campaign_id == campaign.id)
        .options(joinedload(Enrolment.team).joinedload(Team.unit), joinedload(Enrolment.campaign))
    )


def _of(enrolment_id: int) -> Select[JointSession]:
    mine = select(JointShare.joint_session_id).where(JointShare.enrolment_id == enrolment_id)
    return _whole().where(JointSession.id.in_(mine)).order_by(JointSession.id)


def _whole() -> Select[JointSession]:
    people = selectinload(JointSession.shares).joinedload(JointShare.enrolment)
    return select(JointSession).options(people.joinedload(Enrolment.team).joinedload(Team.unit))
