"""Every flag has words, with its figures; the taps of a line are drawn, and said."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from flask import render_template_string

from app.models import Report, ReportLine
from app.rulebook.flags import KINDS, raised
from app.views.flag_words import WORDS, flag_name, flag_words
from app.views.tap_plots import WIDTH, tap_plot
from tests.rulebook.cases import RULES
from tests.rulebook.test_flags import FLAGS, ORDINARY, TELLING

VNEID = "vneid_level2_support"
HOURS = {"begins_at": 8 * 60, "ends_at": 10 * 60}
FRAGMENT = "{% with rules = book %}{% include 'queue/_taps.html' %}{% endwith %}"


@pytest.mark.parametrize("code", KINDS)
def test_every_flag_has_a_sentence_with_its_figures_and_a_short_name(sqlite_app, code):
    changes: dict[str, Any] = next(telling for each, telling, _ in TELLING if each == code)
    flag = next(each for each in raised(replace(ORDINARY, **changes), FLAGS) if each.code == code)
    with sqlite_app.test_request_context():
        said, name = flag_words(flag, RULES), flag_name(code)
        assert said.endswith(".")
        assert "%(" not in said
        assert code not in (said, name)
        told = ("claimed", "most", "members", "usual", "taps", "place")
        figures = [each for key in told if (each := flag.facts.get(key))]
        assert all(str(each) in said for each in figures)


def test_no_words_are_left_of_flags_that_are_gone(sqlite_app):
    assert set(WORDS) == set(KINDS)
    with sqlite_app.test_request_context():
        assert flag_words(SimpleNamespace(code="gone", facts={}), RULES) == flag_name("gone") == "gone"


def test_more_than_one_other_report_is_said(sqlite_app):
    facts = {"team": "Đội A", "day": "2026-03-15", "distance": 0, "reports": ["u-1", "u-2", "u-3"]}
    with sqlite_app.test_request_context():
        said = flag_words(SimpleNamespace(code="photo_near", facts=facts), RULES)
    assert said == "Ảnh trùng với ảnh của Đội A trong báo cáo ngày 15/03/2026, và 2 báo cáo khác nữa."


def drawn(app, line, **hours):
    with app.test_request_context():
        return render_template_string(FRAGMENT, line=line, report=Report(**hours), book=RULES)


def test_taps_are_drawn_over_the_session_and_said(sqlite_app):
    line = ReportLine(activity_code=VNEID, claimed=4, taps=[0, 3600, 3601, 7200])
    with sqlite_app.test_request_context():
        plot = tap_plot(line, Report(**HOURS))
        assert plot is not None
        assert (plot.first, plot.last, plot.ends) == ("08:00", "10:00", None)
        assert plot.marks.count("M") == 3
        assert plot.marks.startswith("M1 40V32")
        assert f"M{WIDTH - 1} 40" in plot.marks
    shown = drawn(sqlite_app, line, **HOURS)
    assert 'aria-label="4 lượt đếm trong 120 phút; dày nhất 2 lượt trong 2 phút"' in shown
    assert "nhập tay" not in shown


def test_taps_after_the_session_and_without_hours(sqlite_app):
    line = ReportLine(activity_code=VNEID, claimed=2, taps=[60, 4 * 3600])
    with sqlite_app.test_request_context():
        late, unknown = tap_plot(line, Report(**HOURS)), tap_plot(line, Report())
    assert late is not None
    assert unknown is not None
    assert (late.ends, late.last) == (WIDTH / 2, "12:00")
    assert (unknown.ends, unknown.first, unknown.last) == (None, "0:00", "4:00")


def test_a_total_by_hand_says_so_where_the_counter_is_asked_for(sqlite_app):
    by_hand = ReportLine(activity_code=VNEID, claimed=9)
    assert "nhập tay" in drawn(sqlite_app, by_hand, **HOURS)
    assert 'svg class="spark' not in drawn(sqlite_app, by_hand, **HOURS)
    partly = ReportLine(activity_code=VNEID, claimed=9, taps=[1, 2])
    assert "ghi 9, một phần nhập tay" in drawn(sqlite_app, partly, **HOURS)
    assert drawn(sqlite_app, ReportLine(activity_code="poster_distribution", claimed=90), **HOURS).strip() == ""
