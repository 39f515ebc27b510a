"""The same season comes out the same on SQLite and PostgreSQL, and whatever order sets and dictionaries hash to."""

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.config import ROOT
from tests.parity.seasons import play

SEASONS = 6
HASH_SEASONS = 2
HASH_SEEDS = ("0", "42", "4294967295", "1", "2")
FEW_SEEDS = HASH_SEEDS[:3]  # each is a process of its own, whose imports take longer than its seasons
BLOCK = 50  # seasons on one database: it grows, and so does what each season takes
BLOCKS = 500 // BLOCK
LEAST_ENTRIES = 3  # of a season, on average


def both_ways(pitches, numbers):
    """Every season on both databases; fails at the first difference, naming the season and what differs."""
    entries = 0
    for number in numbers:
        played = []
        for app in pitches:
            with app.app_context():
                played.append(play(number))
        sqlite, postgresql = played
        assert sqlite.outcomes == postgresql.outcomes, number
        assert sqlite.sums == postgresql.sums, number
        assert (sqlite.csv, sqlite.json) == (postgresql.csv, postgresql.json), number
        assert sqlite.ledger.decode().splitlines() == postgresql.ledger.decode().splitlines(), number
        entries += sqlite.ledger.count(b"\n")
    assert entries > LEAST_ENTRIES * len(numbers)


def hashed(arranged, numbers, seeds):
    """The seasons' digests under each hash seed, in processes of their own."""

    def run(hash_seed):
        copy = arranged.with_name(f"hash_{hash_seed}.db")
        shutil.copyfile(arranged, copy)
        command = [sys.executable, "-m", "tests.parity", f"sqlite:///{copy}", str(numbers.start), str(numbers.stop)]
        environ = {**os.environ, "PYTHONHASHSEED": hash_seed}
        done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout.splitlines()

    with ThreadPoolExecutor(max_workers=2) as pool:
        return list(pool.map(run, seeds))


def the_same_under_each_hash_seed(arranged, numbers, seeds):
    first, *others = hashed(arranged, numbers, seeds)
    assert len(first) == len(numbers)
    assert others == [first] * len(others)


def test_random_seasons_come_out_the_same_on_both_databases(pitches, first_season):
    both_ways(pitches, range(first_season, first_season + SEASONS))


def test_random_seasons_come_out_the_same_under_three_hash_seeds(arranged, first_season):
    the_same_under_each_hash_seed(arranged, range(first_season, first_season + HASH_SEASONS), FEW_SEEDS)


@pytest.mark.soak
@pytest.mark.parametrize("block", range(BLOCKS))
def test_five_hundred_seasons_come_out_the_same_on_both_databases(pitches, first_season, block):
    both_ways(pitches, range(first_season, first_season + BLOCK))


@pytest.mark.soak
@pytest.mark.parametrize("block", range(BLOCKS))
def test_five_hundred_seasons_come_out_the_same_under_five_hash_seeds(arranged, first_season, block):
    the_same_under_each_hash_seed(arranged, range(first_season, first_season + BLOCK), HASH_SEEDS)
