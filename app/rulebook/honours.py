"""The shapes of what a campaign honours: badges, prizes, special awards and who is eligible."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from app.rulebook.appraised import VERIFIER_METRICS
from app.rulebook.attended import MEMBER_METRICS
from app.rulebook.scopes import Scope


@dataclass(frozen=True, slots=True)
class BadgeLevel:
    level: str  # 'bronze' | 'silver' | 'gold'
    threshold: int


@dataclass(frozen=True)
class Badge:
    """A milestone over verified, uncapped work, of a team or a member, or over a verifier's decisions.

    `minimum`: how many a percentage must rest on; `overturned_pct`: of a verifier's second looks, how many may have
    changed something.

    `first_day`, `last_day` and `weekdays` narrow the work it looks at. A `retroactive` rule also judges the awards of
    earlier versions; else what was earned stays, as long as the rule it was earned under holds.
    """

    number: int
    code: str
    name: str
    name_en: str
    metric: str
    activities: tuple[str, ...]
    minimum: int
    unit_label: str
    levels: tuple[BadgeLevel, ...]
    symbol: str
    tied_to: str
    active: bool
    awarded: str = "decision"  # or "week": judged when a week ends
    weekdays: tuple[str, ...] = ()
    first_day: date | None = None
    last_day: date | None = None
    targets: tuple[str, ...] = ()
    retroactive: bool = False
    overturned_pct: int = 100

    @property
    def holder(self) -> str:
        """Whose badge it is, 'team', 'member' or 'verifier': what it asks about decides."""
        if self.metric in VERIFIER_METRICS:
            return "verifier"
        return "member" if self.metric in MEMBER_METRICS else "team"

    @cached_property
    def scope(self) -> Scope | None:
        """The days it looks at; None for the whole campaign."""
        if not (self.weekdays or self.first_day or self.last_day):
            return None
        return Scope(self.first_day or date.min, self.last_day or date.max, self.weekdays)

    def level(self, name: str) -> BadgeLevel | None:
        """The level of that name, if the badge has it."""
        return next((each for each in self.levels if each.level == name), None)


@dataclass(frozen=True, slots=True)
class Prize:
    code: str
    label: str
    form: str


@dataclass(frozen=True, slots=True)
class PrizeScale:
    """How many of each prize a cluster gives that has at least `min_teams` eligible teams."""

    min_teams: int
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class SpecialAward:
    code: str
    label: str
    how: str


@dataclass(frozen=True, slots=True)
class Eligibility:
    min_sundays: int
    min_on_time_pct: int
    min_verified_pct: int
