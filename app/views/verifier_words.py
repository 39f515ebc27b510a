"""Verifiers' figures in words: how much, out of how many, and when there are too few to say anything."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from flask import Blueprint
from flask_babel import gettext as _

from app.models import Campaign
from app.queries.rules import rule_book
from app.queries.verifier_figures import held_by
from app.rulebook.appraised import ENOUGH, wilson
from app.rulebook.honours import Badge
from app.rulebook.numbers import show_percent, show_whole
from app.views.formats import age, moment

FULL_CHECKS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "full_check_runs": lambda facts: _(
        "Đơn vị này đang được chấm chéo toàn bộ, do %(who)s quyết định lúc %(at)s.",
        who=facts["by"],
        at=moment(facts["since"]),
    ),
    "full_check_ended": lambda facts: _("Việc chấm chéo toàn bộ này đã thôi lúc %(at)s.", at=moment(facts["at"])),
    "unit_outside_campaign": lambda facts: _("%(unit)s không thuộc chiến dịch này.", unit=facts["unit"]),
}


def share(part: int, whole: int) -> str:
    """'12 trên 96 (12,5%)'; without a share where there are too few."""
    if not whole:
        return _("chưa có")
    counted = _("%(part)s trên %(whole)s", part=show_whole(part), whole=show_whole(whole))
    return f"{counted} ({show_percent(part, whole)})" if whole >= ENOUGH else f"{counted}, {few()}"


def interval(part: int, whole: int) -> str:
    """'từ 2,8% đến 33%': where the true share lies in nineteen of twenty cases; nothing where there are too few."""
    if whole < ENOUGH:
        return ""
    low, high = wilson(part, whole)
    return _("từ %(low)s đến %(high)s", low=show_percent(low, 1000), high=show_percent(high, 1000))


def few() -> str:
    return _("chưa đủ số liệu")


def waited(minutes: int) -> str:
    """'5 giờ', from minutes."""
    return age(timedelta(minutes=minutes))


def earned_by(person_id: int, campaign: Campaign) -> list[tuple[Badge, str]]:
    """A verifier's badges in the campaign, each with its highest level."""
    held = held_by(person_id, campaign)
    rules = rule_book(campaign.id).newest if held else None
    return [(each, held[each.code]) for each in (rules.verifier_badges if rules else ()) if each.code in held]


def register(pages: Blueprint) -> None:
    """Make the words known to the templates."""
    pages.add_app_template_global(share, "share_words")
    pages.add_app_template_global(interval, "interval_words")
    pages.add_app_template_filter(waited, "waited_words")
