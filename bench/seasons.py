"""A running campaign of many teams with as many ledger entries as wanted; standings are the project's own sums."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import flask_migrate
from flask import Flask
from sqlalchemy import select

from app import clock, create_app
from app.config import ROOT, Settings
from app.database import db, transaction
from app.models import Enrolment, Team, Unit
from app.queries.campaigns import by_code
from app.queries.past_board import last_posted
from app.queries.rules import rule_book
from app.rulebook.rulefile import parse
from app.services import judgements, people, rule_files, snapshots, standings, teams, units
from app.services.people import system_actor
from app.services.teams import TeamRow
from app.services.units import UnitRow
from bench.rows import Actor, Place, fill

CODE = "TTN2026"
NOW = datetime(2026, 3, 28, 13, 30, tzinfo=UTC)
CLUSTERS = ("phuong", "xa-dong-bang", "xa-mien-nui", "truong-hoc", "co-quan-doanh-nghiep")
COMMUNES = 135
TEAMS_AT_ONCE = 200


def build(url: str, folder: Path, count_of_teams: int, entries: int) -> Flask:
    """An app over a campaign of that size; the competition's clock stands in its last week."""
    app = create_app(Settings(database_url=url, secret_key="only for benchmarks", instance=folder))
    clock.stop(NOW)
    with app.app_context():
        flask_migrate.upgrade()
        with transaction():
            enrol(count_of_teams)
        with transaction():
            by = system_actor()
            actor = Actor(by.id, by.uuid)
        places = places_of()
        db.session.remove()
        fill(db.engine, CODE, places, entries, actor)
        sum_up()
    return app


def places_of() -> list[Place]:
    """Every team's place, in the order of their enrolment."""
    rows = db.session.execute(
        select(Enrolment.id, Team.code, Unit.path)
        .join(Team, Team.id == Enrolment.team_id)
        .join(Unit, Unit.id == Team.unit_id)
        .order_by(Enrolment.id)
    )
    return [Place(*row) for row in rows]


def enrol(count: int) -> None:
    """Units, rules, teams, a captain, a verifier of the province and an officer."""
    file, faults = parse((ROOT / "campaigns" / "ttn2026-gia-lai.toml").read_text(encoding="utf-8"))
    assert file is not None, faults
    by = people.system_actor()
    units.import_units(_units(), by)
    campaign, _ = rule_files.load(file, by)
    teams.import_teams(campaign, [_team(at) for at in range(count)], by)
    team = db.session.scalars(select(Team).order_by(Team.id)).first()
    assert team is not None
    assert team.unit.parent is not None
    province = team.unit.parent
    for name, role, scope in (
        ("captain", "captain", team),
        ("verifier", "verifier", province),
        ("officer", "officer", province),
    ):
        people.grant(people.add(f"{name}@bench.example", "Nguyễn Văn Đo", None, by), role, scope, by)


def _units() -> list[UnitRow]:
    province = [
        UnitRow(2, "VN", "central", "country", "Trung ương Đoàn"),
        UnitRow(3, "T52", "province", "province", "Tỉnh Đoàn Gia Lai", "VN"),
    ]
    return province + [
        UnitRow(4 + at, f"X{at}", "commune", "commune", f"Đoàn xã {at}", "T52") for at in range(COMMUNES)
    ]


def _team(at: int) -> TeamRow:
    name = f"Đội hình tình nguyện số {at}"
    return TeamRow(2 + at, f"DO{at:05}", name, "volunteer_team", f"X{at % COMMUNES}", CLUSTERS[at % len(CLUSTERS)], 8)


def sum_up() -> None:
    """Standings from the entries, and a day's copy for the movement on the board."""
    with transaction():
        campaign = by_code(CODE)
        assert campaign is not None
        standings.rebuild(campaign)
        places = [each.enrolment_id for each in places_of()]
        for start in range(0, len(places), TEAMS_AT_ONCE):
            some = places[start : start + TEAMS_AT_ONCE]
            judgements.follow(campaign, dict.fromkeys(some, last_posted(campaign)), rule_book(campaign.id), "decision")
        snapshots.take(campaign, "day", NOW.date() - timedelta(days=1))
