"""Whether this process was told to end. The signal's handler only notes it: it may have interrupted anything.

What it interrupts may hold any lock, so a handler that takes one may wait for itself; and what a handler raises is lost
where Python lets nothing out, in a destructor say.
"""

import signal
from time import monotonic, sleep

BREATH = 0.1  # seconds until what was noted is seen


class Ending:
    """Listens for SIGTERM and SIGINT from now on; made in the main thread, as Python wants it."""

    def __init__(self) -> None:
        self.was_told = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._note)

    def wait(self, seconds: float = float("inf")) -> bool:
        """Wait so long at most; whether the process was told to end."""
        until = monotonic() + seconds
        while not self.was_told and monotonic() < until:
            sleep(BREATH)
        return self.was_told

    def _note(self, *_: object) -> None:
        self.was_told = True
