"""What happens in which order: reports come in, verifiers sit down, a day ends."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from app.demo.plans import ReportPlan, at


@dataclass(slots=True)
class Round:
    """One sitting of the verifiers: the reports they decide, in order of submission."""

    moment: datetime
    reports: list[ReportPlan] = field(default_factory=list)

    def by_team(self) -> dict[str, list[ReportPlan]]:
        teams: defaultdict[str, list[ReportPlan]] = defaultdict(list)
        for each in self.reports:
            teams[each.team_code].append(each)
        return teams


def rounds(reports: Iterable[ReportPlan], moments: Sequence[datetime]) -> list[Round]:
    """Every report in the first sitting after it was sent; all sittings, empty ones too."""
    found = [Round(moment) for moment in sorted(moments)]
    waiting = sorted(reports, key=lambda each: each.submitted_at)
    place = 0
    for report in waiting:
        while found[place].moment <= report.submitted_at:
            place += 1
        found[place].reports.append(report)
    return found


def end_of_day(day: date) -> datetime:
    """The last minute of that day, when its standings are copied."""
    return at(day, 23, 59)
