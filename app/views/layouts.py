"""The province's own layouts of the papers: download, change in Word, upload; or back to the ones that ship."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.database import transaction
from app.exports.layout_fields import check
from app.exports.layout_trees import LayoutFault, known
from app.exports.papers import FILE_NAMES, PAPERS, shipped
from app.forms.fields import Wrong
from app.forms.layouts import read_layout
from app.queries import layouts as queries
from app.queries.campaigns import Stage
from app.services import layouts
from app.views.current import person
from app.views.policy import policy
from app.views.sight import own_stage

pages = Blueprint("layouts", __name__)

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pages.get("/campaigns/<code>/layouts")
@policy("layouts_change")
def index(code: str) -> ResponseReturnValue:
    return _page(own_stage(code))


@pages.get("/campaigns/<code>/layouts/<any(minutes, proposal, decision, notice, report):paper>.docx")
@policy("layouts_change")
def file(code: str, paper: str) -> ResponseReturnValue:
    unit = own_stage(code).campaign.unit
    own = None if request.args.get("shipped") else queries.in_use(unit, paper)
    return own or shipped(paper), {
        "Content-Type": WORD,
        "Content-Disposition": f'attachment; filename="mau-{FILE_NAMES[paper]}.docx"',
    }


@pages.post("/campaigns/<code>/layouts")
@policy("layouts_change")
def change(code: str) -> ResponseReturnValue:
    where = own_stage(code)
    paper = request.form.get("paper", "")
    if paper not in PAPERS:
        return _page(where, _("Bạn chọn loại văn bản.")), 422
    name, content = "", None
    if request.form.get("what") != "shipped":
        try:
            name, content = _sent()
        except (Wrong, LayoutFault) as fault:
            return _page(where, str(fault), paper), 422
    with transaction():
        layouts.keep(where.campaign.unit, paper, name, content, person())
    flash(_("Đã nhận mẫu mới.") if content else _("Đã dùng lại mẫu có sẵn."), "good")
    return redirect(url_for("layouts.index", code=code), code=303)


def _sent() -> tuple[str, bytes]:
    """The uploaded layout, fit to be kept and to be filled in."""
    sent = request.files.get("file")
    if sent is None:
        raise Wrong(_("Bạn chọn tệp mẫu (.docx) đã sửa."))
    content = sent.stream.read()
    sent.close()
    name, content = read_layout(sent.filename or "", content)
    check(content)
    return name, content


def _page(where: Stage, error: str = "", paper: str = "") -> str:
    found = queries.history(where.campaign.unit)
    newest = {each.paper: each for each in reversed(found)}
    return render_template(
        "layouts/index.html",
        stage=where,
        papers=PAPERS,
        newest={code: each for code, each in newest.items() if each.is_own},
        history=found,
        known=known(),
        error=error,
        paper=paper,
    )
