"""What the draw of second looks rests on: first decisions with their place in the ledger, and who may look."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from app.clock import wall
from app.database import db
from app.models import (
    Campaign,
    CrossCheck,
    Decision,
    Enrolment,
    FullCheck,
    LedgerEntry,
    Report,
    RoleGrant,
    Team,
    Unit,
)
from app.rulebook.chain import NO_HASH

AT_ONCE = 5_000


class Lot(NamedTuple):
    """One report at its first decision: `chained` is the hash of the ledger's entry at which that landed."""

    decision_id: int
    report_id: int
    report: str
    activity_day: date
    seq: int
    chained: str
    risk: int
    cluster_id: int
    unit_path: str
    by_id: int


def lots(campaign: Campaign, after: int = 0, until: datetime | None = None, seq: int | None = None) -> Iterator[Lot]:
    """Reports by their first decision, in the order of the decisions: those after one, before an instant, up to a
    ledger sequence. What an organiser recorded was decided by its author and has nothing to be looked at.
    """
    earlier = aliased(Decision)
    asked = (
        select(
            Decision.id,
            Decision.report_id,
            Report.uuid,
            Report.activity_day,
            Decision.seq,
            func.coalesce(LedgerEntry.hash, NO_HASH),
            Report.risk,
            Enrolment.cluster_id,
            Unit.path,
            Decision.by_id,
        )
        .join(Report, Report.id == Decision.report_id)
        .join(Enrolment, Enrolment.id == Report.enrolment_id)
        .join(Team, Team.id == Enrolment.team_id)
        .join(Unit, Unit.id == Team.unit_id)
        .outerjoin(LedgerEntry, (LedgerEntry.campaign_id == campaign.id) & (LedgerEntry.seq == Decision.seq))
        .where(
            Enrolment.campaign_id == campaign.id,
            Report.origin != "organiser",
            Decision.kind == "decided",
            Decision.id > after,
            ~select(earlier.id)
            .where(earlier.report_id == Decision.report_id, earlier.kind == "decided", earlier.id < Decision.id)
            .exists(),
        )
        .order_by(Decision.id)
    )
    if until is not None:
        asked = asked.where(Decision.decided_at < until)
    if seq is not None:
        asked = asked.where(Decision.seq <= seq)
    for row in db.session.execute(asked.execution_options(yield_per=AT_ONCE)):
        yield Lot._make(row)


def known(report_ids: list[int]) -> set[int]:
    """Those of these reports that have a second look already."""
    return set(db.session.scalars(select(CrossCheck.report_id).where(CrossCheck.report_id.in_(report_ids))))


def checked_whole(campaign: Campaign) -> list[str]:
    """Paths of the units of which everything gets a second look now."""
    asked = select(Unit.path).join(FullCheck, FullCheck.unit_id == Unit.id)
    return list(db.session.scalars(asked.where(FullCheck.campaign_id == campaign.id, FullCheck.ended_at.is_(None))))


def given(campaign: Campaign) -> dict[str, int]:
    """By unit path how many second looks were asked of it so far."""
    asked = select(Unit.path, func.count()).join(CrossCheck, CrossCheck.unit_id == Unit.id).group_by(Unit.path)
    return dict(db.session.execute(asked.where(CrossCheck.campaign_id == campaign.id)).all())


def verifiers() -> Mapping[str, set[int]]:
    """By unit path the people who are verifiers of it now."""
    at = wall()
    found: dict[str, set[int]] = {}
    asked = select(Unit.path, RoleGrant.person_id).join(Unit, Unit.id == RoleGrant.unit_id)
    held = or_(RoleGrant.ends_at.is_(None), RoleGrant.ends_at > at)
    for path, person_id in db.session.execute(
        asked.where(RoleGrant.role == "verifier", RoleGrant.starts_at <= at, held)
    ):
        found.setdefault(path, set()).add(person_id)
    return found


def units_of_clusters(campaign: Campaign) -> dict[int, set[str]]:
    """By cluster id the paths of the units whose teams compete there."""
    found: dict[int, set[str]] = {}
    asked = (
        select(Enrolment.cluster_id, Unit.path)
        .distinct()
        .join(Team, Team.id == Enrolment.team_id)
        .join(Unit, Unit.id == Team.unit_id)
        .where(Enrolment.campaign_id == campaign.id)
    )
    for cluster_id, path in db.session.execute(asked):
        found.setdefault(cluster_id, set()).add(path)
    return found


def unit_ids(paths: set[str]) -> dict[str, int]:
    """Units' ids by path."""
    return dict(db.session.execute(select(Unit.path, Unit.id).where(Unit.path.in_(paths))).all())
