"""The unit's weekly report: on the page, as Word and as Excel; nothing of it is typed again."""

from collections.abc import Callable

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.exports.weekly_excel import to_xlsx
from app.exports.weekly_sheets import Sheet, sheet_of
from app.exports.weekly_word import to_docx
from app.models import Campaign, Unit
from app.queries import weekly_choices, weekly_reports
from app.queries.campaigns import Stage, stage
from app.queries.horizon import horizon
from app.rulebook.numbers import parse_whole
from app.views.board_words import week_name, week_span
from app.views.context import show
from app.views.current import rights
from app.views.policy import policy

pages = Blueprint("weekly_reports", __name__)

OFFICE = "application/vnd.openxmlformats-officedocument."
FILES: dict[str, tuple[Callable[[Sheet], bytes], str]] = {
    "docx": (to_docx, f"{OFFICE}wordprocessingml.document"),
    "xlsx": (to_xlsx, f"{OFFICE}spreadsheetml.sheet"),
}


@pages.get("/weekly-report")
@policy("weekly_report")
def mine() -> ResponseReturnValue:
    unit = weekly_choices.own_unit(rights()) or abort(404)
    return redirect(url_for("weekly_reports.page", code=unit.code, campaign=request.args.get("campaign")))


@pages.get("/units/<code>/weekly-report")
@policy("weekly_report")
def page(code: str) -> ResponseReturnValue:
    unit = _own(code)
    found = weekly_choices.campaigns_of(unit)
    campaign = _wanted(found)
    if campaign is None:
        return render_template("weekly_reports/empty.html", unit=unit)
    where, number, begun = _week(campaign)
    return render_template(
        "weekly_reports/page.html",
        unit=unit,
        campaigns=found,
        campaign=campaign,
        weeks=[(each, f"{week_name(each)} ({week_span(each, where)})") for each in range(begun, 0, -1)],
        number=number,
        sheet=_sheet(where, unit, number),
    )


@pages.get("/units/<code>/weekly-report.<any(docx, xlsx):kind>")
@policy("weekly_report")
def file(code: str, kind: str) -> ResponseReturnValue:
    unit = _own(code)
    campaign = _wanted(weekly_choices.campaigns_of(unit)) or abort(404)
    where, number, _begun = _week(campaign)
    make, mime = FILES[kind]
    name = f"bao-cao-tuan-{number}-{unit.code}-{campaign.code}.{kind}"
    return make(_sheet(where, unit, number)), {
        "Content-Type": mime,
        "Content-Disposition": f'attachment; filename="{name}"',
    }


def _own(code: str) -> Unit:
    return weekly_choices.unit_of(rights(), code) or abort(404)


def _wanted(found: list[Campaign]) -> Campaign | None:
    """The campaign asked for, else the latest that has begun; 404 for one in which the unit has no team."""
    code = request.args.get("campaign")
    if code:
        return next((each for each in found if each.code == code), None) or abort(404)
    return next((each for each in found if weekly_choices.weeks_begun(each)), next(iter(found), None))


def _week(campaign: Campaign) -> tuple[Stage, int, int]:
    """Where the campaign stands, the week asked for, and how many have begun; before the first day the first week."""
    show(campaign)
    begun = max(1, weekly_choices.weeks_begun(campaign))
    raw = request.args.get("week")
    number = parse_whole(raw) if raw else begun
    return stage(campaign), number if number and number <= begun else abort(404), begun


def _sheet(where: Stage, unit: Unit, number: int) -> Sheet:
    """Of their own unit everybody who works for it sees every decided report, also behind a frozen board."""
    public: str = current_app.config["SETTINGS"].public_url
    own = url_for("weekly_reports.page", code=unit.code, campaign=where.campaign.code, week=number)
    return sheet_of(weekly_reports.week(horizon(where, full=True), unit, number), public.rstrip("/") + own)
