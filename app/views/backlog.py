"""What waits in each unit, and how long, with a ready message: for province, auditors, and verifiers of their own."""

from collections.abc import Sequence

from flask import Blueprint, abort, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.queries.backlog import Row, backlog
from app.queries.open_campaigns import READING, Place, places_of
from app.rulebook.clocks import total
from app.rulebook.numbers import show_whole
from app.views.context import show
from app.views.current import rights
from app.views.formats import age
from app.views.policy import may_open, policy

pages = Blueprint("backlog", __name__)

MANY = 10  # units that a phone shows without folding those in time away


@pages.get("/backlog")
@policy("backlog_read")
def index() -> ResponseReturnValue:
    places, wanted = places_of(rights()), request.args.get("campaign")
    place = _chosen(places, wanted)
    if place is None:
        return render_template("backlog/index.html", place=None) if wanted is None else abort(404)
    show(place.campaign)
    rows = backlog(place, rights().paths(*READING))
    return render_template(
        "backlog/index.html",
        place=place,
        places=places,
        rows=rows,
        many=MANY,
        total=total(each.wait for each in rows),
        due=place.where.calendar.deadlines,
        own={each.path for each in rows if rights().covers(each.path, *READING)},
        messages={each.path: _message(each, place) for each in rows if each.called},
        is_officer="officer" in rights().roles,
        may_delegate=may_open("delegations.index"),
    )


def _chosen(places: Sequence[Place], wanted: str | None) -> Place | None:
    """The campaign asked for; else the latest that takes decisions, else the latest."""
    if wanted is not None:
        return next((each for each in places if each.campaign.code == wanted), None)
    return next((each for each in places if each.where.decisions_open and _has_begun(each)), next(iter(places), None))


def _has_begun(place: Place) -> bool:
    return place.where.phase != "planned"


def _message(row: Row, place: Place) -> str:
    """What an officer may send as it stands: numbers, thanks and a way out, no blame."""
    public = current_app.config["SETTINGS"].public_url
    return _(
        "Chào %(names)s. %(unit)s còn %(count)s báo cáo đã chờ thẩm định quá %(hours)s giờ, cũ nhất %(age)s "
        "(%(campaign)s). Khi thu xếp được, bạn xem giúp tại %(queue)s. Nếu đang bận, bạn nhờ người thay tại "
        "%(deputies)s. Các đội đang chờ kết quả. Cảm ơn bạn!",
        names=", ".join(_("bạn %(name)s", name=each.name) for each in row.quiet or row.called),
        unit=row.unit,
        count=show_whole(row.wait.late),
        hours=place.where.calendar.deadlines.verify_hours,
        age=age(place.where.now - row.wait.oldest) if row.wait.oldest else "",
        campaign=place.campaign.name,
        queue=public + url_for("queue.index"),
        deputies=public + url_for("delegations.index"),
    )
