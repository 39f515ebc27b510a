"""Measured figures: what they are, whether the goal is met, how they are written down."""

import json
import os
import platform
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

RESULTS = Path(__file__).resolve().parent / "results"


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure; `goal` is the most it may be, `least` the least, where there is a goal."""

    name: str
    value: float
    unit: str
    goal: float | None = None
    least: float | None = None

    @property
    def verdict(self) -> str:
        if self.least is not None:
            return f"{'met' if self.value >= self.least else 'MISSED'} (>= {self.least:g} {self.unit})"
        if self.goal is None:
            return ""
        return f"{'met' if self.value <= self.goal else 'MISSED'} (<= {self.goal:g} {self.unit})"


def interleaved(
    moves: Sequence[Callable[[], object]],
    rounds: int,
    warm_up: int = 3,
    before: Sequence[Callable[[], object]] = (),
) -> list[float]:
    """The median milliseconds of each move; they take turns, so that a busy machine is unfair to none.

    What comes `before` each is not counted.
    """
    taken: list[list[float]] = [[] for _ in moves]
    for turn in range(warm_up + rounds):
        for place, move in enumerate(moves):
            if before:
                before[place]()
            begun = perf_counter()
            move()
            if turn >= warm_up:
                taken[place].append((perf_counter() - begun) * 1000)
    return [statistics.median(each) for each in taken]


def write(name: str, figures: Sequence[Figure]) -> None:
    """Keep the figures with what the machine is, in bench/results/."""
    RESULTS.mkdir(exist_ok=True)
    machine = {"cores": os.cpu_count(), "machine": platform.machine(), "python": platform.python_version()}
    rows = [[each.name, round(each.value, 3), each.unit, each.goal, each.least] for each in figures]
    lines = ",\n  ".join(json.dumps(row, ensure_ascii=False) for row in rows)
    columns = '["figure", "value", "unit", "most", "least"]'
    head = f'"benchmark": "{name}",\n "machine": {json.dumps(machine)},\n "columns": {columns}'
    (RESULTS / f"{name}.json").write_text(f'{{{head},\n "figures": [\n  {lines}\n ]}}\n', encoding="utf-8")


def table(name: str, figures: Sequence[Figure]) -> str:
    """The figures for a terminal."""
    rows = [(each.name, f"{each.value:,.2f} {each.unit}", each.verdict) for each in figures]
    first, second = (max(len(row[column]) for row in rows) for column in (0, 1))
    return "\n".join([f"{name}:", *(f"  {a:<{first}}  {b:>{second}}  {c}".rstrip() for a, b, c in rows)])
