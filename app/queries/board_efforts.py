"""What each team brings to a board: its row and the figures that the board ranks by."""

from collections.abc import Collection

from app.queries.board_choices import Choice, spans
from app.queries.board_rows import TeamRow, team_rows
from app.queries.day_tallies import days_worked, points_between
from app.queries.horizon import Horizon
from app.queries.movement import board_day
from app.rulebook.boards import Effort
from app.rulebook.calendars import longest_run, sundays


def efforts(horizon: Horizon, choice: Choice, of: Collection[int] | None = None) -> list[tuple[TeamRow, Effort]]:
    """All ranked teams or those of these enrolments, in no order; one query and one more for each span of days."""
    sums = [points_between(horizon, *span, choice.activity, of) for span in spans(horizon, choice)]
    streaks = _streaks(horizon, of) if choice.board.reads == "sundays" else {}
    return [
        (
            row,
            Effort(
                points=row.points,
                size=row.size,
                ties=row.ties,
                spans=tuple(each.get(row.enrolment_id, 0) for each in sums),
                streak=streaks.get(row.enrolment_id, 0),
            ),
        )
        for row in team_rows(horizon, of)
    ]


def is_empty(choice: Choice) -> bool:
    """Whether nothing that this board looks at has begun."""
    return (choice.board.needs == "week" and not choice.week) or (
        choice.board.needs == "sunday" and choice.sunday is None
    )


def _streaks(horizon: Horizon, of: Collection[int] | None) -> dict[int, int]:
    """By enrolment the longest run of Sundays with work of the team's own; what organisers record is not its own."""
    campaign = horizon.stage.campaign
    own = [each.code for each in horizon.stage.book.newest.activities if each.reported_by == "captain"]
    days = sundays(campaign.starts_on, min(board_day(horizon), campaign.ends_on))
    return {key: longest_run(done) for key, done in days_worked(horizon, days, own, of).items()}
