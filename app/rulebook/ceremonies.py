"""The ceremony as a script of slides and a count of steps: prizes from the last to the first, suspense kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.rulebook.text import search_key

STEPS = ("next", "back", "pause", "resume")
MOVES = {"next": 1, "back": -1}


@dataclass(frozen=True, slots=True)
class Winner:
    """Who is read out, and what is said of them; counts are those of the result. `enrolment` is a team's, 0 else."""

    name: str
    unit: str
    points: int = 0
    sundays: int = 0
    badges: int = 0
    why: str = ""
    enrolment: int = 0


@dataclass(frozen=True, slots=True)
class Slide:
    """One thing on the screen: 'welcome', 'cluster', 'honour' (what comes now), 'winner' or 'thanks'."""

    kind: str
    title: str
    under: str = ""
    winner: Winner | None = None


@dataclass(frozen=True, slots=True)
class Honour:
    """A prize or special award with its winners, as one chapter of the ceremony."""

    title: str
    winners: tuple[Winner, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A cluster's prizes or the special awards, the highest first."""

    name: str
    honours: tuple[Honour, ...]


@dataclass(frozen=True, slots=True)
class Position:
    """Which slide is shown after `number` steps, and whether the hall pauses for photos."""

    number: int = 0
    at: int = 0
    paused: bool = False


def script(title: str, under: str, chapters: Iterable[Chapter]) -> tuple[Slide, ...]:
    """All slides: from the encouragement prizes up, one winner at a time.

    Winners of one prize come by name, never by points: their order says nothing about who is still to come.
    """
    slides = [Slide("welcome", title, under)]
    for chapter in chapters:
        if not any(each.winners for each in chapter.honours):
            continue
        slides.append(Slide("cluster", chapter.name))
        for honour in reversed(chapter.honours):
            winners = sorted(honour.winners, key=lambda each: (search_key(each.name), each.unit))
            slides += [Slide("honour", honour.title, chapter.name)] if winners else []
            slides += [Slide("winner", honour.title, chapter.name, each) for each in winners]
    return (*slides, Slide("thanks", title, under))


def position(steps: Sequence[str], slides: int) -> Position:
    """Where the ceremony stands after these steps; a step that cannot move stays where it is."""
    at, paused = 0, False
    for kind in steps:
        at = min(max(at + MOVES.get(kind, 0), 0), slides - 1)
        paused = kind == "pause"
    return Position(len(steps), at, paused)
