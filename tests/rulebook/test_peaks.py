"""The next day that raises points."""

from dataclasses import replace
from datetime import date

from app.rulebook.peaks import PeakDay, next_peak
from app.rulebook.rules import Peak
from tests.rulebook.cases import RULES

FRIDAY = date(2026, 3, 6)
NONE = replace(RULES, peaks=())


def peaks(*found):
    return replace(RULES, peaks=tuple(Peak(days, percent, ("e_payment_support",)) for days, percent in found))


def test_the_next_peak_is_the_first_day_that_counts_for_more_both_ends_included():
    assert next_peak(RULES, FRIDAY, date(2026, 3, 31)) == PeakDay(date(2026, 3, 7), 120)
    assert next_peak(RULES, date(2026, 3, 7), date(2026, 3, 7)) == PeakDay(date(2026, 3, 7), 120)
    assert next_peak(RULES, FRIDAY, FRIDAY) is None
    assert next_peak(RULES, date(2026, 3, 25), date(2026, 3, 26)) == PeakDay(date(2026, 3, 26), 120)


def test_without_a_day_or_a_peak_there_is_none():
    assert next_peak(NONE, FRIDAY, date(2026, 3, 31)) is None
    assert next_peak(RULES, date(2026, 3, 8), date(2026, 3, 7)) is None


def test_of_several_peaks_on_a_day_the_highest_is_told_and_100_percent_is_none():
    found = peaks(("friday", 110), ("2026-03-06", 150), ("saturday", 100))
    assert next_peak(found, FRIDAY, FRIDAY) == PeakDay(FRIDAY, 150)
    assert next_peak(found, date(2026, 3, 7), date(2026, 3, 7)) is None
    assert next_peak(peaks(("friday", 101)), FRIDAY, FRIDAY) == PeakDay(FRIDAY, 101)
