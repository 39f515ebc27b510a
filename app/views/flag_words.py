"""Flags in words: one polite sentence each, with the figures it rests on, and a short name for lists."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Protocol

from flask import Flask
from flask_babel import gettext as _

from app.rulebook.numbers import show_whole
from app.rulebook.rules import RuleSet
from app.views.formats import day, hour

Facts = dict[str, Any]
HOUR = 60


class Raised(Protocol):
    """A flag as it is found, or as it is kept."""

    @property
    def code(self) -> str: ...

    @property
    def facts(self) -> Any: ...


def flag_words(flag: Raised, rules: RuleSet) -> str:
    """Why to look twice, in one sentence; a flag that has no words any more is shown by its code."""
    worded = WORDS.get(flag.code)
    return worded(_shown(flag.facts, rules)) + _more(flag.facts) + "." if worded else flag.code


def flag_name(code: str) -> str:
    """A few words for a list."""
    return {
        "photo_near": _("Ảnh giống báo cáo khác"),
        "claimed_twice": _("Đã báo ở chiến dịch khác"),
        "two_places": _("Một người, hai nơi"),
        "shared_place": _("Hai đội cùng nơi, cùng giờ"),
        "burst_taps": _("Lượt đếm dồn dập"),
        "over_capacity": _("Nhiều hơn sức làm"),
        "beyond_taps": _("Chưa khớp bộ đếm"),
        "even_taps": _("Lượt đếm đều như máy"),
        "photo_time": _("Ảnh chụp ngoài buổi"),
        "above_median": _("Gấp nhiều lần thường lệ"),
        "round_number": _("Số tròn nhập tay"),
        "shared_day": _("Hai đội cùng nơi, cùng ngày"),
        "same_figures": _("Trùng số liệu với đội khác"),
    }.get(code, code)


def _shown(facts: Facts, rules: RuleSet) -> dict[str, Any]:
    """The same facts as people read them."""
    found = {name: show_whole(value) if isinstance(value, int) else value for name, value in facts.items()}
    known = rules.by_code.get(facts.get("activity", ""))
    found["work"] = known.label if known else facts.get("activity", "")
    found["unit"] = known.unit_label if known else ""
    if "day" in facts:
        found["day"] = day(date.fromisoformat(facts["day"]))
    if facts.get("begins_at") is not None and facts.get("ends_at") is not None:
        found["hours"] = f"{hour(facts['begins_at'])}–{hour(facts['ends_at'])}"
    return found | {"raw": facts}


def _more(facts: Facts) -> str:
    others = len(facts.get("reports", ())) - 1
    return _(", và %(count)s báo cáo khác nữa", count=others) if others > 0 else ""


def _photo_near(facts: Facts) -> str:
    if facts["raw"]["distance"] == 0:
        return _("Ảnh trùng với ảnh của %(team)s trong báo cáo ngày %(day)s", **facts)
    return _(
        "Ảnh gần như giống ảnh của %(team)s trong báo cáo ngày %(day)s (khác %(distance)s trên 64 nét so sánh)", **facts
    )


def _over_capacity(facts: Facts) -> str:
    minutes = facts["raw"]["minutes"]
    if minutes is None:
        return _(
            "%(work)s: %(claimed)s %(unit)s, trong khi %(members)s thành viên làm cả ngày được khoảng %(most)s", **facts
        )
    spent = f"{minutes // HOUR}:{minutes % HOUR:02}"
    return _(
        "%(work)s: %(claimed)s %(unit)s, trong khi %(members)s thành viên làm trong %(spent)s giờ được khoảng %(most)s",
        **facts | {"spent": spent},
    )


def _photo_time(facts: Facts) -> str:
    days, at = facts["raw"]["days"], hour(facts["raw"]["minute"])
    if days == 0:
        return _("Máy ảnh ghi lúc %(at)s, ngoài giờ của buổi", at=at)
    if days < 0:
        return _("Máy ảnh ghi lúc %(at)s, trước ngày hoạt động %(days)s ngày", at=at, days=show_whole(-days))
    return _("Máy ảnh ghi lúc %(at)s, sau ngày hoạt động %(days)s ngày", at=at, days=show_whole(days))


WORDS: Mapping[str, Callable[[Facts], str]] = {
    "photo_near": _photo_near,
    "claimed_twice": lambda facts: _(
        "Đội cũng báo %(claimed)s %(unit)s (%(work)s) của ngày này trong chiến dịch %(campaign)s", **facts
    ),
    "two_places": lambda facts: _(
        "%(members)s thành viên cùng lúc có tên trong báo cáo của %(team)s tại %(place)s, %(hours)s", **facts
    ),
    "shared_place": lambda facts: _(
        "%(team)s cũng báo hoạt động tại %(place)s, %(hours)s, mà chưa có buổi phối hợp", **facts
    ),
    "same_figures": lambda facts: _(
        "%(team)s báo đúng cùng các con số tại %(place)s cùng ngày, mà chưa có buổi phối hợp", **facts
    ),
    "shared_day": lambda facts: _(
        "%(team)s cũng báo hoạt động tại %(place)s cùng ngày, mà chưa có buổi phối hợp; chưa rõ giờ để so", **facts
    ),
    "burst_taps": lambda facts: _(
        "%(work)s: %(taps)s lượt đếm trong vòng %(seconds)s giây, từ phút thứ %(minute)s của buổi",
        **facts | {"minute": show_whole(facts["raw"]["first"] // 60)},
    ),
    "even_taps": lambda facts: _(
        "%(work)s: %(taps)s lượt đếm cách nhau gần như đúng %(pause)s giây, đều hơn nhịp làm thường thấy", **facts
    ),
    "beyond_taps": lambda facts: _("%(work)s: báo cáo ghi %(claimed)s %(unit)s, bộ đếm mới có %(taps)s lượt", **facts),
    "over_capacity": _over_capacity,
    "photo_time": _photo_time,
    "above_median": lambda facts: _(
        "%(work)s: %(claimed)s %(unit)s, trong khi đội thường làm khoảng %(usual)s", **facts
    ),
    "round_number": lambda facts: _("%(work)s: số tròn %(claimed)s %(unit)s, nhập tay, không có lượt đếm", **facts),
}


def register(app: Flask) -> None:
    """Make the words known to the templates."""
    app.add_template_filter(flag_words)
    app.add_template_filter(flag_name)
