"""The rules of a campaign come from a file: the campaign is made, or given a new version of them."""

from typing import Literal

from sqlalchemy import select

from app import clock
from app.database import db
from app.models import Campaign, Cluster, LedgerHead, Person, Unit
from app.queries.campaigns import by_code, clusters, stage
from app.rulebook.campaignfiles import CampaignFile
from app.services import audit, rule_versions
from app.services.locks import hold_campaign
from app.services.refusals import Refused

Loaded = Literal["new", "changed", "same"]

REASON = "Nạp từ tệp quy tắc"


def load(file: CampaignFile, by: Person) -> tuple[Campaign, Loaded]:
    """Make the campaign, or give it a new version of its rules; the same file twice changes nothing.

    Days that the new version covers are settled again at once: a day in the past is the file's own word for that.
    """
    campaign = by_code(file.code)
    if campaign is None:
        campaign = _new(file)
        rule_versions.keep(campaign, 1, file.rules, file.effective_from or file.starts_on, REASON, by)
        audit.record("campaign.loaded", by, f"campaign:{file.code}", version=1)
        return campaign, "new"
    hold_campaign(campaign)
    unchanged = _describe(campaign, file)
    where = stage(campaign)
    if rule_versions.changes_nothing(where.book, file.rules, file.effective_from):
        return campaign, "same" if unchanged else "changed"
    if file.effective_from is None:
        raise Refused("effective_from_missing", version=where.book.number)
    if where.is_final:
        raise Refused("campaign_final")
    rule_versions.add(campaign, file.rules, file.effective_from, REASON, by, "campaign.loaded")
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
