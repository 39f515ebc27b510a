"""Words for the codes of the rules and of the ledger, as the public pages print them."""

from datetime import date

from flask import Blueprint
from flask_babel import gettext as _

from app.rulebook.calendars import WEEKDAYS
from app.rulebook.honours import Badge
from app.rulebook.rulechanges import Change
from app.rulebook.rules import RuleSet


def evidence(code: str) -> str:
    """One kind of evidence (domain.md 3.1)."""
    return {
        "tally": _("số đếm hoặc phiếu kiểm không ghi tên người dân"),
        "site_photo": _("ảnh hoạt động, không có giấy tờ, không rõ mặt người dân"),
        "service_point_confirmation": _("xác nhận số lượng của bộ phận một cửa"),
        "member_attendance": _("điểm danh thành viên"),
        "document_reference": _("số, ký hiệu và ngày của kế hoạch hoặc báo cáo"),
        "media_link": _("đường dẫn bài đăng công khai"),
    }.get(code, code)


def tie(name: str) -> str:
    """A tie-break as a criterion: what counts when points are equal."""
    return {
        "sundays_deployed": _("nhiều Chủ nhật ra quân hơn"),
        "dossiers": _("nhiều hồ sơ trực tuyến đã xác minh hơn"),
        "first_time_share": _("tỷ lệ báo cáo được xác minh ngay lần đầu cao hơn"),
        "fewer_penalties": _("ít điểm trừ hơn"),
        "hamlets": _("hỗ trợ ở nhiều thôn, ấp, khu phố hơn"),
    }[name]


def why_below(name: str) -> str:
    """Why a team stands below the one above it that has as many points."""
    if name == "shared":
        return _("Bằng điểm và bằng mọi tiêu chí phụ: đồng hạng")
    return _("Bằng điểm: đội trên có %(what)s", what=tie(name))


def peak_days(days: str) -> str:
    """A peak's day: 'sunday', '03-26' or '2026-03-26'."""
    if days in WEEKDAYS:
        names = (_("Thứ Hai"), _("Thứ Ba"), _("Thứ Tư"), _("Thứ Năm"), _("Thứ Sáu"), _("Thứ Bảy"), _("Chủ nhật"))
        return _("%(weekday)s hằng tuần", weekday=names[WEEKDAYS.index(days)])
    return "/".join(reversed(days.split("-")))


def level(code: str) -> str:
    """A badge's level."""
    return {"bronze": _("Đồng"), "silver": _("Bạc"), "gold": _("Vàng")}[code]


def amount(value: int, badge: Badge) -> str:
    """A milestone with its unit: '25 tài khoản', '50% số Chủ nhật của đợt'."""
    shown = f"{value:,}".replace(",", ".")
    return f"{shown}{badge.unit_label}" if badge.unit_label.startswith("%") else f"{shown} {badge.unit_label}"


def entry(kind: str) -> str:
    """A ledger entry outside the lines of reports."""
    return {
        "bonus": _("Điểm thưởng"),
        "penalty": _("Điểm trừ"),
        "reversal": _("Hoàn lại"),
        "annulment": _("Hủy kết quả"),
    }.get(kind, _("Điều chỉnh"))


def reason(code: str, rules: RuleSet) -> str:
    """Why points moved outside the lines: what the rules call it, the entry taken back, or the ledger's own code."""
    if code.startswith("reverses:"):
        return _("trả lại bút toán %(seq)s", seq=code.removeprefix("reverses:"))
    labels = {each.code: each.label for each in rules.penalties} | {each.code: each.label for each in rules.bonuses}
    return labels.get(code, code)


def condition(percent: int, day: date) -> str:
    """Which peak multiplied a line, by its day."""
    weekdays = {5: _("Thứ Bảy"), 6: _("Chủ nhật")}
    name = weekdays.get(day.weekday(), f"{day:%d/%m}")
    return _("%(day)s × %(percent)s", day=name, percent=f"{percent}%")


def change(found: Change) -> str:
    """One change of the rules in words; activity types stand before it by their label."""
    values = {"before": found.before, "after": found.after}
    return {
        "on": _("bật, đội chọn được khi báo cáo") if found.after else _("tắt, đội không chọn được nữa"),
        "points": _("%(before)s → %(after)s điểm", **values),
        "cap": _("tối đa %(before)s → %(after)s", **values),
        "daily_ceiling": _("Trần mỗi ngày: %(before)s → %(after)s điểm", **values),
        "added": _("loại việc mới"),
        "removed": _("bỏ khỏi danh mục"),
        "rewritten": _("đổi cách ghi hoặc cách đếm"),
        "peaks": _("Ngày cao điểm"),
        "badges": _("Huy hiệu"),
        "deadlines": _("Thời hạn"),
        "prizes": _("Giải thưởng"),
        "prize_scales": _("Số giải theo cụm"),
        "special_awards": _("Giải chuyên đề"),
        "eligibility": _("Điều kiện xét giải"),
        "tie_break": _("Thứ tự xét khi bằng điểm"),
        "unit_board": _("Cách xếp bảng đơn vị"),
        "cross_check_percent": _("Tỉ lệ chấm chéo"),
        "overturned_percent": _("Mức đề xuất chấm chéo toàn bộ"),
        "overturned_least": _("Số báo cáo ít nhất để đề xuất chấm chéo toàn bộ"),
        "headlines": _("Số liệu trang chủ"),
        "targets": _("Chỉ tiêu"),
        "penalties": _("Mức trừ điểm"),
        "bonuses": _("Mức thưởng điểm"),
        "exclusions": _("Hoạt động loại trừ nhau"),
        "flags": _("Dấu hiệu cần xem kỹ"),
    }.get(found.what, found.what)


def register(pages: Blueprint) -> None:
    """Make the words known to every template as filters."""
    for each in (evidence, tie, why_below, peak_days, level, amount, entry, reason, condition, change):
        pages.add_app_template_filter(each, f"{each.__name__}_words")
