"""The annex of a result as an Excel workbook: a sheet a list, typed cells, no formula whatever a text begins with."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter
from flask_babel import gettext as _

from app.exports.document_words import moment
from app.exports.weekly_excel import QUIET, looks
from app.queries.result_sheets import ResultSheet

Table = tuple[str, Mapping[str, int], Sequence[tuple[str | int, ...]]]  # title; head and width of each column; rows

MOST = 32_767  # characters that a cell can hold


def to_xlsx(sheet: ResultSheet) -> bytes:
    """Prizes, special awards, ranking, totals, and what they rest on."""
    whole = io.BytesIO()
    with xlsxwriter.Workbook(whole, QUIET) as book:
        book.set_properties({"title": sheet.campaign[:255], "created": sheet.as_of.replace(tzinfo=None)})
        found = looks(book)
        for title, heads, rows in (_prizes(sheet), _specials(sheet), _teams(sheet), _totals(sheet), _stamp(sheet)):
            _fill(book.add_worksheet(title), heads, rows, found)
    return whole.getvalue()


def _fill(page: Any, heads: Mapping[str, int], rows: Sequence[tuple[str | int, ...]], found: dict[str, Any]) -> None:
    page.set_paper(9)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.freeze_panes(1, 0)
    for column, (head, width) in enumerate(heads.items()):
        page.set_column(column, column, width)
        page.write_string(0, column, head, found["head"])
    for at, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, int):
                page.write_number(at, column, value, found["number"])
            else:
                page.write_string(at, column, value[:MOST], found["text"])


def _prizes(sheet: ResultSheet) -> Table:
    heads = {_("Cụm"): 26, _("Giải"): 20, _("Mã đội"): 14, _("Đội"): 50, _("Đơn vị"): 34}
    rows = [
        (
            *(each.cluster, each.prize, each.team_code, each.team, each.unit),
            *(each.rank, _shared(each.shared), each.points, each.form),
        )
        for each in sheet.prizes
    ]
    rest = {_("Hạng trong cụm"): 10, _("Đồng hạng"): 12, _("Điểm"): 12, _("Hình thức"): 34}
    return _("Giải theo cụm"), heads | rest, rows


def _shared(shared: bool) -> str:
    return _("đồng hạng") if shared else ""


def _specials(sheet: ResultSheet) -> Table:
    heads = {_("Giải"): 34, _("Tập thể, cá nhân"): 50, _("Đơn vị"): 34, _("Thành tích"): 60}
    return _("Giải chuyên đề"), heads, [(each.award, each.name, each.unit, each.why) for each in sheet.specials]


def _teams(sheet: ResultSheet) -> Table:
    heads = {_("Cụm"): 26, _("Hạng"): 8, _("Mã đội"): 14, _("Đội"): 50, _("Đơn vị"): 34, _("Điểm"): 12}
    rows = [
        (each.cluster, each.rank, each.team_code, each.team, each.unit, each.points, "; ".join(each.unmet), each.prize)
        for each in sheet.teams
    ]
    return _("Xếp hạng"), heads | {_("Điều kiện chưa đạt"): 40, _("Giải"): 20}, rows


def _totals(sheet: ResultSheet) -> Table:
    heads = {_("Nội dung"): 58, _("Số lượng"): 14, _("Đơn vị tính"): 16, _("Cách đếm"): 80}
    return _("Tổng số liệu"), heads, [(each.label, each.value, each.unit, each.definition) for each in sheet.totals]


def _stamp(sheet: ResultSheet) -> Table:
    rows: list[tuple[str | int, ...]] = [
        (_("Chiến dịch"), f"{sheet.campaign} ({sheet.campaign_code})"),
        (_("Đơn vị ban hành"), sheet.issuer),
        (_("Số liệu chốt lúc"), moment(sheet.as_of)),
        (_("Bút toán cuối"), sheet.seq),
        (_("Kết quả phiên bản"), sheet.number),
    ]
    if sheet.reason:
        rows.append((_("Lý do điều chỉnh"), sheet.reason))
    return _("Căn cứ"), {_("Mục"): 24, _("Nội dung"): 80}, rows
