"""Reading the single fields of the captain's form."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from app.forms import fields
from app.forms.fields import Wrong
from app.models import Report
from app.rulebook.deadlines import PhoneTimes

TIME = re.compile(r"([01]?[0-9]|2[0-3])[:h]([0-5][0-9])(?::[0-5][0-9](?:\.[0-9]+)?)?")
INSTANT = re.compile(r"[0-9TZ:.+-]{1,40}")


def line_of_text(value: str, most: int, needed: bool = False) -> str:
    """A line of free text; an empty one asks for the place, if that is needed."""
    found = fields.text({"text": value}, "text", most)
    if needed and not found:
        raise Wrong(_("Bạn ghi nơi ra quân, ví dụ “Nhà văn hóa khu phố 3”."))
    return found


def members(chosen: Sequence[str]) -> tuple[int, ...]:
    """Ids of the members who were ticked, each once."""
    if not all(each.isascii() and each.isdigit() and len(each) < 10 for each in chosen):
        raise Wrong(_("Bạn chọn lại thành viên có mặt."))
    return tuple(sorted({int(each) for each in chosen}))


def minutes(raw: str) -> int | None:
    """A time of the day in minutes, as the browser sends it (07:30) or as people write it (7h30); None for none."""
    if not raw.strip():
        return None
    found = TIME.fullmatch(raw.strip())
    if found is None:
        raise Wrong(_("Giờ viết như 07:30."))
    return int(found[1]) * 60 + int(found[2])


def span(begins_at: int | None, ends_at: int | None) -> tuple[int, int] | None:
    """Both hours, in their order, or none."""
    if begins_at is None and ends_at is None:
        return None
    if begins_at is None or ends_at is None:
        raise Wrong(_("Bạn ghi cả giờ bắt đầu và giờ kết thúc, hoặc để trống cả hai."))
    if ends_at <= begins_at:
        raise Wrong(_("Giờ kết thúc phải sau giờ bắt đầu. Buổi kéo qua nửa đêm thì ghi thành hai báo cáo."))
    return begins_at, ends_at


def written_time(value: int | None) -> str:
    """The minutes of a day as the field shows them: 07:30."""
    return "" if value is None else f"{value // 60:02}:{value % 60:02}"


def phone_times(form: Mapping[str, str]) -> PhoneTimes | None:
    """What the phone says of the time; None unless both can be read with their zone."""
    submitted_at, now = (_instant(form.get(name, "")) for name in ("phone_submitted_at", "phone_now"))
    return PhoneTimes(submitted_at, now) if submitted_at and now else None


def chosen_file(sent: FileStorage | None) -> bytes | None:
    """The bytes of the file, if one was chosen."""
    return (sent.read() or None) if sent and sent.filename else None


def is_uuid(value: str) -> bool:
    """Whether this is a UUID in the one spelling that is stored."""
    try:
        return str(UUID(value)) == value
    except ValueError:
        return False


def place_of(report: Report | None) -> dict[str, Any]:
    """The place of a report as the form shows it."""
    place = report.place if report else None
    return {
        "place_kind": place.kind if place else "commune_center",
        "place": place.name if place else "",
        "hamlet": place.hamlet if place else "",
    }


def _instant(raw: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(raw) if INSTANT.fullmatch(raw) else None
    except ValueError:
        return None
    return found if found and found.utcoffset() is not None else None
