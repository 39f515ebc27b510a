"""Notices in words: a label for the choices, one polite sentence, and where it leads. No citizen, no free text."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from app.exports.appraiser_notices import APPRAISERS, named_badge
from app.exports.deciding_notices import DECIDING
from app.exports.notice_subjects import Place, Subject, Words, day
from app.exports.recheck_notices import RECHECKS, penalty_page
from app.exports.report_notices import REPORTS, report_page
from app.exports.result_notices import RESULTS
from app.rulebook.numbers import show_whole


def _extra_page(about: Subject) -> Place:
    if about.facts["what"] == "penalty" and "extra" in about.facts:
        return penalty_page(about)
    if about.facts["report"]:
        return report_page(about)
    return "teams.why", {"code": about.team_code, "campaign": about.facts["campaign"]}


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
    if what == "penalty" and about.facts["recheck_until"]:
        until = day(about.facts["recheck_until"])
        said = f"{said} {_('Bạn có thể đề nghị phúc tra trước 23:59 ngày %(until)s.', until=until)}"
    return said


def _badges(about: Subject) -> str:
    named = [named_badge(name, level) for name, level in about.facts["badges"]]
    return _("Chúc mừng! %(team)s đạt huy hiệu %(badges)s.", team=about.team, badges=", ".join(named))


def _board(about: Subject) -> Place:
    return "boards.leaderboard", {"code": about.facts["campaign"]}


WORDS: Mapping[str, Words] = {
    **REPORTS,
    **DECIDING,
    **RECHECKS,
    **APPRAISERS,
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
    "team_photo_removed": Words(
        lazy_gettext("Ảnh của đội bị gỡ"),
        "camera",
        lambda about: _("Ảnh của %(team)s đã được gỡ", team=about.team),
        lambda about: _(
            "Ảnh của %(team)s không còn hiện ở đâu nữa. Bạn xem lý do và có thể đặt ảnh khác.", team=about.team
        ),
        lambda about: ("team_photos.page", {"code": about.team_code}),
    ),
    "batch_reviewed": Words(
        lazy_gettext("Nhiều báo cáo được xem lại cùng lúc"),
        "history",
        lambda about: _("%(count)s báo cáo của %(team)s được xem lại", count=about.facts["count"], team=about.team),
        lambda about: (
            _(
                "%(count)s báo cáo của %(team)s được mở lại để người khác thẩm định lại. Bạn chưa cần làm gì.",
                count=about.facts["count"],
                team=about.team,
            )
            if about.facts["effect"] == "reopened"
            else _(
                "Kết quả %(count)s báo cáo của %(team)s đã bị hủy. Lý do ghi trong từng báo cáo.",
                count=about.facts["count"],
                team=about.team,
            )
        ),
        lambda about: ("reports.index", {}),
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
    **RESULTS,
}
