"""`make mutants`: plants one bug at a time in a copy of the project and asks the tests that must see it.

`python -m tests.mutants [part of a name …]` tries only those. Fails when a bug is not found, or its place is gone.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from app.config import ROOT
from tests.mutants.table import MUTANTS, Mutant

LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "instance", "dist", "__pycache__", ".*_cache", ".hypothesis")
PATIENCE = 600
RED = 1  # what pytest says when tests ran and failed


def main(wanted: list[str]) -> int:
    chosen = [each for each in MUTANTS if not wanted or any(part in each.name for part in wanted)]
    with tempfile.TemporaryDirectory(prefix="xk-mutants-") as folder:
        copy = Path(folder) / "project"
        shutil.copytree(ROOT, copy, ignore=LEFT_OUT)
        tests = dict.fromkeys(test for each in chosen for test in each.tests)
        if asked(copy, tests):
            print(f"without any bug these tests are red already:\n{told(copy)}")
            return 1
        survivors = [each.name for each in chosen if not dies(copy, each)]
    print(f"{len(chosen) - len(survivors)} of {len(chosen)} planted bugs found")
    for each in survivors:
        print(f"not found: {each}")
    return 1 if survivors or not chosen else 0


def dies(copy: Path, mutant: Mutant) -> bool:
    """Plant it, ask its tests, take it out again."""
    path = copy / mutant.file
    source = path.read_text(encoding="utf-8")
    if source.count(mutant.old) != 1:
        print(f"gone      {mutant.name}: its text stands {source.count(mutant.old)} times in {mutant.file}", flush=True)
        return False
    began = time.monotonic()
    path.write_text(source.replace(mutant.old, mutant.new), encoding="utf-8")
    try:
        found = asked(copy, mutant.tests) == RED
    finally:
        path.write_text(source, encoding="utf-8")
    print(f"{'found' if found else 'SURVIVED':9} {time.monotonic() - began:5.0f} s  {mutant.name}", flush=True)
    return found


def asked(copy: Path, tests: Iterable[str]) -> int:
    """What pytest in the copy ends with."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
    environ = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=copy, env=environ, capture_output=True, timeout=PATIENCE, check=False)
    (copy.parent / "last.log").write_bytes(done.stdout + done.stderr)
    if done.returncode > RED:
        print(told(copy))
    return done.returncode


def told(copy: Path) -> str:
    """The end of what pytest said last."""
    return (copy.parent / "last.log").read_text(encoding="utf-8", errors="replace")[-3000:]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
