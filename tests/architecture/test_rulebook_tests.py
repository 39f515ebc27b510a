"""The rulebook's own tests call every function of it: of what none of them calls, no change would be noticed."""

import json
import os
import subprocess
import sys

import pytest

from app.config import ROOT

RULEBOOK = "app/rulebook"


@pytest.mark.soak
def test_every_function_of_the_rulebook_is_called_by_its_own_tests(tmp_path):
    called = tmp_path / "called.json"
    covers("run", f"--source={RULEBOOK}", "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/rulebook", at=tmp_path)
    covers("json", "-q", "-o", str(called), at=tmp_path)
    files = json.loads(called.read_text())["files"]
    assert len(files) > len(list((ROOT / RULEBOOK).glob("*.py"))) // 2
    functions = {f"{file}: {name}": each["summary"] for file, found in files.items() for name, each in named(found)}
    assert [name for name, each in functions.items() if each["num_statements"] and not each["covered_lines"]] == []


def covers(*command, at):
    """One command of coverage, which keeps what it learns in that folder."""
    environ = {**os.environ, "COVERAGE_FILE": str(at / "learned")}
    asked = [sys.executable, "-m", "coverage", *command]
    done = subprocess.run(asked, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def named(found):
    """The functions of a file; what stands outside of any has no name."""
    return [(name, each) for name, each in found["functions"].items() if name]
