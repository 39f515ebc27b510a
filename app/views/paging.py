"""Long lists, a page at a time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

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
    number = int(raw) if raw.isascii() and raw.isdigit() and 0 < int(raw[:6]) < 100_000 else 1
    found = fetch(size + 1, (number - 1) * size)
    return Page(
        found[:size],
        _address(number - 1) if number > 1 else None,
        _address(number + 1) if len(found) > size else None,
    )


def _address(number: int) -> str:
    assert request.endpoint is not None
    values = {**(request.view_args or {}), **request.args.to_dict(), "page": number}
    return url_for(request.endpoint, **values)
