"""A team's calculation sheet, for the team itself and for those who run the campaign: nobody else's is shown."""

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from app.queries.extra_rechecks import of_team
from app.queries.horizon import Horizon
from app.queries.team_page import enrolment_of, team_by_code
from app.queries.team_sheets import sheet_of
from app.views.current import rights
from app.views.policy import policy
from app.views.sight import horizon_of, stage_of

pages = Blueprint("team_sheets", __name__)
OWN_TEAM, RUNNING = ("captain", "member"), ("officer", "signatory", "council", "auditor")


@pages.get("/campaigns/<code>/teams/<team>/sheet")
@policy("team_sheet")
def page(code: str, team: str) -> ResponseReturnValue:
    where = stage_of(code)
    found = team_by_code(team) or abort(404)
    enrolment = enrolment_of(found, code) or abort(404)
    own = found.id in rights().team_ids(*OWN_TEAM)
    if not own and not rights().covers(where.campaign.unit.path, *RUNNING):
        abort(404)
    # Once the data are closed a team sees all of its own, though the board still stands frozen.
    seen = Horizon(where) if where.data_closed and not where.announcement else horizon_of(where)
    return render_template(
        "teams/sheet.html",
        stage=where,
        team=found,
        enrolment=enrolment,
        sheet=sheet_of(enrolment, seen),
        rules=where.book.newest,
        penalties=of_team(enrolment) if own else {},
        tells_all=seen.seq is None,
        may_ask=own and where.rechecks_open,
    )
