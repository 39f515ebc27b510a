"""How far a campaign's targets are, for those who work on them; never a public page."""

from flask import Blueprint, abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.models import Campaign
from app.queries import desk, organising
from app.queries.campaigns import Stage, stage
from app.queries.deciders import DECIDING
from app.queries.horizon import Horizon
from app.queries.targets import measured
from app.rulebook.measures import Target
from app.rulebook.permissions import UNBOUND
from app.views import target_words
from app.views.context import show
from app.views.current import rights
from app.views.policy import may_open, policy

pages = Blueprint("targets", __name__)
target_words.register(pages)


@pages.get("/campaigns/<code>/targets")
@policy("targets_read")
def index(code: str) -> ResponseReturnValue:
    campaign = _own(code)
    show(campaign)
    where, paths = stage(campaign), _paths(campaign)
    found = measured(Horizon(where), paths)
    links = {each.target.code: _entered_at(each.target, where) for each in found}
    return render_template("targets/index.html", stage=where, whole=not paths, targets=found, links=links)


def _own(code: str) -> Campaign:
    """A campaign of the person's province, or one that teams of their units take part in."""
    found = (*desk.campaigns_of(rights()), *organising.campaigns_of(rights()))
    return next((each for each in found if each.code == code), None) or abort(404)


def _paths(campaign: Campaign) -> tuple[str, ...]:
    """Those whom the freeze does not bind see the whole campaign; everybody else the teams of their own units."""
    return () if rights().covers(campaign.unit.path, *UNBOUND) else rights().paths(*DECIDING)


def _entered_at(target: Target, where: Stage) -> tuple[str, str] | None:
    """The page where the figures come from, with its name; none that the reader may not open or that is over."""
    code = where.campaign.code
    if where.is_final or not (where.decisions_open or target.metric == "accounts_pct"):
        return None
    if target.metric == "accounts_pct" and may_open("unit_figures.index"):
        return url_for("unit_figures.index"), _("Số liệu đoàn viên")
    if target_words.by_organiser(target, where.book.newest) and may_open("organising.index"):
        kind = next(iter(target.activities))
        return url_for("organising.index", code=code, kind=kind), _("Tập huấn và họp định kỳ")
    if may_open("queue.index") and target.metric != "accounts_pct":
        return url_for("queue.index"), _("Báo cáo chờ thẩm định")
    return None
