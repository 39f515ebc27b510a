"""The competition's rules change: a new version, never an edit, and the points that follow from it."""

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from app import clock
from app.database import db
from app.models import Campaign, Person, RuleVersion
from app.queries.badges import ever_awarded
from app.queries.campaigns import stage
from app.queries.enrolments import ids_of
from app.queries.published_rules import published
from app.queries.rule_preview import Effect, activities_used, effect
from app.queries.rules import RuleBook, rule_book
from app.rulebook.rulefile import dump_rules
from app.rulebook.rules import RuleSet
from app.services import audit, rule_effects
from app.services.differences import Cause
from app.services.locks import hold_campaign
from app.services.refusals import Refused


@dataclass(frozen=True, slots=True)
class Proposal:
    """The rules as somebody wants them from a day on; `made_for` is the newest version they had seen."""

    rules: RuleSet
    effective_from: date
    retroactive: bool
    reason: str
    made_for: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """The new version's number, and how many entries of how many teams it moved."""

    number: int
    entries: int
    teams: int


def preview(campaign: Campaign, proposal: Proposal, by: Person) -> Effect:
    """What publishing would do to points and ranks on the data so far; nothing is written."""
    book, after = _examined(campaign, proposal)
    touched: defaultdict[int, defaultdict[date, int]] = defaultdict(lambda: defaultdict(int))
    entries = 0
    cause = Cause("preview", "preview", by, book)
    for asked in rule_effects.movements(ids_of(campaign), after, cause, proposal.effective_from):
        for enrolment_id, movements in asked.items():
            entries += len(movements)
            for each in movements:
                assert each.activity_day is not None
                touched[enrolment_id][each.activity_day] += each.points
    return effect(campaign, touched, entries, (book.newest.tie_break, after.newest.tie_break))


def publish(campaign: Campaign, proposal: Proposal, by: Person) -> Outcome:
    """Keep the version and settle every day it covers, through entries that name both versions of their day."""
    hold_campaign(campaign)
    _examined(campaign, proposal)
    return add(campaign, proposal.rules, proposal.effective_from, proposal.reason, by, "rules.published")


def refuse_outdated(campaign: Campaign, made_for: int) -> None:
    """A form filled in for older rules is not taken: somebody has published meanwhile."""
    newest = published(campaign)[0]
    if made_for != newest.number:
        raise Refused("rules_changed", number=newest.number, who=newest.made_by, at=newest.made_at)


def add(campaign: Campaign, rules: RuleSet, since: date, reason: str, by: Person, event: str) -> Outcome:
    """One more version of rules that were examined, under the campaign's lock; the points follow at once."""
    _refuse_forgotten(campaign, rules)
    before = rule_book(campaign.id)
    number = before.number + 1
    keep(campaign, number, rules, since, reason, by)
    done = rule_effects.settle(campaign, before, since, by)
    told = {"version": number, "effective_from": since.isoformat(), **done._asdict()}
    audit.record(event, by, f"campaign:{campaign.code}", **told)
    return Outcome(number, done.entries, done.teams)


def keep(campaign: Campaign, number: int, rules: RuleSet, since: date, reason: str, by: Person) -> None:
    """Store the version as it was made; nothing ever changes it."""
    body = dump_rules(rules)
    db.session.add(
        RuleVersion(
            campaign_id=campaign.id,
            number=number,
            effective_from=since,
            body=body,
            sha256=hashlib.sha256(body.encode()).hexdigest(),
            made_at=clock.now(),
            made_by_id=by.id,
            reason=reason,
        )
    )
    db.session.flush()


def changes_nothing(book: RuleBook, rules: RuleSet, since: date | None) -> bool:
    """Whether these rules hold already from that day on; without a day, whether they are the newest."""
    return dump_rules(book.newest) == dump_rules(rules) and (since is None or since >= book.days[-1])


def _examined(campaign: Campaign, proposal: Proposal) -> tuple[RuleBook, RuleBook]:
    """The book without and with the proposal; refuses one that cannot be published."""
    where = stage(campaign)
    if where.is_final:
        raise Refused("campaign_final")
    refuse_outdated(campaign, proposal.made_for)
    since = proposal.effective_from
    if not campaign.starts_on <= since <= campaign.ends_on:
        raise Refused("rules_day_outside", first=campaign.starts_on, last=campaign.ends_on)
    if changes_nothing(where.book, proposal.rules, since):
        raise Refused("rules_same", number=where.book.number)
    if since < clock.local_day(where.now, campaign.zone) and not proposal.retroactive:
        raise Refused("rules_retroactive", day=since)
    _refuse_forgotten(campaign, proposal.rules)
    return where.book, where.book.followed_by(proposal.rules, since)


def _refuse_forgotten(campaign: Campaign, rules: RuleSet) -> None:
    """No version may forget a type of work that reports name, or a badge that teams have earned."""
    forgotten = activities_used(campaign) - rules.by_code.keys()
    if forgotten:
        raise Refused("activity_forgotten", codes=", ".join(sorted(forgotten)))
    missed = ever_awarded(campaign) - {each.code for each in rules.team_badges}
    if missed:
        raise Refused("badge_forgotten", codes=", ".join(sorted(missed)))
