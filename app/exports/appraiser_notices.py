"""What those who decide reports are told of second looks and of their own work."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from app.exports.notice_subjects import Place, Subject, Words


def named_badge(name: str, level: str) -> str:
    """“Người dẫn lối VNeID” mức Bạc."""
    levels = {"bronze": _("mức Đồng"), "silver": _("mức Bạc"), "gold": _("mức Vàng")}
    return f"“{name}” {levels[level]}" if level else f"“{name}”"


def _badges(about: Subject) -> str:
    named = [named_badge(name, level) for name, level in about.facts["badges"]]
    return _("Chúc mừng! Bạn đạt huy hiệu %(badges)s. Cảm ơn bạn đã thẩm định công tâm.", badges=", ".join(named))


def _full_check(about: Subject) -> str:
    if about.facts["started"]:
        return _(
            "Từ bây giờ mọi báo cáo của %(unit)s được một đơn vị khác xem lần hai. Bạn vẫn thẩm định như thường.",
            unit=about.facts["unit"],
        )
    return _("Báo cáo của %(unit)s lại được chọn chấm chéo bằng rút thăm như trước.", unit=about.facts["unit"])


def _figures(about: Subject) -> Place:
    return "verifiers.index", {"code": about.facts["campaign"]}


APPRAISERS: Mapping[str, Words] = {
    "full_check": Words(
        lazy_gettext("Đơn vị được chấm chéo toàn bộ"),
        "eye",
        lambda about: (
            _("%(unit)s được chấm chéo toàn bộ", unit=about.facts["unit"])
            if about.facts["started"]
            else _("%(unit)s thôi chấm chéo toàn bộ", unit=about.facts["unit"])
        ),
        _full_check,
        _figures,
    ),
    "appraiser_badge": Words(
        lazy_gettext("Bạn đạt huy hiệu thẩm định"),
        "award",
        lambda about: _("Bạn vừa đạt huy hiệu thẩm định"),
        _badges,
        _figures,
    ),
}
