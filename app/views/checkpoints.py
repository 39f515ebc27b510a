"""Signed statements of how far a campaign's ledger has come, for everybody to keep and hold it against later."""

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from app.models import Checkpoint
from app.outside import notary
from app.queries.checkpoints import checkpoints, last_check
from app.views.policy import policy
from app.views.qr import qr_code
from app.views.sight import horizon_of, stage_of

pages = Blueprint("checkpoints", __name__)


@pages.get("/campaigns/<code>/checkpoints")
@policy("view_public")
def index(code: str) -> ResponseReturnValue:
    found = _seen(code)
    newest = found[0] if found else None
    campaign = stage_of(code).campaign
    return render_template(
        "checkpoints/index.html",
        campaign=campaign,
        checkpoints=found,
        newest=newest,
        qr=qr_code(newest.body) if newest else "",
        key=notary.public_key(),
        check=last_check(campaign),
    )


@pages.get("/campaigns/<code>/checkpoints/<int:number>.json")
@policy("view_public")
def file(code: str, number: int) -> ResponseReturnValue:
    found = next((each for each in _seen(code) if each.id == number), None) or abort(404)
    return f"{found.body}\n", {
        "Content-Type": "application/json; charset=utf-8",
        "Content-Disposition": f'attachment; filename="{code}-{found.seq:09d}-{found.reason}.json"',
    }


def _seen(code: str) -> list[Checkpoint]:
    """What the reader may know of: behind a frozen board, nothing that came after it."""
    seen = horizon_of(stage_of(code))
    return checkpoints(seen.stage.campaign, seen.seq)
