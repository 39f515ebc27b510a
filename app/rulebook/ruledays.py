"""What must agree between the days of a rule file: its calendar, its deadlines, its peak days."""

from itertools import pairwise

from app.rulebook.ruleplaces import Found, Known, Tables

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
        if campaign.effective_from and campaign.effective_from > campaign.ends_on:
            yield (
                (*path, "effective_from"),
                f"có hiệu lực sau ngày kết thúc; cần đến {campaign.ends_on:%d/%m/%Y} là muộn nhất",
            )


def deadlines(tables: Tables, known: Known) -> Found:
    """Each step follows the one before it, and none comes before the last day of field work."""
    for path, dates in tables["deadlines"]:
        if dates.late_days < dates.on_time_days:
            yield (*path, "late_days"), f"cần ít nhất {dates.on_time_days} ngày như on_time_days"
        if dates.province_alert_hours < dates.verify_hours:
            yield (*path, "province_alert_hours"), f"cần ít nhất {dates.verify_hours} giờ như verify_hours"
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


def peaks(tables: Tables, known: Known) -> Found:
    """No activity has two peaks of one day: nobody could say which of the two was meant."""
    rows = tables["peaks"]
    for place, (path, peak) in enumerate(rows):
        for (_, number), earlier in rows[:place]:
            shared = [code for code in peak.activities if code in earlier.activities]
            if shared and _same_day(peak.days, earlier.days):
                yield (
                    (*path, "days"),
                    f"trùng ngày {earlier.days} của peaks[{int(number) + 1}] cho {', '.join(shared)}; "
                    "mỗi hoạt động một ngày chỉ có một hệ số",
                )


def _same_day(one: str, other: str) -> bool:
    """Whether both name the same day: '03-26' is every year's 26 March, '2026-03-26' one of them."""
    shorter, longer = sorted((one, other), key=len)
    return shorter == longer or (shorter[:1].isdigit() and longer[4:5] == "-" and longer[5:] == shorter)
