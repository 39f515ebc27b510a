"""What a campaign's rules say of flags: thresholds, weights, and how long a verifier looks."""

from dataclasses import dataclass

WEIGHTS = (
    ("photo_near", 100),
    ("claimed_twice", 70),
    ("two_places", 60),
    ("burst_taps", 60),
    ("over_capacity", 60),
    ("beyond_taps", 50),
    ("even_taps", 50),
    ("photo_time", 40),
    ("shared_place", 40),
    ("same_figures", 40),
    ("above_median", 30),
    ("round_number", 20),
    ("shared_day", 10),
)
"""Every flag there is, the heaviest first; a rule file may weigh them otherwise."""


@dataclass(frozen=True, slots=True)
class Flags:
    """Thresholds that sort the queue; they never reject a report.

    `weights` of a report's flags add up to its risk: from `loud` on it is flagged, above 0 it needs a look.
    """

    default_rate: int  # units per member-hour
    rates: tuple[tuple[str, int], ...]  # (activity code, units per member-hour)
    burst_taps: int
    burst_seconds: int
    photo_distance: int  # differing bits between two photo fingerprints
    round_numbers: tuple[int, ...]
    median_factor: int
    longest_hours: int = 12  # of a session whose hours nobody said
    photo_minutes: int = 30  # before and after a session's hours in which its photo may have been taken
    median_lines: int = 3  # as many earlier lines must there be before their median says anything
    median_least: int = 15  # smaller quantities are never too many for the team
    tapped_percent: int = 60  # of a quantity the tap counter must show as much, where it was used
    even_taps: int = 15  # as many taps must there be before their rhythm says anything
    even_percent: int = 20  # mean deviation of the pauses between taps, below which nobody taps
    loud: int = 50
    weights: tuple[tuple[str, int], ...] = WEIGHTS
    flagged_seconds: int = 75
    look_seconds: int = 40
    ordinary_seconds: int = 11

    def rate(self, activity: str) -> int:
        """Units of this kind that one member can do in an hour."""
        return dict(self.rates).get(activity, self.default_rate)

    def minds_usual(self, claimed: int) -> bool:
        """Whether so much is compared with what the team usually does."""
        return claimed >= self.median_least

    @property
    def every_weight(self) -> dict[str, int]:
        """By code what a flag adds to the risk; 0 switches it off. One that a rule file leaves out keeps its own."""
        return dict(WEIGHTS + self.weights)

    def weight(self, code: str) -> int:
        """What this flag adds to the risk."""
        return self.every_weight[code]
