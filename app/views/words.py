"""Words for codes, as the pages print them."""

from flask import Flask
from flask_babel import gettext as _

from app.views.event_words import event


def status(code: str) -> str:
    """A report's status (domain.md 6.2)."""
    return {
        "draft": _("Nháp"),
        "submitted": _("Đã gửi"),
        "needs_supplement": _("Yêu cầu bổ sung"),
        "verified": _("Đã xác minh"),
        "partially_verified": _("Xác minh một phần"),
        "rejected": _("Từ chối"),
        "withdrawn": _("Đã rút"),
        "annulled": _("Đã hủy kết quả"),
    }[code]


def phase(code: str) -> str:
    """A campaign's phase (domain.md 6.2)."""
    return {
        "planned": _("Sắp diễn ra"),
        "running": _("Đang diễn ra"),
        "verifying": _("Đang thẩm định"),
        "provisional": _("Kết quả dự kiến"),
        "recheck": _("Tiếp nhận phúc tra"),
        "official": _("Kết quả chính thức"),
        "archived": _("Đã lưu trữ"),
    }[code]


def place_kind(code: str) -> str:
    """A kind of place (domain.md 1.7)."""
    return {
        "province_center": _("Trung tâm Hành chính công tỉnh"),
        "commune_center": _("Trung tâm Phục vụ hành chính công (cấp xã)"),
        "commune_one_stop": _("Bộ phận một cửa cấp xã"),
        "district_one_stop": _("Bộ phận một cửa cấp huyện"),
        "community_site": _("Nhà văn hóa, chợ, trường học, khu nhà trọ"),
        "mobile": _("Lưu động"),
    }[code]


def role(code: str) -> str:
    """A role (domain.md 1.5)."""
    return {
        "captain": _("Đội trưởng, tổ trưởng"),
        "member": _("Thành viên"),
        "verifier": _("Người thẩm định"),
        "officer": _("Cán bộ Tỉnh Đoàn"),
        "signatory": _("Người ký"),
        "council": _("Hội đồng"),
        "auditor": _("Ủy ban Kiểm tra"),
        "admin": _("Quản trị tài khoản"),
    }[code]


def verdict(code: str) -> str:
    """What a verifier found of a line."""
    return {
        "verified": _("Xác minh"),
        "rejected": _("Từ chối"),
        "returned": _("Cần bổ sung"),
        "accepted": _("Không cần sửa"),
    }[code]


def decision(code: str) -> str:
    """What kind of decision it was."""
    return {
        "decided": _("Đã thẩm định"),
        "returned": _("Yêu cầu bổ sung"),
        "reopened": _("Mở lại quyết định"),
        "corrected": _("Đội tự điều chỉnh"),
        "annulled": _("Hủy kết quả"),
        "checked": _("Chấm chéo"),
        "rechecked": _("Phúc tra"),
    }[code]


def checkpoint(code: str) -> str:
    """Why a checkpoint was taken."""
    return {
        "day": _("Hằng ngày"),
        "board_freeze": _("Khóa bảng"),
        "finalise": _("Chốt kết quả"),
        "announce": _("Công bố kết quả"),
        "amend": _("Điều chỉnh kết quả"),
    }[code]


def register(app: Flask) -> None:
    """Make the words known to the templates as filters: `{{ code|status_words }}`."""
    for each in (status, phase, place_kind, role, verdict, decision, checkpoint, event):
        app.add_template_filter(each, f"{each.__name__}_words")
