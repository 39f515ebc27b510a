"""What a badge measures, in words for the officer who makes one."""

from flask_babel import gettext as _


def metric(code: str) -> str:
    """One question of METRICS (rulebook/badges.py), MEMBER_METRICS (attended.py) or VERIFIER_METRICS (appraised.py)."""
    return {
        "quantity": _("Tổng số lượng của các loại việc"),
        "activity_days": _("Số ngày của từng loại việc, cộng lại"),
        "days": _("Số ngày khác nhau có việc"),
        "reports": _("Số buổi ra quân đã xác minh"),
        "full_squads": _("Số buổi đủ thành viên"),
        "places": _("Số điểm hỗ trợ khác nhau"),
        "hamlets": _("Số thôn, ấp, khu phố khác nhau"),
        "partners": _("Số buổi phối hợp"),
        "months_met": _("Số tháng có các loại việc này"),
        "sunday_streak": _("Số Chủ nhật ra quân liền nhau"),
        "targets_reached": _("Số chỉ tiêu đội đã đạt"),
        "present_pct": _("% thành viên có mặt ở các buổi"),
        "sundays_pct": _("% số Chủ nhật của đợt đã ra quân"),
        "trained_pct": _("% thành viên đã tập huấn"),
        "accounts_pct": _("% đoàn viên có đủ hai tài khoản"),
        "on_time_pct": _("% báo cáo đúng hạn"),
        "first_time_pct": _("% báo cáo được xác minh ngay lần đầu"),
        "sessions_attended": _("Thành viên: số buổi có mặt"),
        "sundays_attended": _("Thành viên: số Chủ nhật có mặt"),
        "work_kinds": _("Thành viên: số loại việc đã tham gia"),
        "appraised_in_time": _("Người thẩm định: số báo cáo trả lời đúng hạn"),
    }[code]
