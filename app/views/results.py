"""The announcement: winners by cluster, totals, the decision behind them; every version at an address of its own."""

from flask import Blueprint, Response, abort, current_app, render_template, request, stream_with_context, url_for
from flask.typing import ResponseReturnValue

from app.exports import press
from app.exports.data_set import data_set
from app.live.boards import boards, totals
from app.models import Result
from app.queries.campaigns import Stage, clusters
from app.queries.headlines import headline_figures
from app.queries.horizon import Horizon, horizon
from app.queries.reach import reach
from app.queries.results import awards_of, specials_of, versions
from app.queries.team_photos import by_enrolment
from app.views.policy import policy
from app.views.sight import is_unbound, stage_of

pages = Blueprint("results", __name__)


@pages.get("/campaigns/<code>/results")
@policy("view_public")
def newest(code: str) -> ResponseReturnValue:
    where, found = announced(code)
    return _page(where, found[-1], found)


@pages.get("/campaigns/<code>/results/<int:number>")
@policy("view_public")
def version(code: str, number: int) -> ResponseReturnValue:
    """A citable address: what stands here never moves, an amendment has its own."""
    where, found = announced(code)
    return _page(where, version_of(found, number), found)


@pages.get("/campaigns/<code>/data.zip")
@policy("data_set")
def data(code: str) -> ResponseReturnValue:
    """The newest version's data set; those who run the campaign have it once the results are final."""
    where = stage_of(code)
    found = versions(where.campaign) if where.announcement or is_unbound(where) else ()
    return _packed(found[-1] if found else abort(404))


@pages.get("/campaigns/<code>/results/<int:number>/data.zip")
@policy("data_set")
def data_of(code: str, number: int) -> ResponseReturnValue:
    _where, found = announced(code)
    return _packed(version_of(found, number))


@pages.get("/campaigns/<code>/results/<int:number>/figures.<any(csv, json):kind>")
@policy("view_public")
def figures(code: str, number: int, kind: str) -> ResponseReturnValue:
    """For the press: a number with its unit, definition and time, quoted from an address that never moves."""
    where, found = announced(code)
    body = told_figures(where, version_of(found, number))[kind]
    mime = "application/json" if kind == "json" else "text/csv"
    return body, {
        "Content-Type": f"{mime}; charset=utf-8",
        "Content-Disposition": f'attachment; filename="{code}-{number}.{kind}"',
    }


def told_figures(where: Stage, result: Result) -> dict[str, bytes]:
    """The figures of one version as files, by their kind."""
    seen, rules = as_decided(where, result), where.book.newest
    told = headline_figures(rules.headlines, totals(seen, reach(seen)))
    awards, specials = awards_of(result), specials_of(result)
    return {
        "csv": press.to_csv(told, awards, specials, rules),
        "json": press.to_json(result, lasting(result), told, awards, specials, rules),
    }


def lasting(result: Result) -> str:
    """The version's own address, as it holds outside of this site."""
    public: str = current_app.config["SETTINGS"].public_url
    return public.rstrip("/") + url_for("results.version", code=result.campaign.code, number=result.number)


def _packed(result: Result) -> ResponseReturnValue:
    if not result.facts:
        abort(404)  # decided before there were facts files
    name = f"{result.campaign.code}-{result.number}.zip"
    headers = {"Content-Type": "application/zip", "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(stream_with_context(data_set(result)), headers=headers)


def announced(code: str) -> tuple[Stage, list[Result]]:
    """The campaign and the versions of its results; 404 until they are announced."""
    where = stage_of(code)
    found = list(versions(where.campaign)) if where.announcement else []
    return (where, found) if found else abort(404)


def version_of(found: list[Result], number: int) -> Result:
    return next((each for each in found if each.number == number), None) or abort(404)


def as_decided(where: Stage, result: Result) -> Horizon:
    """What the reader of one version sees of boards and totals."""
    newest = horizon(where, full=False)
    return newest if newest.seq == result.seq else Horizon(where, result.seq, result.snapshot, chosen=True)


def _page(where: Stage, result: Result, found: list[Result]) -> str:
    seen = as_decided(where, result)
    far = reach(seen)
    rules = where.book.newest
    awards, specials = awards_of(result), specials_of(result)
    pictured = {each.enrolment_id for each in awards} | {each.enrolment_id for each in specials if each.enrolment_id}
    return render_template(
        "campaigns/results.html",
        stage=where,
        announcement=where.announcement,
        result=result,
        versions=found,
        address=lasting(result),
        wanted=request.args.get("cluster", ""),
        reach=far,
        boards=boards(seen, far),
        figures=headline_figures(rules.headlines, totals(seen, far)),
        clusters=clusters(where.campaign),
        awards=awards,
        specials=specials,
        photos=by_enrolment(pictured),
        prizes={each.code: each for each in rules.prizes},
        special_labels={each.code: each.label for each in rules.special_awards},
    )
