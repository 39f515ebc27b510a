"""Who may do what, as one table; where a role holds (which team, which unit) is the queries' business."""

from collections.abc import Mapping

ANYONE = "anyone"
SIGNED_IN = "signed_in"

ROLES = ("captain", "member", "verifier", "officer", "signatory", "council", "auditor", "admin")

UNBOUND = ("officer", "signatory", "council", "auditor")  # whom the freeze of the board does not bind

ACTIONS: Mapping[str, frozenset[str]] = {
    "view_public": frozenset({ANYONE}),
    "sign_in": frozenset({ANYONE}),
    "account": frozenset({SIGNED_IN}),
    "see_notices": frozenset({SIGNED_IN}),
    "ring": frozenset({ANYONE}),
    "see_today": frozenset({SIGNED_IN}),
    "see_greetings": frozenset({"captain", "member"}),
    "own_badges": frozenset({"captain", "member"}),
    "report_write": frozenset({"captain"}),
    "report_read": frozenset({"captain", "member", "verifier", "officer", "auditor"}),
    "team_photo": frozenset({"captain", "officer"}),
    "late_open": frozenset({"officer"}),
    "report_decide": frozenset({"verifier", "officer"}),
    "cross_check": frozenset({"verifier", "officer"}),
    "recheck_ask": frozenset({"captain"}),
    "penalty_read": frozenset({"captain", "member"}),
    "recheck_answer": frozenset({"verifier", "officer"}),
    "batch_review": frozenset({"officer"}),
    "errands": frozenset({SIGNED_IN}),
    "verifiers_read": frozenset({"verifier", "officer", "council", "auditor"}),
    "full_check": frozenset({"officer"}),
    "weekly_report": frozenset({"verifier", "officer", "auditor"}),
    "report_reopen": frozenset({"verifier", "officer"}),
    "delegate": frozenset({"verifier", "officer"}),
    "backlog_read": frozenset({"verifier", "officer", "auditor"}),
    "report_correct": frozenset({"captain"}),
    "report_annul": frozenset({"officer"}),
    "extras_read": frozenset({"officer", "council", "auditor"}),
    "extras_post": frozenset({"officer"}),
    "organise": frozenset({"verifier", "officer"}),
    "unit_figures": frozenset({"verifier", "officer"}),
    "targets_read": frozenset({"verifier", "officer", "signatory", "council", "auditor"}),
    "board_full": frozenset(ROLES),
    "desk_read": frozenset({"officer", "signatory", "council", "auditor"}),
    "board_freeze": frozenset({"officer"}),
    "rules_publish": frozenset({"officer"}),
    "timeline_read": frozenset({"officer", "signatory", "council", "auditor"}),
    "campaign_move": frozenset({"officer"}),
    "result_submit": frozenset({"officer"}),
    "result_approve": frozenset({"signatory"}),
    "documents": frozenset({"officer"}),
    "layouts_change": frozenset({"officer"}),
    "certificate_print": frozenset({"officer", "captain", "member"}),
    "announce": frozenset({"officer"}),
    "ceremony_run": frozenset({"officer"}),
    "council_read": frozenset({"officer", "signatory", "council", "auditor"}),
    "council_act": frozenset({"officer", "council"}),
    "nominate": frozenset({"verifier", "officer"}),
    "consent": frozenset({"captain", "member"}),
    "team_sheet": frozenset({"captain", "member", "officer", "signatory", "council", "auditor"}),
    "data_set": frozenset({ANYONE}),
    "people_manage": frozenset({"officer", "admin"}),
    "units_read": frozenset({"officer", "admin", "auditor"}),
    "audit_read": frozenset({"officer", "auditor"}),
    "export_standings": frozenset({"officer", "signatory", "council", "auditor"}),
}


def allows(action: str, roles: frozenset[str]) -> bool:
    """Whether someone holding these roles may do this; KeyError for an action nobody has declared.

    A person who is signed in without any role brings `SIGNED_IN`; a stranger brings nothing.
    """
    held = roles | {ANYONE, SIGNED_IN} if roles else frozenset({ANYONE})
    return not held.isdisjoint(ACTIONS[action])
