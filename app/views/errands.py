"""Work that takes longer than an answer may: asked for here, done by the worker, watched on a page of its own."""

from flask import Blueprint, abort, redirect, request, send_file, url_for
from flask.typing import ResponseReturnValue

from app.database import transaction
from app.extensions import parcels, progress
from app.forms.fields import form_id
from app.models import Campaign, Errand
from app.queries import errands
from app.rulebook.errand_kinds import KINDS
from app.services import errands as service
from app.views.context import show
from app.views.current import person
from app.views.errand_words import WORDS, onward, said
from app.views.fragments import page_or_fragment
from app.views.policy import covers, policy

pages = Blueprint("errands", __name__)


@pages.get("/errands/<uuid>")
@policy("errands")
def page(uuid: str) -> ResponseReturnValue:
    errand = _own(uuid)
    words = WORDS[errand.kind]
    return page_or_fragment(
        "errands/page.html",
        "errands/_errand.html",
        errand=errand,
        title=words.title(),
        said=said(errand) if errand.outcome else "",
        onward=(words.link(), onward(errand)),
        far=mark_of(errand),
        has_file=errand.file is not None and parcels().path(errand.uuid).exists(),
    )


@pages.get("/errands/<uuid>/file")
@policy("errands")
def file(uuid: str) -> ResponseReturnValue:
    errand = _own(uuid)
    covers(errand.campaign.unit.path, *KINDS[errand.kind].roles)
    left, path = errand.file, parcels().path(errand.uuid)
    if left is None or not path.exists():
        abort(404)
    answer = send_file(path, mimetype=left["type"], as_attachment=True, download_name=left["name"], conditional=False)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def later(kind: str, campaign: Campaign, **arguments: str) -> Errand:
    """Have it done by the worker; the open form's id keeps a second press from asking again."""
    with transaction():
        return service.ask(form_id(request.form, "errand"), kind, campaign, person(), **arguments)


def to_errand(errand: Errand) -> ResponseReturnValue:
    """Where it can be watched."""
    return redirect(url_for("errands.page", uuid=errand.uuid), code=303)


def mark_of(errand: Errand | None) -> tuple[int, int] | None:
    """So many of so many, while it is under way and somebody has told."""
    return progress().read(errand.uuid) if errand and errand.outcome is None else None


def _own(uuid: str) -> Errand:
    errand = errands.asked_by(person(), uuid) or abort(404)
    show(errand.campaign)
    return errand
