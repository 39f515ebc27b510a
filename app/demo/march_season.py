"""Youth Month 2026 up to the evening of Sunday 15 March: what every team reported, and what is decided by then."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

from app.demo.march_lines import lines_of
from app.demo.march_story import REUSED, story_reports
from app.demo.march_taps import counted
from app.demo.march_teams import BRANCH, DEMO, DESK, QUARTERS, own_dice
from app.demo.march_units import FIRST_QUARTER
from app.demo.places import counter, hall, place_of
from app.demo.plans import ReportPlan, TeamPlan, at, new_uuid

TODAY = date(2026, 3, 15)
SUNDAYS = (date(2026, 3, 1), date(2026, 3, 8), TODAY)
SATURDAYS = (date(2026, 3, 7), date(2026, 3, 14))
NOW = at(TODAY, 20, 30)
SUNDAY_CHANCE, SATURDAY_CHANCE = 0.97, 0.45
RESTING = QUARTERS[:2]  # two sessions only: forty reports wait for the ward's verifier


def march_season(teams: Sequence[TeamPlan], places: Mapping[str, str], dice: Random) -> list[ReportPlan]:
    """All reports in order of submission; `places` gives each unit's place by its code."""
    reports = [
        report
        for team in teams
        if team.code != DEMO
        for report in _team(team, places[team.unit_code], own_dice(team.code, dice))
    ]
    reports += story_reports(places, dice)
    reports = [each if each.scene is not None or each.state == "draft" else _photographed(each) for each in reports]
    return sorted(reports, key=lambda each: each.submitted_at)


def _photographed(plan: ReportPlan) -> ReportPlan:
    """A scene of the report's own."""
    return replace(plan, scene=int(plan.uuid[:8], 16))


def _team(team: TeamPlan, where: str, dice: Random) -> Iterator[ReportPlan]:
    for day in sorted((*SUNDAYS, *SATURDAYS)):
        if _goes_out(team, day, dice):
            yield from _day(team, day, where, dice)


def _goes_out(team: TeamPlan, day: date, dice: Random) -> bool:
    if team.role == BRANCH:
        return day in SUNDAYS
    if team.role or (day == TODAY and team.code in DESK):
        return True
    return dice.random() < (SUNDAY_CHANCE if day in SUNDAYS else SATURDAY_CHANCE) * team.reliability


def _day(team: TeamPlan, day: date, where: str, dice: Random) -> list[ReportPlan]:
    """One report, or today at the desk that the demonstration opens: three sessions of one team."""
    if day == TODAY and team.code in DESK:
        hours = (9, 16) if team.code in RESTING else (9, 12, 16)
        return [_report(team, day, where, at(day, hour, dice.randrange(55)), dice) for hour in hours]
    return [_report(team, day, where, _sent(team, day, dice), dice)]


def _sent(team: TeamPlan, day: date, dice: Random) -> datetime:
    if day == TODAY:
        return at(day, 10, 30) + timedelta(seconds=dice.randrange(9 * 3600 + 1800))
    late = not team.role and day == SUNDAYS[1] and dice.random() < 0.06
    days = 3 if late else 0 if team.role else dice.choices((0, 1, 2), (80, 15, 5))[0]
    last = day if day == SATURDAYS[1] and team.code in DESK else TODAY
    return at(min(day + timedelta(days=days), last), 16) + timedelta(seconds=dice.randrange(4 * 3600))


def _report(team: TeamPlan, day: date, where: str, sent: datetime, dice: Random) -> ReportPlan:
    at_desk = day == TODAY and team.code in DESK
    place = _place(team, day, where, dice)
    plan = ReportPlan(
        uuid=new_uuid(dice),
        team_code=team.code,
        day=day,
        submitted_at=sent,
        lines=lines_of(replace(team, level=team.level / 2) if at_desk else team, day, dice),
        place=place,
        present=team.size - (0 if dice.random() < 0.4 else dice.randint(1, 2)),
        decided_at=_decided(team, sent, dice),
        late=sent >= at(day + timedelta(days=3), 0),
        scene=dice.randrange(10**6) if at_desk else None,
    )
    if at_desk and sent.hour == 16 and team.code in DESK[1:3]:
        plan = replace(plan, scene=REUSED)
    if at_desk and sent.hour == 9 and team.role == BRANCH:
        plan = replace(plan, second_scene=dice.randrange(10**6))
    return counted(plan) if at_desk else plan


def _place(team: TeamPlan, day: date, where: str, dice: Random) -> tuple[str, str, str]:
    """A branch stands in its quarter's hall."""
    if team.role == BRANCH:
        return hall(where, FIRST_QUARTER + QUARTERS.index(team.code))
    found = hall(where, day.day % 5 + 1) if team.role else place_of(dice, where, "commune_center")
    return counter(where) if day in SATURDAYS else found


def _decided(team: TeamPlan, sent: datetime, dice: Random) -> datetime | None:
    """Yesterday's are decided this morning, older ones on the next evening; today's still wait, but for a few."""
    if sent < at(TODAY - timedelta(days=1), 0):
        return at(sent.date() + timedelta(days=1), 20)
    if sent < at(TODAY, 0):
        return at(TODAY, 9) if team.role or dice.random() < 0.85 or team.code in DESK else None
    busy = team.role or team.code in DESK
    return at(TODAY, 20) if not busy and sent < at(TODAY, 15) and dice.random() < 0.15 else None
