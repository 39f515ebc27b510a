"""The rules of a campaign come from a file: the campaign is made, or given a new version of them."""

import hashlib
from datetime import date
from typing import Literal

from sqlalchemy import select

from app import clock
from app.database import db
from app.models import Campaign, Cluster, LedgerHead, Person, RuleVersion, Unit
from app.queries.campaigns import by_code, clusters, stage
from app.rulebook.rulefile import dump_rules
from app.rulebook.rules import CampaignFile
from app.services import audit, rebuilds
from app.services.campaigns import lock
from app.services.refusals import Refused

Loaded = Literal["new", "changed", "same"]


def load(file: CampaignFile, by: Person) -> tuple[Campaign, Loaded]:
    """Make the campaign, or give it a new version of its rules; the same file twice changes nothing.

    Days that the new version covers are settled again at once, so that the ledger never waits for a rebuild.
    """
    body = dump_rules(file.rules)
    campaign = by_code(file.code)
    if campaign is None:
        campaign = _new(file)
        _add_version(campaign, 1, file.effective_from or file.starts_on, body, by)
        audit.record("campaign.loaded", by, f"campaign:{file.code}", version=1)
        return campaign, "new"
    lock(campaign)
    unchanged = _describe(campaign, file)
    newest = _newest_version(campaign)
    if newest.body == body:
        return campaign, "same" if unchanged else "changed"
    if file.effective_from is None:
        raise Refused("effective_from_missing", version=newest.number)
    if stage(campaign).is_final:
        raise Refused("campaign_final")
    _add_version(campaign, newest.number + 1, file.effective_from, body, by)
    audit.record("campaign.loaded", by, f"campaign:{file.code}", version=newest.number + 1)
    rebuilds.rebuild(campaign, by, check=False, reason=f"rules:{newest.number}>{newest.number + 1}")
    return campaign, "changed"


def _new(file: CampaignFile) -> Campaign:
    campaign = Campaign(
        code=file.code,
        name=file.name,
        kind=file.kind,
        theme=file.theme,
        zone=file.zone,
        starts_on=file.starts_on,
        ends_on=file.ends_on,
        board_freeze_on=file.board_freeze_on,
        unit_id=_unit(file).id,
        label=file.note,
        ranking_note=file.ranking_note,
        created_at=clock.now(),
    )
    db.session.add(campaign)
    db.session.flush()
    db.session.add(LedgerHead(campaign_id=campaign.id, seq=0))
    db.session.add_all(_clusters(campaign, file))
    db.session.flush()
    return campaign


def _unit(file: CampaignFile) -> Unit:
    unit = db.session.scalar(select(Unit).where(Unit.code == file.unit_code))
    if unit is None:
        raise Refused("unknown_unit", code=file.unit_code)
    return unit


def _clusters(campaign: Campaign, file: CampaignFile) -> list[Cluster]:
    known = {each.code for each in clusters(campaign)}
    return [
        Cluster(campaign_id=campaign.id, code=each.code, name=each.name, position=position)
        for position, each in enumerate(file.clusters)
        if each.code not in known
    ]


def _describe(campaign: Campaign, file: CampaignFile) -> bool:
    """Bring name, days and clusters up to date; True when nothing had to change."""
    told = {
        name: getattr(file, name)
        for name in ("name", "theme", "starts_on", "ends_on", "board_freeze_on", "ranking_note")
    }
    changes = {name: value for name, value in told.items() if getattr(campaign, name) != value}
    new = _clusters(campaign, file)
    if (changes or new) and stage(campaign).is_final:
        raise Refused("campaign_final")
    for name, value in changes.items():
        setattr(campaign, name, value)
    db.session.add_all(new)
    return not changes and not new


def _newest_version(campaign: Campaign) -> RuleVersion:
    return db.session.scalars(
        select(RuleVersion).where(RuleVersion.campaign_id == campaign.id).order_by(RuleVersion.number.desc()).limit(1)
    ).one()


def _add_version(campaign: Campaign, number: int, effective_from: date, body: str, by: Person) -> None:
    db.session.add(
        RuleVersion(
            campaign_id=campaign.id,
            number=number,
            effective_from=effective_from,
            body=body,
            sha256=hashlib.sha256(body.encode()).hexdigest(),
            made_at=clock.now(),
            made_by_id=by.id,
        )
    )
    db.session.flush()
