"""Every page of everybody carries the strict page policy and nothing that would need a looser one."""

import re
from html.parser import HTMLParser

import pytest

from tests.access.crawling import crawl, fetch
from tests.access.ground import STRANGER
from tests.cast import CODE

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; object-src 'none'"
)
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=()",
}
FEEDS = ("leaderboard.json", "milestones.atom")
FEED = {
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Access-Control-Allow-Origin": "*",
    "Cache-Control": "public, max-age=15",
}
"""What other sites may show: the same for everybody, whoever is signed in."""
BADGE = re.compile(r"/badges/.*\.(json|jwt|svg|png|pem)")
"""What other sites may fetch; people of the Union may see more of it, so it is kept for nobody else."""
PUBLIC = ("/", f"/campaigns/{CODE}/leaderboard", "/no-such-page", "/static/css/app.css", "/healthz")


class Loose(HTMLParser):
    """What a page holds against its policy: inline styles and scripts, on* and hx-on, javascript:, forms elsewhere."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        names = dict(attrs)
        if tag == "style" or (tag == "script" and not names.get("src", "").startswith("/static/")):
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if name == "style" or name.startswith(("on", "hx-on", "data-hx-on")):
                self.found.append(f"{tag} {name}")
            if (value or "").strip().lower().startswith(("javascript:", "js:", "data:text")):
                self.found.append(f"{tag} {name}={value}")
            if name == "hx-trigger" and "[" in (value or ""):
                self.found.append(f"{tag} {name}={value}")


def faults(seen, name):
    """What is wrong with one answer."""
    fixed = FIXED | FEED if seen.address.endswith(FEEDS) and seen.status == 200 else FIXED
    if BADGE.fullmatch(seen.address) and seen.status == 200:
        fixed = FIXED | {"Cross-Origin-Resource-Policy": "cross-origin"}
    found = [f"{key}: {seen.headers.get(key)}" for key, value in fixed.items() if seen.headers.get(key) != value]
    policy = seen.headers.get("Content-Security-Policy")
    if policy != ("default-src 'none'; sandbox" if "/evidence/" in seen.address and seen.status == 200 else POLICY):
        found.append(f"policy: {policy}")
    caching = seen.headers.get("Cache-Control", "")
    kept = "no-store" not in caching and "private, no-cache" not in caching
    if name != STRANGER and "Cache-Control" not in fixed and kept:
        found.append(f"caching: {caching}")
    if not {"Cookie", "HX-Request"} <= set(re.split(r",\s*", seen.headers.get("Vary", ""))):
        found.append(f"vary: {seen.headers.get('Vary')}")
    if seen.is_page:
        found += Loose(seen.text).found
    return [f"{seen.address}: {fault}" for fault in found]


@pytest.fixture(autouse=True)
def with_tokens(ground):
    """Forms carry their tokens, as for real visitors: a token is what makes a session."""
    ground.app.config["WTF_CSRF_ENABLED"] = True


@pytest.mark.parametrize("name", [STRANGER, "captain", "verifier", "officer", "admin"])
def test_every_page_keeps_the_strict_policy(ground, name):
    answers = list(crawl(ground.browser(name), f"/campaigns/{CODE}/leaderboard", "/no-such-page", "/healthz"))
    assert len(answers) > 10
    assert [fault for seen in answers for fault in faults(seen, name)] == []


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
    assert Loose(html).found == ["p style", "p onclick", "<script>", "a href=JavaScript:x"]
    assert Loose('<i hx-trigger="click[ctrlKey]"></i><b hx-on:click="x"></b>').found != []
