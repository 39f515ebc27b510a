"""Every shape, period and metric of a target has words."""

from itertools import product

import pytest

from app.queries.targets import Measured
from app.queries.unit_figures import Counted
from app.rulebook.measures import Target
from app.rulebook.targets import METRICS, SHAPES, Count, progress
from app.views import target_words
from tests.rulebook.cases import RULES

VNEID = "vneid_level2_support"


def plain(shape="total", period="campaign", metric="activities", activities=(VNEID,), value=100, unit="tài khoản"):
    return Target("t", "Chỉ tiêu", shape, value, unit, period, activities, metric)


@pytest.mark.parametrize(("shape", "period"), list(product(SHAPES, ("campaign", "month"))))
def test_every_shape_and_period_says_how_it_is_counted_and_how_far_it_is(sqlite_app, shape, period):
    target = plain(shape, period)
    found = Measured(target, progress(target, Count(part=45, whole=6, each=(45, 0))))
    with sqlite_app.test_request_context():
        definition = target_words.definition(target, RULES)
        assert RULES.activity(VNEID).label in definition
        assert ("tháng" in definition) == (period == "month")
        assert (
            target_words.value(found)
            == {"percent": "750%", "per_unit": "0/2", "per_member": "7,5", "total": "45"}[shape]
        )
        assert target_words.owner(target, RULES) == "Đội báo cáo, người thẩm định xác minh"
        assert isinstance(target_words.basis(found), str)


@pytest.mark.parametrize("metric", METRICS)
def test_every_metric_says_what_it_does_not_know(sqlite_app, metric):
    target = plain("percent", metric=metric, unit="% đoàn viên")
    found = Measured(target, progress(target, Count()), Counted(0, 0, 0, 3) if metric == "accounts_pct" else None)
    with sqlite_app.test_request_context():
        assert target_words.definition(target, RULES).endswith(".")
        assert target_words.value(found) == ("0" if metric == "hamlets" else "Chưa có số liệu")
        assert target_words.goal(target) == "100% đoàn viên"
        assert ("0/3 đơn vị" in target_words.basis(found)) == (metric == "accounts_pct")


def test_a_target_that_names_no_activity_says_that_it_cannot_be_measured(sqlite_app):
    with sqlite_app.test_request_context():
        assert "chưa đo được" in target_words.definition(plain(activities=()), RULES)


def test_who_enters_it_follows_from_what_it_counts(sqlite_app):
    training = plain("percent", metric="trained_pct", activities=("training_attendance",))
    with sqlite_app.test_request_context():
        assert "khi tổ chức" in target_words.owner(training, RULES)
        assert "Đoàn cơ sở" in target_words.owner(plain("percent", metric="accounts_pct", activities=()), RULES)
