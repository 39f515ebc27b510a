"""Files and functions stay small enough to read in one go."""

import ast

import pytest

from app.config import ROOT

LINES_A_FILE = 150
LINES_A_FUNCTION = 40
SHAPELESS = {"utils", "util", "helpers", "helper", "common", "misc"}
FILES = [*sorted((ROOT / "app").rglob("*.py")), ROOT / "wsgi.py"]


def functions(source: str) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]


def too_long(source: str) -> list[str]:
    """What in `source` exceeds its budget."""
    lines = len(source.splitlines())
    found = [f"the file: {lines} lines"] if lines > LINES_A_FILE else []
    for function in functions(source):
        lines = (function.end_lineno or function.lineno) - function.lineno + 1
        if lines > LINES_A_FUNCTION:
            found.append(f"{function.name}: {lines} lines")
    return found


def inner_imports(source: str) -> list[int]:
    """The lines of imports that hide inside functions."""
    inner = (node for function in functions(source) for node in ast.walk(function))
    return sorted({node.lineno for node in inner if isinstance(node, ast.Import | ast.ImportFrom)})


def shapeless(relative: str) -> list[str]:
    """The parts of a path that say nothing about what is inside."""
    return [part for part in relative.removesuffix(".py").split("/") if part.strip("_") in SHAPELESS]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_keeps_its_budget(path):
    source = path.read_text()
    assert too_long(source) == []
    assert inner_imports(source) == []
    assert shapeless(str(path.relative_to(ROOT))) == []


def test_a_planted_excess_is_seen():
    assert too_long("x = 1\n" * 151) == ["the file: 151 lines"]
    assert too_long("def f():\n" + "    x = 1\n" * 40) == ["f: 41 lines"]
    assert inner_imports("import os\ndef f():\n    def g():\n        import sys\n") == [4]
    assert shapeless("app/services/utils.py") == ["utils"]
    assert shapeless("app/helpers/reports.py") == ["helpers"]
