"""Reports of the running season: sent by captains through the same door as the form, judged by their verifiers."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from app import clock
from app.demo.plans import ReportPlan
from app.demo.rulings import rulings
from app.demo.scene_book import SceneBook
from app.models import Person, Report
from app.outside.photos import Kept
from app.queries.cases import case_of
from app.queries.rules import rule_book
from app.rulebook.evidence import CONFIRMATION, DOCUMENT, asked
from app.services import flags, reports
from app.services.decision_rows import Judgement
from app.services.judgements import land
from app.services.report_contents import Content
from app.services.report_photos import Photo

DOCUMENT_OF_THE_MONTH = "12-KH/ĐTN ngày 25/02/2026"


@dataclass(slots=True)
class Reporters:
    """Who reports and who judges; the reports written so far by their id."""

    book: SceneBook
    crews: dict[str, list[Person]]
    scenes: Mapping[int, Kept]
    written: dict[str, Report] = field(default_factory=dict)


def send(plan: ReportPlan, who: Reporters) -> None:
    """The captain keeps a draft or sends the report."""
    crew = who.crews[plan.team_code]
    content = Content(
        activity_day=plan.day,
        place=plan.place,
        lines=tuple((each.code, each.claimed) for each in plan.lines),
        members=tuple(each.id for each in crew[: plan.present]),
        note=plan.note,
        photos=_photos(plan, who.scenes),
        begins_at=plan.hours[0] if plan.hours else None,
        ends_at=plan.hours[1] if plan.hours else None,
        **_references(plan, who.book),
    )
    enrolment = who.book.enrolments[plan.team_code]
    report = reports.record(plan.uuid, enrolment, content, crew[0], send=plan.state != "draft")
    who.written[plan.uuid] = report
    if plan.taps:
        _count(report, dict(plan.taps))


def _count(report: Report, taps: Mapping[str, tuple[int, ...]]) -> None:
    """The field app's counter has been running."""
    for line in report.lines:
        line.taps = list(taps.get(line.activity_code, ())) or None
    flags.look([report.id])


def judge(plans: Sequence[ReportPlan], who: Reporters) -> None:
    """One sitting: each team's reports are decided together."""
    teams: defaultdict[str, list[ReportPlan]] = defaultdict(list)
    for each in plans:
        teams[each.team_code].append(each)
    rules = rule_book(who.book.campaign.id)
    for team_code, group in teams.items():
        land([_judgement(each, who, team_code) for each in group], "decision", rules)


def _judgement(plan: ReportPlan, who: Reporters, team_code: str) -> Judgement:
    report = who.written[plan.uuid]
    kind = "returned" if plan.state == "returned" else "decided"
    return Judgement(case_of(report), kind, rulings(plan, report), who.book.verifier_of(team_code).actor, clock.now())


def _photos(plan: ReportPlan, scenes: Mapping[int, Kept]) -> tuple[Photo, ...]:
    """Taken half an hour before the report was sent."""
    at = plan.submitted_at - timedelta(minutes=30)
    taken_at = at if at.date() == plan.day else None
    shown = [scenes[each] for each in plan.scenes]
    return tuple(Photo(each.sha256, each.size, each.width, each.height, each.fingerprint, taken_at) for each in shown)


def _references(plan: ReportPlan, book: SceneBook) -> dict[str, Any]:
    """What the report's activities ask for beside photos."""
    rules = rule_book(book.campaign.id).on(plan.day)
    kinds = asked([rules.activity(each.code) for each in plan.lines])
    return {
        "service_confirmation": f"MC-{plan.day:%d%m}-{plan.uuid[:4].upper()}" if CONFIRMATION in kinds else "",
        "document_reference": DOCUMENT_OF_THE_MONTH if DOCUMENT in kinds else "",
    }
