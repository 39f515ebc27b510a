"""Readers for the values that only rule files have: zones, peak days, badge levels, evidence."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from app.rulebook.badges import LEVELS
from app.rulebook.calendars import WEEKDAYS
from app.rulebook.honours import BadgeLevel
from app.rulebook.rulefields import WrongValue, matching, pairs, shown

EVIDENCE = (
    "tally",
    "site_photo",
    "service_point_confirmation",
    "member_attendance",
    "document_reference",
    "media_link",
)


def zone(value: Any) -> str:
    """A time zone this machine knows."""
    try:
        return ZoneInfo(value).key
    except (TypeError, ValueError, OSError, KeyError):
        raise WrongValue(f"không có múi giờ {shown(value)}; ví dụ đúng: Asia/Ho_Chi_Minh") from None


def peak_days(value: Any) -> str:
    """A weekday's English name, MM-DD or YYYY-MM-DD."""
    if value in WEEKDAYS:
        return str(value)
    try:
        full = value if len(value) == 10 else f"2024-{value}"
        if date.fromisoformat(full).isoformat() == full:
            return str(value)
    except (TypeError, ValueError):
        pass
    raise WrongValue(f'{shown(value)} không dùng được; cần "sunday", "saturday"…, "03-26" hoặc "2026-03-26"')


def levels(value: Any) -> tuple[BadgeLevel, ...]:
    """Thresholds by level, each above the one before."""
    found = pairs(1, 1_000_000)(value)
    names = tuple(name for name, _ in found)
    if not names or names != tuple(level for level in LEVELS if level in names):
        raise WrongValue(f"cần các mức theo thứ tự {', '.join(LEVELS)}; đang là {', '.join(names) or 'trống'}")
    thresholds = [threshold for _, threshold in found]
    if thresholds != sorted(set(thresholds)):
        raise WrongValue(f"ngưỡng phải tăng dần; đang là {', '.join(map(str, thresholds))}")
    return tuple(BadgeLevel(name, threshold) for name, threshold in found)


evidence = matching(
    rf"(?:{'|'.join(EVIDENCE)})(?:\+(?:{'|'.join(EVIDENCE)}))*",
    f"mã minh chứng, nối bằng dấu + khi cần cùng lúc: {', '.join(EVIDENCE)}",
)
