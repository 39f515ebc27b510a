"""Questions of many threads: asked together, one at a time, and answered as of after they came."""

from itertools import count
from threading import Event, Thread

import pytest

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
    while len(gathering._next.keys) < len(others):
        pass
    slow.goes_on.set()
    for each in (first, *others):
        each.join(PATIENCE)
    assert slow.asked == [{"first"}, {"second", "third", "nobody"}]
    assert found == {"first": 1, "second": 2, "third": 2, "nobody": None}


def test_a_question_that_failed_is_asked_again():
    answers = iter([ValueError("no answer"), None])

    def ask(keys):
        if (fault := next(answers)) is not None:
            raise fault
        return dict.fromkeys(keys, "found")

    gathering = Gathering(ask)
    with pytest.raises(ValueError, match="no answer"):
        gathering.of("key")
    assert gathering.of("key") == "found"
