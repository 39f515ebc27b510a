"""A small season for the public pages, arranged through the services.

Each step opens an app context of its own: a page fetched inside one would find the leftovers of the page before it.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from flask import Flask
from sqlalchemy import select

from app.database import db, transaction
from app.models import BadgeAward, Campaign, Enrolment, Person, Report
from app.queries.campaigns import by_code
from app.services import campaigns, decisions, people, snapshots, teams
from app.services.teams import TeamRow
from tests.cast import CODE, NOW, PEOPLE, stand_still
from tests.concluding import concluded
from tests.reporting import decided, sent

SATURDAY, SUNDAY = date(2026, 3, 14), date(2026, 3, 15)
FREEZE = datetime(2026, 3, 17, 4, 0, 30, tzinfo=UTC)
AFTER_FREEZE = datetime(2026, 3, 17, 6, 0, 30, tzinfo=UTC)
VNEID = "vneid_level2_support"
BY = {
    "QN1": ("captain", "verifier"),
    "QN2": ("captain_qn2", "verifier"),
    "AN1": ("captain_an1", "verifier_an"),
    "AN2": ("captain_an2", "verifier_an"),
}


@dataclass(frozen=True)
class Season:
    """The small campaign; people and enrolments by the names of the cast, reports by their ids."""

    app: Flask

    def sends(self, team_code: str, lines: dict[str, int], day: date = SUNDAY) -> str:
        with self.app.app_context():
            return sent(_enrolment(team_code), _person(BY[team_code][0]), lines, day).uuid

    def decides(self, uuid: str, **verdicts: int | None) -> None:
        """As claimed, or as `verdicts` say (None rejects the line)."""
        with self.app.app_context():
            report = _report(uuid)
            decided(report, _person(BY[report.enrolment.team.code][1]), dict(verdicts))

    def reopens(self, uuid: str) -> None:
        with self.app.app_context():
            report = _report(uuid)
            by = _person(BY[report.enrolment.team.code][1])
            with transaction():
                decisions.reopen(report, by, "Xem lại số đếm")

    def earns(self, team_code: str, lines: dict[str, int], day: date = SUNDAY, **verdicts: int | None) -> str:
        """The team reports and its verifier decides; returns the report's id."""
        uuid = self.sends(team_code, lines, day)
        self.decides(uuid, **verdicts)
        return uuid

    def earned(self, team_code: str, lines: dict[str, int], day: date) -> None:
        """The same on an earlier day, sent and decided that evening."""
        stand_still(NOW.replace(month=day.month, day=day.day))
        self.earns(team_code, lines, day)
        stand_still(NOW)

    def ends_the_day(self, day: date) -> None:
        with self.app.app_context(), transaction():
            snapshots.take(_campaign(), "day", day)

    def freezes(self) -> None:
        stand_still(FREEZE)
        with self.app.app_context(), transaction():
            campaigns.freeze(_campaign(), _person("officer"), "Giữ bảng đến lễ công bố")
        stand_still(AFTER_FREEZE)

    def announces(self) -> None:
        with self.app.app_context(), transaction():
            concluded(_campaign(), _person("officer"), _person("signatory"))

    def enrols(self, count: int, cluster: str = "phuong") -> None:
        """More teams without points."""
        rows = [
            TeamRow(at, f"THEM{at:03}", f"Đội hình thêm {at}", "volunteer_team", "X21583", cluster, 8)
            for at in range(1, count + 1)
        ]
        with self.app.app_context(), transaction():
            teams.import_teams(_campaign(), rows, people.system_actor())

    def awards(self) -> set[str]:
        """The public ids of all badge awards."""
        with self.app.app_context():
            return {each.uuid for each in db.session.query(BadgeAward)}


def two_weekends(season: Season) -> None:
    """QN1 leads its cluster, the two teams of An Nhơn are level; yesterday QN2 stood first."""
    stand_still(NOW)
    season.earns("QN2", {VNEID: 20}, SATURDAY)
    season.ends_the_day(SATURDAY)
    season.earns("QN1", {VNEID: 37, "dvc_full_support": 5})
    season.earns("AN1", {VNEID: 10})
    season.earns("AN2", {VNEID: 10})


def _campaign() -> Campaign:
    found = by_code(CODE)
    assert found is not None
    return found


def _person(name: str) -> Person:
    found = people.by_login(PEOPLE[name][0])
    assert found is not None
    return found


def _enrolment(team_code: str) -> Enrolment:
    found = db.session.scalars(select(Enrolment).where(Enrolment.campaign_id == _campaign().id)).all()
    return next(each for each in found if each.team.code == team_code)


def _report(uuid: str) -> Report:
    return db.session.scalars(select(Report).where(Report.uuid == uuid)).one()
