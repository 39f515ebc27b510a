"""What is known of a report before it is judged: how long it was, and whom it concerns."""

import pytest

from app.rulebook.flag_facts import Again, Elsewhere, Near, Other, PhotoFacts, ReportFacts


def other(number):
    return Other(number, f"u-{number}", "Đội Quy Nhơn 1", "2026-03-15", "TTN2026", "Chợ Đầm", 480, 600)


def test_every_report_that_a_finding_touches_is_looked_at_again():
    report = ReportFacts(
        members=4,
        photos=(
            PhotoFacts("a1", near=(Near("b1", 9, other(7)), Near("b2", 0, other(9)))),
            PhotoFacts("a2", near=(Near("b3", 1, other(8)),)),
        ),
        elsewhere=(Elsewhere(1, other(3)), Elsewhere(2, other(2))),
        beside=(other(11), other(10)),
        again=(Again("dvc_full_support", 3, other(12)),),
    )
    assert [each.id for each in report.others()] == [7, 9, 8, 3, 2, 11, 10, 12]
    assert list(ReportFacts(members=4, photos=(PhotoFacts("a1"),)).others()) == []


@pytest.mark.parametrize(
    ("begins_at", "ends_at", "minutes"),
    [(480, 600, 120), (0, 1440, 1440), (0, 0, 0), (None, 600, None), (480, None, None), (None, None, None)],
)
def test_how_long_a_session_was_is_known_only_with_both_of_its_hours(begins_at, ends_at, minutes):
    assert ReportFacts(members=4, begins_at=begins_at, ends_at=ends_at).minutes == minutes


def test_a_flag_keeps_of_another_report_what_stays_true_of_it():
    assert other(7).words == {"report": "u-7", "team": "Đội Quy Nhơn 1", "day": "2026-03-15"}
