"""What the words of a notice are made of: its facts and its team, the times as Vietnamese readers see them."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
Facts = Mapping[str, Any]
Place = tuple[str, dict[str, Any]]


class Subject(NamedTuple):
    """What a notice is about: its facts, and its team's name and code."""

    facts: Facts
    team: str
    team_code: str


class Words(NamedTuple):
    """How one kind speaks: `label` and `icon` in lists, `title` in a subject line, the sentence, its page."""

    label: Any
    icon: str
    title: Callable[[Subject], str]
    sentence: Callable[[Subject], str]
    place: Callable[[Subject], Place]


def day(iso: str) -> str:
    """15/03/2026."""
    return f"{date.fromisoformat(iso):%d/%m/%Y}"


def moment(iso: str) -> str:
    """14:30 ngày 15/03/2026."""
    local = datetime.fromisoformat(iso).astimezone(ZONE)
    return _("%(time)s ngày %(day)s", time=f"{local:%H:%M}", day=f"{local:%d/%m/%Y}")
