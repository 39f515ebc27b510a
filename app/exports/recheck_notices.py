"""What is told of re-checks, of a report's decision or of a penalty: that one waits, and what was answered."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from app.exports.notice_subjects import Place, Subject, Words, day
from app.exports.report_notices import report_page
from app.rulebook.numbers import show_whole


def penalty_page(about: Subject) -> Place:
    """The penalty itself, where its team contests it and reads the answer."""
    return "extra_rechecks.form", {"number": about.facts["extra"]}


def _of_penalty(about: Subject) -> bool:
    return "extra" in about.facts


def _answered_title(about: Subject) -> str:
    if _of_penalty(about):
        return _("Đề nghị phúc tra điểm trừ đã có trả lời")
    return _("Đề nghị phúc tra báo cáo ngày %(day)s đã có trả lời", day=day(about.facts["day"]))


def _answered(about: Subject) -> str:
    facts, team = about.facts, about.team
    if not _of_penalty(about):
        return _(
            "Đề nghị phúc tra báo cáo ngày %(day)s của %(team)s đã có trả lời. Kết quả và lý do ghi trong báo cáo.",
            day=day(facts["day"]),
            team=team,
        )
    said = {"team": team, "points": show_whole(-facts["points"]), "label": facts["label"]}
    if facts["verdict"] == "granted":
        return _("%(team)s được trả lại %(points)s điểm đã trừ (%(label)s). Lý do ghi ở trang phúc tra.", **said)
    return _("%(points)s điểm trừ của %(team)s (%(label)s) được giữ nguyên. Lý do ghi ở trang phúc tra.", **said)


def _waiting(about: Subject) -> str:
    team = about.facts["team"]
    if _of_penalty(about):
        label = about.facts["label"]
        return _("%(team)s đề nghị phúc tra điểm trừ: %(label)s. Bạn xem và trả lời kèm lý do.", team=team, label=label)
    return _(
        "%(team)s đề nghị phúc tra báo cáo ngày %(day)s. Bạn xem và trả lời kèm lý do.",
        team=team,
        day=day(about.facts["day"]),
    )


def _waiting_page(about: Subject) -> Place:
    page = "extra_rechecks.page" if _of_penalty(about) else "rechecks.page"
    return page, {"uuid": about.facts["request"]}


RECHECKS: Mapping[str, Words] = {
    "recheck_answered": Words(
        lazy_gettext("Trả lời phúc tra"),
        "corner-up-left",
        _answered_title,
        _answered,
        lambda about: penalty_page(about) if _of_penalty(about) else report_page(about),
    ),
    "recheck_waiting": Words(
        lazy_gettext("Đề nghị phúc tra chờ bạn"),
        "corner-up-left",
        lambda about: _("%(team)s đề nghị phúc tra", team=about.facts["team"]),
        _waiting,
        _waiting_page,
    ),
}
