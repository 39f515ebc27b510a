"""Questions of many threads: asked together, one at a time, and answered as of after they came."""

from itertools import count
from threading import Event, Thread
from time import monotonic, sleep

from app.live.gathering import Gathering
from tests.live.conftest import PATIENCE


class Slow:
    """Answers with the number of the asking; the first waits until it is let go."""

    def __init__(self) -> None:
        self.numbers, self.asked = count(1), list[set[str]]()
        self.begun, self.goes_on = Event(), Event()

    def __call__(self, keys):
        number = next(self.numbers)
        self.asked.append(set(keys))
        self.begun.set()
        if number == 1:
            assert self.goes_on.wait(PATIENCE)
        return {key: number for key in keys if key != "nobody"}


def come(gathering, count) -> None:
    """So many wait for the next asking."""
    until = monotonic() + PATIENCE
    while len(gathering._next.keys) < count:
        assert monotonic() < until
        sleep(0.001)


def test_who_comes_while_others_are_asked_for_is_asked_for_next_with_all_who_wait():
    slow, found = Slow(), {}
    gathering = Gathering(slow)

    def asks(key):
        found[key] = gathering.of(key)

    first = Thread(target=asks, args=("first",))
    first.start()
    assert slow.begun.wait(PATIENCE)
    others = [Thread(target=asks, args=(key,)) for key in ("second", "third", "nobody")]
    for each in others:
        each.start()
    come(gathering, len(others))
    slow.goes_on.set()
    for each in (first, *others):
        each.join(PATIENCE)
    assert slow.asked == [{"first"}, {"second", "third", "nobody"}]
    assert found == {"first": 1, "second": 2, "third": 2, "nobody": None}


class Failing(Slow):
    """The second asking fails."""

    def __call__(self, keys):
        found = super().__call__(keys)
        if 2 in found.values():
            raise ValueError("no answer")
        return found


def test_a_question_that_failed_is_asked_again_for_the_others_who_wait():
    failing, found = Failing(), []
    gathering = Gathering(failing)

    def asks(key):
        try:
            found.append(gathering.of(key))
        except ValueError as error:
            found.append(str(error))

    threads = [Thread(target=asks, args=(key,)) for key in ("first", "second", "third")]
    threads[0].start()
    assert failing.begun.wait(PATIENCE)
    for each in threads[1:]:
        each.start()
    come(gathering, 2)
    failing.goes_on.set()
    for each in threads:
        each.join(PATIENCE)
    assert found == [1, "no answer", 3]
