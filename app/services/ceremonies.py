"""The province prepares a ceremony and takes it step by step; two remote controls never take the same step."""

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import select

from app import clock
from app.database import db
from app.models import Campaign, Ceremony, CeremonyStep, Person
from app.queries import ceremonies as queries
from app.queries.campaigns import stage
from app.queries.results import newest
from app.queries.rights import rights_of
from app.rulebook.ceremonies import STEPS, script
from app.services import audit, locks
from app.services.refusals import Refused


def prepare(campaign: Campaign, uuid: str, by: Person, order: Sequence[str], rehearsal: bool) -> Ceremony:
    """Write the script: of the decided result, or for a rehearsal of made-up teams. The same form prepares once."""
    locks.hold_campaign(campaign)
    known = queries.by_uuid(uuid)
    if known is not None:
        if known.campaign_id != campaign.id:
            raise Refused("form_used")
        return known
    _runs(campaign, by)
    result = None if rehearsal else newest(campaign)
    if result is None and not rehearsal:
        raise Refused("not_finalised")
    found = queries.chapters(result, order) if result else queries.made_up(campaign, order)
    slides = script(campaign.name, campaign.unit.name, found)
    made = Ceremony(
        uuid=uuid,
        campaign_id=campaign.id,
        result_id=result.id if result else None,
        rehearsal=rehearsal,
        slides=[asdict(each) for each in slides],
        made_by_id=by.id,
        made_at=clock.now(),
    )
    db.session.add(made)
    db.session.flush()
    audit.record("ceremony.prepared", by, f"campaign:{campaign.code}", rehearsal=rehearsal, slides=len(slides))
    return made


def step(ceremony: Ceremony, number: int, kind: str, by: Person) -> CeremonyStep:
    """Take step `number`, which must be the one after the last: whoever saw an older state is told so."""
    db.session.execute(select(Ceremony.id).where(Ceremony.id == ceremony.id).with_for_update())
    _runs(ceremony.campaign, by)
    where = queries.standing(ceremony)
    if kind not in STEPS or number != where.number + 1:
        raise Refused("step_out_of_order")
    if kind == "next" and where.at == len(ceremony.slides) - 1:
        raise Refused("ceremony_over")
    if kind == "back" and where.at == 0:
        raise Refused("nothing_shown")
    taken = CeremonyStep(ceremony_id=ceremony.id, number=number, kind=kind, by_id=by.id, at=clock.now())
    db.session.add(taken)
    db.session.flush()
    audit.record("ceremony.step", by, f"ceremony:{ceremony.uuid}", number=number, step=kind)
    return taken


def _runs(campaign: Campaign, by: Person) -> None:
    if not rights_of(by).covers(campaign.unit.path, "officer"):
        raise Refused("not_yours_to_run")
    if stage(campaign).phase == "archived":
        raise Refused("already_archived")
