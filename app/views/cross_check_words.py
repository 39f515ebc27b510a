"""Second looks and re-checks in words."""

from flask import Blueprint
from flask_babel import gettext as _

from app.models import CrossCheck, ExtraRecheck, RecheckRequest


def because(code: str) -> str:
    """Why a report gets a second look."""
    return {
        "sample": _("Rút thăm"),
        "flagged": _("Có dấu hiệu cần xem kỹ"),
        "full": _("Đơn vị được chấm chéo toàn bộ"),
        "handed": _("Người thẩm định nhờ xem lại"),
    }[code]


def outcome(check: CrossCheck) -> str:
    """What came of it, or whom it waits for."""
    if check.outcome is None:
        return _("Chờ %(unit)s chấm chéo", unit=asked_unit(check))
    if check.outcome == "agreed":
        return _("Chấm chéo: giữ nguyên kết quả")
    return _("Chấm chéo: đổi kết quả")


def asked_unit(check: CrossCheck) -> str:
    """Who was asked."""
    return check.unit.name if check.unit else _("Tỉnh Đoàn")


def recheck(request: RecheckRequest) -> str:
    """What an answered request for a re-check came to."""
    assert request.answer is not None
    if request.answer.verdict == "granted":
        return _("Chấp nhận phúc tra")
    return _("Giữ nguyên việc hủy kết quả") if request.decision.kind == "annulled" else _("Giữ nguyên kết quả")


def extra_recheck(request: ExtraRecheck) -> str:
    """What an answered request about a penalty came to."""
    assert request.answer is not None
    if request.answer.verdict == "granted":
        return _("Chấp nhận phúc tra, trả lại điểm")
    return _("Giữ nguyên điểm trừ")


def register(pages: Blueprint) -> None:
    """Make the words known to the templates as filters."""
    pages.add_app_template_filter(because, "because_words")
    pages.add_app_template_filter(outcome, "outcome_words")
    pages.add_app_template_filter(asked_unit, "asked_unit")
    pages.add_app_template_filter(recheck, "recheck_words")
    pages.add_app_template_filter(extra_recheck, "extra_recheck_words")
