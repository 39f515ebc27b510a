"""Opens every page that links, forms and images lead to, as one person, and keeps what came back."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

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
IN_NAME_ONLY = "/evidence/"  # the store holds few of the photos that these reports show
MOST = 440


Tag = tuple[str, list[tuple[str, str | None]]]


class Tags(HTMLParser):
    """The tags of a page with their attributes; reading a page takes as long as making it, so it is read once."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[Tag] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, attrs))


def leads(tags: Iterable[Tag]) -> Iterator[str]:
    """What a page can lead to by GET."""
    for tag, attrs in tags:
        values = dict(attrs)
        if "nofollow" in (values.get("rel") or ""):
            continue  # the same page again, of every day and week
        if tag == "form" and (values.get("method") or "get").lower() != "get":
            continue
        yield from (value for name, value in attrs if name in FETCHED and value)


@dataclass(frozen=True)
class Seen:
    """One answer, as the reader got it."""

    address: str
    status: int
    headers: Mapping[str, str]
    cookies: list[str]
    text: str
    is_page: bool

    @cached_property
    def tags(self) -> list[Tag]:
        """A page's tags; of a file there are none."""
        return Tags(self.text).found if self.is_page else []

    @property
    def offers(self) -> set[str]:
        """Where else its links invite the reader to go."""
        links = (dict(attrs).get("href") or "" for tag, attrs in self.tags if tag == "a")
        return {local(self.address, each) for each in links if IN_NAME_ONLY not in each} - {self.address}


def crawl(client: FlaskClient, *also: str, alike: int = 2) -> Iterator[Seen]:
    """Every answer within reach of the starting pages and `also`, each address once, of addresses `alike` the first."""
    waiting, known = [*STARTS, *also], {*STARTS, *also}
    kinds = Counter(map(kind, known))
    while waiting:
        seen = fetch(client, waiting.pop(0))
        yield seen
        for lead in (seen.headers.get("Location") or "", *leads(seen.tags)):
            each = local(seen.address, lead)
            if each and each not in known and not each.startswith(DRAWN):
                known.add(each)
                kinds[kind(each)] += 1
                if kinds[kind(each)] <= alike:
                    waiting.append(each)
        assert len(known) < MOST, f"too many pages; the last: {waiting[-5:]}"


def kind(address: str) -> tuple[object, ...]:
    """A board of another week, or with another team marked, is asked the same question."""
    path, _, query = address.partition("?")
    asked = dict(parse_qsl(query))
    return path, frozenset(asked), asked.get("board")


def fetch(client: FlaskClient, address: str, **options: Any) -> Seen:
    """One answer, read to its end."""
    answer = client.get(address, buffered=True, **options)
    return Seen(
        address,
        answer.status_code,
        dict(answer.headers),
        answer.headers.getlist("Set-Cookie"),
        answer.get_data().decode("utf-8", "replace"),
        answer.mimetype == "text/html",
    )


def local(base: str, to: str) -> str:
    """The address on this site, without its fragment; '' for anything else."""
    parts = urlsplit(urljoin(f"http://localhost{base}", to))
    if not to or parts.scheme not in ("http", "https") or parts.netloc != "localhost":
        return ""
    return urldefrag(parts.path + (f"?{parts.query}" if parts.query else "")).url
