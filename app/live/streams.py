"""One reader's stream of server-sent events, in a thread of the server."""

from collections.abc import Callable, Hashable, Iterator
from math import inf
from random import uniform
from time import monotonic

from app.live.groups import Look
from app.live.hub import Hub

MOST_OF_ONE_ADDRESS = 64  # a whole office may stand behind one
MOST_OF_ONE_PERSON = 4
BEAT = 10.0  # seconds; that a client is gone shows when a beat cannot be sent
ASK = 3.0  # seconds between two questions whether a person still has their rights
LONGEST = 3600.0  # seconds of a stream's life; the browser comes again by itself
OPENING, HEARTBEAT = b"retry: 2000\n\n", b":\n\n"


class Full(Exception):
    """There is no place for this reader; they poll."""


class Stream:
    """What the server iterates; `close` gives the place back however it ended, also when it never began."""

    def __init__(
        self, hub: Hub, key: Hashable, look: Look, client: Hashable, most: int, allowed: Callable[[], bool] | None
    ) -> None:
        group = hub.join(key, look, client, most)
        if group is None:
            raise Full
        self._hub, self._group, self._key, self._client, self._allowed = hub, group, key, client, allowed
        self._open = True

    def events(self, since: str) -> Iterator[bytes]:
        """First what is new since that version, then every new letter; ends when the reader's rights do."""
        number, newest = self._group.first()
        return self._events(number, newest.event if newest and newest.version != since else b"")

    def close(self) -> None:
        """Give the place back, once."""
        if self._open:
            self._open = False
            self._hub.leave(self._key, self._client)

    def _events(self, number: int, first: bytes) -> Iterator[bytes]:
        try:
            yield OPENING + first
            yield from self._letters(number)
        finally:
            self.close()

    def _letters(self, number: int) -> Iterator[bytes]:
        now = monotonic()
        end, beat, ask = now + LONGEST * uniform(0.8, 1), now + BEAT, now + ASK if self._allowed else inf
        while now < end and not self._group.closed:
            number, found = self._group.after(number, min(beat, ask) - now)
            now = monotonic()
            if now >= ask:
                if self._allowed and not self._allowed():
                    return
                ask = now + ASK
            if found or now >= beat:
                yield found.event if found else HEARTBEAT
                now = monotonic()
                beat = now + BEAT
