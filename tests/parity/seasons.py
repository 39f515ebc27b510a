"""Random seasons that hang on nothing but their number: fixed clocks, fixed ids, the same moves wherever played.

The model of tests/stateful only says what can be done next; what comes of it is compared between databases.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from itertools import count
from random import Random
from typing import Any, NamedTuple
from unittest.mock import patch
from uuid import UUID, uuid5

from app.database import transaction
from app.exports import ledger, standings
from app.queries.campaigns import by_code
from app.rulebook.rulefile import parse
from app.services import people, rule_files, teams
from tests.cast import NOW, RULES, TEAMS, build, stand_still
from tests.stateful.model import (
    BONUSES,
    CAPTAINS,
    DOSSIER,
    MEETING,
    OUTREACH,
    PAYMENT,
    PENALTIES,
    POSTERS,
    REPORTED,
    SHIFT,
    TRAINING,
    VNEID,
    Model,
    Told,
)
from tests.stateful.world import MONTHLY_SHIFTS, World, changed

NAMES = UUID(int=1931)
MOST = {VNEID: 60, DOSSIER: 40, PAYMENT: 80, POSTERS: 300, OUTREACH: 4, SHIFT: 4}
MOVES = 18
TEAMS_PLAYING = ("QN1", "QN1", "QN2", "AN1")
HAPPENINGS = {
    "sends": 6,
    "decides": 8,
    "waits": 3,
    "reopens": 2,
    "corrects": 2,
    "returns": 1,
    "amends": 1,
    "annuls": 1,
    "gathers": 2,
    "posts": 2,
    "reverses": 1,
    "publishes": 3,
    "resizes": 1,
}


class Played(NamedTuple):
    """What a season came to: how each move ended, and its exports, byte for byte."""

    outcomes: tuple[str, ...]
    csv: bytes
    json: bytes
    ledger: bytes

    @property
    def sums(self) -> dict[str, int]:
        """Points by team, as the exported ledger adds up."""
        found: Counter[str] = Counter()
        for each in self.ledger.splitlines():
            entry = json.loads(each)
            found[entry["team_code"]] += entry["points"]
        return dict(sorted(found.items()))

    @property
    def digest(self) -> str:
        return hashlib.sha256(b"\0".join([repr(self.outcomes).encode(), *self[1:]])).hexdigest()


@contextmanager
def numbered_people() -> Iterator[None]:
    """People made here get the same ids everywhere: they stand in every ledger entry, as its actor."""
    numbers = count(1)
    with patch("app.services.people.uuid4", lambda: uuid5(NAMES, f"person {next(numbers)}")):
        yield


def arrange() -> None:
    """The cast, with the same ids everywhere; inside an app context."""
    stand_still(NOW)
    with numbered_people():
        build()


def play(number: int) -> Played:
    """Season `number`, in a campaign of its own; inside an app context."""
    code = f"MUA{number}"
    open_season(code)
    season = Season(number, World(code))
    for _ in range(MOVES):
        season.goes_on()
    campaign = by_code(code)
    assert campaign is not None
    return Played(
        tuple(season.outcomes),
        standings.to_csv(campaign),
        standings.to_json(campaign),
        b"".join(ledger.lines(campaign)),
    )


def open_season(code: str) -> None:
    stand_still(NOW)
    file, faults = parse(RULES.read_text(encoding="utf-8"))
    assert file is not None, faults
    monthly = changed(file.rules, {SHIFT: {"cap_period": "month", "cap": MONTHLY_SHIFTS}}, file.rules.daily_ceiling)
    with transaction():
        by = people.system_actor()
        campaign, _ = rule_files.load(replace(file, code=code, rules=monthly), by)
        teams.import_teams(campaign, TEAMS, by)


class Season:
    """What happens, move by move, as chance has it; the model knows what can be done."""

    def __init__(self, number: int, world: World) -> None:
        self.chance = Random(f"season {number}")
        self.number, self.world = number, world
        self.model = Model(NOW, versions=1)
        self.outcomes: list[str] = []
        self.made = 0

    def goes_on(self) -> None:
        [name] = self.chance.choices(list(HAPPENINGS), list(HAPPENINGS.values()))
        getattr(self, name)()

    def does(self, verb: str, *told: Any) -> None:
        getattr(self.model, verb)(*told)
        self.outcomes.append(f"{verb} {self.world.play(verb, *told)}")

    def one_of(self, *states: str) -> tuple[str, Told] | None:
        """A report in such a state, if there is one."""
        found = [(uuid, told) for uuid, told in self.model.reports.items() if told.state in states]
        return self.chance.choice(found) if found else None

    def new_id(self) -> str:
        self.made += 1
        return str(uuid5(NAMES, f"{self.number} {self.made}"))

    def lines(self) -> dict[str, int]:
        codes = self.chance.sample(REPORTED, self.chance.randint(1, 3))
        return {code: self.chance.randint(1, MOST[code]) for code in codes}

    def team(self) -> str:
        return self.chance.choice(TEAMS_PLAYING)

    def sends(self) -> None:
        team, back = self.team(), self.chance.choice((0, 0, 0, 1, 1, 2, 4, 7))
        self.does("send", self.new_id(), team, CAPTAINS[team], self.lines(), self.model.today - timedelta(back), True)

    def waits(self) -> None:
        self.model.now += timedelta(minutes=self.chance.choice((1, 7, 400, 1500, 4000)))
        self.world.tick(self.model.now)

    def decides(self) -> None:
        found = self.one_of("submitted")
        if not found:
            return self.sends()
        uuid, told = found
        ends = (lambda claimed: claimed, lambda claimed: claimed // 2, lambda claimed: None)
        verdicts = {code: self.chance.choices(ends, (5, 2, 1))[0](claimed) for code, claimed in told.lines.items()}
        self.does("decide", uuid, "officer", verdicts, told.version)
        return None

    def returns(self) -> None:
        if found := self.one_of("submitted"):
            self.does("decide", found[0], "officer", dict.fromkeys(found[1].lines, "returned"), found[1].version)

    def amends(self) -> None:
        if found := self.one_of("returned", "submitted"):
            uuid, told = found
            self.does("amend", uuid, CAPTAINS[told.team], self.lines(), told.day, told.version, True)

    def reopens(self) -> None:
        if found := self.one_of("decided"):
            self.does("reopen", found[0], "officer")

    def annuls(self) -> None:
        if found := self.one_of("decided"):
            self.does("annul", found[0], "officer")

    def corrects(self) -> None:
        if found := self.one_of("decided"):
            uuid, told = found
            lowered = {code: (quantity or 0) * 2 // 3 for code, quantity in (told.verified or {}).items()}
            self.does("correct", uuid, CAPTAINS[told.team], lowered)

    def gathers(self) -> None:
        kind = self.chance.choice((TRAINING, MEETING))
        counts = {team: self.chance.randint(1, 6) if kind == TRAINING else 1 for team in ("QN2", "QN1")}
        day = self.model.today - timedelta(self.chance.randint(0, 3))
        self.does("gather", self.new_id(), "officer", kind, day, counts)

    def posts(self) -> None:
        code = self.chance.choice([*PENALTIES, *BONUSES])
        kind = "bonus" if code in BONUSES else "penalty"
        size = PENALTIES.get(code) or self.chance.randint(1, 50)
        self.does("post", self.team(), "officer", (kind, code, f"form {self.chance.randint(1, 3)}", size), None)

    def reverses(self) -> None:
        if self.model.extras:
            team, *rest = self.chance.choice(sorted(self.model.extras))
            self.does("reverse", team, "officer", *rest)

    def publishes(self) -> None:
        code = self.chance.choice(REPORTED)
        change = self.chance.choice(({"points": self.chance.randint(1, 20)}, {"cap": self.chance.choice((1, 5, 40))}))
        ceiling = self.chance.choice((60, 150, 400, self.model.rules[-1].ceiling))
        since = self.model.today - timedelta(self.chance.randint(0, 7))
        self.does("publish", {code: change}, ceiling, since, True, len(self.model.rules))

    def resizes(self) -> None:
        self.does("resize", self.team(), self.chance.randint(1, 9))
