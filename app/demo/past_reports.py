"""Reports of the past season, written as an import would: no members, no photos, many at once."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict

from app.database import db
from app.demo.plans import ReportPlan
from app.demo.rounds import Round
from app.demo.rulings import rulings
from app.demo.scene_book import SceneBook
from app.demo.story_clock import StoryClock
from app.models import Person, Report, ReportLine
from app.queries.cases import case_of
from app.services import audit, mass_judgements
from app.services.decision_rows import Judgement


def hold(sitting: Round, book: SceneBook, by: Person, story: StoryClock) -> None:
    """Write the reports of one sitting and let each team's decisions land together."""
    written = {each.uuid: each for each in _write(sitting.reports, book, by)}
    story.move(sitting.moment)
    judged = [
        _judgement(each, written[each.uuid], book.verifier_of(team_code), sitting)
        for team_code, plans in sitting.by_team().items()
        for each in plans
    ]
    mass_judgements.land(book.campaign, judged, "decision")


def _judgement(plan: ReportPlan, report: Report, by: Person, sitting: Round) -> Judgement:
    return Judgement(case_of(report), "decided", rulings(plan, report), by.actor, sitting.moment)


def _write(plans: Sequence[ReportPlan], book: SceneBook, by: Person) -> list[Report]:
    place_ids = book.place_ids((each.team_code, each.place) for each in plans)
    reports = [_report(plan, place_id, book, by) for plan, place_id in zip(plans, place_ids, strict=True)]
    db.session.add_all(reports)
    db.session.flush()
    for each in reports:
        audit.record("report.submitted", by, f"report:{each.uuid}", version=each.version)
    return reports


def _report(plan: ReportPlan, place_id: int, book: SceneBook, by: Person) -> Report:
    enrolment = book.enrolments[plan.team_code]
    report = Report(
        uuid=plan.uuid,
        enrolment_id=enrolment.id,
        activity_day=plan.day,
        place_id=place_id,
        team_size=enrolment.size,
        members_present=plan.present,
        content_hash=hashlib.sha256(json.dumps(asdict(plan), default=str).encode()).hexdigest(),
        created_by_id=by.id,
        created_at=plan.submitted_at,
        lines=[
            ReportLine(position=position, activity_code=each.code, claimed=each.claimed)
            for position, each in enumerate(plan.lines)
        ],
    )
    report.enrolment = enrolment
    report.submit(plan.submitted_at, plan.late)
    return report
