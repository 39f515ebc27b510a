"""The benchmark of the second look runs, on a small scale, and draws the same on both databases."""

from datetime import date

from bench.second_look import measured


def test_the_draw_a_batch_and_the_page_are_measured(tmp_path, postgresql_database):
    urls = f"sqlite:///{tmp_path}/app.db", postgresql_database
    days = (date(2026, 3, 2), date(2026, 3, 3))
    found = {each.name: each.value for each in measured(str(tmp_path), urls, 8, 240, days, 5, durable=False)}
    assert 5 <= found["draw: reports chosen, the same on both"] <= 60
    assert found["preview of a batch: reports in it"] == 32
    assert found["page of figures, one verifier: statements"] <= 8
    assert found["page of figures, 5 verifiers: statements"] == found["page of figures, one verifier: statements"]
    assert all(each > 0 for each in found.values())
