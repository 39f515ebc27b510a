"""Board = ledger = export: the last time all three were added up, and whether they agreed."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.queries.reach import reach
from app.queries.reconciliation import EVERY, newest_seen
from app.rulebook.permissions import UNBOUND
from app.views.current import rights
from app.views.policy import policy
from app.views.sight import horizon_of, stage_of

pages = Blueprint("reconciliation", __name__)

SHOWN = 10


@pages.get("/campaigns/<code>/reconciliation")
@policy("view_public")
def index(code: str) -> ResponseReturnValue:
    where = stage_of(code)
    seen = horizon_of(where)
    found = newest_seen(seen, SHOWN)
    far = reach(seen)
    return render_template(
        "reconciliation/index.html",
        stage=where,
        horizon=seen,
        reach=far,
        found=found,
        newest=found[0] if found else None,
        behind=far.seq - found[0].seq if found else far.seq,
        minutes=EVERY // 60,
        may_export=seen.seq is None and rights().covers(where.campaign.unit.path, *UNBOUND),
    )
