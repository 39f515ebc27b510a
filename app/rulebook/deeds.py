"""What a team's decided reports say when its facts are counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from app.rulebook.scopes import Scope


class Seen(NamedTuple):
    """One decided report: what it is, and the sums of its verdicts."""

    origin: str
    joint_session_id: int | None
    late: bool
    day: date
    place_id: int | None
    hamlet: str
    members_present: int | None
    team_size: int
    first_look: bool
    verified_lines: int
    unchanged_lines: int
    lines: int
    claimed: int
    quantity: int

    @property
    def own(self) -> bool:
        """The team's own report; what an organiser recorded is not."""
        return self.origin != "organiser"

    @property
    def first_time(self) -> bool:
        """Verified first time unchanged: nobody had to look twice, and every line as claimed."""
        return self.first_look and self.unchanged_lines == self.lines

    @property
    def sums(self) -> dict[str, int]:
        """What it adds to each plain count."""
        verified = bool(self.verified_lines)
        return {
            "reports_verified": int(verified),
            "deployments": int(verified and self.own),
            "full_squads": int(verified and self.own and (self.members_present or 0) >= self.team_size),
            "on_time": int(self.own and not self.late),
            "decided": int(self.own),
            "first_time": int(self.own and self.first_time),
            "claimed": int(self.claimed),
            "verified": int(self.quantity),
            "partners": int(verified and self.joint_session_id is not None),
            "present": min(self.members_present or 0, self.team_size) if verified and self.own else 0,
            "expected": self.team_size if verified and self.own and self.members_present is not None else 0,
        }


class Work(NamedTuple):
    """How many verified lines of one activity on one day hold this quantity."""

    activity_code: str
    day: date
    quantity: int
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Counted:
    """What one report, or many, have to say: nothing when `seen` is empty."""

    seen: Sequence[Seen] = ()
    work: Sequence[Work] = ()

    def within(self, scope: Scope) -> "Counted":
        """What lies on the days of that scope."""
        seen = [each for each in self.seen if scope.covers(each.day)]
        return Counted(seen, [each for each in self.work if scope.covers(each.day)])


NOTHING = Counted()
