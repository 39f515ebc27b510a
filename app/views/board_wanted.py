"""What a board's address asks for, read once; the same words make the addresses of its tabs."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from flask import abort, url_for

from app.models import Campaign
from app.queries.find import wanted as clean_query
from app.queries.horizon import Horizon, back_to_day, back_to_entry

OVERALL = "overall"
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
NUMBER = re.compile(r"\d{1,9}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Wanted:
    """One board, what was chosen for it, the moment it is wanted for, and whom the reader looks for."""

    board: str = OVERALL
    week: int | None = None
    sunday: date | None = None
    activity: str = ""
    cluster: str = ""
    day: date | None = None
    as_of: int | None = None
    query: str = ""
    team: str = ""
    page: int = 1

    @property
    def arguments(self) -> dict[str, str]:
        """What of it an address must say, in one order."""
        said = {
            "board": self.board if self.board != OVERALL else "",
            "week": self.week,
            "sunday": self.sunday,
            "activity": self.activity,
            "cluster": self.cluster,
            "day": self.day,
            "as_of": self.as_of,
            "q": self.query,
            "team": self.team,
            "page": self.page if self.page > 1 else "",
        }
        return {name: str(value) for name, value in said.items() if value not in (None, "")}

    def address(self, campaign: Campaign, **changes: object) -> str:
        """The address of this board with some choices changed."""
        arguments = replace(self, **changes).arguments  # type: ignore[arg-type]
        page = url_for("boards.leaderboard", code=campaign.code)
        return f"{page}?{urlencode(arguments)}" if arguments else page


def wanted_of(arguments: Mapping[str, str]) -> Wanted:
    """What an address asks for; 404 for numbers and days that are none."""
    page = arguments.get("page", "")
    return Wanted(
        board=arguments.get("board", "") or OVERALL,
        week=_number(arguments.get("week", "")),
        sunday=_day(arguments.get("sunday", "")),
        activity=arguments.get("activity", ""),
        cluster=arguments.get("cluster", ""),
        day=_day(arguments.get("day", "")),
        as_of=_number(arguments.get("as_of", "")),
        query=clean_query(arguments.get("q", "")),
        team=arguments.get("team", ""),
        page=max(1, int(page)) if NUMBER.fullmatch(page) else 1,
    )


def back(seen: Horizon, wanted: Wanted, whole: bool) -> Horizon:
    """The moment the address asks for; 404 beyond what the reader may see, and for entries unless they see `whole`."""
    if wanted.as_of is not None:
        if not whole or wanted.day is not None:
            abort(404)
        return back_to_entry(seen, wanted.as_of) or abort(404)
    if wanted.day is not None:
        return back_to_day(seen, wanted.day) or abort(404)
    return seen


def _number(raw: str) -> int | None:
    if not raw:
        return None
    return int(raw) if NUMBER.fullmatch(raw) else abort(404)


def _day(raw: str) -> date | None:
    if not raw:
        return None
    if not DAY.fullmatch(raw):
        abort(404)
    try:
        return date.fromisoformat(raw)
    except ValueError:
        abort(404)
