"""PostgreSQL refuses NUL where SQLite keeps it: both must answer alike, with a page."""

import pytest

from tests.access.ground import STRANGER, Ground
from tests.access.nonsense import raw
from tests.access.test_bad_input import is_ours
from tests.cast import PASSWORD, cast
from tests.fixtures.databases import built_app

UNSTORABLE = ("%00", "a%00b", "%ed%a0%80", "%ff")
PATHS = (
    *("/campaigns/{}", "/campaigns/{}/leaderboard", "/campaigns/{}/standings.csv", "/teams/{}", "/teams/{}/why"),
    *("/teams/{}/check", "/badges/{}", "/links/{}", "/reports/{}", "/reports/{}/decision", "/reports/{}/evidence/{}"),
    *("/search?q={}", "/people?q={}", "/units?q={}", "/desk?campaign={}", "/campaigns/THU2026/leaderboard?cluster={}"),
    *("/campaigns/THU2026/leaderboard?q={}&team={}", "/teams/QN1?campaign={}", "/campaigns/THU2026/rules?version={}"),
)
FORMS: tuple[tuple[str, dict[str, str]], ...] = (
    ("/sign-in", {"login": "a\0b", "password": PASSWORD}),
    ("/sign-in", {"login": "captain@cast.example", "password": "a\0b", "next": "/a\0b"}),
    ("/links/x", {"password": "a\0bcdefghij", "again": "a\0bcdefghij"}),
    ("/people/a%00b/link", {}),
    ("/campaigns/a%00b/freeze", {"reason": "x"}),
    ("/campaigns/THU2026/freeze", {"reason": "a\0b"}),
    ("/campaigns/THU2026/announcement", {"number": "a\0b", "decided_on": "2026-04-13", "code": "THU2026\0"}),
    ("/reports/a%00b/decision", {"version": "1"}),
)


@pytest.fixture
def anywhere(database, tmp_path):
    """The cast on either database, without the way back to a saved state."""
    with built_app(database, tmp_path) as app:
        app.config["WTF_CSRF_ENABLED"] = False
        ground = Ground(app, tmp_path / "none")
        with app.app_context():
            ground.name(cast())
        yield ground


@pytest.mark.parametrize("name", [STRANGER, "officer", "captain"])
def test_what_a_database_cannot_store_is_only_not_found(anywhere, name):
    client = anywhere.browser(name)
    broken = [
        (address.replace("{}", part), answer.status_code)
        for address in PATHS
        for part in UNSTORABLE
        if not is_ours(answer := raw(client, address.replace("{}", part)))
    ]
    assert broken == []


def test_what_a_database_cannot_store_is_turned_away_by_every_form(anywhere):
    before, client = anywhere.rows(), anywhere.browser("officer")
    answers = [(to, raw(client, to, method="POST", data=form)) for to, form in FORMS]
    assert [(to, answer.status_code) for to, answer in answers if not is_ours(answer)] == []
    assert {**anywhere.rows(), "sign_in_attempts": 0} == {**before, "sign_in_attempts": 0}
