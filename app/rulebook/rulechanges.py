"""What one version of the rules changes of another, as a list that can be read aloud."""

from collections.abc import Iterator
from dataclasses import dataclass, fields

from app.rulebook.rules import Activity, RuleSet

COMPARED = ("on", "points", "cap")
APART = ("activities", "daily_ceiling")


@dataclass(frozen=True, slots=True)
class Change:
    """One change: of an activity type (`label`) or of the rules as a whole.

    `what` is 'on', 'points', 'cap' or 'daily_ceiling' with both values; 'added', 'removed' or 'rewritten' for an
    activity; or the name of a table that reads otherwise now.
    """

    what: str
    label: str = ""
    before: int = 0
    after: int = 0


def changes(old: RuleSet, new: RuleSet) -> list[Change]:
    """Everything that differs: activity types in the order of the new rules, then the rest by table."""
    found = [each for activity in new.activities for each in _of_activity(old.by_code.get(activity.code), activity)]
    found += [Change("removed", each.label) for each in old.activities if each.code not in new.by_code]
    if old.daily_ceiling != new.daily_ceiling:
        found.append(Change("daily_ceiling", "", old.daily_ceiling, new.daily_ceiling))
    return found + [
        Change(each.name)
        for each in fields(RuleSet)
        if each.init and each.name not in APART and getattr(old, each.name) != getattr(new, each.name)
    ]


def _of_activity(old: Activity | None, new: Activity) -> Iterator[Change]:
    if old is None:
        yield Change("added", new.label)
        return
    differing = [each.name for each in fields(Activity) if getattr(old, each.name) != getattr(new, each.name)]
    for name in COMPARED:
        if name in differing:
            yield Change(name, new.label, int(getattr(old, name)), int(getattr(new, name)))
    if set(differing) - set(COMPARED):
        yield Change("rewritten", new.label)
