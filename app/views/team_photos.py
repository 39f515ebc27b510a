"""A team's picture: shown to everybody, set and taken back by its captain, removed by an officer with a reason."""

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.database import transaction
from app.extensions import photo_store
from app.forms import fields
from app.models import Team
from app.queries import team_photos
from app.queries.team_page import enrolment_of, team_by_code
from app.services import team_photos as service
from app.services.refusals import Refused
from app.views.context import show
from app.views.current import person, rights
from app.views.evidence import picture
from app.views.policy import covers, policy
from app.views.team_photo_form import TeamPhotoForm
from app.views.wording import worded

pages = Blueprint("team_photos", __name__)


@pages.get("/teams/<code>/photo.jpg")
@policy("view_public")
def full(code: str) -> ResponseReturnValue:
    return _served(code)


@pages.get("/teams/<code>/photo-320.jpg")
@policy("view_public")
def small(code: str) -> ResponseReturnValue:
    return _served(code, small=True)


@pages.get("/teams/<code>/photo")
@policy("team_photo")
def page(code: str) -> ResponseReturnValue:
    return _page(_own(code), TeamPhotoForm())


@pages.post("/teams/<code>/photo")
@policy("team_photo")
def set_photo(code: str) -> ResponseReturnValue:
    team, form = _own(code), TeamPhotoForm.sent()
    sent = form.picture()
    if sent is None:
        return _page(team, form), 422
    try:
        with transaction():
            gone = service.show(team, sent, statement(), person())
    except Refused as refusal:
        photo_store().destroy([sent.file])
        form.errors["photo"] = worded(refusal)
        return _page(team, form), 409
    photo_store().destroy(gone)
    flash(_("Ảnh của đội đã hiện ở trang của đội."), "good")
    return redirect(url_for("team_photos.page", code=code), 303)


@pages.post("/teams/<code>/photo/removal")
@policy("team_photo")
def remove(code: str) -> ResponseReturnValue:
    """A captain takes it back without a word; an officer says why."""
    team, form = _own(code), TeamPhotoForm()
    is_own = _is_captain(team)
    no_reason = _("Bạn ghi lý do gỡ ảnh để đội biết.")
    reason = "" if is_own else fields.said(request.form, "reason", fields.MOST_REASON, no_reason, form.errors)
    if form.errors:
        return _page(team, form), 422
    with transaction():
        gone = service.take_back(team, person()) if is_own else service.remove(team, person(), reason)
    photo_store().destroy(gone)
    flash(_("Ảnh đã được gỡ và tệp đã bị hủy."), "good")
    return redirect(url_for("team_photos.page", code=code), 303)


def statement() -> str:
    """What is agreed to; kept word for word with the picture."""
    return _(
        "Mọi người trong ảnh đồng ý cho hiện ảnh này công khai; với người dưới 18 tuổi, cả cha mẹ hoặc người giám hộ "
        "cũng đồng ý. Trong ảnh không có người dân, không có giấy tờ."
    )


def may_set(team: Team) -> bool:
    """Whether the reader may set or remove the team's picture."""
    return _is_captain(team) or rights().covers(team.unit.path, *service.ABOVE)


def _is_captain(team: Team) -> bool:
    return team.id in rights().team_ids("captain")


def _own(code: str) -> Team:
    """The team, if the reader is its captain or an officer above it; 404 for anybody else."""
    team = team_by_code(code) or abort(404)
    if not _is_captain(team):
        covers(team.unit.path, *service.ABOVE)
    return team


def _served(code: str, small: bool = False) -> ResponseReturnValue:
    """Asked about again each time: what was removed is not shown from anybody's memory."""
    found = team_photos.by_code(code) or abort(404)
    answer = make_response(picture(found.file, small))
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.set_etag(f"{found.file}{'-320' if small else ''}")
    return answer.make_conditional(request)


def _page(team: Team, form: TeamPhotoForm) -> str:
    enrolment = enrolment_of(team, "")
    if enrolment:
        show(enrolment.campaign)
    return render_template(
        "teams/photo.html",
        team=team,
        photo=team_photos.shown_of(team),
        history=team_photos.history(team),
        is_captain=_is_captain(team),
        statement=statement(),
        form=form,
    )
