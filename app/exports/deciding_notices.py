"""What those who decide are told: what waits for them, what has waited too long, and who stands in for whom."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from app.exports.notice_subjects import Subject, Words, day
from app.rulebook.numbers import show_whole


def _how_many(about: Subject, name: str = "count") -> str:
    return show_whole(about.facts[name])


def _overdue(about: Subject) -> dict[str, object]:
    """What is told of reports that have waited too long: how many, where, how old the oldest is."""
    counts = {name: show_whole(about.facts[name]) for name in ("count", "units") if name in about.facts}
    return {**about.facts, **counts, "age": _age(about.facts["oldest"])}


def _age(hours: int) -> str:
    """3 ngày, or 50 giờ below three days."""
    if hours >= 72:
        return _("%(count)s ngày", count=show_whole(hours // 24))
    return _("%(count)s giờ", count=hours)


def _deputy(about: Subject) -> str:
    facts = {**about.facts, "first": day(about.facts["from"]), "last": day(about.facts["to"])}
    if facts["yours"]:
        return _(
            "Bạn thay %(giver)s thẩm định cho %(unit)s từ ngày %(first)s đến hết ngày %(last)s. Báo cáo của đội bạn "
            "tham gia vẫn do người khác thẩm định.",
            **facts,
        )
    return _(
        "Cán bộ đã nhờ %(deputy)s thay bạn thẩm định cho %(unit)s từ ngày %(first)s đến hết ngày %(last)s. Vai trò của "
        "bạn giữ nguyên.",
        **facts,
    )


DECIDING: Mapping[str, Words] = {
    "queue_waiting": Words(
        lazy_gettext("Báo cáo đang chờ bạn thẩm định"),
        "list",
        lambda about: _("%(count)s báo cáo đang chờ bạn thẩm định", count=_how_many(about)),
        lambda about: _(
            "%(count)s báo cáo đang chờ bạn, khoảng %(minutes)s phút.",
            count=_how_many(about),
            minutes=_how_many(about, "minutes"),
        ),
        lambda about: ("queue.index", {}),
    ),
    "deputy_named": Words(
        lazy_gettext("Người thay bạn, hoặc bạn thay người khác"),
        "users",
        lambda about: (
            _("Bạn thay %(giver)s thẩm định", giver=about.facts["giver"])
            if about.facts["yours"]
            else _("%(deputy)s thay bạn thẩm định", deputy=about.facts["deputy"])
        ),
        _deputy,
        lambda about: ("delegations.index", {}),
    ),
    "decisions_overdue": Words(
        lazy_gettext("Báo cáo chờ quá hạn thẩm định"),
        "clock",
        lambda about: _("%(count)s báo cáo đã chờ quá %(hours)s giờ", **_overdue(about)),
        lambda about: _(
            "%(count)s báo cáo của %(unit)s đã chờ quá %(hours)s giờ, cũ nhất %(age)s. Bạn xem giúp nhé; nếu đang bận, "
            "bạn nhờ được người thay.",
            **_overdue(about),
        ),
        lambda about: ("queue.index", {}),
    ),
    "units_overdue": Words(
        lazy_gettext("Đơn vị có báo cáo chờ quá lâu"),
        "clock",
        lambda about: _("%(units)s đơn vị có báo cáo chờ quá %(hours)s giờ", **_overdue(about)),
        lambda about: _(
            "%(name)s: %(count)s báo cáo ở %(units)s đơn vị đã chờ quá %(hours)s giờ, cũ nhất %(age)s. Trang “Báo cáo "
            "đang chờ” có lời nhắn soạn sẵn cho từng đơn vị.",
            **_overdue(about),
        ),
        lambda about: ("backlog.index", {"campaign": about.facts["campaign"]}),
    ),
    "cross_check_waiting": Words(
        lazy_gettext("Báo cáo chờ bạn chấm chéo"),
        "eye",
        lambda about: _("%(count)s báo cáo của cụm chờ bạn chấm chéo", count=_how_many(about)),
        lambda about: _(
            "%(count)s báo cáo của đơn vị khác trong cụm được giao cho bạn xem lần hai.", count=_how_many(about)
        ),
        lambda about: ("cross_checks.index", {}),
    ),
}
