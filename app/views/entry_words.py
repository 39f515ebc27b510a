"""What a tie-break compares, and who posted an entry for what, in words."""

from flask import Blueprint
from flask_babel import gettext as _

from app.queries.why_line import Posted
from app.rulebook.numbers import show_percent, show_whole
from app.rulebook.ranking import TieFacts


def tie_value(name: str, ties: TieFacts) -> str:
    """What a team has for that tie-break, in words."""
    if name == "first_time_share":
        if not ties.decided:
            return _("chưa có báo cáo")
        share = show_percent(ties.first_time, ties.decided)
        return _("%(part)s/%(whole)s báo cáo (%(share)s)", part=ties.first_time, whole=ties.decided, share=share)
    return {
        "sundays_deployed": _("%(count)s Chủ nhật", count=show_whole(ties.sundays)),
        "dossiers": _("%(count)s hồ sơ", count=show_whole(ties.dossiers)),
        "fewer_penalties": _("%(count)s điểm trừ", count=show_whole(ties.penalty_points)),
        "hamlets": _("%(count)s thôn, ấp, khu phố", count=show_whole(ties.hamlets)),
    }[name]


def posted_by(entry: Posted, names: bool) -> str:
    """Who posted an entry: by name for those who run and check the campaign, by office for everybody else."""
    if entry.by_system:
        return _("nhập từ tệp hoặc lịch của hệ thống")
    if names:
        return entry.by
    if entry.reason.startswith("rules:"):
        return _("cán bộ phụ trách quy tắc")
    offices = {"organising": _("người tổ chức"), "correction": _("đội tự điều chỉnh"), "fabrication": _("Tỉnh Đoàn")}
    return offices.get(entry.reason, _("người thẩm định"))


def posted_for(entry: Posted) -> str:
    """Why the entry was posted."""
    if entry.reason.startswith("rules:"):
        before, _sign, after = entry.reason.removeprefix("rules:").partition(">")
        return _("Quy tắc phiên bản %(before)s đổi thành %(after)s", before=before, after=after)
    if entry.reason in ("decision", "organising") and entry.kind != "award":
        return _("Dòng khác trong ngày thay đổi, mức tối đa chia lại")
    return {
        "decision": _("Thẩm định"),
        "organising": _("Ghi khi tổ chức"),
        "reopening": _("Mở lại quyết định"),
        "batch_review": _("Xem lại hàng loạt"),
        "cross_check": _("Chấm chéo"),
        "recheck": _("Phúc tra"),
        "correction": _("Đội tự điều chỉnh"),
        "fabrication": _("Hủy kết quả buổi"),
    }.get(entry.reason, _("Điều chỉnh"))


def register(pages: Blueprint) -> None:
    """Make the words known to the templates as filters."""
    for each in (posted_by, posted_for):
        pages.add_app_template_filter(each)
