"""What a target counts, who enters it and how far it is, in words."""

from flask import Blueprint
from flask_babel import gettext as _

from app.queries.targets import Measured
from app.rulebook.measures import Target
from app.rulebook.numbers import show_average, show_percent, show_whole
from app.rulebook.rules import RuleSet


def goal(target: Target) -> str:
    """The number to reach, with its unit: '100% đoàn viên', '50 hồ sơ'."""
    shown = show_whole(target.value)
    return f"{shown}{target.unit_label}" if target.unit_label.startswith("%") else f"{shown} {target.unit_label}"


def value(measured: Measured) -> str:
    """The number reached; a sentence where it is not known."""
    found, target = measured.progress, measured.target
    if target.shape == "per_unit":
        return _("%(part)s/%(whole)s", part=show_whole(found.part), whole=show_whole(found.whole or 0))
    if found.value is not None:
        return show_percent(found.part, found.whole or 0) if target.shape == "percent" else show_average(found.value)
    return show_whole(found.part) if target.metric == "hamlets" else _("Chưa có số liệu")


def basis(measured: Measured) -> str:
    """What the value rests on."""
    found, target = measured.progress, measured.target
    part, whole = show_whole(found.part), show_whole(found.whole or 0)
    if target.metric == "hamlets":
        return _("thôn, ấp, khu phố đã có buổi hỗ trợ. Chưa có tổng số thôn, ấp, khu phố nên chưa tính được tỷ lệ.")
    if measured.counted is not None:
        entered, units = show_whole(measured.counted.entered), show_whole(measured.counted.units)
        said = _("%(entered)s/%(units)s đơn vị có đội đã nhập số liệu", entered=entered, units=units)
        return _("%(part)s/%(whole)s đoàn viên; %(said)s", part=part, whole=whole, said=said) if found.whole else said
    if found.value is None:
        return _("Chưa có Chủ nhật nào đã qua") if target.metric == "sundays_pct" else ""
    if target.shape == "per_unit":
        average = show_average(found.value)
        if target.period == "month":
            return _("lượt đã đạt, mỗi đội mỗi tháng một lượt; trung bình %(average)s mỗi lượt", average=average)
        return _("đội đã đạt; trung bình %(average)s mỗi đội", average=average)
    if target.metric == "trained_pct":
        return _("%(part)s/%(whole)s thành viên", part=part, whole=whole)
    if target.shape == "percent":
        return _("%(part)s/%(whole)s đội", part=part, whole=whole)
    return _("trung bình mỗi thành viên, của %(whole)s thành viên", whole=whole) if target.shape == "per_member" else ""


def definition(target: Target, rules: RuleSet) -> str:
    """How the target is counted, and from what."""
    if target.metric != "activities":
        return {
            "accounts_pct": _(
                "Số đoàn viên có cả hai tài khoản chia cho số đoàn viên, theo lần nhập mới nhất của từng đơn vị cơ sở. "
                "Chỉ nhập hai con số, không lập danh sách người."
            ),
            "sundays_pct": _(
                "Số đội có việc đã xác minh vào mọi Chủ nhật đã qua của đợt, chia cho tổng số đội. "
                "Tập huấn và họp không tính là ra quân."
            ),
            "trained_pct": _(
                "Mỗi đội lấy buổi tập huấn đông nhất đã ghi, không quá số thành viên, cộng lại rồi chia cho tổng số "
                "thành viên các đội. Không ghi tên ai nên không cộng các buổi với nhau."
            ),
            "hamlets": _("Đếm các thôn, ấp, khu phố khác nhau ghi trong báo cáo đã xác minh, theo từng đơn vị."),
        }[target.metric]
    if not target.activities:
        return _("Thể lệ chưa ghi chỉ tiêu này đếm loại việc nào nên chưa đo được.")
    return _("%(how)s Đếm: %(what)s.", how=_how(target), what=_labels(target, rules))


def by_organiser(target: Target, rules: RuleSet) -> bool:
    """Whether all it counts is ticked off by an organiser."""
    kinds = [rules.by_code[code] for code in target.activities if code in rules.by_code]
    return bool(kinds) and all(each.reported_by == "organiser" for each in kinds)


def owner(target: Target, rules: RuleSet) -> str:
    """Who enters what it rests on."""
    if target.metric == "accounts_pct":
        return _("Đoàn cơ sở nhập số liệu đoàn viên")
    if by_organiser(target, rules):
        return _("Người thẩm định hoặc cán bộ Tỉnh Đoàn ghi khi tổ chức")
    return _("Đội báo cáo, người thẩm định xác minh")


def _how(target: Target) -> str:
    monthly = target.period == "month"
    if target.shape == "per_unit":
        if monthly:
            return _("Mỗi đội phải đạt mức này trong từng tháng dương lịch của đợt; phần vượt không bù cho đội khác.")
        return _("Mỗi đội phải tự đạt mức này trong cả đợt; phần vượt không bù cho đội khác.")
    span = _("trong tháng gần nhất") if monthly else _("trong cả đợt")
    return {
        "percent": _("Số đội có việc đã xác minh %(span)s chia cho tổng số đội.", span=span),
        "per_member": _("Tổng đã xác minh %(span)s chia cho tổng số thành viên; không theo dõi từng người.", span=span),
        "total": _("Tổng đã xác minh %(span)s, không giới hạn mức tối đa được tính điểm.", span=span),
    }[target.shape]


def _labels(target: Target, rules: RuleSet) -> str:
    return "; ".join(rules.by_code[code].label for code in target.activities if code in rules.by_code)


def register(pages: Blueprint) -> None:
    """Make the words known to the templates as filters."""
    for each in (goal, value, basis, definition, owner, by_organiser):
        pages.add_app_template_filter(each, f"target_{each.__name__}")
