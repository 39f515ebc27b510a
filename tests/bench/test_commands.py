"""The project's own commands, watched from outside."""

import pytest

from bench.commands import peak


def test_the_peak_of_a_command_is_its_own_and_not_that_of_who_started_it(tmp_path):
    mine = b"\1" * (400 << 20)
    assert 10 < peak(tmp_path, "--version") < len(mine) / 2**20


def test_a_command_that_fails_has_no_peak(tmp_path):
    with pytest.raises(RuntimeError, match="no-such-command"):
        peak(tmp_path, "no-such-command")
