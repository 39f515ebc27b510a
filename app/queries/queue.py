"""The verifier's queue: what waits for this person, the riskiest first, and what they have decided."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from app.database import db
from app.models import Enrolment, Report, ReportFlag, Team, Unit
from app.queries.deciders import DECIDING, may_decide
from app.queries.queue_rows import Waiting, counted_of, rows_of, waits_of
from app.queries.reports import WHOLE
from app.queries.rights import Rights
from app.queries.scope import within
from app.queries.turns import turn_of

SHOWN = 50


class Queue(NamedTuple):
    """What waits: the first reports of it, and how many there are of each risk, by campaign."""

    rows: Sequence[Waiting]
    counts: Mapping[tuple[int, int], int]  # (campaign id, risk) -> reports

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def campaigns(self) -> Collection[int]:
        """Ids of those in which something waits."""
        return {each for each, _risk in self.counts}

    def next_but(self, report_id: int | None = None) -> Waiting | None:
        """The report to open now: the first that nobody else is looking at, before those somebody is."""
        others = [each for each in self.rows if each.id != report_id]
        return next((each for each in others if not each.held_by), others[0] if others else None)


def waiting_for(rights: Rights, limit: int = SHOWN, offset: int = 0) -> Queue:
    """What waits for this person; the cost does not grow with what is not shown, but for one count."""
    waits = waits_of(turn_of(rights))
    counted, shown = counted_of(waits).subquery(), rows_of(waits, rights.person_id, limit, offset).subquery()
    alike = (shown.c.campaign_id == counted.c.campaign_id) & (shown.c.risk == counted.c.risk)
    asked = (
        select(*counted.c, *(shown.c[name] for name in Waiting._fields))
        .select_from(counted.outerjoin(shown, alike))
        .order_by(shown.c.risk.desc(), shown.c.first_submitted_at, shown.c.id)
    )
    found = db.session.execute(asked).all()
    rows = [Waiting(*shown) for _campaign, _risk, _many, *shown in found if shown[0] is not None]
    return Queue(rows, {(campaign_id, risk): int(many) for campaign_id, risk, many, *_shown in found})


def flags_of(report_ids: Collection[int]) -> Mapping[int, Sequence[ReportFlag]]:
    """The flags of some reports, by report id, in the order in which they are told."""
    if not report_ids:
        return {}
    found: defaultdict[int, list[ReportFlag]] = defaultdict(list)
    rows = select(ReportFlag).where(ReportFlag.report_id.in_(report_ids)).order_by(ReportFlag.position)
    for each in db.session.scalars(rows):
        found[each.report_id].append(each)
    return found


def find(rights: Rights, uuid: str) -> Report | None:
    """A report this person may decide or has decided; nobody sees one of their own team here."""
    report = db.session.scalar(
        whole().where(Report.uuid == uuid, within(rights.paths(*DECIDING)), Report.state != "draft")
    )
    if report is None:
        return None
    return report if may_decide(report, rights.person_id) else None


def whole() -> Select[Report]:
    """Reports with everything that a desk shows of them."""
    return (
        select(Report)
        .join(Enrolment, Enrolment.id == Report.enrolment_id)
        .join(Team, Team.id == Enrolment.team_id)
        .join(Unit, Unit.id == Team.unit_id)
        .options(*WHOLE, joinedload(Report.created_by))
    )
