"""What a verifier has before them: which photos of a report they have opened, and which flags it raised."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import bindparam, case, literal, select, union_all

from app.models import Evidence, EvidenceOpening, ReportFlag
from app.rulebook.flags import KINDS
from app.spelled import Row
from app.statements import Statement

PHOTOS = (
    select(
        Evidence.sha256.label("what"),
        case((EvidenceOpening.at.is_(None), "unseen"), else_="seen").label("kind"),
    )
    .outerjoin(
        EvidenceOpening,
        (EvidenceOpening.evidence_id == Evidence.id) & (EvidenceOpening.person_id == bindparam("person")),
    )
    .where(Evidence.report_id == bindparam("report"), Evidence.removed_at.is_(None))
)
FLAGS = select(ReportFlag.code, literal("flag")).where(ReportFlag.report_id == bindparam("report"))
BEFORE = Statement(union_all(PHOTOS, FLAGS))


class Sighting(NamedTuple):
    """Photos by their SHA-256, flags by their codes."""

    seen: frozenset[str]
    unseen: frozenset[str]
    flags: frozenset[str]


def protecting(before: Sighting) -> dict[str, list[str]]:
    """What protects who decides: the photos they opened, what was flagged, and the checks that were green."""
    return {"photos": sorted(before.seen), "flags": sorted(before.flags), "checks": sorted(KINDS.keys() - before.flags)}


def sighting_of(report_id: int, person_id: int) -> Sighting:
    """What this person has seen of the report's evidence, and what it was flagged for; one statement."""
    return read(BEFORE.rows({"report": report_id, "person": person_id}))


def read(rows: Iterable[Row]) -> Sighting:
    """The same from rows at hand."""
    found: Mapping[str, set[str]] = {"seen": set(), "unseen": set(), "flag": set()}
    for what, kind in rows:
        found[kind].add(what)
    return Sighting(frozenset(found["seen"]), frozenset(found["unseen"]), frozenset(found["flag"]))
