"""The tests' own tools bite: databases are fresh, a browser's complaints are heard, nothing is skipped."""

import shutil
from pathlib import Path

import pytest

from app.database import db, transaction
from app.models import Setting
from tests.fixtures import browser as chromium
from tests.fixtures import postgres

BREAKS_ITS_POLICY = {
    "content_type": "text/html",
    "headers": {"Content-Security-Policy": "default-src 'none'"},
    "body": "<p style='color: red'>x</p><script>go()</script>",
}


@pytest.mark.parametrize("turn", ["first", "second"])
def test_each_test_gets_an_empty_database_of_its_own(app, turn):
    assert db.session.get(Setting, "left behind") is None
    with transaction() as session:
        session.add(Setting(key="left behind", value=turn))
    assert db.session.get(Setting, "left behind") is not None


@pytest.mark.browser
def test_a_page_that_breaks_its_policy_is_heard(page, complaints):
    page.route("**/broken", lambda route: route.fulfill(**BREAKS_ITS_POLICY))
    page.goto("/broken")
    assert len([line for line in complaints.unexpected() if "Content Security Policy" in line]) == 2
    complaints.expect("Content Security Policy")


@pytest.mark.browser
def test_a_script_that_fails_is_heard(page, complaints):
    page.route("**/failing", lambda route: route.fulfill(body="<script>go()</script>", content_type="text/html"))
    page.goto("/failing")
    assert complaints.unexpected() == ["go is not defined"]
    complaints.expect("go is not defined")


def test_a_missing_browser_fails_by_name(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(pytest.fail.Exception, match="missing: Chromium"):
        chromium.find_chromium()


def test_a_missing_database_server_fails_by_name(monkeypatch):
    monkeypatch.setattr(Path, "glob", lambda path, pattern: [])
    monkeypatch.setattr(postgres, "find_spec", lambda name: None)
    with pytest.raises(pytest.fail.Exception, match="missing: PostgreSQL"):
        postgres.find_binaries()
