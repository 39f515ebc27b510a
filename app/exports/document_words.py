"""Days, moments and references as documents write them (domain.md 6.4)."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from app.queries.result_sheets import ResultSheet

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
BLANK_DAY = "ngày …… tháng …… năm ………"


def short_day(value: date) -> str:
    """05/03/2026."""
    return f"{value:%d/%m/%Y}"


def long_day(value: date) -> str:
    """Ngày 05 tháng 3 năm 2026: a zero before days below 10 and months 1 and 2 only."""
    month = f"{value.month:02}" if value.month <= 2 else str(value.month)
    return f"ngày {value.day:02} tháng {month} năm {value.year}"


def moment(value: datetime) -> str:
    """14:30 ngày 08/03/2026."""
    local = value.astimezone(ZONE)
    return f"{local:%H:%M} ngày {short_day(local.date())}"


def decision(sheet: ResultSheet) -> str:
    """The decision with number and day, or with the places where the office writes them."""
    when = long_day(sheet.decision_date) if sheet.decision_date else BLANK_DAY
    return f"Quyết định số {sheet.decision_number or '……………'} {when}"
