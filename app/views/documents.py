"""The office's desk for papers and certificates: each to download, in bulk without filling memory."""

from uuid import uuid4

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, stream_with_context, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.database import transaction
from app.exports.annex_excel import to_xlsx
from app.exports.certificates import certificate, for_printing, singly
from app.exports.issued_certificates import named, printed
from app.exports.layout_trees import LayoutFault
from app.exports.papers import FILE_NAMES, PAPERS, to_docx
from app.exports.result_filling import result_sheet
from app.exports.zips import packed
from app.queries import certificates as queries
from app.queries import layouts
from app.queries.results import newest
from app.services import certificates
from app.views.certificates import PDF, public_url
from app.views.current import person
from app.views.errands import later, to_errand
from app.views.layouts import WORD
from app.views.policy import policy
from app.views.sight import own_stage

pages = Blueprint("documents", __name__)

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS = ("team", "member", "special")


@pages.get("/campaigns/<code>/documents")
@policy("documents")
def index(code: str) -> ResponseReturnValue:
    where = own_stage(code)
    found = queries.holding(where.campaign)
    return render_template(
        "documents/index.html",
        stage=where,
        papers=PAPERS,
        result=newest(where.campaign),
        certificates=[each for each in found if each.kind != "member"],
        counts={kind: sum(each.kind == kind for each in found) for kind in KINDS},
        errand_id=str(uuid4()),
        given_out=len(queries.of_campaign(where.campaign)),
    )


@pages.get("/campaigns/<code>/documents/<any(minutes, proposal, decision, notice, report):paper>.docx")
@policy("documents")
def paper(code: str, paper: str) -> ResponseReturnValue:
    where = own_stage(code)
    try:
        body = to_docx(paper, result_sheet(where), layouts.in_use(where.campaign.unit, paper))
    except LayoutFault as fault:  # a field that has gone since the layout was kept
        flash(_("Mẫu của tỉnh không còn điền được: %(fault)s", fault=str(fault)), "care")
        return redirect(url_for("layouts.index", code=code), code=303)
    return _file(body, WORD, f"{FILE_NAMES[paper]}-{where.campaign.code}.docx")


@pages.get("/campaigns/<code>/documents/annex.xlsx")
@policy("documents")
def annex(code: str) -> ResponseReturnValue:
    where = own_stage(code)
    return _file(to_xlsx(result_sheet(where)), EXCEL, f"phu-luc-{where.campaign.code}.xlsx")


@pages.post("/campaigns/<code>/certificates")
@policy("documents")
def issue(code: str) -> ResponseReturnValue:
    """What was decided before certificates existed, or somebody who was forgotten."""
    where = own_stage(code)
    result = newest(where.campaign) or abort(404)
    with transaction():
        count = certificates.issue(result, person())
    flash(_("Đã phát hành thêm %(count)s giấy chứng nhận.", count=count), "good")
    return redirect(url_for("documents.index", code=code), code=303)


@pages.get("/campaigns/<code>/certificates/<uuid>.pdf")
@policy("documents")
def one(code: str, uuid: str) -> ResponseReturnValue:
    """One that holds, also before the announcement: the ceremony needs it on paper."""
    where = own_stage(code)
    found = next((each for each in queries.holding(where.campaign) if each.uuid == uuid), None) or abort(404)
    return _file(certificate(printed(found, where.campaign, public_url())), PDF, f"giay-chung-nhan-{found.uuid}.pdf")


@pages.post("/campaigns/<code>/certificates/printing")
@policy("documents")
def print_all(code: str) -> ResponseReturnValue:
    """Many take longer than an answer may: the worker prints them, a bar tells how far it is."""
    where = own_stage(code)
    kind, together = request.form.get("kind", ""), request.form.get("together", "")
    if kind not in ("", *KINDS) or together not in ("", "1"):
        abort(404)
    return to_errand(later("certificates", where.campaign, code=code, what=kind, together=together))


@pages.get("/campaigns/<code>/certificates.zip")
@policy("documents")
def bulk(code: str) -> ResponseReturnValue:
    """All that hold, or one kind; a PDF each, or with `print` a hundred to a PDF."""
    where = own_stage(code)
    kind = request.args.get("kind", "")
    if kind not in ("", *KINDS):
        abort(404)
    rows = [each for each in queries.holding(where.campaign) if kind in ("", each.kind)] or abort(404)
    some = named(rows, where.campaign, public_url())
    together = "print" in request.args
    files = for_printing([each for _name, each in some]) if together else singly(some)
    pieces = packed((name, [content]) for name, content in files)
    name = f"giay-chung-nhan-{where.campaign.code}{'-in' if together else ''}{'-' + kind if kind else ''}.zip"
    answer = Response(stream_with_context(pieces), mimetype="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _file(body: bytes, mime: str, name: str) -> ResponseReturnValue:
    return body, {"Content-Type": mime, "Content-Disposition": f'attachment; filename="{name}"'}
