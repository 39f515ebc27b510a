"""What a verifier is told: why a decision was not taken, what changed meanwhile, and ready-made polite reasons."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask import Blueprint
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from app.queries.report_versions import Change
from app.rulebook.numbers import show_whole
from app.rulebook.rules import RuleSet
from app.views.formats import day, hour, moment
from app.views.words import place_kind

JUDGING: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "report_not_waiting": lambda facts: (
        _(
            "%(who)s đã xử lý báo cáo này lúc %(at)s. Bạn không cần làm gì thêm.",
            who=facts["by"],
            at=moment(facts["at"]),
        )
        if facts["by"]
        else _("Báo cáo này không còn chờ thẩm định: đội đã rút.")
    ),
    "report_not_decided": lambda facts: _("Báo cáo này chưa có quyết định để mở lại."),
    "evidence_unseen": lambda facts: _(
        "Còn %(count)s ảnh bạn chưa mở. Xem ảnh rồi xác minh, để quyết định của bạn đứng vững.", count=facts["count"]
    ),
    "not_yours_to_decide": lambda facts: _(
        "Bạn không thẩm định báo cáo này: báo cáo của đội bạn tham gia hoặc ngoài đơn vị của bạn."
    ),
    "decision_changed": lambda facts: _("Kết quả của báo cáo vừa đổi. Bạn xem lại số mới bên dưới rồi ghi lại."),
    "not_yours_to_reopen": lambda facts: _("Chỉ người đã quyết định hoặc cán bộ Tỉnh Đoàn được mở lại."),
}

REASONS = (
    lazy_gettext("Ảnh không rõ hoạt động"),
    lazy_gettext("Ảnh có giấy tờ/dữ liệu cá nhân"),
    lazy_gettext("Ảnh đã dùng ở buổi khác"),
    lazy_gettext("Số lượng chưa khớp bộ đếm"),
    lazy_gettext("Thiếu xác nhận của bộ phận một cửa"),
    lazy_gettext("Sai ngày hoặc địa điểm"),
    lazy_gettext("Trùng với báo cáo của đội khác"),
)

FIELDS = {
    "activity_day": lazy_gettext("Ngày hoạt động"),
    "place": lazy_gettext("Địa điểm"),
    "members": lazy_gettext("Số thành viên có mặt"),
    "note": lazy_gettext("Ghi chú"),
    "photo": lazy_gettext("Ảnh"),
    "photos": lazy_gettext("Ảnh"),
    "begins_at": lazy_gettext("Giờ bắt đầu"),
    "ends_at": lazy_gettext("Giờ kết thúc"),
    "joint_session": lazy_gettext("Buổi phối hợp"),
    "service_confirmation": lazy_gettext("Xác nhận của bộ phận một cửa"),
    "document_reference": lazy_gettext("Số hiệu văn bản"),
    "media_link": lazy_gettext("Liên kết bài đăng"),
    "taps": lazy_gettext("Bộ đếm"),
}


def changed_words(change: Change, rules: RuleSet) -> tuple[str, str, str]:
    """One difference for the page: what it is about, what it said, what it says now."""
    known = rules.by_code.get(change.line)
    label = known.label if known else str(FIELDS.get(change.field, change.line))
    return label, _said(change.field, change.before), _said(change.field, change.after)


def _said(name: str, value: Any) -> str:
    """A value of a report as it is printed; photos are told by their number, session ids not at all."""
    if name in ("photo", "photos", "taps"):
        many = len(value) if isinstance(value, list) else int(value is not None)
        return _("%(count)s mục", count=many)
    if name == "joint_session":
        return _("có") if value else _("không")
    if value is None or value == "":
        return _("không có")
    if name == "place":
        kind, place, hamlet = value
        return " · ".join(filter(None, (place, hamlet, place_kind(kind) if kind else "")))
    if name in ("begins_at", "ends_at"):
        return hour(value)
    if name == "activity_day":
        return day(value)
    return show_whole(value) if isinstance(value, int) else str(value)


def band(code: str) -> str:
    """How closely a report should be looked at."""
    return {"flagged": _("Cần xem kỹ"), "look": _("Nên xem"), "ordinary": _("Thông thường")}[code]


def seen(before: Mapping[str, Sequence[str]]) -> str:
    """What the author of a decision had before them."""
    return _(
        "Đã mở %(photos)s ảnh; %(flags)s dấu hiệu cần xem, %(checks)s kiểm tra đạt.",
        photos=len(before["photos"]),
        flags=len(before["flags"]),
        checks=len(before["checks"]),
    )


def register(pages: Blueprint) -> None:
    """Make the words known to the templates, and a test that sorts rows by band."""
    pages.add_app_template_filter(band, "band_words")
    pages.add_app_template_filter(seen, "seen_words")
    pages.add_app_template_test(lambda report_id, bands, name: bands[report_id] == name, "in_band")
