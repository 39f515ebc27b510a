"""Fifty communes more, each with a team, a captain and two verifiers, so that 32 people have somebody to race."""

from collections.abc import Sequence

from flask import Flask
from sqlalchemy import insert, select

from app.database import Base, db, transaction
from app.models import Report, Team, Unit
from app.services import people, teams, units
from app.services.teams import TeamRow
from app.services.units import UnitRow
from tests.cast import BEGUN, Cast, cast
from tests.racing import enrolment, person
from tests.reporting import sent

COMMUNES = range(1, 51)
TOWN = [f"V{number}" for number in COMMUNES]


def captain(team: str) -> str:
    """The login of a team's captain."""
    return f"captain.{team.lower()}@cast.example"


def judges(team: str) -> list[str]:
    """The logins of the two verifiers of a team of the town."""
    return [f"verifier.{team.lower()}{letter}@cast.example" for letter in "ab"]


def built() -> Cast:
    """The cast and the town; inside an app context."""
    found = cast()
    rows = [UnitRow(n, f"X90{n:03}", "commune", "ward", f"Đoàn phường số {n}", "T52") for n in COMMUNES]
    crews = [
        TeamRow(n, code, f"Tổ công nghệ số phường {n}", "youth_digital_team", f"X90{n:03}", "phuong", 8)
        for n, code in zip(COMMUNES, TOWN, strict=True)
    ]
    with transaction() as session:
        by = people.system_actor()
        units.import_units(rows, by)
        teams.import_teams(found.campaign, crews, by)
        places = {each.code: each for each in session.query(Unit)}
        for team in session.scalars(select(Team).where(Team.code.in_(TOWN))):
            people.grant(people.add(captain(team.code), "Đinh Văn Hùng", None, by), "captain", team, by, since=BEGUN)
            for login in judges(team.code):
                verifier(login, places[team.unit.code])
    return found


def verifier(login: str, unit: Unit) -> None:
    """One verifier more."""
    by = people.system_actor()
    people.grant(people.add(login, "Cao Thị Thắm", None, by), "verifier", unit, by)


def waiting(app: Flask, team: str, uuids: Sequence[str], lines: dict[str, int], days: Sequence[object]) -> None:
    """As many reports as there are ids, as if the captain had sent them all; the days in turn."""
    with app.app_context():
        original = sent(enrolment(team), person(captain(team)), lines)
        with transaction():
            _copy(original.id, uuids, days)


def _copy(report_id: int, uuids: Sequence[str], days: Sequence[object]) -> None:
    reports, lines = Base.metadata.tables["reports"], Base.metadata.tables["report_lines"]
    row = db.session.execute(select(reports).where(reports.c.id == report_id)).one()._asdict()
    changes = [{"id": None, "uuid": uuid, "activity_day": days[at % len(days)]} for at, uuid in enumerate(uuids)]
    wanted = [{name: value for name, value in {**row, **each}.items() if name != "id"} for each in changes]
    db.session.execute(insert(reports), wanted)
    kept = [each._asdict() for each in db.session.execute(select(lines).where(lines.c.report_id == report_id))]
    ids = db.session.scalars(select(Report.id).where(Report.uuid.in_(uuids))).all()
    more = [{**line, "report_id": found} for found in ids for line in kept]
    db.session.execute(insert(lines), [{name: line[name] for name in line if name != "id"} for line in more])
