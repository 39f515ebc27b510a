"""Fraud as domain.md 2.8 and 3.5 tell of it, planted into a season of honest work; blind to how it is looked for.

Four kinds: a photo used again, a count inflated, a session that never was, work claimed twice. Whoever cheats mostly
takes the way of least effort, and some take care.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random

from bench.drawn_photos import used_again
from bench.honest_work import COMMON, HALLS, YEAR, Line, Session, Shot, World, rhythm, work

KINDS = ("copied photo", "inflated count", "invented session", "double claim")
SHARE = 0.1


def planted(here: World, today: Sequence[Session], before: Sequence[Session]) -> Iterator[Session]:
    """Today's reports with fraud among them: one in ten, the kinds alike."""
    dice = here.dice
    for session in today:
        kind = dice.choice(KINDS) if before and dice.random() < SHARE else ""
        if kind == "copied photo":
            _copy_photo(session, before, dice)
        elif kind == "inflated count":
            _inflate(session, dice)
        elif kind == "invented session":
            _invent(here, session, before, dice)
        elif kind == "double claim":
            yield _claim_twice(here, session, today, dice)
        yield session


def _copy_photo(session: Session, before: Sequence[Session], dice: Random) -> None:
    """An earlier one of the team's own, or one that another team has shared."""
    own = [each for each in before if each.team is session.team and each is not session]
    source = dice.choice(own if own and dice.random() < 0.6 else before)
    taken = dice.choice((None, None, session.shots[0].minute))
    session.shots = [Shot(used_again(dice.choice(source.shots).picture, dice), taken)]
    session.planted = "copied photo"


def _inflate(session: Session, dice: Random) -> None:
    """A real session, and more than was done: by hand over the counter, by tapping on, or with nothing but a number."""
    way, times = dice.random(), dice.uniform(1.6, 5.0)
    for line in session.lines:
        true = line.claimed
        line.claimed = min(10_000, max(true + 10, round(true * times)))
        if way < 0.45 and line.taps:
            continue
        if way < 0.75 and line.taps:
            line.taps = _taps_on(line, dice)
        else:
            line.taps = None
            if dice.random() < 0.5:
                line.claimed = max(50, round(line.claimed / 50) * 50)
    session.planted = "inflated count"


def _taps_on(line: Line, dice: Random) -> list[int]:
    """A thumb that goes on tapping at the end."""
    assert line.taps
    taps = list(line.taps)
    while len(taps) < line.claimed:
        taps.append(taps[-1] + dice.choice((0, 1, 1, 1, 2, 2, 3, 5)))
    return taps


def _invent(here: World, session: Session, before: Sequence[Session], dice: Random) -> None:
    """Nobody went out. There is a photo of some kind, and figures from the sofa."""
    way = dice.random()
    if way < 0.5:
        _copy_photo(session, before, dice)
    elif way < 0.8:  # from the gallery of another day
        session.shots[0].minute = -dice.randint(1, 20) * 1440 + dice.randint(8 * 60, 17 * 60)
    else:  # staged in five minutes, perhaps on the way home
        session.shots[0].minute = dice.choice((None, session.ends + dice.randint(5, 240)))
    way, more = dice.random(), dice.uniform(1.0, 2.5)
    for line in session.lines:
        line.claimed = max(5, round(line.claimed * more))
        line.taps = _from_the_sofa(line.claimed, session.ends - session.begins, way, dice)
        if line.taps is None and dice.random() < 0.5:
            line.claimed = max(50, round(line.claimed / 50) * 50)
    session.members = [(session.team.number, one) for one in range(session.team.size)]
    session.planted = "invented session"


def _from_the_sofa(count: int, minutes: int, way: float, dice: Random) -> list[int] | None:
    """Tapped through at once, typed, left to a tapping program, or patiently in between."""
    if way < 0.5:
        found = [30]
        while len(found) < count:
            found.append(found[-1] + dice.choice((0, 1, 1, 1, 2, 2, 4)))
        return found
    if way < 0.75:
        return None
    if way < 0.92:
        pause = max(5, minutes * 60 // (count + 1))
        return [20 + pause * at + dice.randrange(3) for at in range(count)]
    return rhythm(count, minutes, dice)


def _claim_twice(here: World, session: Session, today: Sequence[Session], dice: Random) -> Session:
    """The same event by another team, the same work in another campaign, or people who were elsewhere."""
    way = dice.random()
    if way < 0.5:
        return _by_another_team(here, session, dice)
    if way < 0.75 and session.team.in_year:
        return replace(session, campaign=YEAR, planted="double claim")
    return _with_borrowed_people(here, session, today, dice)


def _by_another_team(here: World, session: Session, dice: Random) -> Session:
    """A team of the same commune was there too, or says so: same place, hours and figures, its own photos."""
    others = [each for each in here.teams if each.commune == session.team.commune and each is not session.team]
    if not others:
        return _with_borrowed_people(here, session, [session], dice)
    twin = work(here, dice.choice(others), session.day)
    shift = dice.choice((0, 0, 15, -15, 30))
    twin.hall, twin.begins, twin.ends = session.hall, session.begins + shift, session.ends + shift
    twin.lines = [Line(each.code, each.claimed, each.taps and list(each.taps)) for each in session.lines]
    place = here.place(session.team.commune, session.hall)
    twin.shots = [Shot(place.photo(dice, False), dice.randint(session.begins, session.ends))]
    twin.says_hours, twin.planted = session.says_hours, "double claim"
    return twin


def _with_borrowed_people(here: World, session: Session, today: Sequence[Session], dice: Random) -> Session:
    """A second report of the team's own people at another place in the same hours."""
    twin = work(here, session.team, session.day)
    twin.begins, twin.ends, twin.says_hours = session.begins, session.ends, session.says_hours
    twin.hall = dice.choice([each for each in range(HALLS + 1) if each not in (session.hall, COMMON)])
    twin.members = list(session.members)
    for shot in twin.shots:
        shot.minute = dice.randint(session.begins, session.ends)
    twin.lines = [
        Line(each.code, each.claimed, rhythm(each.claimed, twin.ends - twin.begins, dice)) for each in twin.lines
    ]
    twin.planted = "double claim"
    return twin
