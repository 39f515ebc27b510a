"""Badges in words: what a level asks, what earned an award, why it was taken back."""

from flask_babel import gettext as _

from app.models import BadgeAward
from app.rulebook.rules import Badge, BadgeLevel, RuleSet
from app.views.formats import day
from app.views.rule_words import amount, level, peak_days


def title(badge: Badge, name: str) -> str:
    """'Người dẫn lối VNeID · Mức Bạc'; no level where there is only one."""
    if len(badge.levels) == 1:
        return badge.name
    return _("%(badge)s · Mức %(level)s", badge=badge.name, level=level(name))


def level_of(badge: Badge, name: str) -> str:
    """'Mức Bạc'; nothing where there is only one level."""
    return _("Mức %(level)s", level=level(name)) if len(badge.levels) > 1 else ""


def not_held() -> str:
    """Of an award that was taken back."""
    return _("Huy hiệu này đã được thu lại")


def criteria(badge: Badge, wanted: BadgeLevel, rules: RuleSet) -> str:
    """Everything that has to be true, in whole sentences."""
    found = [_("Đạt %(amount)s.", amount=amount(wanted.threshold, badge))]
    if badge.activities:
        labels = "; ".join(rules.activity(code).label for code in badge.activities)
        found.append(_("Loại việc được tính: %(labels)s.", labels=labels))
    if badge.minimum > 1:
        found.append(_("Cần từ %(count)s báo cáo trở lên.", count=badge.minimum))
    if badge.weekdays:
        found.append(_("Chỉ tính %(days)s.", days=", ".join(peak_days(each) for each in badge.weekdays)))
    if badge.first_day:
        found.append(_("Tính từ ngày %(day)s.", day=day(badge.first_day)))
    if badge.last_day:
        found.append(_("Tính đến hết ngày %(day)s.", day=day(badge.last_day)))
    found.append(_("Chỉ tính việc đã xác minh, không giới hạn mức tối đa; mỗi mức trao một lần trong chiến dịch."))
    return " ".join(found)


def grounds(award: BadgeAward, badge: Badge, rules: RuleSet) -> list[tuple[str, str]]:
    """The verified work an award rests on, by type, where it rests on types."""
    known = rules.by_code
    return [
        (known[code].label, _("%(count)s %(unit)s", count=f"{count:,}".replace(",", "."), unit=known[code].unit_label))
        for code, count in sorted((award.facts or {}).get("quantities", {}).items())
        if code in known
    ]


def evidence(award: BadgeAward, badge: Badge, rules: RuleSet) -> str:
    """What earned an award, in one breath; the same for good."""
    parts = "; ".join(f"{label}: {count}" for label, count in grounds(award, badge, rules))
    found = _(
        "%(amount)s đã xác minh, tại bút toán số %(seq)s của sổ điểm, theo bộ tiêu chí phiên bản %(version)s.",
        amount=amount(award.value, badge),
        seq=award.seq,
        version=award.rules_version,
    )
    return f"{found} {parts}." if parts else found


def taken_back(code: str) -> str:
    """Why an award holds no longer."""
    if code.startswith("rules:"):
        number = code.removeprefix("rules:").rpartition(">")[2]
        return _("bộ tiêu chí phiên bản %(number)s áp dụng cho cả các huy hiệu đã trao", number=number)
    return {
        "decision": _("một báo cáo được thẩm định lại và số liệu làm căn cứ đã giảm"),
        "reopening": _("một quyết định thẩm định làm căn cứ được mở lại"),
        "batch_review": _("các báo cáo làm căn cứ được xem lại cùng lúc"),
        "cross_check": _("đơn vị khác chấm chéo và số liệu làm căn cứ đã giảm"),
        "recheck": _("một báo cáo làm căn cứ được phúc tra"),
        "correction": _("đội tự điều chỉnh giảm số liệu làm căn cứ"),
        "fabrication": _("kết quả của một báo cáo làm căn cứ đã bị hủy"),
        "week": _("số liệu cuối tuần không còn đạt mốc"),
        "team": _("số thành viên hoặc đơn vị của đội đã đổi"),
        "figures": _("đơn vị nhập lại số liệu đoàn viên"),
    }.get(code, _("số liệu làm căn cứ đã thay đổi"))
