"""What the reader of a public page may see: which campaign, how far, how much of a board."""

from typing import NamedTuple

from flask import abort

from app.live.slots import own_slot
from app.models import BatchReview, Campaign
from app.queries import batch_reviews, desk
from app.queries.campaigns import Stage, by_code, stage
from app.queries.horizon import Horizon, horizon
from app.rulebook.permissions import UNBOUND, allows
from app.views.context import show
from app.views.current import rights, shared
from app.views.policy import covers


class OwnMarks(NamedTuple):
    """Whose lines are the reader's own."""

    teams: tuple[int, ...] = ()
    is_shared: bool = False

    def may_have(self, team_id: int | None) -> bool:
        return team_id is not None and (self.is_shared or team_id in self.teams)

    def __call__(self, team_id: int | None, text: str) -> str:
        """What is said to people of that team alone; of a unit, None, to nobody."""
        if team_id is not None and self.is_shared:
            return own_slot(team_id, text)
        return text if team_id in self.teams else ""


def stage_of(code: str) -> Stage:
    """The campaign of the page and where it stands; 404 for an unknown code."""
    campaign = by_code(code) or abort(404)
    show(campaign)
    return stage(campaign)


def own_stage(code: str) -> Stage:
    """The campaign and where it stands, if the person is an officer of its unit; 404 for any other."""
    return run_stage(code, "officer")


def run_stage(code: str, *roles: str) -> Stage:
    """The campaign and where it stands, for one of those who run it; 404 for anybody else."""
    campaign = next((each for each in desk.campaigns_of(rights()) if each.code == code), None) or abort(404)
    covers(campaign.unit.path, *roles)
    show(campaign)
    return stage(campaign)


def own_batch(uuid: str) -> tuple[BatchReview, Campaign]:
    """The batch of a campaign whose unit the person is an officer of."""
    mine = desk.campaigns_of(rights())
    batch = batch_reviews.find(mine, uuid) or abort(404)
    campaign = next(each for each in mine if each.id == batch.campaign_id)
    covers(campaign.unit.path, "officer")
    show(campaign)
    return batch, campaign


def horizon_of(where: Stage) -> Horizon:
    """Everything for those who run and check the campaign; up to the freeze for everybody else."""
    return horizon(where, is_unbound(where))


def is_unbound(where: Stage) -> bool:
    """Whether the freeze does not bind the reader."""
    mine = rights()
    return bool(mine.paths(*UNBOUND)) and mine.covers(where.campaign.unit.path, *UNBOUND)


def sees_whole_boards() -> bool:
    """People of the Union see whole clusters; everybody else the first ten and whom they look for."""
    return allows("board_full", rights().roles)


def own_marks() -> OwnMarks:
    """The marks of the reader's own teams; on a page for many each team's stand in slots."""
    mine = own_teams()
    return OwnMarks(mine, bool(mine) and shared() is not None)


def own_teams() -> tuple[int, ...]:
    """The teams of the captain or member who asks."""
    return rights().team_ids("captain", "member")
