"""A process that is told to end hears it, whatever it does at that moment."""

import signal

import pytest

from app.outside.ending import Ending


class Last:
    """Told to end when nothing that is raised gets out."""

    def __del__(self):
        signal.raise_signal(signal.SIGTERM)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=lambda number: number.name)
def test_each_of_both_signals_is_heard(own_signals, number):
    ending = Ending()
    assert not ending.wait(0)
    signal.raise_signal(number)
    assert ending.wait()


def test_a_signal_is_heard_where_nothing_that_is_raised_gets_out(own_signals):
    ending = Ending()
    Last()
    assert ending.was_told
