"""What a verifier found lands: entries, decisions, badges and standing in one go, for one report or a whole import."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from app.database import db
from app.models import Campaign, Person
from app.models.decisions import SETTLED_KINDS
from app.queries.badge_facts import badge_facts, for_badges
from app.queries.badges_held import Level
from app.queries.figures import NO_SUNDAY, fact_figures, last_sundays
from app.queries.rules import RuleBook
from app.queries.team_facts import LastSunday, counts_anew, team_now
from app.rulebook.calendars import SUNDAY
from app.rulebook.deeds import NOTHING, Counted, Seen, Work
from app.rulebook.facts import TeamFacts
from app.rulebook.honours import Badge
from app.rulebook.worth import Line
from app.services import badges, ledger, news, settlement, standing_rows, team_counts
from app.services.badges import Earned, Judge, Plan
from app.services.decision_rows import Judgement, is_first_look, store, verdicts_of
from app.services.differences import Cause
from app.services.entries import Movement, Posting
from app.services.standing_rows import Following

Given = Mapping[Level, Badge]


def land(judgements: Sequence[Judgement], reason: str, rules: RuleBook, actor: Person | None = None) -> Given:
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
    movements = list(settlement.differences(case.enrolment_id, days, cause, lines, rules))
    team = team_now(case.campaign, case.enrolment_id, rules.scopes)
    decided = [each.case.id for each in judgements if each.case.decision_id is not None]
    counts = {case.enrolment_id: team_counts.foreseen(case.enrolment_id, team.counts, map(about, judgements), decided)}
    facts = for_badges(case.campaign, {case.enrolment_id: team.facts(counts[case.enrolment_id])}, counts, rules)
    last = {case.enrolment_id: _with(team.last_sunday, movements)}
    judge = badges.judge_of(case.campaign, rules)
    coming = foresee(facts, judge, last)
    team_counts.keep(counts)
    after = ledger.post(case.campaign, [Posting(case.enrolment_id, case.team_code, by, movements)], coming.following)
    ids = store([(each, after[case.enrolment_id]) for each in judgements], actor)
    earned = badges.follow(coming.plans, after, judge, reason)
    if actor is None:
        news.decided(list(zip(judgements, ids, strict=True)), hushed, rules)
        news.earned(earned, case.campaign.code, case.campaign.zone, ids[-1])
    return coming.plans[case.enrolment_id].new


@dataclass(frozen=True, slots=True)
class Coming:
    """What badges and standings will be, by enrolment id, worked out before it is written."""

    plans: Mapping[int, Plan]
    following: Mapping[int, Following]


def foresee(facts: Mapping[int, TeamFacts], judge: Judge, last: Mapping[int, LastSunday]) -> Coming:
    """Badges and standings as they will be with these facts and latest Sundays; only reads."""
    plans = badges.plan(facts, judge)
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
    coming = foresee(facts, judge, last_sundays(after.keys()))
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


def about(judgement: Judgement) -> Counted:
    """The report as this judgement makes it, for the team's facts."""
    case, given = judgement.case, verdicts_of(judgement)
    if judgement.kind not in SETTLED_KINDS or not given:
        return NOTHING
    verified = [each for each in given if each.verdict == "verified"]
    codes = {each.id: each.activity_code for each in case.lines}
    seen = Seen(
        case.origin,
        case.joint_session_id,
        case.late,
        case.activity_day,
        case.place_id,
        case.hamlet,
        case.members_present,
        case.team_size,
        is_first_look(judgement),
        len(verified),
        sum(each.quantity == each.claimed for each in verified),
        len(given),
        sum(each.claimed for each in given),
        sum(each.quantity for each in verified),
    )
    work = [Work(codes[each.line_id], case.activity_day, each.quantity) for each in verified if each.quantity]
    return Counted([seen], work)


def verified_by(judgement: Judgement) -> list[Line]:
    """The lines this judgement verifies, as the arithmetic sees them."""
    case = judgement.case
    lines = {each.id: each for each in case.lines}
    assert case.first_submitted_at is not None
    return [
        Line(
            each.line_id,
            lines[each.line_id].activity_code,
            case.activity_day,
            each.quantity,
            case.late,
            case.team_size,
            case.first_submitted_at,
            case.uuid,
            lines[each.line_id].position,
        )
        for each in judgement.rulings
        if judgement.kind in SETTLED_KINDS and each.verdict == "verified"
    ]
