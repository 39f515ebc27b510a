"""The boards of a campaign, one line each: what it ranks by, and what it must be told first."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from app.rulebook.ranking import Exact, TieFacts

LEAST_DECIDED = 3  # fewer reports say nothing about accuracy
LEAST_TEAMS = 2  # fewer teams are no average
WEEKS_BACK = 3  # most improved: week 4 against week 1
NO_TIES = TieFacts()


@dataclass(frozen=True, slots=True)
class Effort:
    """One team as a board sees it; `spans` holds its points in each span of days that the board looks at."""

    points: int = 0
    size: int = 1
    ties: TieFacts = NO_TIES
    spans: tuple[int, ...] = ()
    streak: int = 0


@dataclass(frozen=True, slots=True)
class Board:
    """`value` ranks a team, None leaves it out; `needs` is what the reader chooses, `reads` what is gathered for it.

    `back` compares the chosen week with the one so many weeks before; `rolls_up` ranks units of that level instead,
    by their teams' values. Only a board with `ties` goes through the tie-break of the rules.
    """

    code: str
    value: Callable[[Effort], Exact | None]
    unit: str = "points"  # 'points' | 'points_per_member' | 'share' | 'sundays'
    needs: str = ""  # '' | 'week' | 'sunday' | 'activity'
    reads: str = ""  # '' | 'sundays'
    back: int = 0
    rolls_up: str = ""  # '' | 'commune' | 'province'
    ties: bool = False


def per_member(team: Effort) -> Fraction:
    """Points for each member."""
    return Fraction(team.points, team.size)


def accuracy(team: Effort) -> Fraction | None:
    """The share of decided reports verified first time unchanged; None below three reports."""
    return team.ties.first_time_share if team.ties.decided >= LEAST_DECIDED else None


def improvement(team: Effort) -> int | None:
    """What the later week brought beyond the earlier one; None where it did not bring more."""
    return max(0, team.spans[0] - team.spans[1]) or None


REGISTRY: Mapping[str, Board] = {
    each.code: each
    for each in (
        Board("overall", lambda team: team.points, ties=True),
        Board("week", lambda team: team.spans[0], needs="week"),
        Board("sunday", lambda team: team.spans[0], needs="sunday"),
        Board("activity", lambda team: team.spans[0], needs="activity"),
        Board("improved", improvement, needs="week", back=WEEKS_BACK),
        Board("per_member", per_member, unit="points_per_member"),
        Board("accuracy", accuracy, unit="share"),
        Board("streak", lambda team: team.streak or None, unit="sundays", reads="sundays"),
        Board("units", lambda team: team.points, rolls_up="commune"),
        Board("provinces", lambda team: team.points, rolls_up="province"),
    )
}


def rolled_up(values: list[Exact], how: str) -> Exact | None:
    """The value of a unit from those of its teams: their 'average' or 'sum'; None below two teams."""
    if len(values) < LEAST_TEAMS:
        return None
    total = sum(values)
    return total if how == "sum" else Fraction(total) / len(values)
