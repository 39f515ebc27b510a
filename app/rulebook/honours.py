"""The shapes of what a campaign honours: badges, prizes, special awards and who is eligible."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BadgeLevel:
    level: str  # 'bronze' | 'silver' | 'gold'
    threshold: int


@dataclass(frozen=True, slots=True)
class Badge:
    """A milestone over verified, uncapped work; `minimum` is how many a percentage must rest on."""

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
