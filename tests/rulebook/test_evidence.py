"""What a report still has to show before it can be sent (docs/evidence.md)."""

from dataclasses import replace

import pytest

from app.rulebook.evidence import asked, missing
from tests.rulebook.cases import RULES

VNEID = RULES.activity("vneid_level2_support")
COUNTED = replace(VNEID, evidence=("tally+site_photo", "service_point_confirmation"))
TOLD = replace(VNEID, evidence=("site_photo+document_reference", "site_photo+media_link"))
EASED = replace(VNEID, evidence=("tally+site_photo", "site_photo"))


@pytest.mark.parametrize(
    ("activity", "given", "expected"),
    [
        (COUNTED, {"tally", "site_photo"}, ()),
        (COUNTED, {"service_point_confirmation"}, ()),
        (COUNTED, {"tally"}, (("site_photo",), ("service_point_confirmation",))),
        (COUNTED, {"media_link"}, (("tally", "site_photo"), ("service_point_confirmation",))),
        (TOLD, {"site_photo", "media_link"}, ()),
        (TOLD, {"site_photo"}, (("document_reference",), ("media_link",))),
        (TOLD, set(), (("site_photo", "document_reference"), ("site_photo", "media_link"))),
        (TOLD, {"media_link"}, (("site_photo",),)),
        (EASED, set(), (("site_photo",),)),
        (EASED, {"tally"}, (("site_photo",),)),
    ],
)
def test_the_shortest_ways_to_a_whole_set_are_named_and_one_whole_set_is_enough(activity, given, expected):
    assert missing(activity, given) == expected


def test_the_form_asks_for_every_kind_that_one_of_its_activities_may_be_proved_with():
    assert asked([COUNTED, TOLD]) == {
        "tally",
        "site_photo",
        "service_point_confirmation",
        "document_reference",
        "media_link",
    }
    assert asked([]) == frozenset()


def test_what_is_proved_by_a_tally_is_counted_by_taps_and_nothing_else_is():
    tapped = {each.code for each in RULES.activities if each.is_tapped}
    assert {"vneid_level2_support", "e_payment_support"} <= tapped
    assert tapped.isdisjoint({"poster_distribution", "training_attendance", "monthly_online_meeting"})
