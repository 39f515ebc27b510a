"""Reading single fields by hand where a form has as many as the rules say."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID, uuid4

from flask_babel import gettext as _

from app.rulebook.numbers import parse_whole
from app.rulebook.text import clean, forbidden, personal_number

MOST_QUANTITY = 10_000
MOST_REASON = 500  # characters


class Wrong(Exception):
    """A field that cannot be taken; the message is for the reader."""


def text(form: Mapping[str, str], name: str, most: int) -> str:
    """A line of free text: no control signs, no citizen's numbers."""
    value = clean(form.get(name, ""))
    if forbidden(form.get(name, "")):
        raise Wrong(_("Có ký tự không đọc được. Bạn xóa đi rồi gõ lại."))
    if len(value) > most:
        raise Wrong(_("Tối đa %(most)s ký tự.", most=most))
    if personal_number(value):
        raise Wrong(
            _("Có dãy số giống số căn cước hoặc số điện thoại. Không ghi dữ liệu cá nhân của người dân vào báo cáo.")
        )
    return value


def said(form: Mapping[str, str], name: str, most: int, missing: str, errors: dict[str, str]) -> str:
    """A text that must be there; what is wrong with it goes to `errors`."""
    try:
        found = text(form, name, most)
    except Wrong as wrong:
        errors[name] = str(wrong)
        return ""
    if not found:
        errors[name] = missing
    return found


def quantity(raw: str) -> int:
    """A whole number from 1 to 10,000; 0 for an empty field."""
    if not raw:
        return 0
    found = parse_whole(raw)
    if found is None:
        raise Wrong(_("Số lượng là số nguyên, ví dụ 25."))
    if not 0 <= found <= MOST_QUANTITY:
        raise Wrong(_("Số lượng từ 1 đến 10.000."))
    return found


def day_and_reason(form: Mapping[str, str], errors: dict[str, str], no_reason: str) -> tuple[date | None, str]:
    """The fields `day` and `reason` of a form; what is wrong with them goes to `errors`."""
    found, reason = None, ""
    try:
        found = day(form["day"])
    except Wrong as wrong:
        errors["day"] = str(wrong)
    try:
        reason = text(form, "reason", MOST_REASON)
    except Wrong as wrong:
        errors["reason"] = str(wrong)
    if not reason:
        errors.setdefault("reason", no_reason)
    return found, reason


def version(raw: str) -> int:
    """The version a form was filled in for; 0, which none has, when it cannot be read."""
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 10 else 0


def day(raw: str) -> date:
    """A date as the browser sends it (2026-03-15) or as people write it (15/03/2026)."""
    parts = raw.split("/")
    if len(parts) == 3:
        raw = "-".join(reversed(parts))
    try:
        return date.fromisoformat(raw)
    except ValueError:
        raise Wrong(_("Ngày viết như 15/03/2026.")) from None


def form_id(form: Mapping[str, str], name: str) -> str:
    """The id that was made with the form; a new one where it carries none."""
    try:
        return str(UUID(form.get(name, "")))
    except ValueError:
        return str(uuid4())
