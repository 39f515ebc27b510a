"""Long lists, a page at a time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import urlencode

from flask import request, url_for

Item = TypeVar("Item")
PAGE = 50


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """One page of a list, with the addresses of its neighbours."""

    items: Sequence[Item]
    before: str | None
    after: str | None


def page_of(fetch: Callable[[int, int], Sequence[Item]], size: int = PAGE) -> Page[Item]:
    """The page the address asks for; one more row is fetched to know whether another follows."""
    raw = request.args.get("page", "")
    number = max(1, int(raw)) if raw.isascii() and raw.isdigit() and len(raw) < 6 else 1
    found = fetch(size + 1, (number - 1) * size)
    return Page(
        found[:size],
        here_with(page=number - 1) if number > 1 else None,
        here_with(page=number + 1) if len(found) > size else None,
    )


def here_with(**changes: object) -> str:
    """This page's address with some arguments changed; whatever they are called, none steers where it leads."""
    assert request.endpoint is not None
    page, arguments = url_for(request.endpoint, **(request.view_args or {})), {**request.args.to_dict(), **changes}
    return f"{page}?{urlencode(arguments)}" if arguments else page
