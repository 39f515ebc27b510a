"""The benchmark of the queue runs, on a small scale."""

from bench.queue import compared


def test_the_queue_is_measured_with_few_and_with_many_waiting(tmp_path):
    found = {each.name: each for each in compared(str(tmp_path), sizes=(4, 8), entries=2_000, rounds=1)}
    assert all(each.value > 0 for each in found.values())
    assert found["queue page: 4 waiting, statements"].value == found["queue page: 8 waiting, statements"].value
    assert found["a decision and the next report: answer"].value <= 15_000
