"""The strict page policy: what every answer must carry, and what no page may hold that would need a looser one."""

import re
from collections.abc import Iterable, Iterator

from tests.access.crawling import Seen, Tag
from tests.access.ground import STRANGER

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src blob:; font-src 'self'; "
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
SHARED = re.compile(r"/results/[0-9]+/(share|clusters/[^/]+)\.png$")
"""What other sites may fetch; people of the Union may see more of it, so it is kept for nobody else."""


def loose(tags: Iterable[Tag]) -> Iterator[str]:
    """What a page holds against its policy: inline styles and scripts, on* and hx-on, javascript:, forms elsewhere."""
    for tag, attrs in tags:
        if tag == "style" or (tag == "script" and not (dict(attrs).get("src") or "").startswith("/static/")):
            yield f"<{tag}>"
        for name, value in attrs:
            if name == "style" or name.startswith(("on", "hx-on", "data-hx-on")):
                yield f"{tag} {name}"
            if (value or "").strip().lower().startswith(("javascript:", "js:", "data:text")):
                yield f"{tag} {name}={value}"
            if name == "hx-trigger" and "[" in (value or ""):
                yield f"{tag} {name}={value}"


def faults(seen: Seen, name: str) -> list[str]:
    """What is wrong with one answer."""
    fixed = FIXED | FEED if seen.address.endswith(FEEDS) and seen.status == 200 else FIXED
    if BADGE.fullmatch(seen.address) and seen.status == 200:
        fixed = FIXED | {"Cross-Origin-Resource-Policy": "cross-origin"}
    if SHARED.search(seen.address) and seen.status == 200:
        fixed = FIXED | {"Cross-Origin-Resource-Policy": "cross-origin", "Cache-Control": "public, max-age=604800"}
    found = [f"{key}: {seen.headers.get(key)}" for key, value in fixed.items() if seen.headers.get(key) != value]
    policy = seen.headers.get("Content-Security-Policy")
    is_photo = re.search(r"/evidence/|/photo(-320)?\.jpg$", seen.address.split("?")[0]) and seen.status == 200
    if policy != ("default-src 'none'; sandbox" if is_photo else POLICY):
        found.append(f"policy: {policy}")
    caching = seen.headers.get("Cache-Control", "")
    kept = "no-store" not in caching and "private, no-cache" not in caching
    if name != STRANGER and "Cache-Control" not in fixed and kept:
        found.append(f"caching: {caching}")
    if not {"Cookie", "HX-Request"} <= set(re.split(r",\s*", seen.headers.get("Vary", ""))):
        found.append(f"vary: {seen.headers.get('Vary')}")
    found += loose(seen.tags)
    return [f"{seen.address}: {fault}" for fault in found]
