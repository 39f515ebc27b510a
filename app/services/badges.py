"""Badges follow the verified work: awarded in the same transaction as the decision that earns them.

What was earned stays while the rule it was earned under holds; a retroactive rule judges earlier awards too. Badges
that are judged when a week ends are left alone in between, until the campaign is over.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import uuid4

from sqlalchemy import update

from app import clock
from app.database import db
from app.models import BadgeAward, Campaign
from app.models.campaigns import Contest
from app.queries.badges_held import Award, Level, Levels
from app.queries.rules import RuleBook
from app.rulebook.badges import levels_reached, progress
from app.rulebook.facts import TeamFacts
from app.rulebook.rules import Badge


@dataclass(frozen=True, slots=True)
class Plan:
    """What one team's facts mean for its badges: levels to award, awards to take back, how many it then holds."""

    facts: TeamFacts
    new: Mapping[Level, Badge]
    lost: Mapping[Level, int]
    count: int


@dataclass(frozen=True, slots=True)
class Judge:
    """The badges in force now; `weekly` when those that wait for a week's end are judged as well."""

    book: RuleBook
    version: int
    badges: Mapping[str, Badge]
    weekly: bool

    def due(self, facts: TeamFacts) -> dict[Level, Badge]:
        """Every level these facts earn."""
        return {
            (badge.code, level): badge
            for badge in self.badges.values()
            if self.weekly or badge.awarded == "decision"
            for level in levels_reached(badge, facts)
        }

    def stays(self, level: Level, held: Award, facts: TeamFacts) -> bool:
        """Whether a level that is not due any more is kept all the same."""
        badge = self.badges.get(level[0])
        if badge and (badge.retroactive or held.version == self.version):
            return badge.awarded == "week" and not self.weekly
        earned = self.book.badge(held.version, level[0])
        if earned is None or (earned.awarded == "week" and not self.weekly):
            return earned is not None
        return level[1] in levels_reached(earned, facts)


class Earned(NamedTuple):
    """A level that a team has just been awarded."""

    award: BadgeAward
    badge: Badge


def judge_of(campaign: Campaign | Contest, book: RuleBook, weekly: bool = False) -> Judge:
    """Who judges badges now: the rules of today; all of them at a week's end and once the campaign is over."""
    today = clock.local_day(clock.now(), campaign.zone)
    return Judge(book, book.number_on(today), book.on(today).team_badge, weekly or today > campaign.ends_on)


def plan(facts: Mapping[int, TeamFacts], judge: Judge, held: Mapping[int, Levels]) -> dict[int, Plan]:
    """By enrolment what is to be done, given the levels held; asks nothing, so that it can be known before any lock."""
    return {each: _plan(known, held[each], judge) for each, known in facts.items()}


def _plan(facts: TeamFacts, held: Mapping[Level, Award], judge: Judge) -> Plan:
    due = judge.due(facts)
    if due.keys() == held.keys():  # as after most decisions
        return Plan(facts, {}, {}, len(held))
    lost = {
        level: award.id for level, award in held.items() if level not in due and not judge.stays(level, award, facts)
    }
    new = {level: badge for level, badge in due.items() if level not in held}
    return Plan(facts, new, lost, len(held) - len(lost) + len(new))


def follow(plans: Mapping[int, Plan], after: Mapping[int, int], judge: Judge, reason: str) -> list[Earned]:
    """Award and take back as planned; `after` is the ledger sequence at which it happens, by enrolment id.

    `reason` is the code of what moved the facts: 'decision', 'reopening', 'week', 'rules:1>2'. Returns what is new.
    """
    now = clock.now()
    earned = []
    for enrolment_id, each in plans.items():
        if each.lost:
            db.session.execute(
                update(BadgeAward)
                .where(BadgeAward.enrolment_id == enrolment_id, BadgeAward.id.in_(each.lost.values()))
                .values(revoked_at=now, revoked_seq=after[enrolment_id], revoked_reason=reason)
            )
        earned += [
            Earned(_award(each.facts, badge, level, enrolment_id), badge) for (_, level), badge in each.new.items()
        ]
    for award, _ in earned:
        award.rules_version, award.awarded_at, award.seq = judge.version, now, after[award.enrolment_id]
    if earned:
        db.session.add_all(award for award, _ in earned)
        db.session.flush()
    return earned


def _award(facts: TeamFacts, badge: Badge, level: str, enrolment_id: int) -> BadgeAward:
    return BadgeAward(
        uuid=str(uuid4()),
        enrolment_id=enrolment_id,
        badge_code=badge.code,
        level=level,
        value=progress(badge, facts).value,
        facts=evidence(badge, facts),
    )


def evidence(badge: Badge, facts: TeamFacts) -> dict[str, Any]:
    """The facts a level rests on: its measured value and the verified quantities of its activities."""
    seen = facts.seen_by(badge.scope)
    quantities = {code: seen.quantities[code] for code in badge.activities if code in seen.quantities}
    return {"metric": badge.metric, "value": progress(badge, facts).value, "quantities": quantities}
