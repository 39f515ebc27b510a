"""People who press at the same moment: each in a thread with an app context of their own, all let go at once."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from threading import Barrier
from typing import Any
from uuid import uuid4

from flask import Flask
from sqlalchemy import func, select

from app.database import db, transaction
from app.models import Campaign, Enrolment, LedgerEntry, Person, Report, Standing, Team
from app.queries.campaigns import by_code
from app.queries.figures import figures
from app.services import campaigns, decisions, people, reports
from app.services.judgements import Ruling
from app.services.refusals import Refused
from tests.cast import CODE, NOW, PEOPLE, stand_still
from tests.reporting import content, sent

VNEID = "vneid_level2_support"
CAPTAINS = {"QN1": "captain", "QN2": "captain_qn2", "AN1": "captain_an1"}
Move = Callable[[], Any]


@dataclass(frozen=True)
class Outcome:
    """What one of them got: `value` when it worked, the refusal's `code` when not."""

    value: Any = None
    code: str = ""

    @property
    def worked(self) -> bool:
        return not self.code


def together(app: Flask, *moves: Move) -> list[Outcome]:
    """Each move in a transaction of its own, all at once; anything but a refusal fails the test."""
    start = Barrier(len(moves), timeout=30)

    def run(move: Move) -> Outcome:
        with app.app_context():
            start.wait()
            try:
                with transaction():
                    return Outcome(value=move())
            except Refused as refusal:
                return Outcome(code=refusal.code)

    with ThreadPoolExecutor(len(moves)) as pool:
        return [each.result() for each in [pool.submit(run, move) for move in moves]]


def codes(outcomes: Sequence[Outcome]) -> list[str]:
    """The refusals, in order of their names; '' for what worked."""
    return sorted(each.code for each in outcomes)


def person(name: str) -> Person:
    """Somebody of the cast."""
    found = people.by_login(PEOPLE[name][0])
    assert found is not None
    return found


def campaign() -> Campaign:
    """The small campaign."""
    found = by_code(CODE)
    assert found is not None
    return found


def enrolment(team: str) -> Enrolment:
    """The team's place in the small campaign."""
    wanted = select(Enrolment).join(Team).where(Team.code == team, Enrolment.campaign_id == campaign().id)
    return db.session.scalars(wanted).one()


def report(uuid: str) -> Report:
    """The report with that id."""
    return db.session.scalars(select(Report).where(Report.uuid == uuid)).one()


def decides(uuid: str, name: str) -> Move:
    """This person verifies the report as claimed."""

    def move() -> None:
        found = report(uuid)
        lines = [Ruling(line.id, "verified", line.claimed) for line in found.lines if line.claimed]
        decisions.decide(found, person(name), lines, found.version)

    return move


def reopens(uuid: str, name: str) -> Move:
    """This person takes the decision back."""
    return lambda: decisions.reopen(report(uuid), person(name), "Xem lại ảnh")


def sends(team: str, uuid: str = "", place: str = "Nhà văn hóa khu phố 3") -> Move:
    """The team's captain sends a report; returns its id."""
    uuid = uuid or str(uuid4())
    filled = content({VNEID: 5}, place=("community_site", place, ""))
    return lambda: reports.record(uuid, enrolment(team), filled, person(CAPTAINS[team]), send=True).uuid


def announces() -> None:
    """The officer announces the results."""
    campaigns.announce(campaign(), person("officer"), "12-QĐ/TĐTN", date(2026, 4, 13))


def waiting(app: Flask, *teams: str, quantity: int = 5) -> list[str]:
    """Reports sent a minute apart; their ids."""
    found = []
    with app.app_context():
        for minutes, team in enumerate(teams):
            stand_still(NOW + timedelta(minutes=minutes))
            found.append(sent(enrolment(team), person(CAPTAINS[team]), {VNEID: quantity}).uuid)
    return found


def count(model: Any, *where: Any) -> int:
    """Rows of a table."""
    return db.session.scalar(select(func.count()).select_from(model).where(*where)) or 0


def books_are_right(app: Flask) -> None:
    """Entries number from 1 without gaps, and every standing equals what ledger and decisions say."""
    with app.app_context():
        for each in db.session.scalars(select(Campaign)):
            seqs = select(LedgerEntry.seq).where(LedgerEntry.campaign_id == each.id).order_by(LedgerEntry.seq)
            found = db.session.scalars(seqs).all()
            assert list(found) == list(range(1, len(found) + 1))
            for enrolment_id, columns in figures(each).items():
                standing = db.session.get_one(Standing, enrolment_id)
                assert {name: getattr(standing, name) for name in columns} == columns
