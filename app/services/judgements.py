"""What a verifier found lands: entries, decisions, badges and standing in one go, for one report or a whole import."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from app.database import db
from app.models import Campaign, Person
from app.models.decisions import SETTLED_KINDS
from app.queries.badge_facts import badge_facts
from app.queries.figures import last_sundays, last_sundays_kept
from app.queries.rules import RuleBook
from app.queries.team_facts import counts_anew
from app.rulebook.calendars import SUNDAY
from app.rulebook.counting import Counts
from app.rulebook.deeds import NOTHING, Counted, Seen, Work
from app.rulebook.facts import TeamFacts
from app.rulebook.honours import Badge
from app.rulebook.worth import Line
from app.services import badges, ledger, settlement, standings, team_counts
from app.services.badges import Judge, Level, Plan
from app.services.decision_rows import Judgement, is_first_look, store, verdicts_of
from app.services.differences import Cause
from app.services.entries import Movement, Posting
from app.services.standings import LastSunday

Given = Mapping[Level, Badge]


def land(judgements: Sequence[Judgement], reason: str, rules: RuleBook, actor: Person | None = None) -> Given:
    """Entries, decisions, badges and standing of one enrolment's judgements land together; returns what it earned.

    Everything is read and worked out before the chain's head is taken: from then on others wait. `actor` is who posts
    them when that is not who decided: an import brings other people's decisions.
    """
    db.session.flush()
    enrolment = judgements[0].report.enrolment
    campaign, by = enrolment.campaign, actor or judgements[0].by
    gone = frozenset(each.report.uuid for each in judgements if each.kind == "annulled")
    cause = Cause(f"{reason}:{uuid4()}", reason, by, annulled=gone)
    days = {each.report.activity_day for each in judgements}
    lines = {each.report.id: verified_by(each) for each in judgements}
    movements = list(settlement.differences(enrolment, days, cause, lines, rules))
    counts = {enrolment.id: _counts(enrolment.id, judgements, rules)}
    last = {each: _with(kept, movements) for each, kept in last_sundays_kept(counts).items()}
    coming = foresee(campaign, counts, rules, last)
    after = ledger.post(campaign, [Posting(enrolment, by, movements)])
    store([(each, after[enrolment.id]) for each in judgements], actor)
    coming.land(after, reason)
    return coming.plans[enrolment.id].new


def _counts(enrolment_id: int, judgements: Sequence[Judgement], rules: RuleBook) -> Counts:
    decided = [each.report.id for each in judgements if each.report.decision_id is not None]
    return team_counts.foreseen(enrolment_id, map(about, judgements), decided, rules.scopes)


@dataclass(frozen=True, slots=True)
class Coming:
    """What counts, badges and standings will be, by enrolment id, worked out before it is written."""

    counts: Mapping[int, Counts]
    facts: Mapping[int, TeamFacts]
    plans: Mapping[int, Plan]
    last: Mapping[int, LastSunday]
    judge: Judge

    def land(self, after: Mapping[int, int], reason: str) -> None:
        """Write it down; `after` is the ledger sequence by enrolment id, `reason` what it follows from."""
        team_counts.keep(self.counts)
        badges.follow(self.plans, after, self.judge, reason)
        standings.refresh(self.facts, {each: found.count for each, found in self.plans.items()}, self.last)


def foresee(
    campaign: Campaign,
    counts: Mapping[int, Counts],
    rules: RuleBook,
    last: Mapping[int, LastSunday],
) -> Coming:
    """Badges and standings as they will be with these counts and latest Sundays; only reads."""
    facts, judge = badge_facts(campaign, counts, rules), badges.judge_of(campaign, rules)
    return Coming(counts, facts, badges.plan(facts, judge), last, judge)


def follow(campaign: Campaign, after: Mapping[int, int], rules: RuleBook, reason: str) -> None:
    """Counts, badges and standings catch up with what is posted; `after` is the ledger sequence by enrolment id."""
    db.session.flush()
    foresee(campaign, counts_anew(after.keys(), rules.scopes), rules, last_sundays(after.keys())).land(after, reason)


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
    report, given = judgement.report, verdicts_of(judgement)
    if judgement.kind not in SETTLED_KINDS or not given:
        return NOTHING
    verified = [each for each in given if each.verdict == "verified"]
    codes = {each.id: each.activity_code for each in report.lines}
    seen = Seen(
        report.origin,
        report.joint_session_id,
        report.late,
        report.activity_day,
        report.place_id,
        report.place.hamlet if report.place else "",
        report.members_present,
        report.team_size,
        is_first_look(judgement),
        len(verified),
        sum(each.quantity == each.claimed for each in verified),
        len(given),
        sum(each.claimed for each in given),
        sum(each.quantity for each in verified),
    )
    work = [Work(codes[each.line_id], report.activity_day, each.quantity) for each in verified if each.quantity]
    return Counted([seen], work)


def verified_by(judgement: Judgement) -> list[Line]:
    """The lines this judgement verifies, as the arithmetic sees them."""
    report = judgement.report
    lines = {each.id: each for each in report.lines}
    assert report.first_submitted_at is not None
    return [
        Line(
            each.line_id,
            lines[each.line_id].activity_code,
            report.activity_day,
            each.quantity,
            report.late,
            report.team_size,
            report.first_submitted_at,
            report.uuid,
            lines[each.line_id].position,
        )
        for each in judgement.rulings
        if judgement.kind in SETTLED_KINDS and each.verdict == "verified"
    ]
