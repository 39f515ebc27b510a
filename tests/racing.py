"""People who press at the same moment: each in a thread with an app context of their own, all let go at once."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from threading import Barrier
from typing import Any
from uuid import uuid4

from flask import Flask
from sqlalchemy import func, select

from app.database import db, transaction
from app.models import Campaign, Enrolment, LedgerEntry, Person, Report, Standing, Team
from app.queries.campaigns import by_code
from app.queries.figures import figures
from app.queries.rules import rule_book
from app.services import campaigns, decisions, extras, locks, people, reports, rule_versions, snapshots
from app.services.decision_rows import Ruling
from app.services.refusals import Refused
from app.services.rule_versions import Proposal
from tests.cast import CODE, NOW, PEOPLE, stand_still
from tests.reporting import SUNDAY, content, looked, sent

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
        start.wait()
        return in_transaction(app, move)

    with ThreadPoolExecutor(len(moves)) as pool:
        return [each.result() for each in [pool.submit(run, move) for move in moves]]


def in_transaction(app: Flask, move: Move) -> Outcome:
    """What the move says, kept or refused."""
    with app.app_context():
        try:
            with transaction():
                return Outcome(value=move())
        except Refused as refusal:
            return Outcome(code=refusal.code)


def codes(outcomes: Sequence[Outcome]) -> list[str]:
    """The refusals, in order of their names; '' for what worked."""
    return sorted(each.code for each in outcomes)


def person(name: str) -> Person:
    """Somebody of the cast, or who signs in by that name."""
    found = people.by_login(PEOPLE[name][0] if name in PEOPLE else name)
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
    return partial(_decide, uuid, name)


def _decide(uuid: str, name: str) -> None:
    found = report(uuid)
    lines = [Ruling(line.id, "verified", line.claimed) for line in found.lines if line.claimed]
    decisions.decide(looked(found, person(name)), person(name), lines, found.version)


def reopens(uuid: str, name: str) -> Move:
    """This person takes the decision back."""
    return partial(_reopen, uuid, name)


def _reopen(uuid: str, name: str) -> None:
    decisions.reopen(report(uuid), person(name), "Xem lại ảnh")


def corrects(uuid: str, name: str) -> Move:
    """This captain lowers every verified line by one."""
    return partial(_correct, uuid, name)


def _correct(uuid: str, name: str) -> None:
    found = report(uuid)
    lower = {line.id: line.claimed - 1 for line in found.lines if line.claimed}
    decisions.correct(found, person(name), lower, "Đếm nhầm một người")


def joins(name: str, team: str) -> Move:
    """The officer makes this person a member of the team from the day of the reports on."""
    return partial(_join, name, team)


def _join(name: str, team: str) -> None:
    found = db.session.scalars(select(Team).where(Team.code == team)).one()
    people.grant(person(name), "member", found, person("officer"), since=SUNDAY)


def fines(team: str, subject: str) -> Move:
    """The officer takes five points for repeated lateness; gives the penalty's number."""
    return partial(_fine, team, subject)


def _fine(team: str, subject: str) -> int:
    reason = "Chậm từ lần thứ ba"
    return extras.post(enrolment(team), "penalty", "repeated_late", subject, 5, person("officer"), reason).id


def freezes() -> None:
    """The officer holds the public board."""
    campaigns.freeze(campaign(), person("officer"), "Giữ bảng đến lễ công bố")


def copies(day: date) -> Move:
    """The standings are copied out as those at the end of that day."""
    return partial(_copy, day)


def _copy(day: date) -> None:
    locks.hold_campaign(campaign())
    snapshots.take(campaign(), "day", day)


def publishes(ceiling: int, made_for: int) -> Move:
    """The officer publishes another daily ceiling, for all days of the campaign."""
    return partial(_publish, ceiling, made_for)


def _publish(ceiling: int, made_for: int) -> None:
    rules = replace(rule_book(campaign().id).newest, daily_ceiling=ceiling)
    proposal = Proposal(rules, campaign().starts_on, True, "Sửa trần điểm ngày", made_for)
    rule_versions.publish(campaign(), proposal, person("officer"))


def sends(team: str, uuid: str = "", place: str = "Nhà văn hóa khu phố 3") -> Move:
    """The team's captain sends a report; returns its id."""
    uuid = uuid or str(uuid4())
    filled = content({VNEID: 5}, place=("community_site", place, ""))
    return lambda: reports.record(uuid, enrolment(team), filled, person(CAPTAINS[team]), send=True).uuid


def closes() -> None:
    """The officer closes the data before the calendar does."""
    campaigns.close(campaign(), person("officer"), "Đã thẩm định xong")


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
