"""The shapes of a campaign's rules. Everything here is data; nothing here decides."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from app.rulebook.honours import Badge, BadgeLevel, Eligibility, Prize, PrizeScale, SpecialAward
from app.rulebook.lookouts import Flags
from app.rulebook.measures import Bonus, Exclusion, Headline, Peak, Penalty, Target

__all__ = [
    "Activity",
    "Badge",
    "BadgeLevel",
    "Bonus",
    "Deadlines",
    "Eligibility",
    "Exclusion",
    "Flags",
    "Headline",
    "Peak",
    "Penalty",
    "Prize",
    "PrizeScale",
    "RuleSet",
    "SpecialAward",
    "Target",
]


@dataclass(frozen=True, slots=True)
class Activity:
    """One kind of work a team may report; `cap` and `points` count blocks where `block` is above 1."""

    code: str
    label: str
    label_en: str
    unit: str
    unit_label: str
    points: int
    cap: int
    cap_period: str  # 'day' | 'month'
    cap_by: str  # 'fixed' | 'team_size'
    block: int
    definition: str
    evidence: tuple[str, ...]  # alternatives; codes joined by '+' are needed together
    on: bool
    origin: str
    reported_by: str  # 'captain' | 'organiser'

    @property
    def evidence_sets(self) -> tuple[tuple[str, ...], ...]:
        """The alternatives as sets of codes: any one set is enough, each code in it is needed."""
        return tuple(tuple(one.split("+")) for one in self.evidence)

    @property
    def is_tapped(self) -> bool:
        """Whether it is counted by the tap counter; a total of it may still be entered by hand."""
        return any("tally" in needed for needed in self.evidence_sets)


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Windows in days and hours, and the last local days (to 23:59) of each step after the field work."""

    on_time_days: int
    late_days: int
    supplement_hours: int
    verify_hours: int
    province_alert_hours: int
    offline_hours: int
    clock_minutes: int
    reporting_closes: date
    verification_closes: date
    provisional: date
    recheck_until: date
    recheck_answered: date
    council: date
    decision: date
    announcement: date


@dataclass(frozen=True)
class RuleSet:
    """One immutable version of the rules; what the database stores and every ledger entry names."""

    activities: tuple[Activity, ...]
    peaks: tuple[Peak, ...]
    daily_ceiling: int
    badges: tuple[Badge, ...]
    deadlines: Deadlines
    prizes: tuple[Prize, ...]
    prize_scales: tuple[PrizeScale, ...]
    special_awards: tuple[SpecialAward, ...]
    eligibility: Eligibility
    tie_break: tuple[str, ...]
    headlines: tuple[Headline, ...]
    targets: tuple[Target, ...]
    penalties: tuple[Penalty, ...]
    flags: Flags
    bonuses: tuple[Bonus, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    unit_board: str = "average"  # or "sum"
    cross_check_percent: int = 10
    overturned_percent: int = 10
    overturned_least: int = 20
    by_code: dict[str, Activity] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_code", {each.code: each for each in self.activities})

    def activity(self, code: str) -> Activity:
        """The activity with this code, on or off; KeyError when the version does not know it."""
        return self.by_code[code]

    @cached_property
    def team_badges(self) -> tuple[Badge, ...]:
        return tuple(each for each in self.badges if each.holder == "team")

    @cached_property
    def team_badge(self) -> dict[str, Badge]:
        """Those of teams by their codes."""
        return {each.code: each for each in self.team_badges}

    @property
    def member_badges(self) -> tuple[Badge, ...]:
        return tuple(each for each in self.badges if each.holder == "member")

    @property
    def verifier_badges(self) -> tuple[Badge, ...]:
        return tuple(each for each in self.badges if each.holder == "verifier")

    def offered(self) -> tuple[Activity, ...]:
        """The activities a captain may report now: switched on and not recorded by the organiser."""
        return tuple(each for each in self.activities if each.on and each.reported_by == "captain")
