"""What the story is made of, before anything is written: teams, reports, lines, and what was found of them."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

ZONE = "Asia/Ho_Chi_Minh"


@dataclass(frozen=True, slots=True)
class TeamPlan:
    """One team to be; `level` is how much it does against the average."""

    code: str
    name: str
    kind: str
    unit_code: str
    cluster_code: str
    size: int = 8
    level: float = 1.0
    reliability: float = 0.95
    role: str = ""


@dataclass(frozen=True, slots=True)
class LinePlan:
    """One line: `verified` is what the verifier found, None for a rejected line."""

    code: str
    claimed: int
    verified: int | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReportPlan:
    """One report. Without `decided_at` it still waits; `place` is (kind, name, hamlet)."""

    uuid: str
    team_code: str
    day: date
    submitted_at: datetime
    lines: tuple[LinePlan, ...]
    place: tuple[str, str, str]
    present: int
    decided_at: datetime | None = None
    late: bool = False
    note: str = ""
    state: str = "sent"
    scene: int | None = None
    second_scene: int | None = None
    hours: tuple[int, int] | None = None  # minutes of the day
    taps: tuple[tuple[str, tuple[int, ...]], ...] = ()  # (activity code, seconds since the session began)

    @property
    def scenes(self) -> list[int]:
        return [each for each in (self.scene, self.second_scene) if each is not None]


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """That time of that day in Vietnam."""
    return datetime.combine(day, time(hour, minute), tzinfo=ZoneInfo(ZONE))


def new_uuid(dice: Random) -> str:
    """A version 4 UUID out of the story's own dice."""
    return str(UUID(int=dice.getrandbits(128), version=4))


def shortened(line: LinePlan, dice: Random) -> LinePlan:
    """The team claimed a little more than was found."""
    more = dice.randint(2, 12)
    return replace(line, claimed=line.claimed + more, reason="Số lượng chưa khớp bộ đếm.")
