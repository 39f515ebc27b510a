"""Opens every page that links, forms and images lead to, as one person, and keeps what came back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from flask.testing import FlaskClient

from tests.cast import CODE

STARTS = (
    "/",
    "/today",
    "/campaigns",
    "/search?q=quy+nhon",
    "/search?q=ho%C3%A0ng+y%E1%BA%BFn",
    f"/campaigns/{CODE}/leaderboard?board=week&week=2&team=QN1",
    f"/campaigns/{CODE}/leaderboard?board=sunday&sunday=2026-03-08",
    f"/campaigns/{CODE}/leaderboard?day=2026-03-14",
    f"/campaigns/{CODE}/leaderboard?as_of=1",
)
DRAWN = ("/static/", "/badges/art/")  # they hold what their address says, and nothing else
FETCHED = {"href", "src", "action", "hx-get"}
MOST = 440


class Addresses(HTMLParser):
    """What a page can lead to by GET."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if "nofollow" in (values.get("rel") or ""):
            return  # the same page again, of every day and week
        if tag == "form" and (values.get("method") or "get").lower() != "get":
            return
        self.found += [value for name, value in attrs if name in FETCHED and value]


@dataclass(frozen=True)
class Seen:
    """One answer, as the reader got it."""

    address: str
    status: int
    headers: Mapping[str, str]
    cookies: list[str]
    text: str
    is_page: bool


def crawl(client: FlaskClient, *also: str) -> Iterator[Seen]:
    """Every answer within reach of the starting pages and `also`, each address once."""
    waiting, known = [*STARTS, *also], {*STARTS, *also}
    while waiting:
        seen = fetch(client, waiting.pop(0))
        yield seen
        leads = [seen.headers.get("Location") or "", *(Addresses(seen.text).found if seen.is_page else ())]
        for each in [local(seen.address, lead) for lead in leads]:
            if each and each not in known and not each.startswith(DRAWN):
                known.add(each)
                waiting.append(each)
        assert len(known) < MOST, f"too many pages; the last: {waiting[-5:]}"


def fetch(client: FlaskClient, address: str, **options: Any) -> Seen:
    """One answer, read to its end."""
    answer = client.get(address, buffered=True, **options)
    is_page = answer.mimetype == "text/html"
    return Seen(
        address,
        answer.status_code,
        dict(answer.headers),
        answer.headers.getlist("Set-Cookie"),
        answer.get_data().decode("utf-8", "replace"),
        is_page,
    )


def local(base: str, to: str) -> str:
    """The address on this site, without its fragment; '' for anything else."""
    parts = urlsplit(urljoin(f"http://localhost{base}", to))
    if not to or parts.scheme not in ("http", "https") or parts.netloc != "localhost":
        return ""
    return urldefrag(parts.path + (f"?{parts.query}" if parts.query else "")).url
