"""What waits in each unit, for how long, and when its verifiers last decided something."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select

from app.clock import wall
from app.database import db
from app.models import Decision, Delegation, Person, RoleGrant, Unit
from app.queries.deciders import DECIDING
from app.queries.open_campaigns import Place
from app.queries.waits import gathered
from app.rulebook.clocks import Wait, limits, total
from app.rulebook.deadlines import start_of

LAST = (
    select(Decision.by_id, func.max(Decision.decided_at).label("at"))
    .where(Decision.kind != "corrected")
    .group_by(Decision.by_id)
    .subquery()
)


class Holder(NamedTuple):
    """Somebody who decides for a unit; `lent_from`: a deputy since then; `last`: when they last decided anything."""

    person_id: int
    role: str
    unit_id: int
    code: str
    unit: str
    path: str
    name: str
    lent_from: datetime | None
    last: datetime | None


@dataclass(slots=True)
class Row:
    """One deciding unit; `holders` are its verifiers and deputies, its officers where it has none.

    `parts` is what waits, each with the people who may not decide it.
    """

    path: str
    holders: Sequence[Holder]
    everybody: Sequence[Holder] = ()
    parts: list[tuple[Collection[int], Wait]] = field(default_factory=list)
    quiet: Sequence[Holder] = ()

    @property
    def unit(self) -> str:
        return self.holders[0].unit if self.holders else ""

    @property
    def wait(self) -> Wait:
        """All that waits here."""
        return total(wait for _people, wait in self.parts)

    def wait_for(self, person_id: int) -> Wait:
        """What of it this person may decide."""
        return total(wait for people, wait in self.parts if person_id not in people)

    @property
    def called(self) -> Sequence[Holder]:
        """Who can do something about what waits too long: the holders, for what none of them may decide the others."""
        mine = {each.person_id for each in self.holders}
        left = [people for people, wait in self.parts if wait.late and mine <= set(people)]
        more = [each for each in self.everybody if any(each.person_id not in people for people in left)]
        return [*(each for each in self.holders if self.wait_for(each.person_id).late), *more]


def backlog(place: Place, paths: Collection[str] | None = None) -> list[Row]:
    """Every unit whose turn something is, the longest waiting first; two statements.

    A report that a unit's people may not decide is counted where the next above are who may.
    """
    campaign, where = place
    bounds = limits(where.calendar.deadlines, where.now)
    all_of_them = gathered(campaign.id, campaign.zone, where.now, bounds, paths)
    everybody = _holders(campaign.zone)
    by_path: defaultdict[str, list[Holder]] = defaultdict(list)
    for each in everybody:
        by_path[each.path].append(each)
    found: dict[str, Row] = {}
    for path, wait in all_of_them.plain.items():
        _row(found, by_path, path, ()).parts.append(((), wait))
    for path, people, wait in all_of_them.touched:
        _row(found, by_path, path, people).parts.append((people, wait))
    for row in found.values():
        row.quiet = [each for each in row.called if _is_quiet(each, bounds.verifier)]
    return sorted(
        found.values(), key=lambda each: (-each.wait.very_late, -each.wait.late, -each.wait.waiting, each.unit)
    )


def _row(found: dict[str, Row], by_path: dict[str, list[Holder]], path: str, without: Collection[int]) -> Row:
    """The row of the nearest unit above where somebody may decide; that of nobody's reports has no path."""
    parts = path.split("/")[:-1]
    above = ("/".join(parts[:count]) + "/" for count in range(len(parts), 0, -1))
    nearest = next((each for each in above if any(one.person_id not in without for one in by_path.get(each, ()))), "")
    if nearest not in found:
        holders = by_path.get(nearest, [])
        found[nearest] = Row(nearest, [each for each in holders if each.role == "verifier"] or holders, holders)
    return found[nearest]


def _is_quiet(holder: Holder, since: datetime) -> bool:
    """No decision for as long as a report may wait; a deputy has that long from their first day."""
    return (holder.last is None or holder.last < since) and (holder.lent_from is None or holder.lent_from < since)


def _holders(zone: str) -> list[Holder]:
    rows = db.session.execute(
        select(
            RoleGrant.person_id,
            RoleGrant.role,
            Unit.id,
            Unit.code,
            Unit.name,
            Unit.path,
            Person.full_name,
            Delegation.from_day,
            LAST.c.at,
        )
        .join(Unit, Unit.id == RoleGrant.unit_id)
        .join(Person, Person.id == RoleGrant.person_id)
        .outerjoin(Delegation, Delegation.grant_id == RoleGrant.id)
        .outerjoin(LAST, LAST.c.by_id == RoleGrant.person_id)
        .where(
            RoleGrant.role.in_(DECIDING),
            RoleGrant.starts_at <= wall(),
            RoleGrant.ends_at.is_(None) | (RoleGrant.ends_at > wall()),
        )
        .order_by(Delegation.id.is_not(None), Person.full_name, RoleGrant.id)
    )
    return [Holder._make((*row[:-2], row[-2] and start_of(row[-2], zone), row[-1])) for row in rows]
