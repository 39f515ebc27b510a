"""A second ward in the cast's cluster, with a team, a captain and a verifier: who looks at the first one's work."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from app.database import db, transaction
from app.jobs import cross_check_draws
from app.models import CrossCheck, Enrolment, Person, Report, Unit
from app.queries.rules import rule_book
from app.services import people as persons
from app.services import rule_versions, teams, units
from app.services.rule_versions import Proposal
from app.services.teams import TeamRow
from app.services.units import UnitRow
from tests.cast import BEGUN, NOW, Cast, stand_still
from tests.reporting import SUNDAY

LATER = NOW + timedelta(minutes=5)


@dataclass(frozen=True)
class Neighbours:
    """The ward of Quy Nhơn Đông."""

    unit: Unit
    enrolment: Enrolment
    captain: Person
    verifier: Person


def neighbours(people: Cast) -> Neighbours:
    """Add them to the campaign."""
    with transaction():
        by = persons.system_actor()
        units.import_units([UnitRow(2, "X21601", "commune", "ward", "Đoàn phường Quy Nhơn Đông", "T52")], by)
        row = TeamRow(2, "QD1", "Tổ công nghệ số Quy Nhơn Đông", "youth_digital_team", "X21601", "phuong", 8)
        teams.import_teams(people.campaign, [row], by)
        unit = db.session.query(Unit).filter_by(code="X21601").one()
        enrolment = db.session.query(Enrolment).join(Enrolment.team).filter_by(code="QD1").one()
        captain = persons.add("captain.qd@cast.example", "Mai Xuân Lộc", None, by)
        verifier = persons.add("verifier.qd@cast.example", "Lưu Thị Sen", None, by)
        persons.grant(captain, "captain", enrolment.team, by, since=BEGUN)
        persons.grant(verifier, "verifier", unit, by)
    return Neighbours(unit, enrolment, captain, verifier)


def rules_draw(people: Cast, percent: int) -> None:
    """So many of a hundred reports are drawn from today on."""
    book = rule_book(people.campaign.id)
    rules = replace(book.newest, cross_check_percent=percent)
    proposal = Proposal(rules, SUNDAY, retroactive=False, reason="Chấm chéo", made_for=book.number)
    with transaction():
        rule_versions.publish(people.campaign, proposal, people.officer)


def drawn(report: Report) -> Any:
    """The second look the next draw asks for."""
    stand_still(LATER)
    cross_check_draws.run()
    db.session.expire_all()
    return db.session.query(CrossCheck).filter_by(report_id=report.id).one_or_none()
