"""What is held until the commit, in the house's order: campaign, enrolment, report, photos (docs/decisions.md)."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Integer, Select, bindparam, func, select
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.attributes import instance_state

from app.database import db
from app.driver import is_postgresql
from app.models import Campaign, Enrolment, Person, Report, Team
from app.queries import cases
from app.queries.cases import Hearing
from app.spelled import Row, Values
from app.statements import Question, Statement, asked

WHOLE_CAMPAIGN = select(Campaign.id).where(Campaign.id == bindparam("id")).with_for_update()
CAMPAIGN = select(Campaign.id).where(Campaign.id == bindparam("id")).with_for_update(read=True)
ENROLMENT = select(Enrolment.id).where(Enrolment.id == bindparam("id")).with_for_update()
ENTERED = (
    select(Enrolment)
    .where(Enrolment.id == bindparam("id"))
    .options(joinedload(Enrolment.campaign), joinedload(Enrolment.team))
    .execution_options(populate_existing=True)
)


def _entered(enrolment: ColumnElement[int]) -> Select[Any]:
    """Campaign and enrolment in one statement: the one is asked for by what the other has locked."""
    contest = select(Enrolment.campaign_id).where(Enrolment.id == enrolment).scalar_subquery()
    held = select(Campaign.id).where(Campaign.id == contest).with_for_update(read=True).cte("campaign_held")
    within = Enrolment.campaign_id == select(held.c.id).scalar_subquery()
    return select(Enrolment.id).where(Enrolment.id == enrolment, within).with_for_update()


PLACE = select(Report.enrolment_id).where(Report.id == bindparam("report")).scalar_subquery()
ENTER = Statement(_entered(bindparam("id", type_=Integer)))
ENROLMENT_HELD = _entered(PLACE).cte("enrolment_held")
HOLD = Statement(
    select(Report.id)
    .where(Report.id == bindparam("report"), Report.enrolment_id == select(ENROLMENT_HELD.c.id).scalar_subquery())
    .with_for_update(of=Report)
)
REPORT = (
    select(Report)
    .where(Report.id == bindparam("id"))
    .options(
        joinedload(Report.enrolment).options(
            joinedload(Enrolment.campaign), joinedload(Enrolment.team).joinedload(Team.unit)
        ),
        joinedload(Report.place),
        selectinload(Report.lines),
    )
    .execution_options(populate_existing=True)
)
KEYS = func.unnest(bindparam("keys", type_=postgresql.ARRAY(BigInteger)))
KEEP_PHOTOS, STRIKE_PHOTO = select(func.pg_advisory_xact_lock_shared(KEYS)), select(func.pg_advisory_xact_lock(KEYS))


def hold_campaign(campaign: Campaign) -> None:
    """First in the order of locks: whoever moves the campaign itself waits for those who decide in it."""
    db.session.execute(WHOLE_CAMPAIGN, {"id": campaign.id})


def enter(enrolment: Enrolment, *then: Question) -> list[Sequence[Row]]:
    """Lock campaign and enrolment in the house's order: who announces waits for this team, and this team for them.

    The enrolment, its campaign and its team are read anew; what is asked `then`, under the locks, is answered.
    """
    db.session.flush()
    of = {"id": _id(enrolment)}
    first = _locking(ENTER, of)
    answers = asked(*first, *then)[len(first) :]
    db.session.scalars(ENTERED, of).one()
    return answers


def hold(report: Report) -> None:
    """Lock campaign, enrolment and report, in the house's order; then read the report anew."""
    asked(*_locking(HOLD, {"report": report.id}))
    db.session.scalars(REPORT, {"id": report.id}).one()


def hear(report: Report, by: Person) -> Hearing:
    """Lock the same rows; then read anew what a decision on the report rests on, without its objects."""
    return cases.hear(_id(report), _id(by), *_locking(HOLD, {"report": _id(report)}))


def _locking(rows: Statement, of: Values) -> list[Question]:
    """SQLite lets one writer in at a time: it has nothing to lock, and is asked nothing."""
    return [(rows, of)] if is_postgresql() else []


def _id(known: Report | Person | Enrolment) -> int:
    """Known without asking, though the object is expired."""
    identity = instance_state(known).identity
    assert identity is not None
    return int(identity[0])


def keep_photos(sha256s: Collection[str]) -> None:
    """Whoever writes photos into a report: until the commit nobody strikes one of them, and all struck ones are seen.

    Asked after the report's row and before any chain's head, by whoever strikes one too.
    """
    _of_photos(KEEP_PHOTOS, sha256s)


def strike_photo(sha256: str) -> None:
    """Whoever strikes a photo in all reports: until the commit nobody else strikes it or writes it into one."""
    _of_photos(STRIKE_PHOTO, [sha256])


def _of_photos(statement: Select[Any], sha256s: Collection[str]) -> None:
    """Of a photo that no report shows yet there is no row to lock; SQLite lets one writer in at a time anyway."""
    if sha256s and db.session.get_bind().dialect.name == postgresql.dialect.name:
        keys = sorted(int(each[:16], 16) - (1 << 63) for each in sha256s)
        db.session.connection().execute(statement, {"keys": keys})


def lock(enrolment: Enrolment) -> None:
    """Whoever settles a team holds its enrolment's row until the commit."""
    db.session.execute(ENROLMENT, {"id": enrolment.id})
