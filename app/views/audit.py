"""The log: who did what, when."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.queries import audit_log
from app.views.paging import page_of
from app.views.policy import policy

pages = Blueprint("audit", __name__)


@pages.get("/audit")
@policy("audit_read")
def index() -> ResponseReturnValue:
    return render_template("audit/index.html", events=page_of(audit_log.latest))
