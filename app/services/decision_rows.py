"""Decisions as rows: what a verifier found is kept, all in one go, and its reports move on."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from sqlalchemy import bindparam, insert, update
from sqlalchemy.orm.util import identity_key

from app.database import Base, db
from app.models import Actor, Report
from app.queries.cases import Case
from app.services import audit
from app.statements import Statement, written

REPORTS, DECISIONS, VERDICTS = (Base.metadata.tables[name] for name in ("reports", "decisions", "verdicts"))

DECISION = Statement(insert(DECISIONS))
VERDICT = Statement(insert(VERDICTS), columns=[each.name for each in VERDICTS.c if not each.primary_key])
MOVE_REPORT = Statement(
    update(REPORTS)
    .where(REPORTS.c.id == bindparam("report"))
    .values(state=bindparam("to"), decision_id=bindparam("decision"))
)
STATES = {"returned": "returned", "reopened": "submitted"}  # every other decision leaves a report decided


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a verifier says of one line: verified, rejected, returned or accepted (in a returned report)."""

    line_id: int
    verdict: str
    quantity: int = 0
    reason: str = ""
    claimed: int | None = None  # where the team takes back part of its own claim


class Given(NamedTuple):
    """One line's verdict as it will be kept."""

    line_id: int
    verdict: str
    claimed: int
    quantity: int
    reason: str


@dataclass(frozen=True)
class Judgement:
    """One report's decision, ready to land; `notice` is what its team is told, where the kind does not say it all."""

    case: Case
    kind: str
    rulings: tuple[Ruling, ...]
    by: Actor
    at: datetime
    reason: str = ""
    keeps_first_look: bool = False
    seen: Mapping[str, Sequence[str]] | None = None
    notice: str = ""

    @cached_property
    def verdicts(self) -> Sequence[Given]:
        """What it says of each line; only what is verified has a quantity."""
        claimed = {each.id: each.claimed for each in self.case.lines}
        return [
            Given(
                each.line_id,
                each.verdict,
                claimed[each.line_id] if each.claimed is None else each.claimed,
                each.quantity if each.verdict == "verified" else 0,
                each.reason,
            )
            for each in self.rulings
        ]

    @property
    def is_first_look(self) -> bool:
        """Whether nobody had to look a second time."""
        return self.case.decision_id is None or self.keeps_first_look


def store(judged: Sequence[tuple[Judgement, int]], ids: Sequence[int], actor: Actor | None = None) -> None:
    """Keep decisions with the ledger sequence at which each landed, all in one go, and move their reports on."""
    decisions = [_decision(each, seq, id_) for (each, seq), id_ in zip(judged, ids, strict=True)]
    verdicts = [row for (each, _), id_ in zip(judged, ids, strict=True) for row in _verdicts(each, id_)]
    moved = [
        {"report": each.case.id, "decision": id_, "to": STATES.get(each.kind, "decided")}
        for (each, _), id_ in zip(judged, ids, strict=True)
    ]
    written((DECISION, decisions), (VERDICT, verdicts), (MOVE_REPORT, moved))
    events: defaultdict[tuple[str, Actor], dict[str, dict[str, int]]] = defaultdict(dict)
    for (each, _), id_ in zip(judged, ids, strict=True):
        _forget(each.case.id)
        events[each.kind, actor or each.by][f"report:{each.case.uuid}"] = {"decision": id_}
    for (kind, who), details in events.items():
        audit.record_each(f"report.{kind}", who, details)


def _forget(report_id: int) -> None:
    """Whoever holds the report's object reads again where it stands."""
    known = db.session.identity_map.get(identity_key(Report, report_id))
    if known is not None:
        db.session.expire(known, ("state", "decision_id"))


def _decision(judgement: Judgement, seq: int, id_: int) -> dict[str, object]:
    case = judgement.case
    return {
        "id": id_,
        "report_id": case.id,
        "follows_id": case.decision_id,
        "kind": judgement.kind,
        "by_id": judgement.by.id,
        "decided_at": judgement.at,
        "report_version": case.version,
        "content_hash": case.content_hash,
        "unit_path": case.unit_path,
        "reason": judgement.reason,
        "seq": seq,
        "first_look": judgement.is_first_look,
        "seen": judgement.seen,
    }


def _verdicts(judgement: Judgement, decision_id: int) -> Iterator[dict[str, object]]:
    for each in judgement.verdicts:
        yield {
            "decision_id": decision_id,
            "line_id": each.line_id,
            "verdict": each.verdict,
            "claimed": each.claimed,
            "verified_quantity": each.quantity,
            "reason": each.reason,
        }
