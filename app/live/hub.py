"""All streams of a process, and the one thread that looks at their boards while there are any.

Readers wait in the server's own threads, so there are only so many places; who finds none polls.
"""

import logging
from collections import Counter
from collections.abc import Hashable
from threading import Event, Lock, Thread
from time import monotonic

from app.live.groups import Group, Look
from app.live.watch import Watch

MOST = 500  # streams of a process; `serve` has threads for them and for ordinary requests
MOST_GROUPS = 64
NET = 5.0  # seconds until boards are looked at without being told: a freeze begins by the clock
REST, LONGEST_REST = 2, 0.5  # times what a look at all boards took, until the next; seconds

log = logging.getLogger(__name__)


class Hub:
    """Gives readers their places, group by group."""

    def __init__(self, watch: Watch) -> None:
        self._watch, self._lock, self._closed = watch, Lock(), Event()
        self._groups: dict[Hashable, Group] = {}
        self._clients: Counter[Hashable] = Counter()
        self._thread: Thread | None = None

    @property
    def count(self) -> int:
        """How many places are taken."""
        return self._clients.total()

    def join(self, key: Hashable, look: Look, client: Hashable, most: int) -> Group | None:
        """A place in the group; None when the house is full, or what one client may take of it."""
        with self._lock:
            full = self.count >= MOST or self._clients[client] >= most
            if full or self._closed.is_set() or (key not in self._groups and len(self._groups) >= MOST_GROUPS):
                return None
            group = self._groups.setdefault(key, Group(look))
            group.readers += 1
            self._clients[client] += 1
            if self._thread is None:
                self._thread = Thread(target=self._look_at_all, name="looks at boards", daemon=True)
                self._thread.start()
            return group

    def leave(self, key: Hashable, client: Hashable) -> None:
        """Give the place back."""
        with self._lock:
            self._clients[client] -= 1
            if not self._clients[client]:
                del self._clients[client]
            self._groups[key].readers -= 1
            if not self._groups[key].readers:
                del self._groups[key]

    def close(self) -> None:
        """End every stream, and the thread."""
        with self._lock:
            self._closed.set()
            groups, thread = list(self._groups.values()), self._thread
        for each in groups:
            each.close()
        self._watch.close()
        if thread is not None:
            thread.join(timeout=NET)

    def _look_at_all(self) -> None:
        while groups := self._waiting():
            seen, begun = self._watch.version(), monotonic()
            for each in groups:
                try:
                    each.look()
                except Exception:  # a database that is away comes back
                    log.exception("a board could not be looked at")
            self._closed.wait(min(REST * (monotonic() - begun), LONGEST_REST))
            self._watch.wait(seen, NET)

    def _waiting(self) -> list[Group]:
        """The groups; none, and the thread ends, when everybody is gone."""
        with self._lock:
            if self._closed.is_set() or not self._groups:
                self._thread = None
                return []
            return list(self._groups.values())
