"""The demonstration as `make run` leaves it, and what its days are worth in plain Python, from the rule file alone."""

import shutil
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Protocol

from sqlalchemy import func, select

from app import clock
from app.database import db, transaction
from app.demo import build as demo
from app.models import AuditEvent, Campaign, Enrolment, LedgerEntry, Notice, Person, Setting, Standing, Team
from app.outside import photos
from app.queries import demo_clock
from app.queries.campaigns import by_code
from app.queries.rules import rule_book
from app.services import people
from tests.cast import NOW, PASSWORD, RULES
from tests.fixtures.browser import LiveServer
from tests.keeping import keep
from tests.parity.badge_model import BadgeModel, held_now

CODE, SUNDAY = "TTN2026", date(2026, 3, 15)
VERIFIER, OFFICER, CAPTAIN = (f"{each}@xungkich.example" for each in ("verifier", "officer", "captain"))
FILE = tomllib.loads(RULES.read_text(encoding="utf-8"))
WORK = {each["code"]: each for each in FILE["activities"]}
PEAKS = {each["days"]: each for each in FILE["peaks"]}
BY_FIGURES = "exemplary_members"  # a badge for what units count; no decision moves it
DAYS = {5: "saturday", 6: "sunday"}


class Done(Protocol):
    """One report: when it was first sent, and what was verified by activity type."""

    uuid: str
    first: datetime
    verified: dict[str, int]


def worth(reports: Iterable[Done], day: date = SUNDAY) -> int:
    """One team's day: caps and the day's ceiling fill in the order in which reports were sent."""
    used, total = Counter[str](), 0
    peak = PEAKS.get(DAYS.get(day.weekday(), ""), {"activities": (), "percent": 100})
    for report in sorted(reports, key=lambda each: (each.first, each.uuid)):
        for code, quantity in report.verified.items():
            rule = WORK[code]
            units = min(quantity // rule.get("block", 1), rule["cap"] - used[code])
            used[code] += units
            points = units * rule["points"] * (peak["percent"] if code in peak["activities"] else 100) // 100
            total += min(points, FILE["rules"]["daily_ceiling"] - total)
    return total


def told(plan: Callable[[], demo.Story], stage: LiveServer, drawn: Path) -> None:
    """Put the demonstration into the stage's database, inside its app context; its photos are `drawn` once."""
    scenes = drawn / plan.__name__
    keep(f"the demonstration of {plan.__name__}", partial(build, plan, scenes))
    shutil.copytree(scenes, stage.app.config["SETTINGS"].instance / "photos", dirs_exist_ok=True)
    with transaction() as session:
        session.get_one(Setting, demo_clock.KEY).value = str((NOW - clock.wall()).total_seconds())
    clock.follow(demo_clock.offset)


def build(plan: Callable[[], demo.Story], scenes: Path) -> None:
    with transaction():
        demo.build(plan(), PASSWORD, photos.local(scenes, durable=False), lambda count: None)


def known(login: str) -> Person:
    """Somebody of the story."""
    person = people.by_login(login)
    assert person is not None, login
    return person


def campaign() -> Campaign:
    """Youth Month."""
    found = by_code(CODE)
    assert found is not None
    return found


def points_of(team: str) -> int:
    """A team's points, which its standing and its entries agree on."""
    mine = select(Enrolment.id).join(Team).where(Team.code == team, Enrolment.campaign_id == campaign().id)
    posted = db.session.scalar(select(func.sum(LedgerEntry.points)).where(LedgerEntry.enrolment_id.in_(mine)))
    standing = db.session.scalar(select(Standing.points).where(Standing.enrolment_id.in_(mine)))
    assert (posted or 0) == (standing or 0)
    return int(posted or 0)


class Watch:
    """Holds the database against a plain-Python model, beginning with what it holds now."""

    def __init__(self, stage: LiveServer) -> None:
        self.stage = stage
        with stage.app.app_context():
            self.badges = BadgeModel(campaign().id, campaign().starts_on, campaign().ends_on)
            self.badges.holding = dict.fromkeys(held_now(campaign().id), 1)
            self.offices = {each for each in self.badges.holding if each[1] == BY_FIGURES}
            self.audited = db.session.scalar(select(func.max(AuditEvent.id)))
            self.noticed = db.session.scalar(select(func.max(Notice.id)))

    def moved(self, points: Mapping[str, int], audit: Counter[str], today: date) -> None:
        """Standings, ledger, badges and audit are what the model says; inside the stage's app context."""
        assert {team: points_of(team) for team in points} == points
        self.badges.judge(rule_book(campaign().id), today, weekly=False)
        assert held_now(campaign().id) == set(self.badges.holding) | self.offices
        kinds = select(AuditEvent.kind).where(AuditEvent.id > self.audited, AuditEvent.kind.in_(audit))
        assert Counter(db.session.scalars(kinds)) == audit
