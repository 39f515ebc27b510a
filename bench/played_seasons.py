"""A season of told sessions in a real database: written as services leave it, looked at as when teams send."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import flask_migrate
from sqlalchemy import select, update

from app import clock, create_app
from app.config import ROOT, Settings
from app.database import db, transaction
from app.models import (
    Attendance,
    Campaign,
    Enrolment,
    Evidence,
    JointSession,
    JointShare,
    Membership,
    Person,
    Place,
    Report,
    ReportFlag,
    ReportLine,
    Team,
)
from app.queries.rules import rule_book
from app.rulebook.fingerprints import parts
from app.rulebook.lookouts import Flags
from app.rulebook.rulefile import parse
from app.services import flags, people, rule_files, teams, units
from app.services.teams import TeamRow
from app.services.units import UnitRow
from bench.drawn_photos import fingerprint
from bench.honest_work import Session, World

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
CODES = ("TTN2026", "NAM2026")
BEGUN = date(2026, 2, 1)


@dataclass(frozen=True, slots=True)
class Looked:
    """A report as the queue shows it in the evening."""

    planted: str
    risk: int
    codes: frozenset[str]
    flags: Flags


class Stage:
    """A database of its own with the teams of one world, enrolled in the month and in the year."""

    def __init__(self, folder: Path, here: World, url: str | None = None) -> None:
        settings = Settings(database_url=url or f"sqlite:///{folder}/app.db", secret_key="only", instance=folder)
        self.app, self.here, self.numbers = create_app(settings), here, count(1)
        self.context = self.app.app_context()

    def __enter__(self) -> "Stage":
        self.context.push()
        clock.stop(datetime(2026, 3, 1, 13, tzinfo=ZONE))
        flask_migrate.upgrade()
        with transaction():
            self.actor = _enrol(self.here).id
        self.enrolments = {(code, team): found for code, team, found in db.session.execute(ENROLMENTS)}
        self.units = dict(db.session.execute(select(Team.code, Team.unit_id)).all())
        with transaction() as session:
            self.crews = _crews(session, self.here)
        self.places: dict[tuple[int, str], int] = {}
        self.rules = {each.code: rule_book(each.id).newest.flags for each in db.session.scalars(select(Campaign))}
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        db.session.remove()
        db.engine.dispose()
        self.context.pop()

    def play(self, today: Sequence[Session]) -> list[Looked]:
        """All reports of one Sunday are sent, looked at, read; then decided as they stand."""
        with transaction() as session:
            self._join(session, today)
            sent = [(self._report(session, each), each) for each in today]
            session.flush()
            ids = {report.id: (report.uuid, told) for report, told in sent}
        with transaction():
            flags.look(list(ids))
        codes: defaultdict[int, set[str]] = defaultdict(set)
        for key, code in db.session.execute(select(ReportFlag.report_id, ReportFlag.code)):
            codes[key].add(code)
        risks = dict(db.session.execute(select(Report.id, Report.risk)).all())
        with transaction() as session:
            session.execute(update(Report).where(Report.state == "submitted").values(state="decided"))
        return [
            Looked(told.planted, risks[key], frozenset(codes[key]), self.rules[CODES[told.campaign]])
            for key, (_, told) in ids.items()
        ]

    def _join(self, session: Any, today: Sequence[Session]) -> None:
        """Joint sessions, one for each pair."""
        pairs = {
            tuple(sorted((each.team.number, each.joint_with))): each.day
            for each in today
            if each.joint_with is not None
        }
        for pair, day in pairs.items():
            shares = [JointShare(enrolment_id=self._enrolment(0, team), activity_code="x", quantity=1) for team in pair]
            session.add(
                JointSession(
                    uuid=self._uuid(),
                    campaign_id=1,
                    activity_day=day,
                    name="Buổi chung",
                    content_hash="",
                    created_by_id=self.actor,
                    created_at=clock.now(),
                    shares=shares,
                )
            )

    def _report(self, session: Any, told: Session) -> Report:
        sent = datetime.combine(told.day, time(19), tzinfo=ZONE)
        report = Report(
            uuid=self._uuid(),
            enrolment_id=self._enrolment(told.campaign, told.team.number),
            activity_day=told.day,
            place_id=self._place(session, told),
            team_size=told.team.size,
            members_present=len(told.members),
            begins_at=told.begins if told.says_hours else None,
            ends_at=told.ends if told.says_hours else None,
            content_hash="",
            created_by_id=self.actor,
            created_at=sent,
            first_submitted_at=sent,
            submitted_at=sent,
            state="submitted",
            lines=[
                ReportLine(position=at, activity_code=each.code, claimed=each.claimed, taps=each.taps)
                for at, each in enumerate(told.lines)
            ],
            evidence=[self._photo(told, at) for at in range(len(told.shots))],
        )
        session.add(report)
        session.flush()
        present = {self.crews[team][place] for team, place in told.members}
        session.add_all(Attendance(report_id=report.id, person_id=each) for each in present)
        return report

    def _photo(self, told: Session, at: int) -> Evidence:
        shot, seen = told.shots[at], fingerprint(told.shots[at].picture)
        midnight = datetime.combine(told.day, time(), tzinfo=ZONE)
        return Evidence(
            sha256=f"{next(self.numbers):064x}",
            size=9,
            width=4,
            height=3,
            fingerprint=seen,
            **dict(zip(("part_0", "part_1", "part_2"), parts(seen), strict=True)),
            taken_at=None if shot.minute is None else midnight + timedelta(minutes=shot.minute),
            added_at=clock.now(),
        )

    def _place(self, session: Any, told: Session) -> int:
        unit = self.units[_code(told.team.number)]
        name = f"Nhà văn hóa khu phố {told.hall}" if told.hall else "Trung tâm Phục vụ hành chính công"
        if (unit, name) not in self.places:
            place = Place(unit_id=unit, kind="community_site", name=name)
            session.add(place)
            session.flush()
            self.places[unit, name] = place.id
        return self.places[unit, name]

    def _enrolment(self, campaign: int, team: int) -> int:
        return self.enrolments[CODES[campaign], _code(team)]

    def _uuid(self) -> str:
        return str(UUID(int=next(self.numbers), version=4))


ENROLMENTS = (
    select(Campaign.code, Team.code, Enrolment.id)
    .join(Enrolment, Enrolment.campaign_id == Campaign.id)
    .join(Team, Team.id == Enrolment.team_id)
)


def _code(team: int) -> str:
    return f"DO{team:03}"


def _enrol(here: World) -> Person:
    by = people.system_actor()
    communes = sorted({each.commune for each in here.teams})
    upper = [
        UnitRow(2, "VN", "central", "country", "Trung ương Đoàn"),
        UnitRow(3, "T52", "province", "province", "Tỉnh Đoàn Gia Lai", "VN"),
    ]
    units.import_units(
        [*upper, *(UnitRow(4 + at, f"X{at}", "commune", "commune", f"Xã {at}", "T52") for at in communes)], by
    )
    file, faults = parse((ROOT / "campaigns" / "ttn2026-gia-lai.toml").read_text(encoding="utf-8"))
    assert file is not None, faults
    for code in CODES:
        campaign, _ = rule_files.load(replace(file, code=code), by)
        rows = [
            TeamRow(
                2 + each.number,
                _code(each.number),
                f"Đội {each.number}",
                "volunteer_team",
                f"X{each.commune}",
                "phuong",
                each.size,
            )
            for each in here.teams
            if code == CODES[0] or each.in_year
        ]
        teams.import_teams(campaign, rows, by)
    return by


def _crews(session: Any, here: World) -> list[list[int]]:
    ids = dict(session.execute(select(Team.code, Team.id)).all())
    crews = []
    for team in here.teams:
        crew = [_person(1000 * (team.number + 1) + at) for at in range(team.size)]
        session.add_all(crew)
        session.flush()
        session.add_all(
            Membership(team_id=ids[_code(team.number)], person_id=each.id, starts_on=BEGUN) for each in crew
        )
        crews.append([each.id for each in crew])
    return crews


def _person(number: int) -> Person:
    uuid = str(UUID(int=number, version=4))
    return Person(uuid=uuid, login=f"{number}@bench.example", full_name="Nguyễn Văn Đo", created_at=clock.now())
