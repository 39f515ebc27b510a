"""What the teams of a campaign, or of some units in it, have truly done as far as a reader sees: verified, uncapped."""

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, extract, func, or_, select

from app.database import db
from app.models import Decision, Enrolment, Place, Report, ReportLine, Team, TeamTally, Unit, Verdict
from app.models.decisions import SETTLED_KINDS
from app.queries import scope
from app.queries.day_tallies import days_worked, seen_days
from app.queries.horizon import Horizon
from app.queries.movement import board_day
from app.rulebook.calendars import months, sundays

Month = tuple[int, int]


class WorkField:
    """The teams below these paths, or all of the campaign; `months` are begun, `sundays` are over."""

    def __init__(self, seen: Horizon, paths: Sequence[str] = ()) -> None:
        self.seen, self.campaign, self.book = seen, seen.stage.campaign, seen.stage.book
        self.paths = tuple(paths)
        today = board_day(seen)
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
        wanted = select(TeamTally.enrolment_id, TeamTally.activity_code, TeamTally.verified_quantity)
        wanted = wanted.where(TeamTally.enrolment_id.in_(self._teams(Enrolment.id)))
        rows = db.session.execute(wanted if self.seen.seq is None else self._by_days())
        return {(row[0], row[1]): int(row[2]) for row in rows}

    @cached_property
    def monthly(self) -> Mapping[tuple[int, Month, str], int]:
        """Verified quantities by enrolment, calendar month and activity."""
        rows: Any = db.session.execute(self._by_days("year", "month"))
        return {(row[0], (int(row[3]), int(row[4])), row[1]): int(row[2]) for row in rows}

    def sundays_deployed(self) -> Mapping[int, int]:
        """By enrolment the Sundays, of those that are over, with work of its own; a training is no deployment."""
        own = {each.code for rules in self.book.rule_sets for each in rules.activities if each.reported_by == "captain"}
        worked = days_worked(self.seen, self.sundays, own)
        return {team: len(days) for team, days in worked.items() if team in self.sizes}

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

    def _by_days(self, *parts: str) -> Select[*tuple[Any, ...]]:
        """Enrolment, activity, verified quantity, and what of the day it is asked by; as far as the reader sees."""
        days = seen_days(self.seen, self.campaign.starts_on, self.campaign.ends_on).subquery()
        by = [extract(part, days.c.day) for part in parts]
        return (
            select(days.c.enrolment_id, days.c.activity_code, func.sum(days.c.verified_quantity), *by)
            .where(days.c.enrolment_id.in_(self._teams(Enrolment.id)))
            .group_by(days.c.enrolment_id, days.c.activity_code, *by)
        )

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
            .join(Decision, self._counts())
            .join(Verdict, Verdict.decision_id == Decision.id)
            .where(
                Report.enrolment_id.in_(self._teams(Enrolment.id)),
                Decision.kind.in_(SETTLED_KINDS),
                Verdict.verdict == "verified",
            )
        )

    def _counts(self) -> ColumnElement[bool]:
        """Joins a report with the decision that holds: the live one, or the last that the reader may know of."""
        seq, held_at = self.seen.seq, self.seen.held_at
        if seq is None:
            return and_(Decision.id == Report.decision_id, Report.state == "decided")
        in_time = or_(Decision.seq < seq, Decision.decided_at < held_at) if held_at else Decision.seq <= seq
        last = (
            select(func.max(Decision.id))
            .join(Report, Report.id == Decision.report_id)
            .where(Report.enrolment_id.in_(self._teams(Enrolment.id)), Decision.seq <= seq, in_time)
            .group_by(Decision.report_id)
        )
        return and_(Decision.report_id == Report.id, Decision.id.in_(last))
