"""The house's layers hold, and the check that says so bites."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.config import ROOT

RULEBOOK = ROOT / "app" / "rulebook"


def contracts(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--no-logo"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def outside_stdlib(source: str) -> list[str]:
    """The modules `source` imports from beyond the standard library and the rulebook itself."""
    names = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.append(node.module or "")
    allowed = sys.stdlib_module_names
    return [name for name in names if name.split(".")[0] not in allowed and not f"{name}.".startswith("app.rulebook.")]


def test_imports_keep_every_contract():
    result = contracts(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(
    ("module", "line", "complaint"),
    [
        ("stray.py", "", "not listed as layers"),
        ("services/stray.py", "", "not listed as layers"),
        ("models/stray.py", "import app.services", "Requests flow down, never up BROKEN"),
        ("rulebook/stray.py", "import sqlalchemy", "The rulebook knows no framework and no clock BROKEN"),
        ("queries/stray.py", "import flask", "Flask stays at the edge BROKEN"),
    ],
)
def test_a_stray_module_or_import_breaks_a_contract(tmp_path, module, line, complaint):
    shutil.copytree(ROOT / "app", tmp_path / "app", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "app" / module).write_text(line + "\n")
    result = contracts(tmp_path)
    assert result.returncode == 1
    assert complaint in result.stdout
    assert "stray" in result.stdout


@pytest.mark.parametrize("path", sorted(RULEBOOK.rglob("*.py")), ids=lambda path: path.name)
def test_the_rulebook_imports_only_the_standard_library(path):
    assert outside_stdlib(path.read_text()) == []


def test_an_import_from_outside_is_seen():
    inside = "import json\nfrom app.rulebook import worth\nfrom app.rulebook.rules import RuleSet\n"
    assert outside_stdlib(inside + "import attrs.x\nfrom app import clock") == ["attrs.x", "app"]


def test_every_flask_extension_in_the_lock_is_kept_at_the_edge():
    required = (ROOT / "requirements" / "run.in").read_text().splitlines()
    extensions = {line.split(">")[0].replace("-", "_") for line in required if line.startswith("flask")}
    configuration = (ROOT / "pyproject.toml").read_text()
    assert [name for name in sorted(extensions) if f'"{name}",' not in configuration] == []
