"""What a decision on a team's work rests on, asked at once: its days, what is known of it, the levels it holds."""

from collections.abc import Collection, Sequence, Set
from datetime import date
from typing import NamedTuple

from sqlalchemy import Integer, bindparam, func, select
from sqlalchemy.sql.base import Executable

from app.models import Decision
from app.models.campaigns import Contest
from app.queries import badges_held, lines_of_days, team_facts
from app.queries.badges_held import Levels
from app.queries.lines import Found, Held
from app.queries.team_facts import TeamNow
from app.rulebook.scopes import Scope
from app.spelled import Row
from app.statements import Statement, asked


class Ground(NamedTuple):
    """One team as its last decision left it; `found` and `held` are of the days asked for.

    `numbers` are the ids that the coming decisions have: nobody waits for them once the chain's head is held.
    """

    found: Found
    held: Held
    team: TeamNow
    levels: Levels
    numbers: Sequence[int]


def _numbers(dialect: str) -> Executable:
    if dialect == "sqlite":  # which lets nobody else write meanwhile
        return select(func.coalesce(func.max(Decision.id), 0) + bindparam("count", type_=Integer))
    taken = func.generate_series(1, bindparam("count", type_=Integer)).table_valued("number")
    return select(func.nextval("decisions_id_seq")).select_from(taken)


NUMBERS = Statement(_numbers)


def numbers(count: int) -> Sequence[int]:
    """The ids of so many decisions to come."""
    return _read(NUMBERS.rows({"count": count}), count)


def survey(
    campaign: Contest, enrolment_id: int, days: Collection[date], reports: Collection[int], scopes: Set[Scope]
) -> Ground:
    """Of those days, from the first to the last, without the reports (by id) that are being decided now."""
    lines, (team,), levels, taken = asked(
        (lines_of_days.OF_DAYS, {"enrolment": enrolment_id, "first": min(days), "last": max(days)}),
        (team_facts.TEAM, team_facts.of_team(campaign, enrolment_id)),
        (badges_held.OF_ONE, {"enrolment": enrolment_id}),
        (NUMBERS, {"count": len(reports)}),
    )
    return Ground(
        *lines_of_days.read(lines, reports),
        team_facts.team_now(team, campaign, scopes),
        badges_held.read(levels)[enrolment_id],
        _read(taken, len(reports)),
    )


def _read(rows: Sequence[Row], count: int) -> Sequence[int]:
    """PostgreSQL names each, SQLite the last."""
    last: int = rows[-1][0]
    return [row[0] for row in rows] if len(rows) == count else range(last - count + 1, last + 1)
