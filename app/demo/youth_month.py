"""The season that runs: Youth Month 2026 in Gia Lai, up to the evening of Sunday 15 March."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from app.config import ROOT
from app.demo.cast import fill_team, verifiers_over
from app.demo.enrolling import enrol
from app.demo.march_season import NOW, TODAY, march_season
from app.demo.march_teams import march_teams
from app.demo.march_units import AGENCIES, BRANCHES, PROVINCE, QUY_NHON, SCHOOLS
from app.demo.plans import ReportPlan, TeamPlan, at
from app.demo.rounds import end_of_day
from app.demo.scene_book import open_book
from app.demo.scene_photos import keep_scenes
from app.demo.sent_reports import Reporters, judge, send
from app.demo.stage_files import load_campaign
from app.demo.story_clock import StoryClock
from app.demo.unit_lists import local_name, read
from app.models import Person
from app.outside.photos import PhotoStore
from app.services import snapshots, units

FILE = ROOT / "campaigns" / "ttn2026-gia-lai.toml"
OPENED = at(date(2026, 2, 23), 8)
FIRST = date(2026, 3, 1)

Advance = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Month:
    """The month so far, before anything is written."""

    teams: list[TeamPlan]
    reports: list[ReportPlan]

    @property
    def steps(self) -> int:
        return len(self.reports)


def plan(dice: Random, copies: int = 1, small: bool = False) -> Month:
    """`copies` times some seventy teams; a `small` month (for tests) keeps the teams of the story."""
    places = {each.code: local_name(each.name) for each in read("units-2025") if each.parent_code == PROVINCE}
    teams = march_teams(places, dice, copies, small)
    places |= {each.code: each.name for each in (*SCHOOLS, *AGENCIES)} | dict.fromkeys(
        (each.code for each in BRANCHES), places[QUY_NHON]
    )
    return Month(teams, march_season(teams, places, dice))


def play(month: Month, by: Person, story: StoryClock, dice: Random, photos: PhotoStore, advance: Advance) -> Reporters:
    """Write the month down, moment by moment; returns who is who."""
    story.move(OPENED)
    units.import_units([each.row for each in (*SCHOOLS, *AGENCIES, *BRANCHES)], by)
    campaign = load_campaign(FILE, by)
    enrol(campaign, month.teams, by)
    book = open_book(campaign, _verifiers(month, by, dice))
    crews = {each.code: fill_team(each, book.enrolments[each.code].team, FIRST, by, dice) for each in month.teams}
    scenes = keep_scenes((scene for each in month.reports for scene in each.scenes), photos)
    reporters = Reporters(book, crews, scenes)
    for moment, happens in _events(month):
        story.move(moment)
        if isinstance(happens, ReportPlan):
            send(happens, reporters)
            advance(1)
        elif isinstance(happens, date):
            snapshots.take(campaign, "day", happens)
        else:
            judge(happens, reporters)
    story.move(NOW)
    return reporters


Happening = ReportPlan | list[ReportPlan] | date


def _events(month: Month) -> Iterator[tuple[datetime, Happening]]:
    events: list[tuple[datetime, Happening]] = [(each.submitted_at, each) for each in month.reports]
    sittings: defaultdict[datetime, list[ReportPlan]] = defaultdict(list)
    for each in month.reports:
        if each.decided_at:
            sittings[each.decided_at].append(each)
    events += sittings.items()
    days = [FIRST + timedelta(days=day) for day in range((TODAY - FIRST).days)]
    events += [(end_of_day(each), each) for each in days]
    return iter(sorted(events, key=lambda each: each[0]))


def _verifiers(month: Month, by: Person, dice: Random) -> dict[str, Person]:
    """One for every unit with teams; a school or branch within a ward leaves its reports to the ward."""
    inner = {each.code for each in (*SCHOOLS, *BRANCHES) if each.parent_code != PROVINCE}
    return verifiers_over({each.unit_code for each in month.teams} - inner, by, dice)
