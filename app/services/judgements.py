"""What a verifier found lands: entries, decisions, badges and standing in one go, for one report or a whole import."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import bindparam, insert, update

from app.database import Base, db
from app.models import Campaign, Person, Report
from app.models.decisions import SETTLED_KINDS
from app.queries.rules import RuleBook, rule_book
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
    claimed: int | None = None  # where the team takes back part of its own claim


@dataclass(frozen=True, slots=True)
class Judgement:
    """One report's decision, ready to land."""

    report: Report
    kind: str
    rulings: tuple[Ruling, ...]
    by: Person
    at: datetime
    reason: str = ""
    keeps_first_look: bool = False


REPORTS, DECISIONS, VERDICTS = (Base.metadata.tables[name] for name in ("reports", "decisions", "verdicts"))
DECISION = insert(DECISIONS).returning(DECISIONS.c.id, sort_by_parameter_order=True)
VERDICT = insert(VERDICTS)
MOVE_REPORT = (
    update(REPORTS)
    .where(REPORTS.c.id == bindparam("report"))
    .values(state=bindparam("to"), decision_id=bindparam("decision"))
)
STATES = {
    "decided": "decided",
    "returned": "returned",
    "reopened": "submitted",
    "corrected": "decided",
    "annulled": "decided",
}


def land(judgements: Sequence[Judgement], reason: str, actor: Person | None = None) -> None:
    """Entries, decisions, badges and standing of one enrolment's judgements land together.

    `actor` is who posts them when that is not who decided: an import brings other people's decisions.
    """
    enrolment = judgements[0].report.enrolment
    gone = frozenset(each.report.uuid for each in judgements if each.kind == "annulled")
    cause = Cause(f"{reason}:{uuid4()}", reason, actor or judgements[0].by, annulled=gone)
    rules = rule_book(enrolment.campaign_id)
    days = {each.report.activity_day for each in judgements}
    seq = settlement.settle(enrolment, days, cause, {each.report.id: verified_by(each) for each in judgements}, rules)
    store([(each, seq) for each in judgements], actor)
    follow(enrolment.campaign, {enrolment.id: seq}, rules)


def follow(campaign: Campaign, after: Mapping[int, int], rules: RuleBook) -> None:
    """Badges and standings catch up with what decisions now say; `after` is the ledger sequence by enrolment id."""
    db.session.flush()
    facts = team_facts(campaign, after.keys())
    standings.refresh(facts, badges.review(facts, after, rules))


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


def store(judged: Sequence[tuple[Judgement, int]], actor: Person | None = None) -> None:
    """Keep decisions with the ledger sequence at which each landed, all in one go, and move their reports on."""
    connection = db.session.connection()
    ids = connection.scalars(DECISION, [_decision(each, seq) for each, seq in judged]).all()
    verdicts = [row for (each, _), id_ in zip(judged, ids, strict=True) for row in _verdicts(each, id_)]
    if verdicts:
        connection.execute(VERDICT, verdicts)
    connection.execute(
        MOVE_REPORT,
        [
            {"report": each.report.id, "decision": id_, "to": STATES[each.kind]}
            for (each, _), id_ in zip(judged, ids, strict=True)
        ],
    )
    events: defaultdict[tuple[str, Person], dict[str, dict[str, int]]] = defaultdict(dict)
    for (each, _), id_ in zip(judged, ids, strict=True):
        db.session.expire(each.report, ("state", "decision_id"))
        events[each.kind, actor or each.by][f"report:{each.report.uuid}"] = {"decision": id_}
    for (kind, who), details in events.items():
        audit.record_each(f"report.{kind}", who, details)


def _decision(judgement: Judgement, seq: int) -> dict[str, object]:
    report = judgement.report
    return {
        "report_id": report.id,
        "follows_id": report.decision_id,
        "kind": judgement.kind,
        "by_id": judgement.by.id,
        "decided_at": judgement.at,
        "report_version": report.version,
        "content_hash": report.content_hash,
        "unit_path": report.enrolment.team.unit.path,
        "reason": judgement.reason,
        "seq": seq,
        "first_look": report.decision_id is None or judgement.keeps_first_look,
    }


def _verdicts(judgement: Judgement, decision_id: int) -> Iterator[dict[str, object]]:
    claimed = {each.id: each.claimed for each in judgement.report.lines}
    for each in judgement.rulings:
        yield {
            "decision_id": decision_id,
            "line_id": each.line_id,
            "verdict": each.verdict,
            "claimed": claimed[each.line_id] if each.claimed is None else each.claimed,
            "verified_quantity": each.quantity if each.verdict == "verified" else 0,
            "reason": each.reason,
        }
