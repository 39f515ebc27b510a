"""Training and meetings: what the organiser ticks off, and how many of it a team can have on one day."""

from uuid import UUID, uuid5

from app.rulebook.rules import Activity, RuleSet

PROOF = "member_attendance"


def gatherings(rules: RuleSet) -> tuple[Activity, ...]:
    """The activities that are on, recorded by the organiser and proved by attendance alone.

    What the council grants in points (a creative model) is recorded by an organiser too, but no page ticks it off.
    """
    return tuple(each for each in rules.activities if each.on and each.reported_by == "organiser" and _attended(each))


def most(activity: Activity, team_size: int) -> int:
    """The most one team can have of it on one day: its members where members count, else the cap."""
    return team_size if counts_members(activity) else activity.cap * activity.block


def counts_members(activity: Activity) -> bool:
    """Whether members are counted (a training) and not the gathering itself (a meeting)."""
    return activity.cap_by == "team_size"


def record_id(form: UUID, team_code: str) -> str:
    """The id of one team's record: the same for the same form, so that pressing twice makes one."""
    return str(uuid5(form, team_code))


def _attended(activity: Activity) -> bool:
    return all(needed == (PROOF,) for needed in activity.evidence_sets)
