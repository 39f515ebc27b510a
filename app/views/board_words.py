"""How the boards are called, what each goes by, and how its values are written."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from flask import Blueprint
from flask_babel import gettext as _

from app.queries.board_choices import Choice
from app.queries.campaigns import Stage
from app.rulebook.boards import LEAST_DECIDED, LEAST_TEAMS, Board
from app.rulebook.calendars import week_days
from app.views.formats import day, long_day


class Words(NamedTuple):
    """A board's name on its tab; what it goes by and whom it leaves out, as a sentence or two."""

    name: Callable[[], str]
    note: Callable[[Choice, Stage], str]


def week_name(number: int) -> str:
    """Tuần 3."""
    return _("Tuần %(number)s", number=number)


def week_span(number: int, where: Stage) -> str:
    """09/03–15/03, within the campaign."""
    first, last = week_days(where.campaign.starts_on, where.campaign.ends_on, number)
    return day(first)[:5] if first == last else f"{day(first)[:5]}–{day(last)[:5]}"


def _week(choice: Choice, where: Stage) -> str:
    return _(
        "Điểm của việc đã thẩm định trong tuần %(number)s (%(span)s). Điểm thưởng, điểm trừ chỉ tính vào tổng điểm.",
        number=choice.week,
        span=week_span(choice.week, where),
    )


def _sunday(choice: Choice, where: Stage) -> str:
    return _("Điểm của việc đã thẩm định trong %(day)s.", day=long_day(choice.sunday)) if choice.sunday else ""


def _activity(choice: Choice, where: Stage) -> str:
    label = where.book.newest.activity(choice.activity).label
    return _("Điểm của “%(label)s” trong cả chiến dịch.", label=label)


def _improved(choice: Choice, where: Stage) -> str:
    if not choice.week:
        return _("Điểm tuần %(last)s trừ điểm tuần 1.", last=choice.board.back + 1)
    return _(
        "Điểm tuần %(last)s (%(span)s) trừ điểm tuần %(first)s (%(before)s). Bảng này chỉ nêu các đội có điểm tăng.",
        last=choice.week,
        span=week_span(choice.week, where),
        first=choice.week - choice.board.back,
        before=week_span(choice.week - choice.board.back, where),
    )


def _units(choice: Choice, where: Stage) -> str:
    how = _("Tổng điểm") if where.book.newest.unit_board == "sum" else _("Điểm trung bình")
    return _("%(how)s của các đội có xếp hạng; chỉ nêu đơn vị có từ %(least)s đội.", how=how, least=LEAST_TEAMS)


WORDS: Mapping[str, Words] = {
    "overall": Words(lambda: _("Tổng điểm"), lambda choice, where: ""),
    "week": Words(lambda: _("Theo tuần"), _week),
    "sunday": Words(lambda: _("Từng Chủ nhật"), _sunday),
    "activity": Words(lambda: _("Loại việc"), _activity),
    "improved": Words(lambda: _("Tiến bộ"), _improved),
    "per_member": Words(
        lambda: _("Bình quân thành viên"),
        lambda choice, where: _("Tổng điểm chia cho số thành viên đã đăng ký của đội."),
    ),
    "accuracy": Words(
        lambda: _("Chính xác"),
        lambda choice, where: _(
            "Tỷ lệ báo cáo được xác minh ngay lần đầu, không phải sửa. Đội có dưới %(least)s báo cáo đã thẩm định "
            "chưa được xếp, vì còn quá ít để so sánh.",
            least=LEAST_DECIDED,
        ),
    ),
    "streak": Words(
        lambda: _("Bền bỉ"),
        lambda choice, where: _(
            "Số Chủ nhật liên tiếp nhiều nhất có việc đã xác minh của chính đội; buổi do đơn vị tổ chức ghi không tính."
        ),
    ),
    "units": Words(lambda: _("Đơn vị"), _units),
    "provinces": Words(lambda: _("Tỉnh, thành phố"), _units),
}


def board_name(board: Board) -> str:
    return WORDS[board.code].name()


def board_title(choice: Choice) -> str:
    """The board's name with what was chosen: 'Tuần 3'."""
    if choice.week and not choice.board.back:
        return week_name(choice.week)
    return long_day(choice.sunday) if choice.sunday else board_name(choice.board)


def board_note(choice: Choice, where: Stage) -> str:
    return WORDS[choice.board.code].note(choice, where)


def board_empty(choice: Choice) -> str:
    """Why nobody is on the board."""
    board = choice.board
    if board.needs == "week" and not choice.week:
        return _("Bảng này mở từ tuần %(number)s", number=board.back + 1)
    if board.needs == "sunday" and choice.sunday is None:
        return _("Chưa đến Chủ nhật đầu tiên của chiến dịch")
    return _("Bảng này chưa có đơn vị nào") if board.rolls_up else _("Bảng này chưa có đội nào")


def register(pages: Blueprint) -> None:
    """Make the words known to every template."""
    for each in (board_title, board_note, board_empty):
        pages.add_app_template_filter(each, each.__name__)
