"""A unit whose work is checked whole: the figures propose it, a person decides it with a reason and ends it again."""

from app import clock
from app.database import db
from app.models import Campaign, FullCheck, Person, Unit
from app.queries.campaigns import stage
from app.queries.verifier_figures import full_check_of, verifiers_of
from app.services import audit, notices
from app.services.locks import hold_campaign
from app.services.refusals import Refused


def start(campaign: Campaign, unit: Unit, reason: str, by: Person) -> FullCheck:
    """From now on every report of the unit's teams gets a second look; its verifiers are told."""
    hold_campaign(campaign)
    if not unit.path.startswith(campaign.unit.path):
        raise Refused("unit_outside_campaign", unit=unit.name)
    if not stage(campaign).decisions_open:
        raise Refused("decisions_closed")
    running = full_check_of(campaign, unit)
    if running is not None:
        raise Refused("full_check_runs", by=running.by.full_name, since=running.since)
    check = FullCheck(campaign_id=campaign.id, unit_id=unit.id, since=clock.now(), by_id=by.id, reason=reason)
    db.session.add(check)
    db.session.flush()
    audit.record("full_check.started", by, f"unit:{unit.code}", campaign=campaign.code, reason=reason)
    _tell(check, campaign, unit, started=True)
    return check


def end(check: FullCheck, campaign: Campaign, by: Person) -> None:
    """From now on only the lot and the flags choose again; what was drawn stays drawn."""
    hold_campaign(campaign)
    db.session.refresh(check)
    if check.ended_at is not None:
        raise Refused("full_check_ended", at=check.ended_at)
    check.ended_at, check.ended_by_id = clock.now(), by.id
    audit.record("full_check.ended", by, f"unit:{check.unit.code}", campaign=campaign.code)
    _tell(check, campaign, check.unit, started=False)


def _tell(check: FullCheck, campaign: Campaign, unit: Unit, started: bool) -> None:
    facts = {"campaign": campaign.code, "unit": unit.name, "started": started}
    cause = f"full_check:{check.id}:{'start' if started else 'end'}"
    notices.tell_each("full_check", cause, dict.fromkeys(verifiers_of(unit), facts), clock.wall())
