"""What everybody may read is kept as finished bytes until something is committed."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from time import monotonic

from app.live.answers import Address, Answer
from app.live.watch import Watch

MOST_ANSWERS, MOST_BYTES = 256, 16 * 1024 * 1024
OLDEST = 2.0  # seconds: freezes and days begin by the clock, without a commit
SHARE = 4  # under a storm of commits answers are made for a quarter of the time,
CREDIT = 0.5  # after this many seconds of it,
STALE = 0.8  # and none is then older than this


class Shelf:
    """Finished answers by address; one reader makes an answer, those who come meanwhile wait for it."""

    def __init__(self, ask: Callable[[Address, int | None], Answer], watch: Watch) -> None:
        self._ask, self._watch = ask, watch
        self._kept: OrderedDict[Address, Answer] = OrderedDict()
        self._bytes, self._busy_until = 0, 0.0
        self._lock, self._making = Lock(), [Lock() for _ in range(16)]

    def at(self, address: Address, exact: bool = False) -> Answer:
        """The answer as of now; under a storm of commits, unless `exact`, as of a moment ago."""
        came = monotonic()
        kept = self._find(address)
        if kept is not None and self._holds(kept, came, exact):
            return kept
        with self._making[hash(address) % len(self._making)]:
            kept = self._find(address)
            if kept is not None and (kept.begun >= came or self._holds(kept, monotonic(), exact)):
                return kept
            made = self._ask(address, self._watch.version())
            self._keep(address, made)
            return made

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()
            self._bytes = 0

    def _find(self, address: Address) -> Answer | None:
        with self._lock:
            kept = self._kept.get(address)
            if kept is not None:
                self._kept.move_to_end(address)
            return kept

    def _holds(self, kept: Answer, now: float, exact: bool) -> bool:
        age = now - kept.begun
        if age >= OLDEST:
            return False
        version = self._watch.version()
        if version is not None and kept.version == version:
            return True
        return not exact and age < STALE and self._busy_until - now > CREDIT

    def _keep(self, address: Address, made: Answer) -> None:
        with self._lock:
            self._busy_until = max(self._busy_until, monotonic()) + SHARE * made.cost
            gone = self._kept.pop(address, None)
            self._bytes -= gone.size if gone else 0
            if not made.is_for_everybody:
                return
            self._kept[address] = made
            self._bytes += made.size
            while len(self._kept) > MOST_ANSWERS or self._bytes > MOST_BYTES:
                self._bytes -= self._kept.popitem(last=False)[1].size
