"""What a badge's rule must hold to be reachable at all: its measure, its window, its thresholds."""

from collections.abc import Iterator, Mapping
from datetime import date

from app.rulebook.calendars import SUNDAY
from app.rulebook.honours import Badge
from app.rulebook.ruleplaces import Found, Known, Tables
from app.rulebook.scopes import Scope

NEEDS_ACTIVITIES = ("quantity", "activity_days", "trained_pct", "months_met")
HUNDRED = 100

Fault = tuple[str, str]


def badges(tables: Tables, known: Known) -> Found:
    """Every badge can be understood, and every level can be reached within the campaign."""
    campaign = next((each for _, each in tables["campaign"]), None)
    span = (campaign.starts_on, campaign.ends_on) if campaign else None
    offered = {each.code: each.on for _, each in tables["activities"]}
    for path, badge in tables["badges"]:
        for name, message in faults(badge, span, offered):
            yield (*path, name), message


def faults(badge: Badge, span: tuple[date, date] | None, offered: Mapping[str, bool]) -> Iterator[Fault]:
    """What is wrong with one badge: the field and what would be right; `span` is the campaign's first and last day."""
    yield from _measure(badge, offered)
    window = list(_window(badge, span))
    yield from window
    if span and not window:
        yield from _unreachable(badge, *span, kinds=sum(offered.values()))


def _measure(badge: Badge, offered: Mapping[str, bool]) -> Iterator[Fault]:
    if badge.metric in NEEDS_ACTIVITIES and not badge.activities:
        yield "activities", f"cách đo {badge.metric} cần ít nhất một hoạt động"
    elif badge.active and badge.activities and not any(offered.get(each, True) for each in badge.activities):
        yield (
            "activities",
            "mọi hoạt động của huy hiệu đang tắt nên không đội nào đạt được; bật hoạt động hoặc tắt huy hiệu",
        )
    if badge.metric == "targets_reached" and not badge.targets:
        yield "targets", "cách đo targets_reached cần ít nhất một chỉ tiêu"
    if badge.holder == "member" and badge.awarded != "decision":
        yield "awarded", "huy hiệu của thành viên theo ngay từng quyết định thẩm định; cần decision"
    if badge.holder == "verifier":
        yield from _of_verifiers(badge)


def _of_verifiers(badge: Badge) -> Iterator[Fault]:
    """A verifier's work is looked at whole, whenever the figures are made."""
    for name in ("activities", "weekdays", "first_day"):
        if getattr(badge, name):
            yield name, "huy hiệu của người thẩm định tính mọi báo cáo của đợt; bỏ trống ô này"
    if badge.awarded != "decision":
        yield "awarded", "huy hiệu của người thẩm định xét cùng bảng thống kê; cần decision"


def _window(badge: Badge, span: tuple[date, date] | None) -> Iterator[Fault]:
    """A window has both its ends, in order, and touches the campaign."""
    first, last = badge.first_day, badge.last_day
    if first and not last:
        yield "last_day", "khoảng ngày không có ngày kết thúc; ghi thêm last_day"
    elif last and not first:
        yield "first_day", "khoảng ngày không có ngày bắt đầu; ghi thêm first_day"
    elif first and last and last < first:
        yield "last_day", f"kết thúc trước ngày bắt đầu; cần từ {first:%d/%m/%Y} trở đi"
    elif span and badge.scope and not badge.scope.days(*span):
        yield "first_day" if first else "weekdays", "không có ngày nào của đợt thi đua nằm trong khoảng này"


def _unreachable(badge: Badge, start: date, end: date, kinds: int) -> Iterator[Fault]:
    most = _most(badge, start, end, kinds)
    top = badge.levels[-1].threshold
    if most is None or top <= most:
        return
    if badge.metric.endswith("_pct"):
        yield "levels", f"ngưỡng phần trăm không quá {HUNDRED}; đang là {top}"
    else:
        yield "levels", f"mức cao nhất là {top} nhưng trong đợt thi đua chỉ đạt được nhiều nhất {most}"


def _most(badge: Badge, start: date, end: date, kinds: int) -> int | None:
    """The most that a team or a member could reach; None where only their work bounds it."""
    days = (badge.scope or Scope(start, end)).days(start, end)
    weekly = sum(each.weekday() == SUNDAY for each in days)
    return {
        "months_met": len({(each.year, each.month) for each in days}),
        "targets_reached": len(badge.targets),
        "sunday_streak": weekly,
        "sundays_attended": weekly,
        "work_kinds": len(badge.activities) or kinds,
        "days": len(days),
        "activity_days": len(days) * len(badge.activities),
    }.get(badge.metric, HUNDRED if badge.metric.endswith("_pct") else None)
