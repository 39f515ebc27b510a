"""Pictures of one version of the results, for links on other sites and for the press."""

from typing import Any

from flask import Blueprint, Response, abort
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _

from app.exports.press_kit import press_kit
from app.exports.result_pictures import Line, OfCampaign, OfCluster, Source, of_campaign, of_cluster, room
from app.models import Milestone, Result
from app.queries.campaigns import Stage, clusters
from app.queries.cluster_winners import ClusterWinners, cluster_winners
from app.rulebook.numbers import show_whole
from app.views.badges import FOR_GOOD, picture_answer
from app.views.formats import day, moment
from app.views.policy import policy
from app.views.results import announced, lasting, told_figures, version_of

pages = Blueprint("result_pictures", __name__)

LANGUAGE = "vi"  # a picture says the same to everybody


@pages.get("/campaigns/<code>/results/<int:number>/share.png")
@policy("view_public")
def whole(code: str, number: int) -> ResponseReturnValue:
    """Every cluster's winner on one picture."""
    where, result = _version(code, number)
    return _for_good(of_campaign(campaign_words(where, result, cluster_winners(result))))


@pages.get("/campaigns/<code>/results/<int:number>/clusters/<cluster>.png")
@policy("view_public")
def cluster(code: str, number: int, cluster: str) -> ResponseReturnValue:
    where, result = _version(code, number)
    known = {each.code: ClusterWinners(each.code, each.name) for each in clusters(where.campaign)}
    known |= {each.code: each for each in cluster_winners(result)}
    return _for_good(of_cluster(cluster_words(where, result, known.get(cluster) or abort(404))))


@pages.get("/campaigns/<code>/results/<int:number>/press.zip")
@policy("view_public")
def kit(code: str, number: int) -> ResponseReturnValue:
    """Everything is read before the first piece goes out."""
    where, result = _version(code, number)
    found = cluster_winners(result)
    words = {each.code: cluster_words(where, result, each) for each in found}
    body = press_kit(result, lasting(result), campaign_words(where, result, found), words, told_figures(where, result))
    name = f"{code}-{number}-bao-chi.zip"
    headers = {"Content-Type": "application/zip", "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(body, headers=headers)


def campaign_words(where: Stage, result: Result, found: list[ClusterWinners]) -> OfCampaign:
    with force_locale(LANGUAGE):
        shown = found[: room(len(found))]
        lines = tuple(Line(each.name, "; ".join(one.name for one in each.winners)) for each in shown)
        return OfCampaign(
            title=_("Kết quả"),
            campaign=where.campaign.name,
            unit=where.campaign.unit.name,
            lines=lines,
            more=_more(len(found), len(found) - len(shown)),
            source=_source(where, result),
        )


def cluster_words(where: Stage, result: Result, found: ClusterWinners) -> OfCluster:
    prizes = {each.code: each.label for each in where.book.newest.prizes}
    with force_locale(LANGUAGE):
        won = bool(found.winners)
        return OfCluster(
            campaign=where.campaign.name,
            cluster=found.name,
            prize=prizes.get(found.prize_code, found.prize_code) if won else _("Kết quả"),
            rank=_("hạng %(rank)s", rank=found.rank) if won else "",
            points=show_whole(found.winners[0].points) if won else "",
            unit_of_points=_("điểm") if won else "",
            teams=tuple(each.name for each in found.winners[:3]) or (_none(),),
            under=_under(found),
            source=_source(where, result),
        )


def _none() -> str:
    return _("Không có đội đủ điều kiện xét giải")


def _more(clusters: int, left: int) -> str:
    if not clusters:
        return _none()
    return _("và %(count)s cụm nữa, xem tại địa chỉ dưới đây", count=left) if left else ""


def _under(found: ClusterWinners) -> str:
    """The winner's unit; of several that share the place, that they do."""
    if len(found.winners) > 1:
        left = len(found.winners) - 3
        return _("và %(count)s đội nữa, đồng hạng", count=left) if left > 0 else _("đồng hạng")
    return next((each.unit for each in found.winners if each.unit != each.name), "")


def _source(where: Stage, result: Result) -> Source:
    return Source(_decision(result), _when(where.announcement, result), lasting(result).partition("://")[2])


def _decision(result: Result) -> str:
    if not result.decision_number:
        return ""
    return _("Theo Quyết định số %(number)s ngày %(day)s", number=result.decision_number, day=day(result.decision_date))


def _when(announcement: Milestone | None, result: Result) -> str:
    if result.is_amendment:
        return _("Điều chỉnh lần %(number)s, %(time)s", number=result.number - 1, time=moment(result.at))
    return _("Công bố lúc %(time)s", time=moment(announcement.at if announcement else result.at))


def _version(code: str, number: int) -> tuple[Stage, Result]:
    where, found = announced(code)
    return where, version_of(found, number)


def _for_good(body: bytes) -> Any:
    """A version never changes, and neither does its picture."""
    answer = picture_answer(body, "image/png")
    answer.headers["Cache-Control"] = FOR_GOOD
    return answer
