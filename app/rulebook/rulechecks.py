"""What must agree between the tables of a rule file, once each table is readable by itself."""

from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from itertools import pairwise
from typing import Any

from app.rulebook.ruleplaces import Path

Tables = dict[str, list[tuple[Path, Any]]]
Known = dict[str, frozenset[str]]
Found = Iterator[tuple[Path, str]]

UNIQUE = (
    ("activities", "code"),
    ("clusters", "code"),
    ("badges", "code"),
    ("badges", "number"),
    ("targets", "code"),
    ("penalties", "code"),
    ("prizes", "code"),
    ("prize_scales", "min_teams"),
    ("special_awards", "code"),
)
REFERENCES = (
    ("peaks", "activities", "activities"),
    ("badges", "activities", "activities"),
    ("headlines", "activities", "activities"),
    ("targets", "activities", "activities"),
    ("flags", "rates", "activities"),
    ("prize_scales", "counts", "prizes"),
)
IN_ORDER = (
    "reporting_closes",
    "verification_closes",
    "provisional",
    "recheck_until",
    "recheck_answered",
    "council",
    "decision",
    "announcement",
)
NEEDS_ACTIVITIES = ("quantity", "activity_days")


def did_you_mean(wrong: str, choices: Iterable[str]) -> str:
    """The nearest right spelling as a half sentence, or nothing."""
    near = get_close_matches(wrong, list(choices), n=1)
    return f"; có phải “{near[0]}”?" if near else ""


def repeated(tables: Tables, known: Known) -> Found:
    """Codes and numbers that must be unique in their table."""
    for section, name in UNIQUE:
        seen: set[object] = set()
        for path, row in tables[section]:
            value = getattr(row, name)
            if value in seen:
                yield (*path, name), f"“{value}” đã dùng ở bảng trước; mỗi mã chỉ dùng một lần"
            seen.add(value)


def dangling(tables: Tables, known: Known) -> Found:
    """Codes that name something the file does not hold."""
    for section, name, target in REFERENCES:
        for path, row in tables[section]:
            for item in getattr(row, name):
                code = item if isinstance(item, str) else item[0]
                if code not in known[target]:
                    hint = did_you_mean(code, known[target])
                    yield (*path, name), f"không có “{code}” trong [[{target}]]{hint}"


def badges(tables: Tables, known: Known) -> Found:
    """Percentages end at 100; sums need to know what they sum."""
    for path, badge in tables["badges"]:
        top = badge.levels[-1].threshold
        if badge.metric.endswith("_pct") and top > 100:
            yield (*path, "levels"), f"ngưỡng phần trăm không quá 100; đang là {top}"
        if badge.metric in NEEDS_ACTIVITIES and not badge.activities:
            yield (*path, "activities"), f"cách đo {badge.metric} cần ít nhất một hoạt động"


def targets(tables: Tables, known: Known) -> Found:
    for path, target in tables["targets"]:
        if target.shape == "percent" and target.value > 100:
            yield (*path, "value"), f"chỉ tiêu phần trăm không quá 100; đang là {target.value}"


def calendar(tables: Tables, known: Known) -> Found:
    """The campaign's own days."""
    for path, campaign in tables["campaign"]:
        if campaign.ends_on < campaign.starts_on:
            yield (
                (*path, "ends_on"),
                f"kết thúc trước ngày bắt đầu; cần từ {campaign.starts_on:%d/%m/%Y} trở đi",
            )
        if campaign.board_freeze_on < campaign.starts_on:
            yield (*path, "board_freeze_on"), "khóa bảng trước ngày bắt đầu; cần một ngày trong đợt thi đua"
        if campaign.effective_from and campaign.effective_from < campaign.starts_on:
            yield (*path, "effective_from"), "có hiệu lực trước ngày bắt đầu; cần từ ngày bắt đầu trở đi"


def deadlines(tables: Tables, known: Known) -> Found:
    """Each step follows the one before it, and none comes before the last day of field work."""
    for path, dates in tables["deadlines"]:
        if dates.late_days < dates.on_time_days:
            yield (*path, "late_days"), f"cần ít nhất {dates.on_time_days} ngày như on_time_days"
        for earlier, later in pairwise(IN_ORDER):
            if getattr(dates, later) < getattr(dates, earlier):
                yield (
                    (*path, later),
                    f"sớm hơn {earlier} ({getattr(dates, earlier):%d/%m/%Y}); cần bằng hoặc muộn hơn",
                )
        for _, campaign in tables["campaign"]:
            if dates.reporting_closes < campaign.ends_on:
                wanted = f"cần từ {campaign.ends_on:%d/%m/%Y}"
                yield (
                    (*path, "reporting_closes"),
                    f"khóa nhận báo cáo trước ngày cuối của đợt thi đua; {wanted}",
                )
            if dates.announcement < campaign.board_freeze_on:
                yield (
                    ("campaign", "board_freeze_on"),
                    "khóa bảng sau ngày công bố; cần một ngày trước công bố",
                )


CHECKS: tuple[Callable[[Tables, Known], Found], ...] = (
    repeated,
    dangling,
    badges,
    targets,
    calendar,
    deadlines,
)
