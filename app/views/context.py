"""What the frame of every page shows: campaign, the person's place in the world, the menu."""

from dataclasses import dataclass, field
from typing import Any

from flask import g, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.clock import is_shifted, now
from app.live.slots import BELL, PLACE, slot
from app.models import Campaign
from app.queries import notices
from app.queries.campaigns import running
from app.views.current import place, rights, shared, unread
from app.views.formats import moment
from app.views.policy import may_open


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of the menu."""

    label: str
    url: str
    icon: str
    current: bool


@dataclass(slots=True)
class Here:
    """Filled in for every page; a view names its campaign with `show()`."""

    campaign: Campaign | None = None
    place: str = ""
    menu: list[Item] = field(default_factory=list)
    demo_label: str = ""
    clock_note: str = ""

    @property
    def unread(self) -> str:
        """What the bell shows; asked only where a bell is drawn."""
        return slot(BELL) if shared() is not None else notices.counted(unread())


def show(campaign: Campaign) -> None:
    """The page is about this campaign."""
    g.campaign = campaign


def here() -> dict[str, Here]:
    """For the template of the current request."""
    campaign: Campaign | None = g.get("campaign") or (running() if current_user.is_authenticated else None)
    return {
        "here": Here(
            campaign=campaign,
            place=_place(),
            menu=_menu(campaign),
            demo_label=_label(campaign),
            clock_note=_("Đồng hồ minh họa: %(time)s", time=moment(now())) if is_shifted() else "",
        )
    }


def _place() -> str:
    if shared() is not None:
        return slot(PLACE) if rights().roles else ""
    return place() if current_user.is_authenticated else ""


def _label(campaign: Campaign | None) -> str:
    """What is printed over everything of a campaign: that its data illustrates, that its ranking is assumed."""
    label = _("Dữ liệu minh họa") if is_shifted() else campaign.label if campaign else ""
    assumed = (
        _("Phân bố và xếp hạng: %(note)s", note=campaign.ranking_note) if campaign and campaign.ranking_note else ""
    )
    return " · ".join(filter(None, (label, assumed)))


def _menu(campaign: Campaign | None) -> list[Item]:
    """The menus of domain.md 6.3, at most five entries."""
    roles = rights().roles
    code = campaign.code if campaign else ""
    if roles & {"officer", "signatory", "council", "auditor"}:
        wanted = _officer_menu(code)
    elif "verifier" in roles:
        wanted = _verifier_menu(code)
    elif roles & {"captain", "member"}:
        wanted = _team_menu(code)
    elif "admin" in roles:
        wanted = [("people.index", _("Người dùng"), "users", {}), ("units.index", _("Đơn vị"), "map-pin", {})]
    else:
        wanted = _public_menu(code)
    return [
        Item(label, url_for(endpoint, **values), icon, request.endpoint == endpoint)
        for endpoint, label, icon, values in wanted
        if may_open(endpoint)
    ]


Entry = tuple[str, str, str, dict[str, Any]]


def _public_menu(code: str) -> list[Entry]:
    if not code:
        return [("campaigns.index", _("Các chiến dịch"), "list", {})]
    return [
        ("campaigns.front", _("Tổng quan"), "home", {"code": code}),
        ("boards.leaderboard", _("Bảng xếp hạng"), "trophy", {"code": code}),
        ("badges.index", _("Huy hiệu"), "award", {"code": code}),
        ("campaigns.rules", _("Thể lệ"), "file-text", {"code": code}),
        ("campaigns.index", _("Các chiến dịch"), "list", {}),
    ]


def _team_menu(code: str) -> list[Entry]:
    return [
        ("today.index", _("Hôm nay"), "home", {}),
        ("reports.index", _("Báo cáo"), "file-text", {}),
        *([("boards.leaderboard", _("Bảng xếp hạng"), "trophy", {"code": code})] if code else []),
        *([("badges.index", _("Huy hiệu"), "award", {"code": code})] if code else []),
        ("teams.mine", _("Đội của tôi"), "users", {}),
    ]


def _verifier_menu(code: str) -> list[Entry]:
    return [
        ("queue.index", _("Chờ thẩm định"), "list", {}),
        ("queue.done", _("Đã xử lý"), "check", {}),
        *([("boards.leaderboard", _("Bảng xếp hạng"), "trophy", {"code": code})] if code else []),
        *([("campaigns.rules", _("Thể lệ"), "file-text", {"code": code})] if code else []),
    ]


def _officer_menu(code: str) -> list[Entry]:
    return [
        ("desk.index", _("Tổng quan"), "home", {}),
        ("units.index", _("Đơn vị"), "map-pin", {}),
        *([("campaigns.rules", _("Bộ tiêu chí"), "file-text", {"code": code})] if code else []),
        *([("boards.leaderboard", _("Bảng xếp hạng"), "trophy", {"code": code})] if code else []),
        ("audit.index", _("Nhật ký"), "eye", {}),
    ]
