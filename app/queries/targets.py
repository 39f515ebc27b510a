"""How far a campaign's targets are, over everything that was verified: caps cut points, never these counts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.queries import unit_figures
from app.queries.horizon import Horizon
from app.queries.unit_figures import Counted
from app.queries.work_field import WorkField
from app.rulebook.measures import Target
from app.rulebook.targets import Count, Progress, progress


@dataclass(frozen=True, slots=True)
class Measured:
    """One target and how far it is; `counted` says whose figures are known, where units have to say something."""

    target: Target
    progress: Progress
    counted: Counted | None = None


def measured(seen: Horizon, paths: Sequence[str] = ()) -> list[Measured]:
    """Every target of the newest rules, for the whole campaign or for the teams below these paths."""
    field = WorkField(seen, paths)
    return [_measured(each, field) for each in seen.stage.book.newest.targets]


def _measured(target: Target, field: WorkField) -> Measured:
    if target.metric != "accounts_pct":
        return Measured(target, progress(target, COUNTS[target.metric](target, field)))
    known = unit_figures.counted(field.campaign, field.paths or (field.campaign.unit.path,), field.seen.held_at)
    return Measured(target, progress(target, Count(known.members_with_accounts, known.members or None)), known)


def _activities(target: Target, field: WorkField) -> Count:
    """The target's own activities, over the campaign or by calendar month.

    A minimum per unit and month is asked of every team in every month begun; any other monthly count is the last
    month's.
    """
    if target.period == "month":
        shown = field.months if target.shape == "per_unit" else field.months[-1:]
        each = [_sum(field.monthly, (team, month), target) for month in shown for team in field.sizes]
    else:
        each = [_sum(field.tallies, (team,), target) for team in field.sizes]
    if target.shape == "percent":
        return Count(part=sum(one > 0 for one in each), whole=len(each))
    return Count(part=sum(each), whole=sum(field.sizes.values()), each=tuple(each))


def _sum(quantities: Mapping[Any, int], key: tuple[Any, ...], target: Target) -> int:
    return sum(quantities.get((*key, code), 0) for code in target.activities)


def _sundays(target: Target, field: WorkField) -> Count:
    """Teams that went out on every Sunday that is over; before the first there is nothing to say."""
    if not field.sundays:
        return Count()
    always = sum(count == len(field.sundays) for count in field.sundays_deployed().values())
    return Count(part=always, whole=len(field.sizes))


def _trained(target: Target, field: WorkField) -> Count:
    """By team the largest session, at most the team: nobody is named, so sessions are never added."""
    part = sum(min(most, field.sizes[team]) for team, most in field.largest(target.activities).items())
    return Count(part=part, whole=sum(field.sizes.values()))


def _hamlets(target: Target, field: WorkField) -> Count:
    """How many there are in all, nobody has told us: a share of them is not known."""
    return Count(part=field.hamlets())


COUNTS: Mapping[str, Callable[[Target, WorkField], Count]] = {
    "activities": _activities,
    "sundays_pct": _sundays,
    "trained_pct": _trained,
    "hamlets": _hamlets,
}
