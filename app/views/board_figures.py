"""What stands on the lines of a board: values, ties, and the way up."""

from collections.abc import Callable, Mapping
from fractions import Fraction

from flask import Blueprint
from flask_babel import gettext as _

from app.queries.board_lines import BoardLine
from app.rulebook.boards import Board
from app.rulebook.numbers import show_average, show_percent, show_whole
from app.rulebook.ranking import Exact
from app.views.rule_words import why_below

UNITS: Mapping[str, Callable[[], str]] = {
    "points": lambda: _("Điểm"),
    "points_per_member": lambda: _("Điểm/thành viên"),
    "share": lambda: _("Tỷ lệ"),
    "sundays": lambda: _("Chủ nhật"),
}


def board_unit(board: Board) -> str:
    return UNITS[board.unit]()


def board_value(value: Exact, board: Board) -> str:
    """The value with two decimals at most, rounded towards zero; a share in percent."""
    sign, shown = "−" if value < 0 else "", abs(Fraction(value))
    if board.unit == "share":
        return show_percent(shown.numerator, shown.denominator)
    return sign + show_average(shown, decimals=2)


def bar_length(value: Exact) -> int | float:
    """The value as a progress bar takes it."""
    return value if isinstance(value, int) else round(float(value), 4)


def tie_note(line: BoardLine, board: Board) -> str:
    """Why equals stand as they do."""
    return why_below(line.tie) if board.ties else _("Bằng nhau: đồng hạng")


def way_up(line: BoardLine, board: Board, is_open: bool) -> str:
    """What is missing to the next rank, where that is a number of points; '' for the first."""
    if board.unit != "points" or not isinstance(line.gap, int):
        return ""
    facts = {"points": show_whole(line.gap), "rank": line.above}
    if is_open:
        return _("còn %(points)s điểm nữa lên hạng %(rank)s", **facts)
    return _("cách hạng %(rank)s: %(points)s điểm", **facts)


def register(pages: Blueprint) -> None:
    """Make the figures known to every template."""
    for each in (board_unit, board_value, bar_length, tie_note, way_up):
        pages.add_app_template_filter(each, each.__name__)
