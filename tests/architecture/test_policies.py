"""Every route and method names its policy."""

from app.views import policy


def test_every_route_and_method_names_its_policy(sqlite_app):
    assert policy.missing(sqlite_app) == []


def test_a_planted_route_without_a_policy_is_seen(sqlite_app):
    sqlite_app.add_url_rule("/planted", "planted", lambda: "", methods=["POST"])
    assert [gap for gap in policy.missing(sqlite_app) if "planted" in str(gap)] != []
