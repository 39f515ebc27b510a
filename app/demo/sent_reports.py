"""Reports of the running season: sent by captains through the same door as the form, judged by their verifiers."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from app import clock
from app.demo.plans import ReportPlan
from app.demo.rulings import rulings
from app.demo.scene_book import SceneBook
from app.demo.scenes import scene
from app.models import Person, Report
from app.outside import photos
from app.queries.cases import case_of
from app.queries.rules import rule_book
from app.services import reports
from app.services.decision_rows import Judgement
from app.services.judgements import land
from app.services.report_contents import Content, Photo


@dataclass(slots=True)
class Reporters:
    """Who reports and who judges; the reports written so far by their id."""

    book: SceneBook
    crews: dict[str, list[Person]]
    photos: Path
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
        photo=_photo(plan, who.photos),
    )
    enrolment = who.book.enrolments[plan.team_code]
    who.written[plan.uuid] = reports.record(plan.uuid, enrolment, content, crew[0], send=plan.state != "draft")


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
    return Judgement(case_of(report), kind, rulings(plan, report), who.book.verifier_of(team_code), clock.now())


def _photo(plan: ReportPlan, folder: Path) -> Photo | None:
    if plan.scene is None:
        return None
    return Photo(**asdict(photos.keep(scene(plan.scene), folder)))
