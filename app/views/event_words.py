"""Events of the audit log in words."""

from flask_babel import lazy_gettext

EVENTS = {
    "report.saved": lazy_gettext("Lưu nháp báo cáo"),
    "report.submitted": lazy_gettext("Gửi báo cáo"),
    "report.withdrawn": lazy_gettext("Rút báo cáo"),
    "report.imported": lazy_gettext("Nạp báo cáo"),
    "report.decided": lazy_gettext("Thẩm định báo cáo"),
    "report.returned": lazy_gettext("Yêu cầu bổ sung"),
    "report.reopened": lazy_gettext("Mở lại quyết định"),
    "report.corrected": lazy_gettext("Đội tự điều chỉnh"),
    "report.annulled": lazy_gettext("Hủy kết quả báo cáo"),
    "report.checked": lazy_gettext("Chấm chéo đổi kết quả"),
    "report.rechecked": lazy_gettext("Phúc tra đổi kết quả"),
    "recheck.asked": lazy_gettext("Đề nghị phúc tra"),
    "recheck.granted": lazy_gettext("Chấp nhận phúc tra"),
    "recheck.turned_down": lazy_gettext("Phúc tra: giữ nguyên"),
    "batch_review.opened": lazy_gettext("Mở đợt xem lại hàng loạt"),
    "batch_review.applied": lazy_gettext("Áp dụng đợt xem lại hàng loạt"),
    "batch_review.cancelled": lazy_gettext("Bỏ đợt xem lại hàng loạt"),
    "full_check.started": lazy_gettext("Bắt đầu chấm chéo toàn bộ một đơn vị"),
    "full_check.ended": lazy_gettext("Thôi chấm chéo toàn bộ một đơn vị"),
    "verifier_badges.awarded": lazy_gettext("Trao huy hiệu cho người thẩm định"),
    "cross_checks.drawn": lazy_gettext("Rút thăm chấm chéo"),
    "cross_check.asked": lazy_gettext("Nhờ đơn vị khác xem lại"),
    "cross_check.given": lazy_gettext("Chấm chéo xong"),
    "cross_check.passed_up": lazy_gettext("Chuyển chấm chéo lên tỉnh"),
    "extra.bonus": lazy_gettext("Ghi điểm thưởng"),
    "extra.penalty": lazy_gettext("Ghi điểm trừ"),
    "extra.reversal": lazy_gettext("Trả lại điểm"),
    "extra.annulment": lazy_gettext("Không xét khen thưởng"),
    "late.opened": lazy_gettext("Mở lại ngày báo cáo"),
    "joint.opened": lazy_gettext("Mở buổi phối hợp"),
    "campaign.loaded": lazy_gettext("Nạp quy tắc chiến dịch"),
    "rules.published": lazy_gettext("Công bố phiên bản quy tắc"),
    "campaign.board_freeze": lazy_gettext("Khóa bảng"),
    "campaign.announce": lazy_gettext("Công bố kết quả"),
    "organising.recorded": lazy_gettext("Ghi tập huấn, họp định kỳ"),
    "unit_figures.entered": lazy_gettext("Nhập số liệu đoàn viên"),
    "person.added": lazy_gettext("Thêm người dùng"),
    "person.password_changed": lazy_gettext("Đổi mật khẩu"),
    "role.granted": lazy_gettext("Giao vai trò"),
    "role.ended": lazy_gettext("Kết thúc vai trò"),
    "delegation.made": lazy_gettext("Nhờ người thay"),
    "delegation.withdrawn": lazy_gettext("Thôi nhờ người thay"),
    "delegation.ended": lazy_gettext("Kết thúc nhờ người thay theo vai trò gốc"),
    "certificates.issued": lazy_gettext("Phát hành giấy chứng nhận"),
    "layout.changed": lazy_gettext("Đổi mẫu văn bản"),
    "link.made": lazy_gettext("Tạo liên kết mời"),
}


def event(code: str) -> str:
    """An audit event; a kind without words of its own is shown as it is recorded."""
    return str(EVENTS.get(code, code))
