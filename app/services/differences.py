"""What is missing between what a line is worth and what the ledger holds for it."""

from dataclasses import dataclass
from datetime import date

from app.models import Actor, Person
from app.queries.lines import Posted
from app.queries.rules import RuleBook
from app.rulebook.worth import Line, Worth
from app.services.entries import Movement


@dataclass(frozen=True, slots=True)
class Cause:
    """Why points move: `key` is unique per settlement, `reason` the code the ledger shows, `actor` who did it.

    `before` are the rules that a new version replaces: each entry then names both versions of its day. `annulled` are
    the uuids of reports whose points are annulled, not adjusted.
    """

    key: str
    reason: str
    actor: Person | Actor
    before: RuleBook | None = None
    annulled: frozenset[str] = frozenset()

    def told(self, day: date, rules: RuleBook) -> str:
        """The reason's code for an entry of that day."""
        if self.before is None or self.before.number_on(day) == rules.number_on(day):
            return self.reason
        return f"rules:{self.before.number_on(day)}>{rules.number_on(day)}"


def line_difference(
    report_id: int, line: Line, due: Worth, held: Posted | None, rules: RuleBook, cause: Cause
) -> Movement | None:
    """The entry that brings one line's sums to what it is worth now; None when they are."""
    verified = line.quantity - (held.verified if held else 0)
    scored = due.scored - (held.scored if held else 0)
    points = due.points - (held.points if held else 0)
    if held and not (verified or scored or points):
        return None
    assert isinstance(line.key, int)
    return Movement(
        kind="adjustment" if held else "award",
        verified=verified,
        scored=scored,
        points=points,
        rules_version=rules.number_on(line.activity_day),
        reason=cause.told(line.activity_day, rules),
        cause=cause.key,
        line_id=line.key,
        report_id=report_id,
        report_uuid=line.report_id,
        activity_code=line.activity_code,
        activity_day=line.activity_day,
    )


def taken_back(held: Posted, rules: RuleBook, cause: Cause) -> Movement | None:
    """A line that is no longer verified gives back everything it was given; None when that is nothing."""
    if not (held.verified or held.scored or held.points):
        return None
    return Movement(
        kind="annulment" if held.report_uuid in cause.annulled else "adjustment",
        verified=-held.verified,
        scored=-held.scored,
        points=-held.points,
        rules_version=rules.number_on(held.activity_day),
        reason=cause.told(held.activity_day, rules),
        cause=cause.key,
        line_id=held.line_id,
        report_id=held.report_id,
        report_uuid=held.report_uuid,
        activity_code=held.activity_code,
        activity_day=held.activity_day,
    )
