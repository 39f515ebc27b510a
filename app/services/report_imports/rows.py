"""Reports as an import brings them, each judged by its own times and never by the clock on the wall."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class ImportedLine:
    """One line: `verdict` is 'verified', 'rejected' or '' while undecided; `taps` are seconds that ascend."""

    activity_code: str
    claimed: int
    verdict: str = ""
    verified: int = 0
    reason: str = ""
    row: int = 0
    taps: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportedReport:
    """One report with all its lines; `decided_at` is set exactly when every line has a verdict.

    `verifier_login` is '' for the importing actor; '' and None elsewhere say nothing. `row` is the first line's.
    """

    uuid: str
    team_code: str
    activity_day: date
    submitted_at: datetime
    lines: tuple[ImportedLine, ...]
    decided_at: datetime | None = None
    verifier_login: str = ""
    place_kind: str = ""
    place: str = ""
    hamlet: str = ""
    members_present: int | None = None
    row: int = 0

    @property
    def reason(self) -> str:
        """All reasons its lines give, each once."""
        return "; ".join(dict.fromkeys(each.reason for each in self.lines if each.reason))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import did: reports that are new, that gained their decision, that were stored like this already."""

    new: int = 0
    decided: int = 0
    same: int = 0
