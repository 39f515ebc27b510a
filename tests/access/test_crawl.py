"""Whoever walks through all pages meets only their own branch (trust.md I17) and no dead end, reading changes nothing,
and every answer carries the strict page policy (tests/access/policies.py).
"""

import pytest

from tests.access.branches import TEAMS, canary
from tests.access.crawling import MOST, crawl, fetch
from tests.access.ground import EVERYONE, STRANGER
from tests.access.policies import faults
from tests.cast import CODE, NOISE

MAY_READ = {
    "captain": {"QN1"},
    "member": {"QN1"},
    "captain_qn2": {"QN2"},
    "captain_an1": {"AN1"},
    "captain_hn": {"HN1"},
    "verifier": {"QN1", "QN2"},
    "verifier_an": {"AN1"},
    "verifier_hn": {"HN1"},
    "officer": {"QN1", "QN2", "AN1"},
    "auditor": {"QN1", "QN2", "AN1"},
}


def every_report(ground):
    """Addresses that nobody is led to, guessed from the ids."""
    pages = ("/reports/{}", "/reports/{}/edit", "/reports/{}/decision")
    ids = [value for name, value in ground.ids.items() if name.split(" ")[0] in ("waiting", "decided", "draft")]
    photos = [
        f"/reports/{ground.ids[f'waiting {a}']}/evidence/{ground.ids[f'photo {b}']}" for a in TEAMS for b in TEAMS
    ]
    exports = [f"/campaigns/{code}/standings.{kind}" for code in (CODE, NOISE) for kind in ("csv", "json")]
    return [page.format(uuid) for uuid in ids for page in pages] + photos + exports


ODD = (f"/campaigns/{CODE}/leaderboard", "/no-such-page", "/healthz")
ALIKE = {"captain_qn2", "captain_an1", "captain_an2", "captain_hn", "verifier_an", "signatory"}  # as others elsewhere
WALKS = [
    *((name, "waiting", 2) for name in sorted(EVERYONE - ALIKE)),
    *((name, "announced", 2) for name in (STRANGER, "captain_qn2")),
    *(pytest.param(name, "waiting", MOST, marks=[pytest.mark.soak]) for name in sorted(EVERYONE)),
]


@pytest.mark.parametrize(("name", "state", "alike"), WALKS)
def test_everybody_meets_their_own_branch_only_on_pages_that_keep_the_strict_policy(ground, name, state, alike):
    ground.restore(state)
    before = ground.rows()
    ground.app.config["WTF_CSRF_ENABLED"] = True  # forms carry their tokens, as for real visitors
    answers = list(crawl(ground.browser(name), *every_report(ground), *ODD, alike=alike))
    met = {team for team in TEAMS for seen in answers if canary(team) in f"{seen.text} {seen.headers}"}
    assert met == MAY_READ.get(name, set())
    photos = {name for name, sha in ground.ids.items() for seen in answers if leaks_photo(name, sha, seen)}
    assert photos <= {f"photo {team}" for team in met}
    found = [(seen.address, seen.status) for seen in answers]
    offered = set[str]().union(*(seen.offers for seen in answers))
    assert [(each, status) for each, status in found if status >= (400 if each in offered else 500)] == []
    assert [fault for seen in answers for fault in faults(seen, name)] == []
    assert ground.rows() == before, "reading changed something"


def leaks_photo(name, sha, seen):
    """Whether an answer names a photo that its own address does not."""
    return name.startswith("photo") and sha in seen.text and sha not in seen.address


def test_a_photo_is_served_to_its_branch_alone(ground):
    photo = f"/reports/{ground.ids['waiting QN1']}/evidence/{ground.ids['photo QN1']}"
    let_in = {name for name in EVERYONE if fetch(ground.browser(name), photo).status == 200}
    assert let_in == {name for name, teams in MAY_READ.items() if "QN1" in teams}


@pytest.mark.parametrize("name", [STRANGER, "captain", "officer"])
def test_head_changes_nothing_and_a_method_in_a_header_is_not_obeyed(ground, name):
    before, client = ground.rows(), ground.browser(name)
    uuid = ground.ids["waiting QN1"]
    for address in ("/reports", f"/reports/{uuid}/withdrawal", f"/campaigns/{CODE}/freeze", "/sign-out"):
        client.head(address)
        for method in ("POST", "DELETE", "PUT"):
            client.get(address, headers={"X-HTTP-Method-Override": method}, query_string={"_method": method})
    assert ground.rows() == before
