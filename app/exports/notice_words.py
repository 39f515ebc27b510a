"""Notices in words: a label for the choices, one polite sentence, and where it leads. No citizen, no free text."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from app.rulebook.numbers import show_whole

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


def _report_page(about: Subject) -> Place:
    return "reports.page", {"uuid": about.facts["report"]}


def _extra_page(about: Subject) -> Place:
    if about.facts["report"]:
        return _report_page(about)
    return "teams.why", {"code": about.team_code, "campaign": about.facts["campaign"]}


def _of_report(label: Any, icon: str, title: str, sentence: str) -> Words:
    """A report's kind; its sentences name the day and the team."""

    def worded(text: str) -> Callable[[Subject], str]:
        def words(about: Subject) -> str:
            until = moment(about.facts["until"]) if "until" in about.facts else ""
            return _(text, day=day(about.facts["day"]), team=about.team, until=until)

        return words

    return Words(label, icon, worded(title), worded(sentence), _report_page)


def _points_title(about: Subject) -> str:
    points, team = about.facts["points"], about.team
    if about.facts["what"] == "annulment":
        return _("%(team)s: không xét khen thưởng", team=team)
    if points > 0:
        return _("%(team)s được cộng %(points)s điểm", team=team, points=show_whole(points))
    return _("%(team)s bị trừ %(points)s điểm", team=team, points=show_whole(-points))


def _points(about: Subject) -> str:
    what, label = about.facts["what"], about.facts["label"]
    if what == "annulment":
        return _(
            "Hội đồng đã quyết định không xét khen thưởng %(team)s trong chiến dịch này. Điểm của đội giữ nguyên.",
            team=about.team,
        )
    if what == "reversal":
        return _("%(title)s: lần ghi trước (%(label)s) đã được rút lại.", title=_points_title(about), label=label)
    said = _("%(title)s: %(label)s.", title=_points_title(about), label=label)
    if what == "penalty":
        until = day(about.facts["recheck_until"])
        said = f"{said} {_('Bạn có thể đề nghị phúc tra trước 23:59 ngày %(until)s.', until=until)}"
    return said


def _badges(about: Subject) -> str:
    named = [_badge(name, level) for name, level in about.facts["badges"]]
    return _("Chúc mừng! %(team)s đạt huy hiệu %(badges)s.", team=about.team, badges=", ".join(named))


def _badge(name: str, level: str) -> str:
    levels = {"bronze": _("mức Đồng"), "silver": _("mức Bạc"), "gold": _("mức Vàng")}
    return f"“{name}” {levels[level]}" if level else f"“{name}”"


def _board(about: Subject) -> Place:
    return "boards.leaderboard", {"code": about.facts["campaign"]}


WORDS: Mapping[str, Words] = {
    "report_returned": _of_report(
        lazy_gettext("Báo cáo cần bổ sung"),
        "corner-up-left",
        "Báo cáo ngày %(day)s cần bổ sung trước %(until)s",
        "Báo cáo ngày %(day)s của %(team)s cần bổ sung. Bạn gửi lại trước %(until)s nhé; dòng cần sửa và lý do ghi "
        "trong báo cáo.",
    ),
    "photo_removed": _of_report(
        lazy_gettext("Ảnh có dữ liệu cá nhân bị xóa"),
        "shield-check",
        "Ảnh của báo cáo ngày %(day)s đã được xóa",
        "Một ảnh của báo cáo ngày %(day)s (%(team)s) có thể chứa dữ liệu cá nhân nên đã được xóa ngay. Bạn thay ảnh "
        "khác và gửi lại trước %(until)s nhé.",
    ),
    "report_rejected": _of_report(
        lazy_gettext("Báo cáo không được xác minh"),
        "x",
        "Báo cáo ngày %(day)s chưa được xác minh",
        "Báo cáo ngày %(day)s của %(team)s chưa được xác minh. Lý do từng dòng ghi trong báo cáo.",
    ),
    "report_annulled": _of_report(
        lazy_gettext("Kết quả báo cáo bị hủy"),
        "alert-triangle",
        "Kết quả báo cáo ngày %(day)s đã bị hủy",
        "Kết quả của báo cáo ngày %(day)s (%(team)s) đã bị hủy theo quyết định của Hội đồng.",
    ),
    "report_reduced": _of_report(
        lazy_gettext("Báo cáo được xác minh một phần"),
        "check",
        "Báo cáo ngày %(day)s được xác minh một phần",
        "Báo cáo ngày %(day)s của %(team)s được xác minh một phần. Bạn xem dòng nào được ghi nhận bao nhiêu.",
    ),
    "report_verified": _of_report(
        lazy_gettext("Báo cáo đã xác minh"),
        "check",
        "Báo cáo ngày %(day)s đã xác minh",
        "Báo cáo ngày %(day)s của %(team)s đã xác minh. Cảm ơn cả đội!",
    ),
    "report_reopened": _of_report(
        lazy_gettext("Quyết định được mở lại"),
        "history",
        "Báo cáo ngày %(day)s được thẩm định lại",
        "Quyết định về báo cáo ngày %(day)s của %(team)s được mở lại để thẩm định lại. Bạn chưa cần làm gì.",
    ),
    "points_taken": Words(lazy_gettext("Điểm trừ"), "minus", _points_title, _points, _extra_page),
    "points_given": Words(lazy_gettext("Điểm thưởng"), "plus", _points_title, _points, _extra_page),
    "badge_earned": Words(
        lazy_gettext("Đội đạt huy hiệu"),
        "award",
        lambda about: _("%(team)s vừa đạt huy hiệu", team=about.team),
        _badges,
        lambda about: ("teams.page", {"code": about.team_code, "campaign": about.facts["campaign"]}),
    ),
    "day_opened": Words(
        lazy_gettext("Ngày báo cáo được mở lại"),
        "calendar",
        lambda about: _("Ngày %(day)s được mở lại để báo cáo", day=day(about.facts["day"])),
        lambda about: _(
            "Ngày %(day)s được mở lại cho %(team)s. Báo cáo gửi bây giờ vẫn được nhận và tính là gửi muộn.",
            day=day(about.facts["day"]),
            team=about.team,
        ),
        lambda about: ("reports.new", {}),
    ),
    "queue_waiting": Words(
        lazy_gettext("Báo cáo đang chờ bạn thẩm định"),
        "list",
        lambda about: _("%(count)s báo cáo đang chờ bạn thẩm định", count=show_whole(about.facts["count"])),
        lambda about: _(
            "%(count)s báo cáo đang chờ bạn, khoảng %(minutes)s phút.",
            count=show_whole(about.facts["count"]),
            minutes=show_whole(about.facts["minutes"]),
        ),
        lambda about: ("queue.index", {}),
    ),
    "board_frozen": Words(
        lazy_gettext("Bảng xếp hạng được khóa"),
        "lock",
        lambda about: _("Bảng xếp hạng đã khóa"),
        lambda about: _(
            "%(campaign)s: bảng xếp hạng được khóa đến khi công bố kết quả. Báo cáo và thẩm định vẫn tiếp tục.",
            campaign=about.facts["name"],
        ),
        _board,
    ),
    "results_announced": Words(
        lazy_gettext("Kết quả được công bố"),
        "megaphone",
        lambda about: _("Kết quả chính thức đã được công bố"),
        lambda about: _(
            "%(campaign)s đã công bố kết quả chính thức. Cảm ơn bạn và cả đội!", campaign=about.facts["name"]
        ),
        lambda about: ("campaigns.results", {"code": about.facts["campaign"]}),
    ),
}
