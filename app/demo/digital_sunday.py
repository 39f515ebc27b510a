"""The season that is over: Digital Sunday 2023 in Bình Định, from its first Sunday to its announcement."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from app.config import ROOT
from app.database import db
from app.demo.cast import offices_over, verifiers_over
from app.demo.enrolling import enrol
from app.demo.past_reports import hold
from app.demo.plans import TeamPlan, at, new_uuid
from app.demo.rounds import Round, end_of_day, rounds
from app.demo.scene_book import open_book
from app.demo.stage_files import load_campaign
from app.demo.story_clock import StoryClock
from app.demo.sunday_season import PUBLISHED, sunday_season
from app.demo.sunday_teams import COMMUNES, sunday_teams
from app.demo.unit_lists import local_name, read
from app.exports import proofs
from app.models import Campaign, Person
from app.rulebook.calendars import sundays
from app.services import campaigns, checkpoints, results, snapshots

FILE = ROOT / "campaigns" / "cns2023-binh-dinh.toml"
SUNDAYS = sundays(date(2023, 2, 26), date(2023, 12, 31))
OPENED = at(date(2023, 2, 20), 8)
CLOSED = date(2024, 1, 4)
FROZEN = at(date(2023, 12, 29), 0)
DECIDED = at(date(2024, 1, 13), 15)
ANNOUNCED = at(date(2024, 1, 14), 9)
NUMBER = "00-QĐ/TĐTN (minh họa)"
PROVINCE = "L52"

Advance = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Season:
    """The whole season, before anything is written."""

    teams: list[TeamPlan]
    days: Sequence[date]
    sittings: list[Round]
    districts: tuple[str, ...]

    @property
    def steps(self) -> int:
        return sum(len(each.reports) for each in self.sittings)


def plan(dice: Random, communes: int = COMMUNES, weeks: int = len(SUNDAYS)) -> Season:
    """The season with the published totals; a smaller one (for tests) has its part of them."""
    units = read("units-2023-binh-dinh")
    found = sunday_teams(units, dice, communes)
    days = SUNDAYS[-weeks:]
    full = communes == COMMUNES and weeks == len(SUNDAYS)
    totals = PUBLISHED if full else PUBLISHED.part(communes * weeks / COMMUNES / len(SUNDAYS))
    reports = sunday_season(found, days, totals, {each.code: local_name(each.name) for each in units}, dice)
    districts = tuple(each.code for each in units if each.level == "district")
    return Season(found, days, rounds(reports, _sittings(days)), districts)


def _sittings(days: Sequence[date]) -> list[datetime]:
    """Verifiers sit down every Wednesday evening, when Sunday's reports are in."""
    return [at(each + timedelta(days=3), 20) for each in days]


def play(season: Season, by: Person, story: StoryClock, dice: Random, advance: Advance) -> Campaign:
    """Write the season down, moment by moment."""
    story.move(OPENED)
    campaign = load_campaign(FILE, by)
    enrol(campaign, season.teams, by)
    book = open_book(campaign, verifiers_over(season.districts, by, dice))
    for moment, happens in _events(season):
        story.move(moment)
        if isinstance(happens, Round):
            hold(happens, book, by, story)
            advance(len(happens.reports))
        elif moment == FROZEN:
            campaigns.freeze(campaign, by, "Khóa bảng theo lịch của thể lệ.")
        else:
            snapshots.take(campaign, "day", happens)
    _conclude(campaign, story, by, dice)
    return campaign


def _conclude(campaign: Campaign, story: StoryClock, by: Person, dice: Random) -> None:
    """The ledger is read, the results are submitted, approved and announced."""
    officer, signatory = offices_over(PROVINCE, by, dice)
    story.move(DECIDED)
    db.session.add(proofs.look(campaign))
    checkpoints.take_daily(campaign)
    submission = results.submit(campaign, new_uuid(dice), officer, "Trình công nhận kết quả năm 2023")
    results.approve(submission, signatory, NUMBER, DECIDED.date())
    story.move(ANNOUNCED)
    campaigns.announce(campaign, officer)


def _events(season: Season) -> list[tuple[datetime, Round | date]]:
    events: list[tuple[datetime, Round | date]] = [(each.moment, each) for each in season.sittings]
    events += [(end_of_day(each), each) for each in season.days]
    events += [(end_of_day(CLOSED), CLOSED), (FROZEN, FROZEN.date())]
    return sorted(events, key=lambda each: each[0])
