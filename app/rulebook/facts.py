"""What is known about one team in one campaign when badges, ties and eligibility are judged."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import repeat

from app.rulebook.scopes import Scope

DOSSIERS = ("dvc_partial_support", "dvc_full_support")
NOUGHTS = repeat(0)


@dataclass(frozen=True, slots=True)
class TeamFacts:
    """Counts over verified work; quantities are uncapped, dates ISO, None means that nobody has said yet.

    What an organiser records (training, meetings) is verified work like any other, but no report of the team's own:
    deployments, Sundays, full squads, punctuality and accuracy leave it out.
    """

    quantities: Mapping[str, int] = field(default_factory=dict)
    activity_days: Mapping[str, int] = field(default_factory=dict)
    largest: Mapping[str, int] = field(default_factory=dict)
    dates: Mapping[str, frozenset[str]] = field(default_factory=dict)
    reports_verified: int = 0
    deployments: int = 0
    sundays_deployed: int = 0
    sundays_total: int = 0
    full_squads: int = 0
    places: int = 0
    hamlets: int = 0
    on_time: int = 0
    decided: int = 0
    first_time: int = 0
    claimed: int = 0
    verified: int = 0
    team_size: int = 0
    partners: int = 0
    present: int = 0
    expected: int = 0
    sunday_streak: int = 0
    penalty_points: int = 0
    members: int | None = None
    members_with_accounts: int | None = None
    targets_reached: frozenset[str] = frozenset()
    within: Mapping[Scope, "TeamFacts"] = field(default_factory=dict)

    def seen_by(self, scope: Scope | None) -> "TeamFacts":
        """The facts of those days alone; KeyError for a scope that was not counted."""
        return self.within[scope] if scope else self

    def quantity(self, codes: tuple[str, ...]) -> int:
        """The verified, uncapped sum over these activities."""
        return sum(map(self.quantities.get, codes, NOUGHTS))

    def days(self, codes: tuple[str, ...]) -> int:
        """On how many days each of these activities was verified, added up."""
        return sum(map(self.activity_days.get, codes, NOUGHTS))

    def members_trained(self, codes: tuple[str, ...]) -> int:
        """The largest member count of one verified session of these activities, at most the team's size.

        Nobody is named at a training, so two sessions are never added: the same members may have come twice.
        """
        return min(self.team_size, max(map(self.largest.get, codes, NOUGHTS), default=0))

    def months_met(self, codes: tuple[str, ...]) -> int:
        """In how many different calendar months at least one of these activities was verified."""
        return len({day[: len("2026-03")] for day in self.days_worked(codes)})

    def days_worked(self, codes: tuple[str, ...]) -> frozenset[str]:
        """The different days on which at least one of these activities was verified; without codes, anything."""
        return frozenset[str]().union(*(self.dates.get(code, ()) for code in codes or self.dates))

    @property
    def dossiers(self) -> int:
        """Verified full and partial dossiers, the second tie-break."""
        return self.quantity(DOSSIERS)
