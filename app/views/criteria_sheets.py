"""The criteria sheet in the office's own columns, to be printed; with a team, its appraised marks."""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from app.clock import local_day
from app.models import Enrolment
from app.queries.campaigns import Stage
from app.queries.reach import reach
from app.queries.team_page import enrolment_of, team_by_code
from app.queries.work import points_of, totals_of
from app.views.policy import policy
from app.views.sight import horizon_of, stage_of


@dataclass(frozen=True, slots=True)
class Marks:
    """What the appraisal gave a team: points by activity type and in total, up to `at`."""

    points: dict[str, int]
    total: int
    frozen: bool = False
    at: datetime | None = None

    @property
    def beside(self) -> int:
        """Points that belong to no type of work: bonuses, penalties, annulments."""
        return self.total - sum(self.points.values())


pages = Blueprint("criteria_sheets", __name__)


@pages.get("/campaigns/<code>/criteria-sheet")
@policy("view_public")
def page(code: str) -> ResponseReturnValue:
    where = stage_of(code)
    today = local_day(where.now, where.campaign.zone)
    number = request.args.get("version") or str(where.book.number_on(today))
    rules, since = where.book.version(number) or abort(404)
    enrolment = _team(where, request.args.get("team", ""))
    marks = _marks(where, enrolment) if enrolment else Marks({}, 0)
    return render_template(
        "campaigns/criteria_sheet.html",
        stage=where,
        rules=rules,
        number=number,
        since=since,
        rows=[each for each in rules.activities if each.on or each.code in marks.points],
        enrolment=enrolment,
        marks=marks,
    )


def _team(where: Stage, code: str) -> Enrolment | None:
    """The team's place in this campaign, when the address names one."""
    if not code:
        return None
    team = team_by_code(code) or abort(404)
    return enrolment_of(team, where.campaign.code) or abort(404)


def _marks(where: Stage, enrolment: Enrolment) -> Marks:
    """The team's points as far as the reader may see."""
    seen = horizon_of(where)
    points = {code: earned for code, (_, _, earned) in totals_of(enrolment, seen).items() if earned}
    return Marks(points, points_of(enrolment, seen), seen.seq is not None and where.is_frozen, reach(seen).at)
