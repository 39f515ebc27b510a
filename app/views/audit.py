"""The log: who did what, when."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.queries import audit_log
from app.views.current import rights
from app.views.paging import page_of
from app.views.policy import policy

pages = Blueprint("audit", __name__)


@pages.get("/audit")
@policy("audit_read")
def index() -> ResponseReturnValue:
    found = page_of(lambda limit, offset: audit_log.latest(rights(), limit, offset))
    return render_template("audit/index.html", events=found)
