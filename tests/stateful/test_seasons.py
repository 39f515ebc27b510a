"""A competition of dictionaries and the app live through the same random seasons and agree after every step.

After each step standings, ledger sums and the cheap invariants are compared; at the end of each run every invariant.
"""

import os
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.stateful.machine import Season

STEPS = 50
RUNS = {"sqlite": 150, "postgresql": 30}  # at least; `make soak` plays longer ones, $PLAY_RUNS any number
SOAK = {"sqlite": 300, "postgresql": 100}  # of twice as many steps
PHASES = (Phase.generate, Phase.shrink) if os.environ.get("PLAY_SHRINK") else (Phase.generate,)


def lives(ground, chance, runs, steps):
    """Random runs of that many steps; one that fails is told step by step, with $PLAY_SHRINK=1 as short as can be."""

    @seed(chance)
    def season() -> Any:
        return Season(ground)

    chosen = settings(
        max_examples=runs,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        derandomize=False,
        phases=PHASES,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(season, settings=chosen, _min_steps=steps)  # type: ignore[arg-type]
    print(f"{ground.runs} runs, {ground.steps} steps")


def test_the_app_and_its_model_agree_after_every_step(ground, play_seed):
    lives(ground, play_seed, int(os.environ.get("PLAY_RUNS") or RUNS[ground.kind]), STEPS)


@pytest.mark.soak
def test_the_app_and_its_model_agree_over_long_seasons(ground, play_seed):
    lives(ground, play_seed, int(os.environ.get("PLAY_RUNS") or SOAK[ground.kind]), 2 * STEPS)
