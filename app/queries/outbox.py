"""What the outbox is about to do: notices that may become e-mails, e-mails that are due, and how many wait."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import String, and_, cast, exists, func, select

from app.database import Base, db
from app.models import Mail, Person, Team
from app.queries.notices import NOTICES, still_theirs, wanted_by
from app.rulebook.notice_kinds import KINDS

MAILS, PEOPLE = (Base.metadata.tables[name] for name in ("mails", "people"))
WAITING = tuple(each.code for each in KINDS if each.waits)
AT_ONCE = 500


class Candidate(NamedTuple):
    """A ready notice with its reader; `goes` when an e-mail about it is wanted, possible and still theirs."""

    id: int
    key: str
    kind: str
    facts: dict[str, Any]
    team: str
    team_code: str
    person_id: int
    full_name: str
    goes: bool


GOES = and_(
    NOTICES.c.cancelled_at.is_(None),
    NOTICES.c.read_at.is_(None),
    PEOPLE.c.login.contains("@"),
    PEOPLE.c.disabled_at.is_(None),
    wanted_by("email"),
    still_theirs(),
)
UNSETTLED = (
    select(
        NOTICES.c.id,
        NOTICES.c.key,
        NOTICES.c.kind,
        NOTICES.c.facts,
        func.coalesce(Team.name, ""),
        func.coalesce(Team.code, ""),
        PEOPLE.c.id,
        PEOPLE.c.full_name,
        GOES.label("goes"),
    )
    .select_from(NOTICES)
    .join(PEOPLE, PEOPLE.c.id == NOTICES.c.person_id)
    .outerjoin(Team, Team.id == NOTICES.c.team_id)
    .where(NOTICES.c.mailed_at.is_(None))
    .order_by(NOTICES.c.id)
    .with_for_update(of=NOTICES, skip_locked=True)
)


def at_once(at: datetime) -> Sequence[Candidate]:
    """Ready notices of the kinds that do not wait, locked; those another worker holds are left to it."""
    wanted = UNSETTLED.where(NOTICES.c.ready_at <= at, NOTICES.c.kind.not_in(WAITING)).limit(AT_ONCE)
    return _candidates(wanted, at)


def of_the_day(ready_by: datetime, day: date, at: datetime) -> Sequence[Candidate]:
    """Everything that has waited for this day's letter, of some people who have not had it, locked."""
    mine = NOTICES.c.mailed_at.is_(None), NOTICES.c.ready_at <= ready_by, NOTICES.c.kind.in_(WAITING)
    had = exists().where(MAILS.c.person_id == NOTICES.c.person_id, MAILS.c.key == letter_key(day, NOTICES.c.person_id))
    people = select(NOTICES.c.person_id).where(*mine, ~had).distinct().limit(AT_ONCE)
    found = db.session.scalars(people).all()
    return _candidates(UNSETTLED.where(*mine, NOTICES.c.person_id.in_(found)), at) if found else []


def letter_key(day: date, person_id: Any) -> Any:
    """Unique for each person and day; a column for a column."""
    known = f"letter:{day.isoformat()}:"
    return known + (str(person_id) if isinstance(person_id, int) else cast(person_id, String))


class Counts(NamedTuple):
    """How the outbox stands; `errors` are the newest reasons of letters that were given up or wait for another try."""

    sent: int
    waiting: int
    given_up: int
    errors: Sequence[tuple[str, int]]


def counts() -> Counts:
    """Letters that left, wait, or were given up."""
    row = db.session.execute(
        select(
            func.count(Mail.sent_at),
            func.count(Mail.due_at),
            func.count().filter(Mail.sent_at.is_(None), Mail.due_at.is_(None)),
        ).select_from(Mail)
    ).one()
    errors = select(Mail.error, func.count()).where(Mail.error != "", Mail.sent_at.is_(None)).group_by(Mail.error)
    worst = db.session.execute(errors.order_by(func.count().desc(), Mail.error).limit(5)).all()
    return Counts(*row, [(why, count) for why, count in worst])


def lost(mail: Mail, at: datetime) -> bool:
    """Whether anything in the letter is not its reader's business any more: a closed account, a role that ended."""
    person = db.session.get_one(Person, mail.person_id)
    ended = select(NOTICES.c.id).where(NOTICES.c.person_id == person.id, NOTICES.c.mail_id == mail.id, ~still_theirs())
    return not person.is_active or db.session.execute(ended.limit(1), {"at": at}).first() is not None


def _candidates(wanted: Any, at: datetime) -> list[Candidate]:
    return [Candidate._make(row) for row in db.session.execute(wanted, {"at": at})]
