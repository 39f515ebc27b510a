"""What commune unions count: members, and members who hold both accounts."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.clock import local_day, now
from app.database import transaction
from app.forms.unit_figures import FiguresForm
from app.models import Unit
from app.queries import unit_figures
from app.queries.unit_figures import ZONE
from app.services import unit_figures as service
from app.services.refusals import Refused
from app.views.current import person, rights
from app.views.paging import page_of
from app.views.policy import policy
from app.views.wording import worded

pages = Blueprint("unit_figures", __name__)


@pages.get("/unit-figures")
@policy("unit_figures")
def index() -> ResponseReturnValue:
    wanted = request.args.get("q", "")[:100]
    found = page_of(lambda limit, offset: unit_figures.within(rights(), wanted, limit, offset))
    if len(found.items) == 1 and not wanted and not found.before:
        return redirect(url_for("unit_figures.page", code=found.items[0].unit.code), code=303)
    return render_template("unit_figures/index.html", units=found, wanted=wanted)


@pages.get("/unit-figures/<code>")
@policy("unit_figures")
def page(code: str) -> ResponseReturnValue:
    return _page(_own(code), FiguresForm(local_day(now(), ZONE).isoformat()))


@pages.post("/unit-figures/<code>")
@policy("unit_figures")
def enter(code: str) -> ResponseReturnValue:
    unit, form = _own(code), FiguresForm.sent(request.form)
    figures = form.figures(local_day(now(), ZONE))
    if figures is None:
        return _page(unit, form), 422
    try:
        with transaction():
            service.enter(unit, figures, person())
    except Refused as refusal:
        form.errors["form"] = worded(refusal)
        return _page(unit, form), 422
    flash(_("Đã lưu số liệu của %(unit)s.", unit=unit.name), "good")
    return redirect(url_for("unit_figures.page", code=code), code=303)


def _own(code: str) -> Unit:
    return unit_figures.find(rights(), code) or abort(404)


def _page(unit: Unit, form: FiguresForm) -> str:
    history = page_of(lambda limit, offset: unit_figures.history(unit, limit, offset))
    today = local_day(now(), ZONE)
    return render_template("unit_figures/page.html", unit=unit, form=form, history=history, today=today)
