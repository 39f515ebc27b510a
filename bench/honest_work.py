"""Seasons of honest teams, told from domain.md (1.3, 3.1, 3.3, 4.1): who goes out, for how long, what comes of it.

Nothing here knows the flags or their thresholds. People take their time (nine minutes for an account, fifteen for a
dossier), tap late or several times at once, forget the counter, have cameras with a wrong clock and good market days.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from PIL import Image

from bench.drawn_photos import Place

SUNDAYS = tuple(date(2026, 3, 1) + timedelta(days=7 * week) for week in range(5))
MINUTES = {"vneid_level2_support": 9, "dvc_full_support": 15, "e_payment_support": 7, "e_health_record_support": 8}
USUAL = {"vneid_level2_support": 21, "dvc_full_support": 11, "e_payment_support": 33, "e_health_record_support": 9}
OFTEN = {
    "vneid_level2_support": 0.95,
    "dvc_full_support": 0.85,
    "e_payment_support": 0.9,
    "e_health_record_support": 0.3,
}
COMMON = 0  # the commune's own counter, where everybody may stand
HALLS = 6
MAIN, YEAR = 0, 1


@dataclass(slots=True)
class Team:
    """One team: how able, where it usually stands, how it photographs."""

    number: int
    commune: int
    size: int
    able: float
    hall: int
    steady: bool
    in_year: bool  # also enrolled in the campaign of the whole year


@dataclass(slots=True)
class Line:
    code: str
    claimed: int
    taps: list[int] | None  # seconds since the session began


@dataclass(slots=True)
class Shot:
    """A photo; `minute` is when the camera says it was taken, since the day began."""

    picture: Image.Image
    minute: int | None


@dataclass(slots=True)
class Session:
    """What one report says; `planted` names the fraud, '' for honest work."""

    team: Team
    day: date
    hall: int
    begins: int
    ends: int
    members: list[tuple[int, int]]  # (team, place in it)
    lines: list[Line]
    shots: list[Shot]
    says_hours: bool = True
    campaign: int = MAIN
    joint_with: int | None = None  # another team of the same session, written down as one
    planted: str = ""


@dataclass(slots=True)
class World:
    """Teams and places of one season."""

    dice: Random
    teams: list[Team]
    places: dict[tuple[int, int], Place] = field(default_factory=dict)

    def place(self, commune: int, hall: int) -> Place:
        if (commune, hall) not in self.places:
            self.places[commune, hall] = Place(self.dice)
        return self.places[commune, hall]


def world(dice: Random, count: int) -> World:
    """Three teams a commune, of six to fifteen members."""
    return World(dice, [_team(number, dice) for number in range(count)])


def _team(number: int, dice: Random) -> Team:
    able = min(2.0, max(0.35, dice.lognormvariate(-0.05, 0.35)))
    size = dice.choice((6, 8, 8, 8, 8, 10, 12, 15))
    hall = 1 + number % 3 * 2 + dice.randrange(2)
    return Team(number, number // 3, size, able, hall, dice.random() < 0.15, dice.random() < 0.4)


def sunday(here: World, day: date) -> Iterator[Session]:
    """The honest reports of one Sunday; some teams meet at the counter, and most of these say so."""
    dice = here.dice
    weather = dice.uniform(0.8, 1.15)
    alone: dict[int, Session] = {}
    for team in here.teams:
        if dice.random() < 0.93:
            session = work(here, team, day, weather)
            met = alone.get(team.commune)
            if session.hall == COMMON and met is not None and dice.random() < 0.7:
                session.joint_with, met.joint_with = met.team.number, team.number
            if session.hall == COMMON:
                alone[team.commune] = session
            yield session


def work(here: World, team: Team, day: date, weather: float = 1.0) -> Session:
    """One session as it was."""
    dice = here.dice
    begins = dice.choice((7 * 60, 7 * 60 + 30, 8 * 60, 8 * 60, 13 * 60 + 30, 14 * 60)) + 5 * dice.randrange(-2, 4)
    ends = begins + dice.choice((120, 150, 180, 180, 180, 210, 240))
    hall = COMMON if dice.random() < 0.12 else team.hall if dice.random() < 0.8 else dice.randint(1, HALLS)
    present = max(3, round(team.size * dice.uniform(0.6, 1.0)))
    crowd = dice.uniform(1.8, 3.2) if dice.random() < 0.04 else 1.0  # a market, a festival
    lines = _lines(team, present, ends - begins, weather * crowd, dice)
    session = Session(team, day, hall, begins, ends, [(team.number, one) for one in range(present)], lines, [])
    session.shots = [_shot(here, session) for _ in range(dice.choice((1, 1, 2)))]
    session.says_hours = dice.random() < 0.85
    return session


def _lines(team: Team, present: int, minutes: int, luck: float, dice: Random) -> list[Line]:
    """What citizens wanted, as far as the members' time went."""
    wanted = {
        code: max(1, round(USUAL[code] * team.able * luck * minutes / 180 * dice.gammavariate(9, 1 / 9)))
        for code in USUAL
        if dice.random() < OFTEN[code]
    } or {"vneid_level2_support": 5}
    spent = sum(MINUTES[code] * count for code, count in wanted.items())
    share = min(1.0, present * minutes * dice.uniform(0.75, 0.95) / spent)
    by_hand = dice.random() < 0.15
    found = []
    for code, count in wanted.items():
        count = max(1, int(count * share))
        if by_hand and dice.random() < 0.12:
            count = max(10, round(count, -1))  # counted on paper, roughly
        found.append(Line(code, count, None if by_hand else rhythm(count, minutes, dice)))
    if not by_hand and dice.random() < 0.04:  # the battery
        _forgets(found[0], dice)
    return found


def _forgets(line: Line, dice: Random) -> None:
    assert line.taps is not None
    line.taps = line.taps[: max(1, round(len(line.taps) * dice.uniform(0.5, 0.95)))]


def rhythm(count: int, minutes: int, dice: Random) -> list[int]:
    """How people tap: as citizens come, who come in waves; sometimes several at once, once in a while a whole class."""
    whole = minutes * 60
    waves = [dice.uniform(0.1, 0.9) * whole for _ in range(dice.randint(2, 5))]
    taps: list[float] = []
    class_of = dice.randint(8, 24) if dice.random() < 0.03 else 0
    while len(taps) < count:
        at = dice.gauss(dice.choice(waves), whole * 0.12) if dice.random() < 0.6 else dice.uniform(0.02, 1.0) * whole
        together = class_of or (dice.randint(2, 6) if dice.random() < 0.08 else 1)
        class_of = 0
        taps += [at + dice.uniform(1, 4) * one for one in range(together)]
    return sorted(min(whole + 300, max(20, round(tap))) for tap in taps[:count])


def _shot(here: World, session: Session) -> Shot:
    dice = here.dice
    picture = here.place(session.team.commune, session.hall).photo(dice, session.team.steady)
    minute: int | None = dice.randint(session.begins - 10, session.ends + 10)
    if dice.random() < 0.12:
        minute = None
    elif dice.random() < 0.025:
        minute = dice.randint(-3 * 1440, 2 * 1440)  # a clock that nobody has set
    return Shot(picture, minute)
