"""How Vietnamese readers see numbers, days and times (domain.md 6.4)."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from flask import Flask
from flask_babel import gettext as _

from app.rulebook.numbers import show_percent, show_whole

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def day(value: date | None) -> str:
    """05/03/2026."""
    return f"{value:%d/%m/%Y}" if value else ""


def weekday(value: date) -> str:
    """Chủ nhật."""
    names = (_("Thứ Hai"), _("Thứ Ba"), _("Thứ Tư"), _("Thứ Năm"), _("Thứ Sáu"), _("Thứ Bảy"), _("Chủ nhật"))
    return names[value.weekday()]


def long_day(value: date) -> str:
    """Chủ nhật, 08/03/2026."""
    return f"{weekday(value)}, {day(value)}"


def moment(value: datetime | None) -> str:
    """14:30 ngày 08/03/2026."""
    if value is None:
        return ""
    local = value.astimezone(ZONE)
    return _("%(time)s ngày %(day)s", time=f"{local:%H:%M}", day=day(local.date()))


def clock_time(value: datetime) -> str:
    """14:30."""
    return f"{value.astimezone(ZONE):%H:%M}"


def hour(value: int) -> str:
    """07:30, from minutes of the day."""
    return f"{value // 60:02}:{value % 60:02}"


def signed(value: int) -> str:
    """+1.234, −1.234 or 0."""
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{show_whole(abs(value))}"


def age(value: timedelta) -> str:
    """How long something has waited: 3 ngày, 5 giờ or 20 phút, in whole ones."""
    if value >= timedelta(days=2):
        return _("%(count)s ngày", count=show_whole(value.days))
    hours, minutes = divmod(int(value.total_seconds()) // 60, 60)
    return _("%(count)s giờ", count=hours) if hours else _("%(count)s phút", count=max(0, minutes))


def register(app: Flask) -> None:
    """Make the formats known to the templates."""
    app.add_template_filter(show_whole, "whole")
    app.add_template_filter(show_percent, "share_of")
    for each in (day, weekday, long_day, moment, clock_time, hour, signed, age):
        app.add_template_filter(each)
