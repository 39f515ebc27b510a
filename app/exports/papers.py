"""The papers of a result: a layout filled in, as Word; number, day, signature and seal stay blank."""

import io
from collections.abc import Mapping

from docxtpl import DocxTemplate
from flask_babel import lazy_gettext

from app.exports.layout_fields import check, sandbox
from app.exports.layout_making import FOLDER
from app.exports.paper_fields import fields_of
from app.queries.result_sheets import ResultSheet

PAPERS: Mapping[str, str] = {
    "minutes": lazy_gettext("Biên bản họp Hội đồng"),
    "proposal": lazy_gettext("Tờ trình"),
    "decision": lazy_gettext("Quyết định và phụ lục"),
    "notice": lazy_gettext("Thông báo kết quả"),
    "report": lazy_gettext("Báo cáo kết quả"),
}
FILE_NAMES: Mapping[str, str] = {
    "minutes": "bien-ban",
    "proposal": "to-trinh",
    "decision": "quyet-dinh",
    "notice": "thong-bao",
    "report": "bao-cao",
}


def shipped(code: str) -> bytes:
    """The layout that comes with the project."""
    return (FOLDER / f"{code}.docx").read_bytes()


def to_docx(code: str, sheet: ResultSheet, layout: bytes | None = None) -> bytes:
    """A paper in the layout given, else in the one that ships; raises LayoutFault for a layout with faults."""
    content = layout or shipped(code)
    check(content)
    template = DocxTemplate(io.BytesIO(content))
    template.render(fields_of(sheet), sandbox(), autoescape=True)
    about = template.docx.core_properties
    about.title, about.author, about.comments = f"{PAPERS[code]}: {sheet.campaign}"[:255], sheet.issuer[:255], ""
    about.created = about.modified = sheet.as_of.replace(tzinfo=None)
    whole = io.BytesIO()
    template.save(whole)
    return whole.getvalue()
