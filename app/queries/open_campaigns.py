"""Campaigns with where each stands, all by one statement: for pages and jobs that look at what waits in them."""

from typing import NamedTuple

from sqlalchemy import ColumnElement, select, true

from app.clock import now
from app.database import db
from app.models import Campaign, Enrolment, Team, Unit
from app.models.campaigns import Contest
from app.queries.campaigns import Whereabouts
from app.queries.rights import Rights
from app.queries.scope import within
from app.queries.whereabouts import KINDS, VERSIONS, whereabouts

READING = ("officer", "auditor", "verifier")


class Place(NamedTuple):
    """A campaign and where it stands."""

    campaign: Campaign
    where: Whereabouts


def places_of(rights: Rights) -> list[Place]:
    """The campaigns that teams of the reader's units take part in, the latest first."""
    teams = select(Team.id).join(Unit, Unit.id == Team.unit_id).where(within(rights.paths(*READING)))
    mine = select(Enrolment.campaign_id).where(Enrolment.team_id.in_(teams))
    return _places(Campaign.id.in_(mine))


def open_places() -> list[Place]:
    """Every campaign that still takes decisions."""
    return [each for each in _places(true()) if each.where.decisions_open]


def _places(which: ColumnElement[bool]) -> list[Place]:
    found = db.session.execute(
        select(Campaign, KINDS, VERSIONS).where(which).order_by(Campaign.starts_on.desc(), Campaign.id)
    )
    return [Place(campaign, _where(campaign, kinds, versions)) for campaign, kinds, versions in found]


def _where(campaign: Campaign, kinds: str | None, versions: str) -> Whereabouts:
    return whereabouts(Contest._make(getattr(campaign, name) for name in Contest._fields), kinds, versions, now())
