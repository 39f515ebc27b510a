"""Who can be told of what, and what comes to nobody who has not asked for it."""

import pytest

from app.rulebook.notice_kinds import REGISTRY, NoticeKind, kinds_for, off_by_default

VERIFIER = ["queue_waiting", "recheck_waiting", "cross_check_waiting", "deputy_named", "decisions_overdue"]
OFFICER = ["queue_waiting", "recheck_waiting", "cross_check_waiting", "decisions_overdue", "units_overdue"]


@pytest.mark.parametrize(
    ("roles", "told_of"),
    [
        (("member",), ["nominated", "results_announced"]),
        (("verifier",), [*VERIFIER, "full_check", "appraiser_badge"]),
        (("officer",), [*OFFICER, "appraiser_badge", "result_returned"]),
        (("signatory",), ["result_submitted"]),
        (("auditor",), []),
        ((), []),
    ],
)
def test_each_role_is_told_of_its_own_work(roles, told_of):
    assert [each.code for each in kinds_for(roles)] == told_of


def test_a_captain_is_told_of_everything_about_the_team_and_of_nothing_about_verifying():
    assert [each.code for each in kinds_for(("captain",))] == [
        "report_returned",
        "photo_removed",
        "report_rejected",
        "report_annulled",
        "report_reduced",
        "report_verified",
        "report_reopened",
        "report_checked",
        "recheck_answered",
        "batch_reviewed",
        "points_taken",
        "points_given",
        "badge_earned",
        "day_opened",
        "team_photo_removed",
        "board_frozen",
        "provisional_results",
        "nominated",
        "results_announced",
        "result_amended",
    ]


def test_whoever_has_two_roles_is_offered_each_kind_once_in_the_order_of_the_registry():
    assert kinds_for(("signatory", "member")) == (
        NoticeKind("nominated", ("captain", "member"), waits=False, in_app=True, by_email=True),
        NoticeKind("result_submitted", ("signatory",), waits=False, in_app=True, by_email=True),
        NoticeKind("results_announced", ("captain", "member"), waits=False, in_app=True, by_email=True),
    )


@pytest.mark.parametrize(
    ("kind", "in_the_app", "by_email"),
    [("report_returned", True, True), ("queue_waiting", False, True), ("board_frozen", True, False)],
)
def test_until_somebody_chooses_a_kind_comes_as_the_registry_says(kind, in_the_app, by_email):
    assert (REGISTRY[kind].default("app"), REGISTRY[kind].default("email")) == (in_the_app, by_email)


def test_unasked_the_evenings_queue_comes_by_e_mail_only_and_the_freeze_in_the_app_only():
    assert off_by_default("app") == ("queue_waiting",)
    assert off_by_default("email") == ("board_frozen",)
