"""The council's room: who is eligible, what the rules propose, and what they leave to the council."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.queries import council, results
from app.queries.proposed_results import proposal
from app.views.policy import policy
from app.views.sight import run_stage

pages = Blueprint("council", __name__)
READERS = ("officer", "signatory", "council", "auditor")


@pages.get("/campaigns/<code>/council")
@policy("council_read")
def room(code: str) -> ResponseReturnValue:
    where = run_stage(code, *READERS)
    acts = council.acts(where.campaign)
    return render_template(
        "council/room.html",
        stage=where,
        rules=where.book.newest,
        proposal=proposal(where.campaign, results.next_number(where.campaign), acts),
        acts=acts,
    )
