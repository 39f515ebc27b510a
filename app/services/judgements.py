"""What a verifier found lands: entries, decisions, badges and standing in one go, for one report or a whole import."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from app.database import db
from app.models import Campaign, Decision, Person, Report, Verdict
from app.queries.team_facts import team_facts
from app.rulebook.worth import Line
from app.services import audit, badges, settlement, standings
from app.services.differences import Cause


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a verifier says of one line: verified, rejected, returned or accepted (in a returned report)."""

    line_id: int
    verdict: str
    quantity: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One report's decision, ready to land."""

    report: Report
    kind: str
    rulings: tuple[Ruling, ...]
    by: Person
    at: datetime
    reason: str = ""


STATES = {"decided": "decided", "returned": "returned", "reopened": "submitted"}


def land(judgements: Sequence[Judgement], reason: str, actor: Person | None = None) -> None:
    """Entries, decisions, badges and standing of one enrolment's judgements land together.

    `actor` is who posts them when that is not who decided: an import brings other people's decisions.
    """
    enrolment = judgements[0].report.enrolment
    cause = Cause(f"{reason}:{uuid4()}", reason, (actor or judgements[0].by).id)
    seq = settlement.settle(
        enrolment,
        {each.report.activity_day for each in judgements},
        cause,
        {each.report.id: verified_by(each) for each in judgements},
    )
    _store(judgements, seq, actor)
    follow(enrolment.campaign, {enrolment.id: seq})


def follow(campaign: Campaign, after: Mapping[int, int]) -> None:
    """Badges and standings catch up with what decisions now say; `after` is the ledger sequence by enrolment id."""
    db.session.flush()
    facts = team_facts(campaign, after.keys())
    badges.review(campaign, facts, after)
    standings.refresh(campaign, facts)


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
        if judgement.kind == "decided" and each.verdict == "verified"
    ]


def _store(judgements: Sequence[Judgement], seq: int, actor: Person | None) -> None:
    """Keep the decisions, all in one go, and move their reports on."""
    decisions = [decision_of(each, seq) for each in judgements]
    db.session.add_all(decisions)
    db.session.flush()
    events: defaultdict[tuple[str, Person], dict[str, dict[str, int]]] = defaultdict(dict)
    for each, decision in zip(judgements, decisions, strict=True):
        each.report.take_decision(decision.id, STATES[each.kind])
        events[each.kind, actor or each.by][f"report:{each.report.uuid}"] = {"decision": decision.id}
    for (kind, who), details in events.items():
        audit.record_each(f"report.{kind}", who, details)


def decision_of(judgement: Judgement, seq: int) -> Decision:
    """The judgement as a decision that landed at `seq`, with its verdicts; not stored yet."""
    report = judgement.report
    claimed = {each.id: each.claimed for each in report.lines}
    return Decision(
        report_id=report.id,
        follows_id=report.decision_id,
        kind=judgement.kind,
        by_id=judgement.by.id,
        decided_at=judgement.at,
        report_version=report.version,
        content_hash=report.content_hash,
        unit_path=report.enrolment.team.unit.path,
        reason=judgement.reason,
        seq=seq,
        verdicts=[
            Verdict(
                line_id=each.line_id,
                verdict=each.verdict,
                claimed=claimed[each.line_id],
                verified_quantity=each.quantity if each.verdict == "verified" else 0,
                reason=each.reason,
            )
            for each in judgement.rulings
        ],
    )
