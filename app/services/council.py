"""The council settles what the rules leave to it; every act keeps its author and reason, and goes into the minutes."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from app import clock
from app.database import db
from app.models import Campaign, CouncilAct, Person
from app.queries.campaigns import stage
from app.queries.rights import rights_of
from app.services import audit, locks
from app.services.refusals import Refused

COUNCIL = ("council", "officer")


def record(
    campaign: Campaign,
    uuid: str,
    kind: str,
    subject: str,
    choice: Mapping[str, Any] | None,
    by: Person,
    reason: str,
) -> CouncilAct:
    """One act, until the results are final; the same form sent twice records once."""
    locks.hold_campaign(campaign)
    if not rights_of(by).covers(campaign.unit.path, *COUNCIL):
        raise Refused("not_yours_to_settle")
    known = db.session.scalar(select(CouncilAct).where(CouncilAct.uuid == uuid))
    if known is not None:
        if (known.campaign_id, known.by_id) != (campaign.id, by.id):
            raise Refused("form_used")
        return known
    if stage(campaign).is_final:
        raise Refused("results_final")
    act = CouncilAct(
        uuid=uuid,
        campaign_id=campaign.id,
        kind=kind,
        subject=subject,
        choice=dict(choice) if choice is not None else None,
        reason=reason,
        by=by,
        at=clock.now(),
    )
    db.session.add(act)
    db.session.flush()
    audit.record(f"council.{kind}", by, f"campaign:{campaign.code}", about=subject)
    return act
