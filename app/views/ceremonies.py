"""The ceremony: prepared and rehearsed by an officer, run from a phone, seen in the hall, followed by everybody."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.database import transaction
from app.forms.ceremonies import CeremonyForm, step_of
from app.models import Ceremony
from app.queries import ceremonies
from app.queries.campaigns import Stage, clusters
from app.services import ceremonies as service
from app.services.refusals import Refused
from app.views.current import person
from app.views.fragments import page_or_fragment, wants_fragment
from app.views.policy import policy
from app.views.sight import own_stage, stage_of
from app.views.wording import worded

pages = Blueprint("ceremonies", __name__)


@pages.get("/campaigns/<code>/ceremonies")
@policy("ceremony_run")
def index(code: str) -> ResponseReturnValue:
    where = own_stage(code)
    return _index(where, CeremonyForm.fresh(clusters(where.campaign), where.is_final))


@pages.post("/campaigns/<code>/ceremonies")
@policy("ceremony_run")
def prepare(code: str) -> ResponseReturnValue:
    where = own_stage(code)
    form = CeremonyForm.sent(request.form, clusters(where.campaign))
    order = form.order()
    if form.errors:
        return _index(where, form), 422
    try:
        with transaction():
            made = service.prepare(where.campaign, form.uuid, person(), order, form.rehearsal)
    except Refused as refusal:
        form.errors["form"] = worded(refusal)
        return _index(where, form), 409
    return redirect(url_for("ceremonies.remote", uuid=made.uuid), code=303)


@pages.get("/ceremonies/<uuid>/screen")
@policy("ceremony_run")
def screen(uuid: str) -> ResponseReturnValue:
    """Everything that will be shown, at once: a hall whose network fails goes on from what is here."""
    ceremony = _own(uuid)
    return render_template(
        "ceremonies/screen.html",
        ceremony=ceremony,
        stands=ceremonies.standing(ceremony),
        photos=ceremonies.photos(ceremony.slides),
    )


@pages.get("/ceremonies/<uuid>/remote")
@policy("ceremony_run")
def remote(uuid: str) -> ResponseReturnValue:
    ceremony = _own(uuid)
    if wants_fragment() and request.args.get("seen") == str(ceremonies.standing(ceremony).number):
        return "", 204  # nothing has happened: the buttons stay as they are under a finger
    return _remote(ceremony)


@pages.get("/ceremonies/<uuid>/state")
@policy("ceremony_run")
def state(uuid: str) -> ResponseReturnValue:
    """What the screen asks for every second."""
    where = ceremonies.standing(_own(uuid))
    return {"number": where.number, "at": where.at, "paused": where.paused}


@pages.post("/ceremonies/<uuid>/steps")
@policy("ceremony_run")
def step(uuid: str) -> ResponseReturnValue:
    ceremony = _own(uuid)
    number, kind = step_of(request.form)
    try:
        with transaction():
            service.step(ceremony, number, kind, person())
    except Refused as refusal:
        return _remote(_own(uuid), worded(refusal)), 409
    if wants_fragment():
        return _remote(_own(uuid))
    return redirect(url_for("ceremonies.remote", uuid=uuid), code=303)


@pages.get("/campaigns/<code>/ceremony")
@policy("view_public")
def public(code: str) -> ResponseReturnValue:
    """What the hall has seen so far, and not a word more."""
    where = stage_of(code)
    ceremony = ceremonies.in_public(where.campaign) or abort(404)
    at = ceremonies.standing(ceremony).at
    shown = [each for each in ceremony.slides[: at + 1] if each["winner"]]
    return page_or_fragment(
        "ceremonies/public.html",
        "ceremonies/_revealed.html",
        stage=where,
        slides=shown,
        photos=ceremonies.photos(shown),
        over=at == len(ceremony.slides) - 1,
    )


def _own(uuid: str) -> Ceremony:
    """The ceremony, if it is of a campaign whose officer the person is."""
    ceremony = ceremonies.by_uuid(uuid) or abort(404)
    own_stage(ceremony.campaign.code)
    return ceremony


def _index(where: Stage, form: CeremonyForm) -> str:
    return render_template(
        "ceremonies/index.html",
        stage=where,
        clusters=clusters(where.campaign),
        ceremonies=ceremonies.ceremonies(where.campaign),
        form=form,
    )


def _remote(ceremony: Ceremony, refused: str = "") -> str:
    where = ceremonies.standing(ceremony)
    slides = ceremony.slides
    return page_or_fragment(
        "ceremonies/remote.html",
        "ceremonies/_remote.html",
        ceremony=ceremony,
        stands=where,
        shown=slides[where.at],
        coming=slides[where.at + 1] if where.at + 1 < len(slides) else None,
        refused=refused,
    )
