"""`import_reports` as a service: typed reports in, for the demonstration and for files alike."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from app.database import db, transaction
from app.models import Campaign, Decision, LedgerEntry, Milestone, Report, Standing
from app.queries.campaigns import by_code
from app.services import people
from app.services.imports import RowsRefused
from app.services.invariants import INVARIANTS
from app.services.refusals import Refused
from app.services.report_imports import ImportedLine, ImportedReport, Outcome, import_reports
from tests.cast import CODE, NOISE, cast
from tests.importing import report_id
from tests.reporting import sent

SUNDAY = date(2026, 3, 8)
WORK = ImportedReport(
    uuid=report_id(1),
    team_code="QN1",
    activity_day=SUNDAY,
    submitted_at=datetime(2026, 3, 8, 12, tzinfo=UTC),
    lines=(ImportedLine("vneid_level2_support", 20, "verified", 20),),
    decided_at=datetime(2026, 3, 9, 1, tzinfo=UTC),
)


def take(*reports: ImportedReport, code: str = CODE, by: str | None = None) -> Outcome:
    with transaction():
        campaign = by_code(code)
        assert campaign is not None
        actor = people.by_login(by) if by else people.system_actor()
        assert actor is not None
        return import_reports(campaign, reports, actor)


def refused(*reports: ImportedReport, **options: str) -> list[tuple[str, str]]:
    with pytest.raises(RowsRefused) as refusal:
        take(*reports, **options)
    return [(each.column, each.code) for each in refusal.value.faults]


def test_new_reports_land_with_their_decisions_and_keep_every_invariant(app):
    cast()
    many = [
        replace(
            WORK,
            uuid=report_id(number),
            team_code=team,
            activity_day=day,
            submitted_at=datetime(day.year, day.month, day.day, 12, number % 60, tzinfo=UTC),
            decided_at=datetime(2026, 3, 20, tzinfo=UTC),
        )
        for number, (team, day) in enumerate(
            (team, date(2026, 3, day)) for team in ("QN1", "QN2", "AN1") for day in (1, 7, 8, 8, 8)
        )
    ]
    assert take(*many) == Outcome(new=15)
    assert take(*many) == Outcome(same=15)
    assert [fault for find in INVARIANTS.values() for fault in find()] == []


def test_the_order_of_the_file_decides_nothing(app):
    cast()
    later = replace(WORK, uuid=report_id(2), submitted_at=datetime(2026, 3, 8, 13, tzinfo=UTC))
    third = replace(WORK, uuid=report_id(3), submitted_at=datetime(2026, 3, 8, 14, tzinfo=UTC))
    take(third, WORK, later)
    scored = db.session.execute(
        select(Report.uuid, LedgerEntry.scored_quantity).join(Report, Report.id == LedgerEntry.report_id)
    ).all()
    assert {row.uuid: row.scored_quantity for row in scored} == {report_id(1): 20, report_id(2): 20, report_id(3): 0}


def test_a_captains_own_report_may_gain_its_decision_but_not_from_who_took_part(app):
    people_ = cast()
    own = sent(people_.enrolments["QN1"], people_.captain, {"vneid_level2_support": 20})
    uuid, at = own.uuid, own.first_submitted_at
    assert at is not None
    decision = replace(
        WORK,
        uuid=uuid,
        activity_day=date(2026, 3, 15),
        submitted_at=at,
        decided_at=at,
        verifier_login="verifier@cast.example",
    )
    assert refused(replace(decision, verifier_login="captain@cast.example"))[0][0] == "verifier_login"
    assert take(decision) == Outcome(decided=1)
    assert db.session.scalars(select(Decision)).one().by.login == "verifier@cast.example"
    assert db.session.scalars(select(LedgerEntry)).one().reason == "import"


def test_an_importing_person_needs_the_right_to_decide(app):
    cast()
    assert refused(WORK, by="admin@cast.example") == [("verifier_login", "verifier_without_role")]
    assert take(WORK, by="officer@cast.example") == Outcome(new=1)


def test_a_report_of_another_campaign_is_not_taken_over(app):
    cast()
    take(WORK)
    assert ("report_id", "stored_differs") in refused(WORK, code=NOISE)


def test_a_withdrawn_report_stays_withdrawn(app):
    cast()
    take(replace(WORK, decided_at=None, lines=(ImportedLine("vneid_level2_support", 20),)))
    with transaction() as session:
        session.scalars(select(Report)).one().withdraw()
    assert ("report_id", "report_withdrawn") in refused(WORK)


def test_final_results_take_no_more_reports(app):
    people_ = cast()
    with transaction() as session:
        session.add(
            Milestone(
                campaign_id=people_.campaign.id,
                kind="announce",
                at=datetime(2026, 4, 14, tzinfo=UTC),
                seq=0,
                actor_id=people_.officer.id,
            )
        )
    with pytest.raises(Refused, match="results_final"):
        take(WORK)


def test_another_campaign_is_left_alone(app):
    people_ = cast()
    take(WORK)
    db.session.rollback()
    noise = db.session.scalars(select(Campaign).where(Campaign.id == people_.noise.id)).one()
    assert not db.session.scalars(select(LedgerEntry).where(LedgerEntry.campaign_id == noise.id)).all()
    points = {each.enrolment.campaign.code: each.points for each in db.session.scalars(select(Standing)) if each.points}
    assert points == {CODE: 72}
