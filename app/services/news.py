"""What decisions, extras and badges mean to the team, as notices."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.models import Extra
from app.queries.campaigns import Stage
from app.queries.rules import RuleBook
from app.rulebook.deadlines import supplement_until
from app.services import notices
from app.services.badges import Earned
from app.services.decision_rows import Judgement
from app.services.notices import Facts, Told

REOPENED = "report_reopened"
BY_KIND = {
    "returned": "report_returned",
    "reopened": REOPENED,
    "annulled": "report_annulled",
    "checked": "report_checked",
}


def unsaid(judgements: Iterable[Judgement]) -> dict[int, list[Facts]]:
    """By report id what its team has not been told yet of the decision that this one follows: it never will be."""
    followed = (each for each in judgements if each.case.decision_id is not None)
    found = {each.case.id: notices.take_back(_cause(each.case.decision_id)) for each in followed}
    return {report: facts for report, facts in found.items() if facts}


def decided(judged: Sequence[tuple[Judgement, int]], hushed: Mapping[int, list[Facts]], rules: RuleBook) -> None:
    """Tell each team what was found, by the decisions' ids; a decision undone before it was told leaves no word."""
    told = (_told(each, id_, hushed.get(each.case.id), rules) for each, id_ in judged)
    notices.tell([each for each in told if each])


def earned(awards: Sequence[Earned], campaign_code: str, zone: str, decision: int | None = None) -> None:
    """One notice a team for all it earned at once; what is earned by a decision goes with it."""
    teams: dict[int, list[Earned]] = {}
    for each in awards:
        teams.setdefault(each.award.enrolment_id, []).append(each)
    told = [_badges(team, mine, campaign_code, decision) for team, mine in teams.items()]
    notices.tell_in_the_open(told, zone)


def posted(extra: Extra, where: Stage) -> None:
    """A bonus, a penalty and until when it can be contested, what was taken back of them, or a bar."""
    rules = where.book.newest
    labels = {each.code: each.label for each in rules.penalties} | {each.code: each.label for each in rules.bonuses}
    facts = {
        "what": extra.kind,
        "extra": extra.id,
        "points": extra.points,
        "label": labels.get(extra.code, ""),
        "campaign": extra.enrolment.campaign.code,
        "report": extra.report.uuid if extra.report else "",
        "recheck_until": rules.deadlines.recheck_until.isoformat() if where.rechecks_open else "",
    }
    kind = "points_given" if extra.points > 0 else "points_taken"
    notices.tell([Told(kind, f"extra:{extra.id}", extra.enrolment_id, facts)])


def _cause(decision: int | None) -> str:
    return f"decision:{decision}"


def _told(judgement: Judgement, decision: int, hushed: list[Facts] | None, rules: RuleBook) -> Told | None:
    kind = _kind(judgement)
    again = any(each.get("again") for each in hushed or ())
    if kind is None or (kind == REOPENED and hushed is not None and not again):
        return None
    case = judgement.case
    facts: dict[str, Any] = {"report": case.uuid, "day": case.activity_day.isoformat()}
    if kind == REOPENED or again:
        facts["again"] = True  # the team was told of an earlier decision
    if judgement.kind == "returned":
        facts["until"] = supplement_until(judgement.at, rules.on(case.activity_day).deadlines).isoformat()
    return Told(kind, _cause(decision), case.enrolment_id, facts)


def _kind(judgement: Judgement) -> str | None:
    """None for what the team did itself, for what an organiser recorded of it, and for the answer to its request."""
    if judgement.case.origin == "organiser" or judgement.kind in ("corrected", "rechecked"):
        return None
    if judgement.kind in BY_KIND:
        return judgement.notice or BY_KIND[judgement.kind]
    claimed = sum(each.claimed for each in judgement.verdicts)
    verified = sum(each.quantity for each in judgement.verdicts)
    if not verified:
        return "report_rejected"
    return "report_verified" if verified == claimed else "report_reduced"


def _badges(team: int, mine: Sequence[Earned], campaign_code: str, decision: int | None) -> Told:
    cause = _cause(decision) if decision is not None else f"award:{min(each.award.id for each in mine)}"
    names = [[each.badge.name, each.award.level if len(each.badge.levels) > 1 else ""] for each in mine]
    last = max(each.award.id for each in mine)
    return Told("badge_earned", cause, team, {"campaign": campaign_code, "badges": names, "award": last})
