"""People are told what concerns them: rows of the transaction in which it happened, one statement for all of them.

Nothing is seen or sent for a minute, by the wall's time: what is taken back until then was never told.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import JSON, String, and_, bindparam, cast, exists, func, insert, or_, select, update
from sqlalchemy.sql import Select

from app import clock
from app.database import Base, Instant, db
from app.models import Campaign, Milestone, Notice, Person
from app.rulebook.notice_kinds import REGISTRY
from app.statements import Statement

DELAY = timedelta(minutes=1)
GRANTS, ENROLMENTS = (Base.metadata.tables[name] for name in ("role_grants", "enrolments"))
NOTICES = Base.metadata.tables["notices"]
COLUMNS = ("key", "person_id", "role", "team_id", "kind", "facts", "made_at", "ready_at")
Facts = Mapping[str, Any]


class Told(NamedTuple):
    """What happened to one team: `cause` and kind are unique together, `facts` fill the sentence's gaps."""

    kind: str
    cause: str
    enrolment_id: int
    facts: Facts


def _row(team: Any) -> Select[Any]:
    """A notice for each person who holds one of these roles now."""
    return (
        select(
            bindparam("said", type_=String) + cast(GRANTS.c.person_id, String),
            GRANTS.c.person_id,
            func.min(GRANTS.c.role),
            team,
            bindparam("what", type_=String),
            bindparam("about", type_=JSON),
            bindparam("then", type_=Instant),
            bindparam("later", type_=Instant),
        )
        .where(
            or_(GRANTS.c.role == bindparam("one"), GRANTS.c.role == bindparam("other")),
            GRANTS.c.starts_at <= bindparam("at", type_=Instant),
            or_(GRANTS.c.ends_at.is_(None), GRANTS.c.ends_at > bindparam("at", type_=Instant)),
        )
        .group_by(GRANTS.c.person_id)
    )


def _told(people: Select[Any]) -> Statement:
    return Statement(insert(NOTICES).from_select(COLUMNS, people))


TEAM = select(ENROLMENTS.c.team_id).where(ENROLMENTS.c.id == bindparam("enrolment")).scalar_subquery()
TO_TEAM = _told(_row(func.min(GRANTS.c.team_id)).where(GRANTS.c.team_id == TEAM))
FROZEN = exists().where(
    ENROLMENTS.c.id == bindparam("enrolment"),
    Campaign.id == ENROLMENTS.c.campaign_id,
    or_(
        Campaign.board_freeze_on <= bindparam("today"),
        exists().where(Milestone.campaign_id == Campaign.id, Milestone.kind == "board_freeze"),
    ),
)
IN_THE_OPEN = _told(_row(func.min(GRANTS.c.team_id)).where(GRANTS.c.team_id == TEAM, ~FROZEN))
ENROLLED = select(ENROLMENTS.c.team_id).where(ENROLMENTS.c.campaign_id == bindparam("campaign"))
NO_TEAM = cast(None, NOTICES.c.team_id.type)
TO_ALL = _told(_row(NO_TEAM).where(GRANTS.c.team_id.in_(ENROLLED)))
TO_ONE = _told(_row(NO_TEAM).where(GRANTS.c.person_id == bindparam("whom")))


def tell(told: Iterable[Told]) -> None:
    """Tell the people of each team, as the registry says who."""
    TO_TEAM.run(*({**_common(each.kind, each.cause, each.facts), "enrolment": each.enrolment_id} for each in told))


def tell_in_the_open(told: Iterable[Told], zone: str) -> None:
    """The same, unless the campaign's board stands frozen: what its pages hide nobody is told."""
    today = clock.local_day(clock.now(), zone)
    rows = [
        {**_common(each.kind, each.cause, each.facts), "enrolment": each.enrolment_id, "today": today} for each in told
    ]
    IN_THE_OPEN.run(*rows)


def tell_everybody(kind: str, cause: str, campaign: Campaign, facts: Facts) -> None:
    """Tell the people of all teams of a campaign, each once."""
    TO_ALL.run({**_common(kind, cause, facts), "campaign": campaign.id})


def tell_each(kind: str, cause: str, facts: Mapping[int, Facts], ready_at: datetime) -> None:
    """Tell each of these people something of their own, by person id; it is ready at that instant.

    Whoever holds the role only from then on is told then.
    """
    common = _common(kind, cause, {})
    common |= {"later": ready_at, "at": max(common["at"], ready_at)}
    TO_ONE.run(*({**common, "about": dict(each), "whom": person} for person, each in facts.items()))


def take_back(cause: str) -> list[Facts]:
    """What nobody has been told yet of this cause is not told any more; the facts of what is taken back."""
    at = clock.wall()
    taken = (
        update(Notice)
        .where(
            Notice.ready_at > at,
            Notice.mailed_at.is_(None),
            Notice.cancelled_at.is_(None),
            Notice.key.startswith(f"{cause}:", autoescape=True),
        )
        .values(cancelled_at=at)
        .returning(Notice.facts)
    )
    return list(db.session.scalars(taken, execution_options={"synchronize_session": False}))


def read(person: Person, only: int | None = None, up_to: int | None = None) -> None:
    """The person has seen one notice, or all up to that one."""
    at = clock.wall()
    wanted = Notice.id == only if only is not None else Notice.id <= (up_to or 0)
    mine = and_(Notice.person_id == person.id, Notice.read_at.is_(None), Notice.ready_at <= at, wanted)
    db.session.execute(update(Notice).where(mine).values(read_at=at), execution_options={"synchronize_session": False})


def _common(kind: str, cause: str, facts: Facts) -> dict[str, Any]:
    roles, at = REGISTRY[kind].roles, clock.wall()
    return {
        "said": f"{cause}:{kind}:",
        "what": kind,
        "about": dict(facts),
        "then": clock.now(),
        "later": at + DELAY,
        "at": at,
        "one": roles[0],
        "other": roles[-1],
    }
