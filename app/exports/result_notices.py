"""Notices about results: who is told what when they are laid before the signatories, announced or amended."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from app.exports.notice_subjects import Place, Subject, Words


def _timeline(about: Subject) -> Place:
    return "timeline.page", {"code": about.facts["campaign"]}


def _results(about: Subject) -> Place:
    return "results.newest", {"code": about.facts["campaign"]}


def _amended(about: Subject) -> str:
    before, after = about.facts["before"], about.facts["after"]
    if before and after:
        return _("%(team)s: %(before)s nay là %(after)s.", team=about.team, before=before, after=after)
    if after:
        return _("%(team)s được trao %(after)s. Cảm ơn bạn và cả đội!", team=about.team, after=after)
    return _("%(team)s không còn %(before)s. Lý do ghi ở trang kết quả.", team=about.team, before=before)


RESULTS = {
    "provisional_results": Words(
        lazy_gettext("Kết quả dự kiến"),
        "file-text",
        lambda about: _("Phiếu tính điểm của %(team)s đã có", team=about.team),
        lambda about: _(
            "%(campaign)s đã chốt số liệu. Bạn xem phiếu tính điểm của đội; thấy chưa đúng thì đề nghị phúc tra đến "
            "hết %(day)s.",
            campaign=about.facts["name"],
            day=about.facts["until"],
        ),
        lambda about: ("team_sheets.page", {"code": about.facts["campaign"], "team": about.team_code}),
    ),
    "nominated": Words(
        lazy_gettext("Được giới thiệu khen thưởng"),
        "award",
        lambda about: _("Bạn được giới thiệu khen thưởng cá nhân"),
        lambda about: _(
            "%(campaign)s: đơn vị giới thiệu bạn. Bạn xem và cho biết có đồng ý không.", campaign=about.facts["name"]
        ),
        lambda about: ("nominations.mine", {}),
    ),
    "result_submitted": Words(
        lazy_gettext("Kết quả chờ duyệt"),
        "file-text",
        lambda about: _("Kết quả chờ bạn duyệt"),
        lambda about: _("%(campaign)s: kết quả đã được trình, chờ bạn xem và duyệt.", campaign=about.facts["name"]),
        _timeline,
    ),
    "result_returned": Words(
        lazy_gettext("Kết quả bị trả lại"),
        "corner-up-left",
        lambda about: _("Kết quả được trả lại"),
        lambda about: _(
            "%(campaign)s: người duyệt trả lại kết quả. Lý do ghi ở trang các mốc.", campaign=about.facts["name"]
        ),
        _timeline,
    ),
    "results_announced": Words(
        lazy_gettext("Kết quả được công bố"),
        "megaphone",
        lambda about: _("Kết quả chính thức đã được công bố"),
        lambda about: _(
            "%(campaign)s đã công bố kết quả chính thức. Cảm ơn bạn và cả đội!", campaign=about.facts["name"]
        ),
        _results,
    ),
    "result_amended": Words(
        lazy_gettext("Kết quả được điều chỉnh"),
        "history",
        lambda about: _("Kết quả của %(team)s thay đổi", team=about.team),
        _amended,
        _results,
    ),
}
