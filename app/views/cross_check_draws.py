"""The public draw: the seed, how to repeat it, and the list to repeat it with."""

import csv
import io
from collections.abc import Iterator

from flask import Blueprint, Response, render_template, stream_with_context
from flask.typing import ResponseReturnValue

from app.queries.campaigns import Stage
from app.queries.cross_check_lots import Lot, lots
from app.queries.horizon import horizon
from app.rulebook.draws import is_drawn
from app.views.policy import policy
from app.views.sight import stage_of

pages = Blueprint("cross_check_draws", __name__)

HEADER = ("report_id", "seq", "hash", "percent", "drawn")


@pages.get("/campaigns/<code>/cross-checks")
@policy("view_public")
def page(code: str) -> ResponseReturnValue:
    where = stage_of(code)
    return render_template("cross_checks/draw.html", stage=where, percent=where.rules.cross_check_percent)


@pages.get("/campaigns/<code>/cross-checks.csv")
@policy("view_public")
def listed(code: str) -> ResponseReturnValue:
    """Every report with its first decision's place in the ledger, up to the freeze, whoever asks."""
    where = stage_of(code)
    seen = horizon(where, full=False)

    def lines() -> Iterator[str]:
        yield _line(HEADER)
        for each in lots(where.campaign, until=seen.held_at, seq=seen.seq):
            yield _line(_row(each, where))

    return Response(
        stream_with_context(lines()),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="cham-cheo-{where.campaign.code}.csv"'},
    )


def _row(lot: Lot, where: Stage) -> tuple[object, ...]:
    percent = where.book.on(lot.activity_day).cross_check_percent
    drawn = is_drawn(where.campaign.draw_seed, lot.report, lot.chained, percent)
    return lot.report, lot.seq, lot.chained, percent, int(drawn)


def _line(row: tuple[object, ...]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(row)
    return text.getvalue()
