"""Units below the officer's own."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from app.queries import units
from app.views.current import rights
from app.views.paging import page_of
from app.views.policy import policy

pages = Blueprint("units", __name__)


@pages.get("/units")
@policy("units_read")
def index() -> ResponseReturnValue:
    wanted = request.args.get("q", "")[:100]
    found = page_of(lambda limit, offset: units.within(rights(), wanted, limit, offset))
    return render_template("units/index.html", units=found, wanted=wanted)
