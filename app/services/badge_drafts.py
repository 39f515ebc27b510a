"""A badge's way: a draft that only officers see, a preview of who would earn and who would lose it, a published rule.

Published, a badge is part of the rules: every change is a new version of them. Once awarded it can be switched off and
changed for the future, and never taken out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import delete

from app import clock
from app.database import db
from app.models import BadgeDraft, Campaign, Person
from app.queries.badge_drafts import draft_of
from app.queries.campaigns import Stage, stage
from app.queries.member_badges import holders
from app.queries.rules import rule_book
from app.rulebook.honours import Badge
from app.rulebook.rules import RuleSet
from app.services import audit, badge_reviews, badges, rule_versions
from app.services.locks import hold_campaign
from app.services.refusals import Refused


@dataclass(frozen=True, slots=True)
class Change:
    """One level that one team would gain, or lose."""

    enrolment_id: int
    level: str
    gained: bool


def save(campaign: Campaign, code: str, typed: Mapping[str, object], seen: int, by: Person) -> BadgeDraft:
    """Keep what was typed; `seen` is the version of the draft it was typed over, 0 for a new one."""
    hold_campaign(campaign)
    _open(campaign)
    draft = draft_of(campaign, code)
    if (draft.version if draft else 0) != seen and not (draft and draft.typed == dict(typed)):
        raise Refused("badge_draft_changed", who=draft.made_by.full_name if draft else "")
    if draft is None:
        draft = BadgeDraft(campaign_id=campaign.id, badge_code=code, version=0, made_by=by)
        db.session.add(draft)
    if draft.typed != dict(typed):
        draft.typed, draft.version, draft.made_by, draft.changed_at = dict(typed), draft.version + 1, by, clock.now()
    db.session.flush()
    return draft


def discard(campaign: Campaign, code: str) -> None:
    """Throw the draft away; what is published stays."""
    hold_campaign(campaign)
    db.session.execute(delete(BadgeDraft).where(BadgeDraft.campaign_id == campaign.id, BadgeDraft.badge_code == code))


def preview(campaign: Campaign, badge: Badge) -> list[Change]:
    """Which levels of it would be awarded and taken back now; nothing is written."""
    where = _open(campaign)
    book = where.book.followed_by(_with(where.book.newest, badge), _since(where))
    judge = badges.judge_of(campaign, book, weekly=True)
    return [
        Change(enrolment_id, level, gained)
        for _counts, plans in badge_reviews.planned(campaign, book, judge)
        for enrolment_id, each in plans.items()
        for found, gained in ((each.new, True), (each.lost, False))
        for code, level in found
        if code == badge.code
    ]


def preview_members(campaign: Campaign, badge: Badge) -> Mapping[str, int]:
    """By level how many members would hold it now; nobody is named and nothing is written."""
    where = _open(campaign)
    return holders(where, where.book.followed_by(_with(where.book.newest, badge), _since(where)), badge.code)


def publish(campaign: Campaign, badge: Badge, reason: str, made_for: int, by: Person) -> int:
    """Make it part of the rules from today on; awards follow. No price changes, so nothing is settled again."""
    hold_campaign(campaign)
    where = _open(campaign)
    rule_versions.refuse_outdated(campaign, made_for)
    rules = _with(where.book.newest, badge)
    if rule_versions.changes_nothing(where.book, rules, None):
        raise Refused("rules_same", number=where.book.number)
    number, since = made_for + 1, _since(where)
    rule_versions.keep(campaign, number, rules, since, reason, by)
    badge_reviews.review(campaign, rule_book(campaign.id), f"rules:{made_for}>{number}")
    told = {"version": number, "effective_from": since.isoformat(), "entries": 0, "teams": 0}
    audit.record("rules.published", by, f"campaign:{campaign.code}", **told)
    audit.record("badge.published", by, f"campaign:{campaign.code}", badge=badge.code, version=number)
    discard(campaign, badge.code)
    return number


def _with(rules: RuleSet, badge: Badge) -> RuleSet:
    """The rules with this badge in its place, or after all others."""
    if badge.code in {each.code for each in rules.badges}:
        return replace(rules, badges=tuple(badge if each.code == badge.code else each for each in rules.badges))
    return replace(rules, badges=(*rules.badges, badge))


def _open(campaign: Campaign) -> Stage:
    """Where the campaign stands; refuses one whose results are final, or whose newest rules only wait to hold."""
    where = stage(campaign)
    if where.is_final:
        raise Refused("campaign_final")
    if where.book.days[-1] > clock.local_day(where.now, campaign.zone) >= campaign.starts_on:
        raise Refused("badge_rules_wait", number=where.book.number, day=where.book.days[-1])
    return where


def _since(where: Stage) -> date:
    """Today, within the campaign."""
    campaign = where.campaign
    return min(max(clock.local_day(where.now, campaign.zone), campaign.starts_on), campaign.ends_on)
