"""Every invariant by its name, for the command, the nightly run and the tests alike."""

from collections.abc import Callable, Iterator, Mapping

from sqlalchemy import select

from app.database import db
from app.models import Campaign, Enrolment, Standing, TeamCount
from app.queries.campaigns import all_campaigns
from app.queries.invariants import chains, extras, guards, judging, links, sessions
from app.queries.rules import rule_book
from app.queries.team_facts import counts_anew, team_facts
from app.rulebook.badges import levels_reached
from app.rulebook.counting import Counts
from app.services import badges, people, rebuilds, standings


def conservation() -> Iterator[str]:
    """I1: every standing equals its ledger entries and its decisions' facts."""
    orphans = db.session.scalars(select(Enrolment.id).outerjoin(Standing).where(Standing.enrolment_id.is_(None))).all()
    yield from (f"enrolment {each}: no standing" for each in orphans)
    for campaign in all_campaigns() if not orphans else ():
        yield from standings.faults(campaign)


def counts_kept() -> Iterator[str]:
    """What is kept of a team's decided reports is what its decisions add up to."""
    kept = {row.enrolment_id: Counts.read(row.counts) for row in db.session.scalars(select(TeamCount))}
    due = counts_anew(kept)
    yield from (f"enrolment {each}: kept {kept[each]}, due {due[each]}" for each in kept if kept[each] != due[each])


def due_is_posted() -> Iterator[str]:
    """I6: caps, blocks, peaks and ceilings of every team's every day come out as the ledger says."""
    for campaign in all_campaigns():
        for teams in rebuilds.missing(campaign, people.system_actor()):
            yield from (rebuilds.described(enrolment, each) for enrolment, found in teams for each in found)


def badges_earned() -> Iterator[str]:
    """I19: a level is held exactly when its condition holds over the verified work."""
    for campaign in all_campaigns():
        yield from _badges_of(campaign)


def _badges_of(campaign: Campaign) -> Iterator[str]:
    enrolments = rebuilds.enrolments_of(campaign)
    facts = team_facts(campaign, [each.id for each in enrolments])
    declared = rule_book(campaign.id).newest.badges
    holding = badges.held_by([each.id for each in enrolments])
    for enrolment in enrolments:
        reached = {(badge.code, level) for badge in declared for level in levels_reached(badge, facts[enrolment.id])}
        held = set(holding[enrolment.id])
        for code, level in sorted(reached ^ held):
            word = "held but not earned" if (code, level) in held else "earned but not held"
            yield f"{enrolment.team.code}: {code} {level}: {word}"


INVARIANTS: Mapping[str, Callable[[], Iterator[str]]] = {
    "conservation": conservation,
    "one_live_decision": judging.one_live_decision,
    "state_follows_decision": judging.state_follows_decision,
    "verdicts_of_their_report": judging.verdicts_of_their_report,
    "one_award": chains.one_award,
    "verified_lines_posted": chains.verified_lines_posted,
    "no_self_verification": judging.no_self_verification,
    "corrections_only_lower": judging.corrections_only_lower,
    "joint_shares_kept": sessions.joint_shares_kept,
    "joint_days_kept": sessions.joint_days_kept,
    "extras_posted": extras.extras_posted,
    "reversals_mirror": extras.reversals_mirror,
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
