"""A unit's week as a document says it: sections of figures, each with unit and definition, and what they rest on."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from app.queries.weekly_reports import Week


@dataclass(frozen=True, slots=True)
class Line:
    """One figure."""

    label: str
    value: int
    unit: str
    definition: str


@dataclass(frozen=True, slots=True)
class Section:
    """A table of figures."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole report, in words; number, date and signature belong to the office and stay blank."""

    superior: str
    issuer: str
    abstract: str
    sections: tuple[Section, ...]
    stamp: tuple[tuple[str, str], ...]
    made_at: datetime


def sheet_of(week: Week, address: str) -> Sheet:
    """Word, Excel and page say the same; `address` is where the report can be opened again."""
    unit = week.unit
    return Sheet(
        superior=unit.parent.name.upper() if unit.parent else "",
        issuer=_("BCH %(unit)s", unit=unit.name).upper(),
        abstract=_(
            "Kết quả tuần %(number)s (từ ngày %(first)s đến ngày %(last)s), %(campaign)s",
            number=week.number,
            first=_day(week.first),
            last=_day(week.last),
            campaign=week.stage.campaign.name,
        ),
        sections=tuple(each for each in (_headlines(week), _deployed(week), _work(week), _reports(week)) if each.lines),
        stamp=_stamp(week, address),
        made_at=week.stage.now,
    )


def _headlines(week: Week) -> Section:
    lines = (
        Line(each.headline.label, each.total, each.headline.unit, each.headline.definition) for each in week.headlines
    )
    return Section(_("Hỗ trợ người dân, tổ chức (số liệu công bố)"), tuple(lines))


def _deployed(week: Week) -> Section:
    return Section(
        _("Lực lượng ra quân"),
        (
            Line(_("Đội tham gia chiến dịch"), week.teams, _("đội"), _("Đội của đơn vị đã đăng ký vào chiến dịch.")),
            Line(
                _("Đội ra quân trong tuần"),
                week.counts.deployed,
                _("đội"),
                _("Đội có ít nhất một báo cáo của tuần đã được xác minh."),
            ),
            Line(
                _("Thành viên có mặt"),
                week.counts.present,
                _("lượt"),
                _("Cộng số thành viên có mặt ở từng buổi đã xác minh; một người dự hai buổi là hai lượt."),
            ),
        ),
    )


def _work(week: Week) -> Section:
    lines = (
        Line(each.activity.label, each.verified, each.activity.unit_label, each.activity.definition)
        for each in week.kinds
    )
    return Section(_("Kết quả theo loại việc (tổng đã xác minh, không giới hạn mức tối đa)"), tuple(lines))


def _reports(week: Week) -> Section:
    counts, unit = week.counts, _("báo cáo")
    return Section(
        _("Báo cáo của các đội, theo ngày hoạt động trong tuần"),
        (
            Line(_("Đã gửi"), counts.sent, unit, _("Báo cáo đội đã gửi và không rút lại.")),
            Line(_("Đã thẩm định"), counts.decided, unit, _("Báo cáo đã có quyết định đang có hiệu lực.")),
            Line(
                _("Trong đó không được xác minh"),
                counts.rejected,
                unit,
                _("Mọi dòng bị từ chối, hoặc kết quả đã bị hủy."),
            ),
            Line(_("Đang chờ thẩm định"), counts.waiting, unit, _("Đã gửi, chưa có quyết định.")),
            Line(_("Đang chờ đội bổ sung"), counts.returned, unit, _("Đã trả lại đội kèm lý do.")),
        ),
    )


def _stamp(week: Week, address: str) -> tuple[tuple[str, str], ...]:
    campaign = week.stage.campaign
    found = [
        (_("Chiến dịch"), f"{campaign.name} ({campaign.code})"),
        (_("Thời điểm lấy số liệu"), _moment(week.stage.now)),
        (_("Sổ điểm"), _("đến bút toán số %(seq)s, mã băm %(hash)s", seq=week.seq, hash=week.hash)),
        (_("Bộ tiêu chí"), _("phiên bản %(number)s", number=week.rules_version)),
        (_("Địa chỉ"), address),
    ]
    if campaign.label:
        found.insert(0, (_("Loại dữ liệu"), campaign.label))
    return tuple(found)


def _day(value: date) -> str:
    return f"{value:%d/%m/%Y}"


def _moment(value: datetime) -> str:
    local = value.astimezone(ZoneInfo("Asia/Ho_Chi_Minh"))
    return _("%(time)s ngày %(day)s", time=f"{local:%H:%M}", day=_day(local.date()))
