"""Every invariant by its name, for the command, the nightly run and the tests alike."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from sqlalchemy import select

from app.database import db
from app.models import Campaign, Enrolment, Standing, TeamCount
from app.queries.badge_facts import badge_facts
from app.queries.badges_held import held_by
from app.queries.campaigns import all_campaigns
from app.queries.invariants import chains, deputies, extras, guards, judging, links, sessions
from app.queries.rules import rule_book
from app.queries.team_facts import counts_anew
from app.rulebook.counting import Counts
from app.rulebook.scopes import Scope
from app.services import badges, people, rebuilds, standings
from app.services.badge_weeks import week_judged


def conservation() -> Iterator[str]:
    """I1: every standing equals its ledger entries and its decisions' facts."""
    orphans = db.session.scalars(select(Enrolment.id).outerjoin(Standing).where(Standing.enrolment_id.is_(None))).all()
    yield from (f"enrolment {each}: no standing" for each in orphans)
    for campaign in all_campaigns() if not orphans else ():
        yield from standings.faults(campaign)


def counts_kept() -> Iterator[str]:
    """What is kept of a team's decided reports is what its decisions add up to."""
    kept = {row.enrolment_id: Counts.read(row.counts) for row in db.session.scalars(select(TeamCount))}
    due = {
        each: found for scopes, some in _by_scopes(kept).items() for each, found in counts_anew(some, scopes).items()
    }
    yield from (f"enrolment {each}: kept {kept[each]}, due {due[each]}" for each in kept if kept[each] != due[each])


def _by_scopes(kept: Mapping[int, Counts]) -> Mapping[frozenset[Scope], list[int]]:
    found: defaultdict[frozenset[Scope], list[int]] = defaultdict(list)
    for enrolment_id, each in kept.items():
        found[frozenset(each.within)].append(enrolment_id)
    return found


def due_is_posted() -> Iterator[str]:
    """I6: caps, blocks, peaks and ceilings of every team's every day come out as the ledger says."""
    for campaign in all_campaigns():
        for teams in rebuilds.missing(campaign, people.system_actor()):
            yield from (rebuilds.described(team, each) for team, found in teams for each in found)


def badges_earned() -> Iterator[str]:
    """I19: a level is held exactly when its condition holds over the verified work.

    Badges that wait for a week's end are judged here once the last week has been.
    """
    for campaign in all_campaigns():
        yield from badges_of(campaign)


def badges_of(campaign: Campaign) -> Iterator[str]:
    """The same of one campaign."""
    teams = rebuilds.places_of(campaign)
    book = rule_book(campaign.id)
    judge = replace(badges.judge_of(campaign, book), weekly=week_judged(campaign, campaign.ends_on))
    facts = badge_facts(campaign, counts_anew([each.enrolment_id for each in teams], book.scopes), book)
    plans = badges.plan(facts, judge, held_by(facts))
    for team in teams:
        found = plans[team.enrolment_id]
        for code, level in sorted(found.new.keys() | found.lost.keys()):
            word = "held but not earned" if (code, level) in found.lost else "earned but not held"
            yield f"{team.team_code}: {code} {level}: {word}"


INVARIANTS: Mapping[str, Callable[[], Iterator[str]]] = {
    "conservation": conservation,
    "one_live_decision": judging.one_live_decision,
    "state_follows_decision": judging.state_follows_decision,
    "verdicts_of_their_report": judging.verdicts_of_their_report,
    "one_award": chains.one_award,
    "verified_lines_posted": chains.verified_lines_posted,
    "no_self_verification": judging.no_self_verification,
    "second_looks_by_others": judging.second_looks_by_others,
    "loans_within_their_role": deputies.loans_within_their_role,
    "corrections_only_lower": judging.corrections_only_lower,
    "joint_shares_kept": sessions.joint_shares_kept,
    "joint_days_kept": sessions.joint_days_kept,
    "extras_posted": extras.extras_posted,
    "reversals_mirror": extras.reversals_mirror,
    "penalties_rechecked_by_others": extras.penalties_rechecked_by_others,
    "extras_audited": extras.extras_audited,
    "counts_kept": counts_kept,
    "due_is_posted": due_is_posted,
    "append_only": guards.append_only,
    "gapless_sequence": chains.gapless,
    "ledger_chained": links.ledger_chained,
    "audit_chained": links.audit_chained,
    "checkpoints_hold": links.checkpoints_hold,
    "entries_in_their_campaign": chains.entries_in_their_campaign,
    "tallies": chains.tallies,
    "team_tallies": chains.team_tallies,
    "day_tallies": chains.day_tallies,
    "quantities_bounded": chains.bounded,
    "sequences_known": chains.sequences_known,
    "badges_earned": badges_earned,
    "decisions_audited": judging.audited,
}
