"""Cookies go only with what needs them; a page that breaks its policy would be seen (test_crawl sees every page)."""

import pytest

from tests.access.crawling import Tags, crawl, fetch
from tests.access.ground import STRANGER
from tests.access.policies import loose
from tests.cast import CODE

PUBLIC = ("/", f"/campaigns/{CODE}/leaderboard", "/no-such-page", "/static/css/app.css", "/healthz")


@pytest.fixture(autouse=True)
def with_tokens(ground):
    """Forms carry their tokens, as for real visitors: a token is what makes a session."""
    ground.app.config["WTF_CSRF_ENABLED"] = True


def test_only_a_page_with_a_form_to_send_gives_a_stranger_a_cookie(ground):
    public = {seen.address for seen in crawl(ground.browser(STRANGER), *PUBLIC)}
    fresh = [fetch(ground.app.test_client(), address) for address in sorted(public)]
    assert len(fresh) > 10
    assert {seen.address.split("?")[0] for seen in fresh if seen.cookies} <= {"/sign-in", "/badges/verify"}


def test_the_session_cookie_is_out_of_reach_of_scripts(ground):
    [cookie] = fetch(ground.app.test_client(), "/sign-in").cookies
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_a_page_that_breaks_the_policy_is_seen():
    html = '<p style="color:red" onclick="x()">x</p><script>x()</script><a href="JavaScript:x">y</a>'
    assert list(loose(Tags(html).found)) == ["p style", "p onclick", "<script>", "a href=JavaScript:x"]
    assert len(list(loose(Tags('<i hx-trigger="click[ctrlKey]"></i><b hx-on:click="x"></b>').found))) == 2
