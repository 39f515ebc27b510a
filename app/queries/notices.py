"""What a person has been told and may still see: ready, not taken back, wanted, and of a role they hold."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, bindparam, exists, false, func, or_, select

from app.clock import wall
from app.database import Base, Instant, db
from app.models import Notice, NoticeChoice, Team
from app.rulebook.notice_kinds import off_by_default

NOTICES, CHOICES = (Base.metadata.tables[name] for name in ("notices", "notice_choices"))
GRANTS = Base.metadata.tables["role_grants"].alias("still_held")  # never one with those of a larger statement
MOST_COUNTED = 99


class Line(NamedTuple):
    """A notice as its list shows it; `team` is empty where it is about no team."""

    id: int
    kind: str
    facts: dict[str, Any]
    made_at: datetime
    is_read: bool
    team: str
    team_code: str


def wanted_by(channel: str) -> ColumnElement[bool]:
    """Whether the notice's person wants its kind by this channel: the registry's word, unless they turned it round."""
    turned = exists().where(
        CHOICES.c.person_id == NOTICES.c.person_id, CHOICES.c.kind == NOTICES.c.kind, CHOICES.c.channel == channel
    )
    # no list: whoever asks with one has the statement worded anew each time
    off = or_(false(), *(NOTICES.c.kind == each for each in off_by_default(channel)))
    return or_(and_(~off, ~turned), and_(off, turned))


def still_theirs() -> ColumnElement[bool]:
    """Whether the person still holds the role they were told in, over that team; asked with `at`."""
    return exists().where(
        GRANTS.c.person_id == NOTICES.c.person_id,
        GRANTS.c.role == NOTICES.c.role,
        or_(NOTICES.c.team_id.is_(None), GRANTS.c.team_id == NOTICES.c.team_id),
        GRANTS.c.starts_at <= bindparam("at", type_=Instant),
        or_(GRANTS.c.ends_at.is_(None), GRANTS.c.ends_at > bindparam("at", type_=Instant)),
    )


def unread_of(person_id: Any) -> ColumnElement[int]:
    """How many notices that person has not read, as a column of any statement; asked with `at`."""
    return (
        select(func.count())
        .select_from(NOTICES)
        .where(NOTICES.c.person_id == person_id, NOTICES.c.read_at.is_(None), _shown())
        .scalar_subquery()
    )


def _shown() -> ColumnElement[bool]:
    ready = NOTICES.c.ready_at <= bindparam("at", type_=Instant)
    return and_(ready, NOTICES.c.cancelled_at.is_(None), wanted_by("app"), still_theirs())


UNREAD = select(unread_of(bindparam("person")))
LIST = (
    select(
        NOTICES.c.id,
        NOTICES.c.kind,
        NOTICES.c.facts,
        NOTICES.c.made_at,
        NOTICES.c.read_at.is_not(None),
        func.coalesce(Team.name, ""),
        func.coalesce(Team.code, ""),
    )
    .outerjoin(Team, Team.id == NOTICES.c.team_id)
    .where(NOTICES.c.person_id == bindparam("person"), _shown())
    .order_by(NOTICES.c.ready_at.desc(), NOTICES.c.id.desc())
    .limit(bindparam("most"))
    .offset(bindparam("first"))
)


def unread(person_id: int) -> int:
    """How many notices wait for this person."""
    return db.session.execute(UNREAD, {"person": person_id, "at": wall()}).scalar_one()


def counted(number: int) -> str:
    """As the bell shows it: nothing, 3, 99+."""
    return f"{MOST_COUNTED}+" if number > MOST_COUNTED else str(number or "")


def of_person(person_id: int, limit: int = 50, offset: int = 0) -> Sequence[Line]:
    """What this person has been told, the newest first."""
    asked = {"person": person_id, "at": wall(), "most": limit, "first": offset}
    return [Line._make(row) for row in db.session.execute(LIST, asked)]


def find(person_id: int, number: int) -> Notice | None:
    """One notice of this person."""
    return db.session.scalar(select(Notice).where(Notice.id == number, Notice.person_id == person_id))


def chosen_by(person_id: int) -> set[tuple[str, str]]:
    """The kinds and channels this person has turned round."""
    rows = db.session.execute(
        select(NoticeChoice.kind, NoticeChoice.channel).where(NoticeChoice.person_id == person_id)
    )
    return {(kind, channel) for kind, channel in rows}
