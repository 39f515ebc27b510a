"""What a verifier found lands: entries, decisions, badges and standing in one go, for one report or a whole import."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from app.database import db
from app.driver import without_waiting
from app.models import Actor, Campaign
from app.queries.badge_facts import badge_facts, for_badges
from app.queries.badges_held import Level, Levels, held_by
from app.queries.figures import NO_SUNDAY, fact_figures, last_sundays
from app.queries.groundwork import survey
from app.queries.rules import RuleBook
from app.queries.team_facts import LastSunday, counts_anew
from app.rulebook.calendars import SUNDAY
from app.rulebook.facts import TeamFacts
from app.rulebook.honours import Badge
from app.services import badges, ledger, news, settlement, standing_rows, team_counts
from app.services.badges import Earned, Judge, Plan
from app.services.decision_rows import Judgement, store
from app.services.differences import Cause
from app.services.entries import Movement, Posting
from app.services.judged_work import about, verified_by
from app.services.standing_rows import Following

Given = Mapping[Level, Badge]


def land(judgements: Sequence[Judgement], reason: str, rules: RuleBook, actor: Actor | None = None) -> Given:
    """Entries, decisions, badges and standing of one enrolment's judgements land together; returns what it earned.

    Everything is read and worked out before the chain's head is taken: from then on others wait. `actor` is who posts
    them when that is not who decided: an import brings other people's decisions, of which nobody is told one by one.
    """
    db.session.flush()
    hushed = {} if actor else news.unsaid(judgements)
    case, by = judgements[0].case, actor or judgements[0].by
    gone = frozenset(each.case.uuid for each in judgements if each.kind == "annulled")
    cause = Cause(f"{reason}:{uuid4()}", reason, by, annulled=gone)
    days = {each.case.activity_day for each in judgements}
    lines = {each.case.id: verified_by(each) for each in judgements}
    found, held, team, levels, ids = survey(case.campaign, case.enrolment_id, days, lines, rules.scopes)
    movements = list(settlement.differences(case.enrolment_id, days, (found, held), lines, rules, cause))
    decided = [each.case.id for each in judgements if each.case.decision_id is not None]
    counts = {case.enrolment_id: team_counts.foreseen(case.enrolment_id, team.counts, map(about, judgements), decided)}
    facts = for_badges(case.campaign, {case.enrolment_id: team.facts(counts[case.enrolment_id])}, counts, rules)
    last = {case.enrolment_id: _with(team.last_sunday, movements)}
    judge = badges.judge_of(case.campaign, rules)
    coming = foresee(facts, judge, last, {case.enrolment_id: levels})
    with without_waiting():
        team_counts.keep(counts)
        after = ledger.post(
            case.campaign, [Posting(case.enrolment_id, case.team_code, by, movements)], coming.following
        )
        store([(each, after[case.enrolment_id]) for each in judgements], ids, actor)
        if actor is None:
            news.decided(list(zip(judgements, ids, strict=True)), hushed, rules)
    earned = badges.follow(coming.plans, after, judge, reason)
    if earned and actor is None:
        news.earned(earned, case.campaign.code, case.campaign.zone, ids[-1])
    return coming.plans[case.enrolment_id].new


@dataclass(frozen=True, slots=True)
class Coming:
    """What badges and standings will be, by enrolment id, worked out before it is written."""

    plans: Mapping[int, Plan]
    following: Mapping[int, Following]


def foresee(
    facts: Mapping[int, TeamFacts], judge: Judge, last: Mapping[int, LastSunday], held: Mapping[int, Levels]
) -> Coming:
    """Badges and standings as they will be with these facts and latest Sundays; only reads."""
    plans = badges.plan(facts, judge, held)
    following = {
        each: {**fact_figures(known), **last.get(each, NO_SUNDAY), "badges": plans[each].count}
        for each, known in facts.items()
    }
    return Coming(plans, following)


def follow(campaign: Campaign, after: Mapping[int, int], rules: RuleBook, reason: str) -> list[Earned]:
    """Counts, badges and standings catch up with what is posted; `after` is by enrolment id. Returns new badges."""
    db.session.flush()
    counts = counts_anew(after.keys(), rules.scopes)
    facts, judge = badge_facts(campaign, counts, rules), badges.judge_of(campaign, rules)
    coming = foresee(facts, judge, last_sundays(after.keys()), held_by(after.keys()))
    team_counts.keep(counts)
    earned = badges.follow(coming.plans, after, judge, reason)
    standing_rows.refresh(coming.following)
    return earned


def _with(last: LastSunday, moved: Sequence[Movement]) -> dict[str, int | date | None]:
    """The latest Sunday with entries once these are posted, and its points."""
    known = {each.activity_day for each in moved if each.activity_day and each.activity_day.weekday() == SUNDAY}
    sunday, points = last["last_sunday"], last["last_sunday_points"]
    assert isinstance(points, int)
    assert not isinstance(sunday, int)
    latest = max(known | ({sunday} if sunday else set()), default=None)
    more = sum(each.points for each in moved if each.activity_day == latest)
    return {"last_sunday": latest, "last_sunday_points": (points if latest == sunday else 0) + more}
