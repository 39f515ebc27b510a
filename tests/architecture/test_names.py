"""Migrations are numbered, readable, stand on their own, and make what the models say."""

import ast
import re

import flask_migrate
import pytest

from app.config import ROOT

VERSIONS = sorted((ROOT / "migrations" / "versions").glob("*.py"))
READABLE = re.compile(r"\d{4}_[a-z][a-z0-9_]+\.py")


def app_imports(source: str) -> list[str]:
    """What `source` imports from the app, which will have moved on when the migration runs again."""
    names = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names.append(node.module or "")
    return [name for name in names if name.split(".")[0] == "app"]


@pytest.mark.parametrize("path", VERSIONS, ids=lambda path: path.name)
def test_a_migration_stands_on_its_own(path):
    assert app_imports(path.read_text()) == []
    assert READABLE.fullmatch(path.name)


def test_migrations_are_numbered_without_gaps():
    assert [int(path.name[:4]) for path in VERSIONS] == list(range(1, len(VERSIONS) + 1))
    assert VERSIONS


def test_the_migrations_make_what_the_models_say(app):
    flask_migrate.check()


def test_a_planted_import_is_seen():
    assert app_imports("import app\nfrom app.models import Team\nimport alembic") == ["app", "app.models"]
    assert not READABLE.fullmatch("ae1027a6acf_.py")
