"""Badges as far as one reader may see: during a freeze, those awarded before it."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import QueryableAttribute, joinedload

from app.database import db
from app.models import BadgeAward, BadgeGreeting, Enrolment, Person, Team
from app.queries.badges import highest
from app.queries.horizon import Horizon


def held_by(horizon: Horizon, enrolment_id: int) -> dict[str, BadgeAward]:
    """By badge the highest level the team holds."""
    found = db.session.scalars(_seen(horizon).where(BadgeAward.enrolment_id == enrolment_id)).all()
    return highest(list(found)).get(enrolment_id, {})


def holders(horizon: Horizon) -> Mapping[str, Mapping[str, int]]:
    """By badge and level, how many teams have reached it."""
    rows = db.session.execute(
        _seen(horizon)
        .with_only_columns(BadgeAward.badge_code, BadgeAward.level, func.count())
        .group_by(BadgeAward.badge_code, BadgeAward.level)
    )
    counts: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for code, level, count in rows:
        counts[code][level] = int(count)
    return counts


def latest_awards(horizon: Horizon, most: int) -> list[BadgeAward]:
    """The newest awards that hold, with their teams."""
    team = joinedload(BadgeAward.enrolment).joinedload(Enrolment.team).joinedload(Team.unit)
    wanted = _seen(horizon).options(team).order_by(BadgeAward.awarded_at.desc(), BadgeAward.id.desc())
    return list(db.session.scalars(wanted.limit(most)))


def to_greet(horizon: Horizon, person: Person, enrolment: Enrolment, most: int = 6) -> list[BadgeAward]:
    """What the team holds and the person has not been told of, the newest first."""
    told = select(BadgeGreeting.award_id).where(
        BadgeGreeting.person_id == person.id, BadgeGreeting.enrolment_id == enrolment.id
    )
    new = BadgeAward.id > func.coalesce(told.scalar_subquery(), 0)
    wanted = _seen(horizon).where(BadgeAward.enrolment_id == enrolment.id, new)
    return list(db.session.scalars(wanted.order_by(BadgeAward.id.desc()).limit(most)))


def award_seen(horizon: Horizon, award: BadgeAward) -> tuple[bool, bool]:
    """Whether this reader may know of the award, and whether it still holds as far as they see."""
    row = db.session.execute(select(_awarded(horizon), _holds(horizon)).where(BadgeAward.id == award.id)).one()
    return bool(row[0]), bool(row[1])


def _seen(horizon: Horizon) -> Select[Any]:
    return (
        select(BadgeAward)
        .join(Enrolment, Enrolment.id == BadgeAward.enrolment_id)
        .where(Enrolment.campaign_id == horizon.stage.campaign.id, _awarded(horizon), _holds(horizon))
    )


def _awarded(horizon: Horizon) -> ColumnElement[bool]:
    if horizon.seq is None:
        return BadgeAward.id.is_not(None)
    return _by(horizon, BadgeAward.seq, BadgeAward.awarded_at)


def _holds(horizon: Horizon) -> ColumnElement[bool]:
    never = BadgeAward.revoked_seq.is_(None)
    if horizon.seq is None:
        return never
    return or_(never, ~_by(horizon, BadgeAward.revoked_seq, BadgeAward.revoked_at))


def _by(horizon: Horizon, seq: QueryableAttribute[Any], at: QueryableAttribute[Any]) -> ColumnElement[bool]:
    """Before the horizon. A decision that moves no points lands on the sequence before it, so during a freeze
    what landed on the very last one is judged by its time."""
    if horizon.stage.announcement:
        return seq <= horizon.seq
    return or_(seq < horizon.seq, and_(seq == horizon.seq, at <= horizon.held_at))
