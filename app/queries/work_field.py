"""What the teams of a campaign, or of some units in it, have truly done: verified and uncapped."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from typing import Any

from sqlalchemy import Select, func, select

from app.clock import local_day
from app.database import db
from app.models import Decision, Enrolment, LedgerEntry, Place, Report, ReportLine, Team, TeamTally, Unit, Verdict
from app.models.decisions import SETTLED_KINDS
from app.queries import scope
from app.queries.campaigns import Stage
from app.rulebook.calendars import months, sundays
from app.rulebook.facts import Month


class WorkField:
    """The teams below these paths, or all of the campaign; `months` are begun, `sundays` are over."""

    def __init__(self, stage: Stage, paths: Sequence[str] = ()) -> None:
        self.campaign, self.book = stage.campaign, stage.book
        self.paths = tuple(paths)
        today = local_day(stage.now, self.campaign.zone)
        begun, last = self.campaign.starts_on, min(today, self.campaign.ends_on)
        self.months = months(begun, last) if begun <= last else []
        self.sundays = [day for day in sundays(begun, self.campaign.ends_on) if day < today]

    @cached_property
    def sizes(self) -> Mapping[int, int]:
        """The teams' sizes by enrolment id."""
        return {row[0]: row[1] for row in db.session.execute(self._teams(Enrolment.id, Enrolment.size))}

    @cached_property
    def tallies(self) -> Mapping[tuple[int, str], int]:
        """Verified quantities by enrolment and activity."""
        rows = db.session.execute(
            select(TeamTally.enrolment_id, TeamTally.activity_code, TeamTally.verified_quantity).where(
                TeamTally.enrolment_id.in_(self._teams(Enrolment.id))
            )
        )
        return {(row[0], row[1]): row[2] for row in rows}

    @cached_property
    def monthly(self) -> Mapping[tuple[int, Month, str], int]:
        """Verified quantities by enrolment, calendar month and activity."""
        found: defaultdict[tuple[int, Month, str], int] = defaultdict(int)
        by = (LedgerEntry.enrolment_id, LedgerEntry.activity_day, LedgerEntry.activity_code)
        rows: Any = db.session.execute(
            select(*by, func.sum(LedgerEntry.verified_quantity))
            .where(
                LedgerEntry.enrolment_id.in_(self._teams(Enrolment.id)),
                LedgerEntry.activity_code.is_not(None),
                LedgerEntry.activity_day.is_not(None),
            )
            .group_by(*by)
        )
        for enrolment_id, day, code, quantity in rows:
            found[enrolment_id, (day.year, day.month), code] += int(quantity)
        return found

    def sundays_deployed(self) -> Counter[int]:
        """By enrolment the Sundays, of those that are over, with work of its own; a training is no deployment."""
        own = {each.code for rules in self.book.rule_sets for each in rules.activities if each.reported_by == "captain"}
        days = db.session.execute(
            select(LedgerEntry.enrolment_id, LedgerEntry.activity_day)
            .where(
                LedgerEntry.enrolment_id.in_(self._teams(Enrolment.id)),
                LedgerEntry.activity_day.in_(self.sundays),
                LedgerEntry.activity_code.in_(own),
            )
            .group_by(LedgerEntry.enrolment_id, LedgerEntry.activity_day)
            .having(func.sum(LedgerEntry.verified_quantity) > 0)
        )
        return Counter(row[0] for row in days)

    def largest(self, activities: Collection[str]) -> Mapping[int, int]:
        """By enrolment the most that one verified report holds of these activities."""
        rows = db.session.execute(
            self._verified(Report.enrolment_id, func.max(Verdict.verified_quantity))
            .join(ReportLine, ReportLine.id == Verdict.line_id)
            .where(ReportLine.activity_code.in_(activities))
            .group_by(Report.enrolment_id)
        )
        return {row[0]: int(row[1]) for row in rows}

    def hamlets(self) -> int:
        """How many hamlets and quarters, by unit and name, have seen verified work."""
        found = (
            self._verified(Place.unit_id, Place.hamlet)
            .join(Place, Place.id == Report.place_id)
            .where(Place.hamlet != "")
            .distinct()
            .subquery()
        )
        return db.session.scalar(select(func.count()).select_from(found)) or 0

    def _teams(self, *columns: Any) -> Select[*tuple[Any, ...]]:
        wanted = select(*columns).where(Enrolment.campaign_id == self.campaign.id)
        if not self.paths:
            return wanted
        below = select(Team.id).join(Unit, Unit.id == Team.unit_id).where(scope.within(self.paths))
        return wanted.where(Enrolment.team_id.in_(below))

    def _verified(self, *columns: Any) -> Select[*tuple[Any, ...]]:
        return (
            select(*columns)
            .select_from(Report)
            .join(Decision, Decision.id == Report.decision_id)
            .join(Verdict, Verdict.decision_id == Decision.id)
            .where(
                Report.enrolment_id.in_(self._teams(Enrolment.id)),
                Report.state == "decided",
                Decision.kind.in_(SETTLED_KINDS),
                Verdict.verdict == "verified",
            )
        )
