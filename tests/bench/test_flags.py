"""The benchmark of flags runs, on a small scale."""

from bench.flags import compared


def test_a_look_is_measured_among_few_and_many(tmp_path):
    urls = (f"sqlite:///{tmp_path}/small.db", f"sqlite:///{tmp_path}/large.db")
    found = compared("SQLite", urls, tmp_path, sizes=(200, 400), rounds=2)
    assert all(each.value > 0 for each in found)
    assert any("400 reports" in each.name for each in found)
