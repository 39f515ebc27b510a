"""The steps of a campaign and what blocks them, in words, with where to go."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, url_for
from flask_babel import gettext as _

from app.clock import local_day
from app.queries.blockers import Blocker
from app.rulebook.rules import RuleSet
from app.rulebook.timeline import Step
from app.services.refusals import Refused
from app.views.formats import day, moment
from app.views.policy import may_open
from app.views.wording import worded

BEGIN = ("start", "board_freeze", "provisional")  # what begins with its day; the rest has until its day's end


def register(pages: Blueprint) -> None:
    """Filters for the templates."""
    for word in (step_words, due_words, mover_words, milestone_words, blocker_words, blocker_place, prize_words):
        pages.add_app_template_filter(word)


def step_words(code: str) -> str:
    return {
        "start": _("Bắt đầu"),
        "board_freeze": _("Khóa bảng công khai"),
        "reporting_closes": _("Hết hạn gửi báo cáo"),
        "close": _("Chốt số liệu"),
        "provisional": _("Kết quả dự kiến đến các đội"),
        "recheck_until": _("Hết hạn đề nghị phúc tra"),
        "recheck_answered": _("Trả lời phúc tra"),
        "council": _("Họp Hội đồng"),
        "finalise": _("Quyết định công nhận kết quả"),
        "announce": _("Công bố, trao giải"),
    }[code]


def due_words(step: Step, zone: str) -> str:
    """When it is due, as an office says it: by the end of a day rather than at the next midnight."""
    if step.code in BEGIN:
        return moment(step.due)
    return _("hết ngày %(day)s", day=day(local_day(step.due - timedelta(minutes=1), zone)))


def mover_words(mover: str) -> str:
    return {
        "calendar": _("theo lịch"),
        "officer": _("cán bộ Tỉnh Đoàn"),
        "council": _("Hội đồng"),
        "signatory": _("cán bộ trình, Ban Thường vụ duyệt"),
        "units": _("cấp trên của người đã thẩm định"),
    }[mover]


def milestone_words(kind: str) -> str:
    return {
        "board_freeze": _("Khóa bảng"),
        "close": _("Chốt số liệu trước hạn"),
        "reopen": _("Mở lại số liệu"),
        "finalise": _("Duyệt kết quả"),
        "announce": _("Công bố kết quả"),
        "amend": _("Điều chỉnh kết quả"),
        "archive": _("Lưu trữ"),
    }[kind]


def blocker_words(blocker: Blocker) -> str:
    """One sentence: what is in the way, and how much of it."""
    return worded(Refused(blocker.code, count=blocker.count, fault=blocker.fault))


def blocker_place(blocker: Blocker, campaign: str) -> str:
    """Where it is worked off; empty where only waiting helps or the page itself has the button."""
    pages: dict[str, tuple[str, dict[str, Any]]] = {
        "reports_undecided": ("backlog.index", {"campaign": campaign}),
        "privacy_open": ("backlog.index", {"campaign": campaign}),
        "rechecks_unanswered": ("rechecks.index", {}),
        "ledger_broken": ("checkpoints.index", {"code": campaign}),
    }
    endpoint, parts = pages.get(blocker.code, ("", {}))
    return url_for(endpoint, **parts) if endpoint and may_open(endpoint) else ""


def prize_words(code: str, rules: RuleSet) -> str:
    """The prize as the rules call it; empty without one."""
    return next((each.label for each in rules.prizes if each.code == code), code)
