"""A commune union counts its members, and those who hold both accounts; badges that rest on it follow."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app import clock
from app.database import db
from app.models import Campaign, Enrolment, Person, Team, Unit, UnitFigure
from app.queries.campaigns import stage
from app.queries.deciders import DECIDING
from app.queries.past_board import last_posted
from app.queries.rights import rights_of
from app.queries.rules import rule_book
from app.queries.unit_figures import COUNTING, ZONE
from app.services import audit, judgements, news
from app.services.refusals import Refused


@dataclass(frozen=True, slots=True)
class Figures:
    """What was counted on a day."""

    day: date
    members: int
    members_with_accounts: int


def enter(unit: Unit, figures: Figures, by: Person) -> UnitFigure:
    """Keep the unit's figures of a day; a correction is a new row, the same once more is none."""
    db.session.execute(select(Unit.id).where(Unit.id == unit.id).with_for_update(key_share=True))
    _possible(unit, figures, by)
    newest = _newest_of(unit, figures.day)
    if newest and (newest.members, newest.members_with_accounts) == (figures.members, figures.members_with_accounts):
        return newest
    campaigns = _lock_campaigns(unit)
    entered = UnitFigure(
        unit_id=unit.id,
        day=figures.day,
        members=figures.members,
        members_with_accounts=figures.members_with_accounts,
        by_id=by.id,
        at=clock.now(),
    )
    db.session.add(entered)
    db.session.flush()
    audit.record("unit_figures.entered", by, f"unit:{unit.code}", figure=entered.id, day=figures.day.isoformat())
    _follow(campaigns, unit)
    return entered


def _possible(unit: Unit, figures: Figures, by: Person) -> None:
    if unit.level not in COUNTING or not rights_of(by).covers(unit.path, *DECIDING):
        raise Refused("unit_not_yours")
    if figures.day > clock.local_day(clock.now(), ZONE):
        raise Refused("day_not_come")
    if not 0 <= figures.members_with_accounts <= figures.members:
        raise Refused("more_than_members", members=figures.members)


def _newest_of(unit: Unit, day: date) -> UnitFigure | None:
    return db.session.scalar(
        select(UnitFigure)
        .where(UnitFigure.unit_id == unit.id, UnitFigure.day == day)
        .order_by(UnitFigure.id.desc())
        .limit(1)
    )


def _lock_campaigns(unit: Unit) -> Sequence[Campaign]:
    """The campaigns of the unit's teams that are not final, held until the commit; whoever announces one waits."""
    mine = select(Enrolment.campaign_id).join(Team, Team.id == Enrolment.team_id).where(Team.unit_id == unit.id)
    found = db.session.scalars(
        select(Campaign).where(Campaign.id.in_(mine)).order_by(Campaign.id).with_for_update(read=True)
    ).all()
    return [each for each in found if not stage(each).is_final]


def _follow(campaigns: Sequence[Campaign], unit: Unit) -> None:
    """Badges of the unit's teams, at each chain's present sequence, under their enrolments' locks."""
    for campaign in campaigns:
        teams = db.session.scalars(
            select(Enrolment.id)
            .join(Team, Team.id == Enrolment.team_id)
            .where(Enrolment.campaign_id == campaign.id, Team.unit_id == unit.id)
            .order_by(Enrolment.id)
            .with_for_update(of=Enrolment)
        ).all()
        after = dict.fromkeys(teams, last_posted(campaign))
        earned = judgements.follow(campaign, after, rule_book(campaign.id), "figures")
        news.earned(earned, campaign.code, campaign.zone)
