"""What teams are told of their reports."""

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import lazy_gettext

from app.exports.notice_subjects import Place, Subject, Words, day, moment


def report_page(about: Subject) -> Place:
    """The report itself."""
    return "reports.page", {"uuid": about.facts["report"]}


def _of_report(label: Any, icon: str, title: Any, sentence: Any) -> Words:
    """A report's kind; its sentences name the day and the team."""

    def worded(text: Any) -> Callable[[Subject], str]:
        def words(about: Subject) -> str:
            until = moment(about.facts["until"]) if "until" in about.facts else ""
            return str(text) % {"day": day(about.facts["day"]), "team": about.team, "until": until}

        return words

    return Words(label, icon, worded(title), worded(sentence), report_page)


REPORTS: Mapping[str, Words] = {
    "report_returned": _of_report(
        lazy_gettext("Báo cáo cần bổ sung"),
        "corner-up-left",
        lazy_gettext("Báo cáo ngày %(day)s cần bổ sung trước %(until)s"),
        lazy_gettext(
            "Báo cáo ngày %(day)s của %(team)s cần bổ sung. Bạn gửi lại trước %(until)s nhé; dòng cần sửa và lý do ghi "
            "trong báo cáo."
        ),
    ),
    "photo_removed": _of_report(
        lazy_gettext("Ảnh có dữ liệu cá nhân bị xóa"),
        "shield-check",
        lazy_gettext("Ảnh của báo cáo ngày %(day)s đã được xóa"),
        lazy_gettext(
            "Một ảnh của báo cáo ngày %(day)s (%(team)s) có thể chứa dữ liệu cá nhân nên đã được xóa ngay. Bạn thay "
            "ảnh khác và gửi lại trước %(until)s nhé."
        ),
    ),
    "report_rejected": _of_report(
        lazy_gettext("Báo cáo không được xác minh"),
        "x",
        lazy_gettext("Báo cáo ngày %(day)s chưa được xác minh"),
        lazy_gettext("Báo cáo ngày %(day)s của %(team)s chưa được xác minh. Lý do từng dòng ghi trong báo cáo."),
    ),
    "report_annulled": _of_report(
        lazy_gettext("Kết quả báo cáo bị hủy"),
        "alert-triangle",
        lazy_gettext("Kết quả báo cáo ngày %(day)s đã bị hủy"),
        lazy_gettext(
            "Kết quả của báo cáo ngày %(day)s (%(team)s) đã bị hủy theo quyết định của Hội đồng; lý do ghi trong báo "
            "cáo. Nếu còn hạn phúc tra, đội đề nghị xem lại được ở đó."
        ),
    ),
    "report_reduced": _of_report(
        lazy_gettext("Báo cáo được xác minh một phần"),
        "check",
        lazy_gettext("Báo cáo ngày %(day)s được xác minh một phần"),
        lazy_gettext(
            "Báo cáo ngày %(day)s của %(team)s được xác minh một phần. Bạn xem dòng nào được ghi nhận bao nhiêu."
        ),
    ),
    "report_verified": _of_report(
        lazy_gettext("Báo cáo đã xác minh"),
        "check",
        lazy_gettext("Báo cáo ngày %(day)s đã xác minh"),
        lazy_gettext("Báo cáo ngày %(day)s của %(team)s đã xác minh. Cảm ơn cả đội!"),
    ),
    "report_checked": _of_report(
        lazy_gettext("Chấm chéo đổi kết quả"),
        "eye",
        lazy_gettext("Báo cáo ngày %(day)s được chấm chéo"),
        lazy_gettext(
            "Báo cáo ngày %(day)s của %(team)s được đơn vị khác xem lần hai và kết quả đã đổi. Lý do từng dòng ghi "
            "trong báo cáo; chưa đồng ý thì bạn đề nghị phúc tra."
        ),
    ),
    "report_reopened": _of_report(
        lazy_gettext("Quyết định được mở lại"),
        "history",
        lazy_gettext("Báo cáo ngày %(day)s được thẩm định lại"),
        lazy_gettext(
            "Quyết định về báo cáo ngày %(day)s của %(team)s được mở lại để thẩm định lại. Bạn chưa cần làm gì."
        ),
    ),
}
