"""A layout looked through before it is kept or filled in: each field known and closed, nothing too long."""

import io
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from flask_babel import gettext as _
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from app.exports.layout_trees import LayoutFault, size
from app.exports.paper_fields import CLUSTER, LISTS, WORDS

MOST_TAGS, MOST_PARAGRAPH = 1_000, 20_000
MOST_OUT = 64 * 1024 * 1024  # characters that a result of 2,000 teams may come to


def sandbox() -> ImmutableSandboxedEnvironment:
    """Where layouts are filled in: what is written is text, what is unknown is an error."""
    return ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True)


def check(content: bytes) -> None:
    """Raises LayoutFault for the first field, list or sign in a layout that cannot be filled in."""
    try:
        _look_through(content)
        _fill_once(content)
    except LayoutFault:
        raise
    except Exception as error:  # a package or a placing of fields that the libraries never thought of
        raise LayoutFault(_("Không đọc hoặc không điền được tệp này. Bạn sửa từ mẫu có sẵn.")) from error


def _fill_once(content: bytes) -> None:
    """With a row in every list: a list that begins in a table's row and ends elsewhere shows here."""
    rows: dict[str, Any] = {name: dict.fromkeys(fields, "x") for name, fields in (*LISTS.items(), *CLUSTER.items())}
    lists: dict[str, list[Any]] = {name: [rows[name]] for name in LISTS}
    lists["clusters"] = [rows["clusters"] | {name: [rows[name]] for name in CLUSTER}]
    filled = DocxTemplate(io.BytesIO(content))
    filled.render({**dict.fromkeys(WORDS, "x"), **lists}, sandbox(), autoescape=True)
    whole = io.BytesIO()
    filled.save(whole)
    Document(whole)


def _look_through(content: bytes) -> None:
    template = DocxTemplate(io.BytesIO(content))
    template.init_docx()
    _closed_in_paragraphs(template)
    for source in _sources(template):
        try:
            tree = sandbox().parse(source)
        except TemplateError as error:
            raise LayoutFault(_("Chỗ ghi trường chưa đúng: %(fault)s", fault=error.message or "")) from error
        if size(tree) > MOST_OUT:
            raise LayoutFault(_("Mẫu quá dài: với 2.000 đội văn bản sẽ không mở được."))


def _closed_in_paragraphs(template: Any) -> None:
    """A field is written within one paragraph: what is not closed there would swallow the rest."""
    tags = 0
    for part in _parts(template):
        for paragraph in part.iter(qn("w:p")):
            words = "".join(each.text or "" for each in paragraph.iter(qn("w:t")))
            for opening, closing in (("{{", "}}"), ("{%", "%}"), ("{#", "#}")):
                tags += words.count(opening)
                if words.count(opening) != words.count(closing):
                    raise LayoutFault(_("Trường chưa đóng ngoặc trong đoạn “%(words)s”.", words=words[:80]))
            if len(words) > MOST_PARAGRAPH or tags > MOST_TAGS:
                raise LayoutFault(_("Mẫu quá dài: nhiều nhất 1.000 trường, mỗi đoạn 20.000 ký tự."))


def _parts(template: Any) -> Iterator[Any]:
    yield template.docx._element.body
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        for _key, part in template.get_headers_footers(uri):
            yield part._element


def _sources(template: Any) -> Iterator[str]:
    """What will be read as fields: body, headers, footers, and the file's own properties."""
    for part in _parts(template):
        yield template.patch_xml(template.xml_to_string(part))
    about = template.docx.core_properties
    yield " ".join(
        getattr(about, name) for name in ("author", "comments", "identifier", "language", "subject", "title")
    )
