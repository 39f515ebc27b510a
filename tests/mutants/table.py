"""Planted bugs: one small change each, and the tests that must see it."""

from typing import NamedTuple

LOCKS = "tests/mutants/test_locks.py"
ONCE = "tests/mutants/test_constraints.py"
RACES = "tests/postgres/test_races.py"
PHOTOS = "tests/postgres/test_photo_races.py"
GUARDS = "tests/models/test_append_only.py::test_an_append_only_table_refuses_every_change"
WORTH = "tests/rulebook/test_worth.py"
DECIDING = "tests/services/test_decisions.py"
CORRECTING = "tests/services/test_corrections.py"
POSTING = "tests/services/test_extras.py"
REPORTING = "tests/services/test_reports.py"
QUEUE = "tests/services/test_queue.py"
JOINING = "tests/services/test_memberships.py"
PUBLISHING = "tests/services/test_rule_versions.py"
FOUND = "tests/stateful/test_found.py"
DRAWING = "tests/rulebook/test_draws.py"
LOOKING = "tests/services/test_cross_checks.py"
CONTESTING = "tests/services/test_rechecks.py"
CONTESTING_FINES = "tests/services/test_extra_rechecks.py"
REVIEWING = "tests/services/test_batch_reviews.py"
LENDING = "tests/services/test_delegations.py"
PAIRS = "tests/postgres/test_second_look_races.py"

HOLDING = "app/services/locks.py"
WORTH_FILE = "app/rulebook/worth.py"
DECIDERS = "app/queries/deciders.py"
LEDGER = "app/services/ledger.py"
AUDIT = "app/services/audit.py"
TRIGGERS = "migrations/append_only.py"
REPORTS_MADE = "migrations/versions/0003_reports.py"
LEDGER_MADE = "migrations/versions/0004_ledger.py"
DRAW = "app/services/draws.py"
SECOND_LOOK = "app/services/cross_checks.py"
SECOND_LOOKS = "app/queries/cross_check_turns.py"
RECHECK = "app/services/rechecks.py"
RECHECKS = "app/queries/rechecks.py"
ANSWERERS = "app/queries/recheck_answerers.py"
FINED_RECHECK = "app/services/extra_rechecks.py"
FINED_ANSWERERS = "app/queries/extra_recheck_answerers.py"
BATCH = "app/services/batch_reviews.py"
BLOCKERS = "app/queries/blockers.py"
RESULTS = "app/services/results.py"
DECIDING_RESULTS = "tests/services/test_results.py"
LOAN = "app/services/loans.py"


class Mutant(NamedTuple):
    """`old` stands in `file` exactly once; with `new` in its place at least one of `tests` goes red."""

    name: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]


MUTANTS = (
    # Locks
    Mutant(
        "a team that sends does not hold the campaign",
        HOLDING,
        'CAMPAIGN = select(Campaign.id).where(Campaign.id == bindparam("id")).with_for_update(read=True)',
        'CAMPAIGN = select(Campaign.id).where(Campaign.id == bindparam("id"))',
        (f"{LOCKS}::test_who_moves_a_teams_points_holds_the_team_and_shares_the_campaign",),
    ),
    Mutant(
        "whoever works for a team does not hold the campaign",
        HOLDING,
        '.where(Campaign.id == contest).with_for_update(read=True).cte("campaign_held")',
        '.where(Campaign.id == contest).cte("campaign_held")',
        (f"{LOCKS}::test_who_moves_a_teams_points_holds_the_team_and_shares_the_campaign",),
    ),
    Mutant(
        "whoever works for a team does not hold its enrolment",
        HOLDING,
        "within).with_for_update()",
        "within)",
        (f"{LOCKS}::test_who_moves_a_teams_points_holds_the_team_and_shares_the_campaign",),
    ),
    Mutant(
        "a batch does not hold the teams it judges",
        HOLDING,
        'ENROLMENT = select(Enrolment.id).where(Enrolment.id == bindparam("id")).with_for_update()',
        'ENROLMENT = select(Enrolment.id).where(Enrolment.id == bindparam("id"))',
        (f"{PAIRS}::test_who_joins_a_team_while_they_apply_a_batch_to_it_does_one_of_both",),
    ),
    Mutant(
        "a decision does not hold its report",
        HOLDING,
        "    .with_for_update(of=Report)\n",
        "",
        (f"{LOCKS}::test_a_report_is_held_before_anything_is_decided_about_it",),
    ),
    Mutant(
        "a report is not read anew under its lock",
        HOLDING,
        "        selectinload(Report.lines),\n    )\n    .execution_options(populate_existing=True)\n",
        "        selectinload(Report.lines),\n    )\n",
        (f"{LOCKS}::test_a_report_is_read_anew_under_its_lock",),
    ),
    Mutant(
        "a team is not read anew under its lock",
        HOLDING,
        "joinedload(Enrolment.team))\n    .execution_options(populate_existing=True)\n",
        "joinedload(Enrolment.team))\n",
        (f"{LOCKS}::test_a_team_is_read_anew_under_its_lock",),
    ),
    Mutant(
        "a decision asks before it holds anything",
        HOLDING,
        '    return cases.hear(_id(report), _id(by), *_locking(HOLD, {"report": _id(report)}))\n',
        "    found = cases.hear(_id(report), _id(by))\n"
        '    asked(*_locking(HOLD, {"report": _id(report)}))\n    return found\n',
        (f"{RACES}::test_two_verifiers_at_once_make_one_decision_a_report",),
    ),
    Mutant(
        "who shows a photo does not hold it against those who strike it",
        "app/services/report_photos.py",
        "    locks.keep_photos(shown.keys() | known.keys())\n",
        "",
        (f"{PHOTOS}::test_whoever_sends_a_photo_that_is_being_struck_is_refused",),
    ),
    Mutant(
        "who strikes a photo does not wait for those who show it",
        "app/services/privacy.py",
        "    locks.strike_photo(sha256)\n",
        "",
        (f"{PHOTOS}::test_a_photo_that_was_being_sent_or_kept_is_struck_there_too",),
    ),
    Mutant(
        "who moves the campaign does not hold it",
        HOLDING,
        'WHOLE_CAMPAIGN = select(Campaign.id).where(Campaign.id == bindparam("id")).with_for_update()',
        'WHOLE_CAMPAIGN = select(Campaign.id).where(Campaign.id == bindparam("id"))',
        (f"{LOCKS}::test_who_moves_the_campaign_holds_it_alone",),
    ),
    Mutant(
        "the ledger's head is read without its lock",
        LEDGER,
        'HEADS.c.campaign_id == bindparam("campaign")).with_for_update()',
        'HEADS.c.campaign_id == bindparam("campaign"))',
        (
            f"{LOCKS}::test_the_head_of_a_chain_is_held_from_the_moment_it_is_read",
            f"{RACES}::test_decisions_in_three_teams_at_once_are_numbered_without_gaps",
        ),
    ),
    Mutant(
        "the audit log's head is read without its lock",
        AUDIT,
        "where(HEADS.c.id == 1).with_for_update()",
        "where(HEADS.c.id == 1)",
        (f"{LOCKS}::test_the_head_of_a_chain_is_held_from_the_moment_it_is_read",),
    ),
    Mutant(
        "new rules do not hold the teams they settle",
        "app/services/rule_effects.py",
        ".order_by(Enrolment.id).with_for_update()",
        ".order_by(Enrolment.id)",
        (f"{LOCKS}::test_who_changes_the_rules_holds_every_team",),
    ),
    Mutant(
        "who joins a team does not hold it",
        "app/services/memberships.py",
        "wanted.order_by(Enrolment.id).with_for_update()",
        "wanted.order_by(Enrolment.id)",
        (f"{LOCKS}::test_whoever_joins_a_team_holds_it_against_verifiers",),
    ),
    Mutant(
        "who records a training does not hold the teams",
        "app/services/organising.py",
        "wanted.order_by(Enrolment.id).with_for_update()",
        "wanted.order_by(Enrolment.id)",
        (f"{LOCKS}::test_who_moves_a_teams_points_holds_the_team_and_shares_the_campaign",),
    ),
    Mutant(
        "SQLite's writers do not queue",
        "app/connections.py",
        '"BEGIN IMMEDIATE" if WRITING.get() else "BEGIN"',
        '"BEGIN"',
        (f"{RACES}::test_two_verifiers_at_once_make_one_decision_a_report",),
    ),
    # Constraints
    Mutant(
        "two decisions may follow the same one",
        REPORTS_MADE,
        '        sa.UniqueConstraint("follows_id", name=op.f("uq_decisions_follows_id")),\n',
        "",
        (ONCE,),
    ),
    Mutant(
        "two reports may have one id",
        REPORTS_MADE,
        '        sa.UniqueConstraint("uuid", name=op.f("uq_reports_uuid")),\n',
        "",
        (ONCE,),
    ),
    Mutant(
        "a decision may judge a line twice",
        REPORTS_MADE,
        '        sa.UniqueConstraint("decision_id", "line_id", name=op.f("uq_verdicts_decision_id_line_id")),\n',
        "",
        (ONCE,),
    ),
    Mutant(
        "a line may be posted twice for one cause",
        LEDGER_MADE,
        '        sa.UniqueConstraint("line_id", "cause", name=op.f("uq_ledger_entries_line_id_cause")),\n',
        "",
        (ONCE,),
    ),
    Mutant(
        "a penalty may be posted twice for one thing",
        "migrations/versions/0006_rulings.py",
        """        sa.UniqueConstraint(
            "enrolment_id", "kind", "code", "subject", name=op.f("uq_extras_enrolment_id_kind_code_subject")
        ),
""",
        "",
        (ONCE,),
    ),
    Mutant(
        "a penalty may be reversed twice",
        "migrations/versions/0006_rulings.py",
        '        sa.UniqueConstraint("reverses_id", name=op.f("uq_extras_reverses_id")),\n',
        "",
        (ONCE,),
    ),
    Mutant(
        "a badge may be held twice",
        LEDGER_MADE,
        '["enrolment_id", "badge_code", "level"],\n        unique=True,',
        '["enrolment_id", "badge_code", "level"],\n        unique=False,',
        (ONCE,),
    ),
    Mutant(
        "two versions of the rules may have one number",
        "migrations/versions/0002_campaigns.py",
        '        sa.UniqueConstraint("campaign_id", "number", name=op.f("uq_rule_versions_campaign_id_number")),\n',
        "",
        (ONCE,),
    ),
    Mutant(
        "a locked day may be opened twice",
        "migrations/versions/0007_sessions.py",
        '        sa.UniqueConstraint("enrolment_id", "activity_day", '
        'name=op.f("uq_late_openings_enrolment_id_activity_day")),\n',
        "",
        (ONCE,),
    ),
    # Triggers
    Mutant(
        "SQLite lets kept rows be changed",
        TRIGGERS,
        "CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} ",
        "CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} WHEN 0 ",
        (f"{GUARDS}[sqlite-UPDATE-ledger_entries]",),
    ),
    Mutant(
        "SQLite lets kept rows be deleted",
        TRIGGERS,
        "CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} ",
        "CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} WHEN 0 ",
        (f"{GUARDS}[sqlite-DELETE-ledger_entries]",),
    ),
    Mutant(
        "SQLite lets kept rows be replaced",
        TRIGGERS,
        "WHEN EXISTS (SELECT 1 FROM {table} WHERE {key}) ",
        "WHEN 0 ",
        (
            f"{GUARDS}[sqlite-REPLACE-ledger_entries]",
            f"{GUARDS}[sqlite-ON CONFLICT-ledger_entries]",
        ),
    ),
    Mutant(
        "PostgreSQL lets kept rows be changed",
        TRIGGERS,
        "BEFORE UPDATE OR DELETE ON {table}",
        "BEFORE DELETE ON {table}",
        (f"{GUARDS}[postgresql-UPDATE-ledger_entries]",),
    ),
    Mutant(
        "PostgreSQL lets kept rows be deleted",
        TRIGGERS,
        "BEFORE UPDATE OR DELETE ON {table}",
        "BEFORE UPDATE ON {table}",
        (f"{GUARDS}[postgresql-DELETE-ledger_entries]",),
    ),
    Mutant(
        "PostgreSQL lets kept tables be emptied",
        TRIGGERS,
        "BEFORE TRUNCATE ON {table} FOR EACH STATEMENT",
        "BEFORE INSERT ON {table} FOR EACH STATEMENT WHEN (false)",
        (f"{GUARDS}[postgresql-TRUNCATE-ledger_entries]",),
    ),
    Mutant(
        "verdicts are not guarded",
        REPORTS_MADE,
        '    guard(op, "verdicts", ("id",))\n',
        "",
        (f"{GUARDS}[sqlite-UPDATE-verdicts]",),
    ),
    Mutant(
        "a deleted row is replaced unseen",
        "app/connections.py",
        '"recursive_triggers": ("ON", 1)',
        '"recursive_triggers": ("OFF", 0)',
        ("tests/models/test_append_only.py::test_a_decision_cannot_be_replaced_through_its_other_unique_key",),
    ),
    # Arithmetic
    Mutant(
        "nothing is capped",
        WORTH_FILE,
        "units = min(max(0, line.quantity) // activity.block, left)",
        "units = max(0, line.quantity) // activity.block",
        (WORTH,),
    ),
    Mutant(
        "a cap does not remember",
        WORTH_FILE,
        "window.units[activity.code] = used + units",
        "window.units[activity.code] = units",
        (WORTH,),
    ),
    Mutant(
        "a day has no ceiling",
        WORTH_FILE,
        "points = min(earned, day.rules.daily_ceiling - day.points)",
        "points = earned",
        (WORTH,),
    ),
    Mutant("late work gets the peak", WORTH_FILE, "    if late or not peaks:\n", "    if not peaks:\n", (WORTH,)),
    Mutant(
        "a monthly cap counts days",
        WORTH_FILE,
        '"month": month}',
        '"month": _Window(line.team_size)}',
        (WORTH,),
    ),
    Mutant(
        "caps fill from the newest report",
        WORTH_FILE,
        "in sorted(lines, key=submission_order):",
        "in sorted(lines, key=submission_order, reverse=True):",
        (WORTH,),
    ),
    Mutant(
        "the third day is still on time",
        "app/rulebook/deadlines.py",
        "if submitted_at < on_time_until(activity_day, deadlines, zone):",
        "if submitted_at <= on_time_until(activity_day, deadlines, zone):",
        ("tests/rulebook/test_deadlines.py",),
    ),
    Mutant(
        "what was posted is posted again",
        "app/services/differences.py",
        "points = due.points - (held.points if held else 0)",
        "points = due.points",
        (f"{DECIDING}::test_two_reports_of_one_sunday_share_the_cap_whatever_the_order_of_decisions",),
    ),
    Mutant(
        "what is taken back keeps its points",
        "app/services/differences.py",
        "points=-held.points,",
        "points=0,",
        (f"{DECIDING}::test_reopening_takes_the_points_back_and_the_other_report_gets_the_room",),
    ),
    Mutant(
        "a reversal takes away once more",
        "app/services/extras.py",
        "points=-extra.points,",
        "points=extra.points,",
        (f"{POSTING}::test_a_reversal_mirrors_a_penalty_once_and_names_its_entry",),
    ),
    Mutant(
        "a standing does not move with its entries",
        LEDGER,
        "standing_rows.moving(_sums(postings, after), following)",
        '(standing_rows.REFRESH, [{"enrolment": each, **found} for each, found in following.items()])',
        (f"{DECIDING}::test_a_verified_sunday_report_earns_its_points_and_leaves_the_noise_alone",),
    ),
    # Chain and audit
    Mutant(
        "entries do not name the one before",
        LEDGER,
        '            last = entries[-1]["hash"]\n',
        "",
        (f"{CORRECTING}::test_a_correction_below_a_cap_lets_another_line_take_the_room",),
    ),
    Mutant(
        "the chain's head keeps the first hash of many",
        LEDGER,
        '{"campaign": campaign.id, "seq": seq, "hash": last}',
        '{"campaign": campaign.id, "seq": seq, "hash": entries[0]["hash"]}',
        (f"{CORRECTING}::test_a_correction_below_a_cap_lets_another_line_take_the_room",),
    ),
    Mutant(
        "events do not name the one before",
        AUDIT,
        '        last = rows[-1]["hash"]\n',
        "",
        (
            "tests/services/test_audit.py::test_events_of_a_transaction_are_chained_in_the_order_in_which_they_were_noted",
        ),
    ),
    Mutant(
        "decisions leave no event",
        "app/services/decision_rows.py",
        '        audit.record_each(f"report.{kind}", who, details)\n',
        "        pass\n",
        (f"{CORRECTING}::test_an_honest_correction_costs_the_excess_and_nothing_else",),
    ),
    Mutant(
        "penalties leave no event",
        "app/services/extras.py",
        '    audit.record(f"extra.{extra.kind}", extra.by, f"team:{enrolment.team.code}", '
        "seq=extra.seq, code=extra.code)\n",
        "",
        (f"{POSTING}::test_every_posting_is_audited_with_its_sequence",),
    ),
    Mutant(
        "results are decided on a broken ledger",
        BLOCKERS,
        "        _ledger(campaign),\n",
        "",
        ("tests/jobs/test_checkpoints.py::test_points_changed_beside_the_chain_stop_the_announcement_at_once",),
    ),
    # Who may
    Mutant(
        "members judge their own team",
        DECIDERS,
        "_within(Report.activity_day) | _within(today),",
        "Membership.id < 0,",
        (f"{JOINING}::test_whoever_has_joined_does_not_judge",),
    ),
    Mutant(
        "who joined today judges today",
        DECIDERS,
        "_within(Report.activity_day) | _within(today),",
        "_within(Report.activity_day),",
        ("tests/mutants/test_rights.py::test_whoever_joined_since_the_day_of_the_work_does_not_judge_it",),
    ),
    Mutant(
        "verifiers judge beyond their unit",
        DECIDERS,
        "        func.substr(Unit.path, 1, func.length(ABOVE.path)) == ABOVE.path,\n",
        "",
        (f"{DECIDING}::test_nobody_decides_their_own_team_or_outside_their_unit",),
    ),
    Mutant(
        "who has judged a team may join it",
        "app/services/memberships.py",
        "        if _has_judged(person, team, since):",
        "        if False:",
        (f"{JOINING}::test_whoever_has_judged_a_team_does_not_join_it_for_that_time",),
    ),
    Mutant(
        "anybody reopens a decision",
        "app/services/decisions.py",
        'if by.id != live.by_id and not rights_of(by).covers(heard.case.unit_path, "officer"):',
        "if False:",
        (f"{DECIDING}::test_only_its_author_or_an_officer_reopens_a_decision",),
    ),
    Mutant(
        "officers fine their own team",
        "app/services/extras.py",
        " or is_member(by, enrolment):",
        ":",
        ("tests/mutants/test_rights.py::test_an_officer_who_belongs_to_a_team_posts_nothing_for_it",),
    ),
    Mutant(
        "organisers tick off their own team",
        "app/services/organising.py",
        "    if own:\n",
        "    if False:\n",
        ("tests/services/test_organising.py::test_nobody_records_a_team_they_belong_to",),
    ),
    # What must not happen
    Mutant(
        "a report changed meanwhile is decided",
        "app/services/decisions.py",
        "    if case.version != seen_version:\n",
        "    if False:\n",
        (f"{DECIDING}::test_a_report_changed_since_the_verifier_looked_is_not_decided",),
    ),
    Mutant(
        "the same form makes a second report",
        "app/services/reports.py",
        "    for (report_id,) in known:\n",
        "    for (report_id,) in []:\n",
        (f"{REPORTING}::test_the_same_form_sent_twice_is_one_report",),
    ),
    Mutant(
        "another report under a used id is taken for the first",
        "app/services/reports.py",
        "    if known.content_hash != content.fingerprint():\n",
        "    if False:\n",
        (f"{REPORTING}::test_another_report_under_the_same_id_is_refused_and_the_first_stays",),
    ),
    Mutant(
        "a correction may raise",
        "app/services/decisions.py",
        "0 <= quantity <= kept[line_id].verified_quantity",
        "0 <= quantity",
        (f"{CORRECTING}::test_a_correction_never_raises_and_says_when_there_is_nothing_to_lower",),
    ),
    Mutant(
        "a flagged report is corrected",
        "app/services/decisions.py",
        '        raise Refused("report_flagged")\n',
        "        pass\n",
        (f"{CORRECTING}::test_once_a_penalty_names_the_report_it_is_too_late_for_an_honest_correction",),
    ),
    Mutant(
        "points move after the results are final",
        "app/services/extras.py",
        "    if where.is_final and not amending:\n",
        "    if False:\n",
        (f"{POSTING}::test_nothing_is_posted_after_the_announcement",),
    ),
    Mutant(
        "results are decided with reports undecided",
        BLOCKERS,
        '        Blocker("reports_undecided", count_undecided(campaign)),\n',
        "",
        ("tests/services/test_campaigns.py::test_nothing_is_announced_while_a_report_is_undecided",),
    ),
    Mutant(
        "rules made for older ones are published",
        "app/services/rule_versions.py",
        "    if made_for != newest.number:\n",
        "    if False:\n",
        (f"{PUBLISHING}::test_pressing_publish_twice_makes_one_version",),
    ),
    Mutant(
        "rules are not settled",
        "app/services/rule_versions.py",
        "done = rule_effects.settle(campaign, before, since, by)",
        "done = rule_effects.Settled(0, 0)",
        (f"{PUBLISHING}::test_a_retroactive_change_adjusts_its_days_and_leaves_the_earlier_ones_alone",),
    ),
    Mutant(
        "a frozen board goes on",
        "app/queries/horizon.py",
        "if full or not stage.is_frozen:",
        "if True:",
        (
            "tests/services/test_campaigns.py::test_a_frozen_board_hides_later_decisions_from_the_public_and_not_from_officers",
        ),
    ),
    Mutant(
        "a report with entries changes its day",
        "app/services/submissions.py",
        "    _day_free(report)\n",
        "",
        (f"{FOUND}::test_a_report_whose_points_were_taken_back_keeps_the_day_that_its_entries_name",),
    ),
    Mutant(
        "a team's new size leaves its badges alone",
        "app/services/teams.py",
        "    if changed:\n        held",
        "    if False:\n        held",
        (f"{FOUND}::test_a_new_size_of_a_team_moves_the_badges_that_rest_on_it",),
    ),
    Mutant(
        "entries come as the database likes",
        "app/services/settlement.py",
        "sorted(gone, key=lambda back: (back.activity_day, back.report_uuid, back.line_id))",
        "gone",
        (f"{FOUND}::test_what_is_taken_back_is_posted_in_one_order_whatever_order_the_database_finds_it_in",),
    ),
    # The verifier's desk
    Mutant(
        "a report is approved with its photos unopened",
        "app/services/decisions.py",
        "    if before.unseen and any",
        "    if False and any",
        (f"{DECIDING}::test_a_photo_nobody_opened_holds_an_approval_back_but_not_a_return",),
    ),
    Mutant(
        "somebody else's look at a photo is enough",
        "app/queries/sightings.py",
        '(EvidenceOpening.evidence_id == Evidence.id) & (EvidenceOpening.person_id == bindparam("person")),',
        "(EvidenceOpening.evidence_id == Evidence.id),",
        (f"{DECIDING}::test_a_photo_nobody_opened_holds_an_approval_back_but_not_a_return",),
    ),
    Mutant(
        "a decision forgets what its author saw",
        "app/services/decision_rows.py",
        '        "seen": judgement.seen,\n',
        '        "seen": None,\n',
        (f"{DECIDING}::test_a_decision_keeps_what_its_author_had_seen",),
    ),
    Mutant(
        "whoever took part still finds the report in their queue",
        "app/queries/turns.py",
        "((plain & ~judged) | Report.id.in_(mine))",
        "(plain | Report.id.in_(mine))",
        (f"{QUEUE}::test_the_database_finds_whose_turn_a_report_is_as_the_rule_says_it",),
    ),
    Mutant(
        "a report nobody in the unit may decide is nobody's",
        "app/queries/turns.py",
        "((plain & ~judged) | Report.id.in_(mine))",
        "(plain & ~judged)",
        (f"{QUEUE}::test_a_report_that_nobody_in_the_unit_may_decide_goes_to_the_parent_unit",),
    ),
    Mutant(
        "a report is sent without what its activities ask for",
        "app/services/submissions.py",
        "    lacking = [(each.label, left) for each in activities if (left := evidence.missing(each, given))]",
        "    lacking = [(each.label, left) for each in () if (left := evidence.missing(each, given))]",
        ("tests/views/test_report_photos.py::test_what_an_activity_still_needs_is_said_by_name",),
    ),
    Mutant(
        "a photo is struck in one report alone",
        "app/services/privacy.py",
        "        .where(Evidence.sha256 == sha256)\n",
        "        .where(Evidence.sha256 == sha256, Evidence.report_id == report.id)\n",
        (
            "tests/services/test_privacy.py::test_the_photo_is_struck_in_every_report_and_this_one_goes_back_with_the_reason_on_each_line",
        ),
    ),
    Mutant(
        "what was destroyed comes back",
        "app/services/report_photos.py",
        'Evidence.removed_because == "privacy"',
        'Evidence.removed_because == "expired"',
        ("tests/services/test_privacy.py::test_what_was_destroyed_is_never_sent_again_by_anybody",),
    ),
    Mutant(
        "a decision is told at once",
        "app/services/notices.py",
        "DELAY = timedelta(minutes=1)",
        "DELAY = timedelta(0)",
        ("tests/services/test_notices.py::test_a_decision_undone_within_the_minute_was_never_told",),
    ),
    Mutant(
        "a near photo flags the later report alone",
        "app/services/flags.py",
        "    _again(touched - own)\n",
        "",
        ("tests/services/test_flags.py::test_the_same_photo_is_loud_for_both_teams_over_all_units",),
    ),
    # The draw of second looks
    Mutant(
        "the draw forgets the campaign's seed",
        "app/rulebook/draws.py",
        'f"{seed}:{report}:{chained}"',
        'f"{report}:{chained}"',
        (DRAWING,),
    ),
    Mutant(
        "the draw rests on what a captain knows",
        "app/rulebook/draws.py",
        'f"{seed}:{report}:{chained}"',
        'f"{seed}:{report}"',
        (DRAWING,),
    ),
    Mutant(
        "the draw takes another share", "app/rulebook/draws.py", "percent * LOTS", "(percent + 1) * LOTS", (DRAWING,)
    ),
    Mutant(
        "the work is not spread by what was asked",
        "app/rulebook/draws.py",
        "(given.get(path, 0) / able[path], path)",
        "path",
        (DRAWING,),
    ),
    Mutant(
        "a unit without anybody is asked",
        "app/rulebook/draws.py",
        "if people and path not in but",
        "if path not in but",
        (DRAWING,),
    ),
    Mutant(
        "a unit looks at its own work",
        DRAW,
        "least_busy(able, self.given, own)",
        "least_busy(able, self.given)",
        (f"{LOOKING}::test_a_ward_with_two_verifiers_is_not_asked_about_its_own_work",),
    ),
    Mutant(
        "a unit is asked though all of it took part",
        DRAW,
        "self.verifiers[path] - not_them",
        "self.verifiers[path]",
        (f"{LOOKING}::test_a_unit_in_which_everybody_took_part_is_not_asked",),
    ),
    Mutant(
        "a report is drawn again",
        DRAW,
        "        if lot.report_id not in known\n",
        "",
        (f"{LOOKING}::test_a_report_handed_on_before_the_draw_is_asked_for_once",),
    ),
    Mutant(
        "a flagged report is not looked at",
        DRAW,
        '    if band(lot.risk, rules.flags) == FLAGGED:\n        return "flagged"\n',
        "",
        (f"{LOOKING}::test_a_flagged_report_is_looked_at_whatever_the_lot_says",),
    ),
    Mutant(
        "a unit that is checked whole is not",
        DRAW,
        'return "full" if lot.unit_path.startswith(whole) else None',
        "return None",
        (f"{LOOKING}::test_all_of_a_unit_that_is_checked_whole_is_looked_at_until_that_ends",),
    ),
    Mutant(
        "a whole check goes on when it has ended",
        "app/queries/cross_check_lots.py",
        ", FullCheck.ended_at.is_(None)",
        "",
        (f"{LOOKING}::test_all_of_a_unit_that_is_checked_whole_is_looked_at_until_that_ends",),
    ),
    Mutant(
        "a whole check holds in every campaign",
        "app/queries/cross_check_lots.py",
        "FullCheck.campaign_id == campaign.id, FullCheck",
        "FullCheck",
        (f"{LOOKING}::test_all_of_a_unit_that_is_checked_whole_is_looked_at_until_that_ends",),
    ),
    Mutant(
        "two draws do not wait for each other",
        DRAW,
        "    db.session.execute(select(Campaign.id).where(Campaign.id == campaign.id).with_for_update())\n",
        "",
        (f"{PAIRS}::test_two_workers_that_draw_at_once_draw_every_report_once",),
    ),
    # Second looks
    Mutant(
        "who took part gives a second look",
        SECOND_LOOKS,
        " & uninvolved(_today()) & ~DECIDED_IT",
        " & ~DECIDED_IT",
        (f"{LOOKING}::test_a_reviewer_who_joined_the_team_in_between_gives_it_no_longer",),
    ),
    Mutant(
        "who decided gives the second look",
        SECOND_LOOKS,
        " & uninvolved(_today()) & ~DECIDED_IT",
        " & uninvolved(_today())",
        (f"{LOOKING}::test_who_decided_a_report_does_not_look_at_it_for_the_province",),
    ),
    Mutant(
        "whoever finds a second look gives it",
        SECOND_LOOK,
        "    if not queries.may_look(check, rights_of(by)):\n",
        "    if False:\n",
        (f"{LOOKING}::test_a_reviewer_who_joined_the_team_in_between_gives_it_no_longer",),
    ),
    Mutant(
        "a second look is given twice",
        SECOND_LOOK,
        "    if check.outcome is not None:\n",
        "    if False:\n",
        (f"{LOOKING}::test_given_twice_the_second_is_told_by_whom",),
    ),
    Mutant(
        "a second look counts with its photos unopened",
        SECOND_LOOK,
        "    if before.unseen and any",
        "    if False and any",
        (f"{LOOKING}::test_photos_are_opened_before_a_second_look_counts",),
    ),
    Mutant(
        "a second look judges a decision nobody saw",
        SECOND_LOOK,
        " or case.decision_id != seen_decision:",
        ":",
        (f"{LOOKING}::test_a_decision_that_changed_meanwhile_is_looked_at_anew",),
    ),
    Mutant(
        "a second look moves points after the close",
        SECOND_LOOK,
        "    _still_open(check, by, case)\n    if not heard.where.decisions_open:\n",
        "    _still_open(check, by, case)\n    if False:\n",
        (f"{LOOKING}::test_after_the_close_no_second_look_moves_points",),
    ),
    Mutant(
        "anybody hands a report on",
        SECOND_LOOK,
        'if live.by_id != by.id and not rights_of(by).covers(case.unit_path, "officer"):',
        "if False:",
        (f"{LOOKING}::test_a_verifier_asks_the_cluster_about_what_they_decided_once",),
    ),
    Mutant(
        "a report is handed on twice",
        SECOND_LOOK,
        "    if queries.of_report(report) is not None:\n",
        "    if False:\n",
        (f"{LOOKING}::test_a_verifier_asks_the_cluster_about_what_they_decided_once",),
    ),
    Mutant(
        "who agreed at a second look joins the team",
        "app/services/memberships.py",
        "CrossCheck.by_id == person.id",
        "CrossCheck.id < 0",
        (f"{LOOKING}::test_whoever_agreed_at_a_second_look_has_judged_the_team_and_does_not_join_it_for_that_time",),
    ),
    # Re-checks
    Mutant(
        "a re-check is asked for after its deadline",
        RECHECK,
        "    if not heard.where.rechecks_open:\n",
        "    if False:\n",
        (f"{CONTESTING}::test_after_the_last_minute_of_its_deadline_nobody_asks",),
    ),
    Mutant(
        "strangers ask for a re-check",
        RECHECK,
        '    if heard.case.team_id not in rights_of(by).team_ids("captain"):\n',
        "    if False:\n",
        (f"{CONTESTING}::test_only_the_teams_own_captain_asks",),
    ),
    Mutant(
        "a decision is contested twice",
        RECHECK,
        "any(each.decision_id == live.id for each in queries.of_report(report))",
        "False",
        (f"{CONTESTING}::test_the_same_form_asks_once_and_the_same_decision_is_contested_once",),
    ),
    Mutant(
        "an answer is contested",
        RECHECK,
        'if live.kind == "rechecked" or any(',
        "if any(",
        (f"{CONTESTING}::test_an_answer_is_not_contested_again",),
    ),
    Mutant(
        "a re-check is answered twice",
        RECHECK,
        "    if request.answer is not None:\n",
        "    if False:\n",
        (f"{CONTESTING}::test_answered_twice_the_second_is_told_by_whom",),
    ),
    Mutant(
        "anybody answers a re-check",
        RECHECK,
        "    if by.id not in answerers([request])[request.id]:\n",
        "    if False:\n",
        (f"{CONTESTING}::test_an_officer_who_joined_the_team_in_between_answers_no_longer",),
    ),
    Mutant(
        "a re-check is granted with its photos unopened",
        RECHECK,
        "    if before.unseen and any",
        "    if False and any",
        (f"{CONTESTING}::test_a_re_check_is_granted_by_who_opened_the_photos_and_turned_down_by_anybody_asked",),
    ),
    Mutant(
        "a re-check judges a decision nobody saw",
        RECHECK,
        "    if case.decision_id != seen_decision:\n",
        "    if False:\n",
        (f"{CONTESTING}::test_a_decision_that_changed_since_is_read_again_before_it_is_answered",),
    ),
    Mutant(
        "a penalty is contested after its deadline",
        FINED_RECHECK,
        "    if not where.rechecks_open:\n",
        "    if False:\n",
        (f"{CONTESTING_FINES}::test_after_the_last_minute_of_its_deadline_nobody_asks",),
    ),
    Mutant(
        "who posted a penalty answers its re-check",
        FINED_ANSWERERS,
        "{extra.by_id} | members | about",
        "members | about",
        (f"{CONTESTING_FINES}::test_another_officer_answers_and_nobody_else_sees_the_request",),
    ),
    Mutant(
        "results are decided with a penalty's re-check open",
        BLOCKERS,
        "rechecks.open_in(campaign) + extra_rechecks.open_in(campaign)",
        "rechecks.open_in(campaign)",
        (f"{CONTESTING_FINES}::test_it_is_answered_after_the_close_and_nothing_is_announced_before",),
    ),
    Mutant(
        "who answers a penalty's re-check does not hold the team",
        FINED_RECHECK,
        "    extra = request.extra\n    locks.enter(extra.enrolment)\n",
        "    extra = request.extra\n",
        (f"{PAIRS}::test_two_who_answer_the_recheck_of_a_penalty_answer_once",),
    ),
    Mutant(
        "a re-check that grants the same figures",
        RECHECK,
        '        raise Refused("recheck_same")\n',
        "        pass\n",
        (f"{CONTESTING}::test_the_same_figures_grant_nothing",),
    ),
    Mutant(
        "the unit that decided answers the re-check",
        ANSWERERS,
        " and each.path != level]",
        "]",
        (f"{CONTESTING}::test_a_second_verifier_of_the_ward_that_decided_does_not_answer",),
    ),
    Mutant(
        "who decided answers the re-check",
        ANSWERERS,
        "involved[each.report_id] | deciders[each.report_id] |",
        "involved[each.report_id] |",
        (f"{CONTESTING}::test_who_decided_first_does_not_answer_even_as_an_officer",),
    ),
    Mutant(
        "who took part answers the re-check",
        ANSWERERS,
        "involved[each.report_id] | deciders[each.report_id] |",
        "deciders[each.report_id] |",
        (f"{CONTESTING}::test_an_officer_who_joined_the_team_in_between_answers_no_longer",),
    ),
    Mutant(
        "a verifier gives back what an officer annulled",
        ANSWERERS,
        'and (role == "officer" or each.decision_id not in annulments)',
        "",
        (f"{CONTESTING}::test_a_verifier_of_the_province_gives_nothing_back_that_only_an_officer_annuls",),
    ),
    Mutant(
        "hours given back are counted twice",
        "app/services/restorations.py",
        "    repeated = set(found or ())\n",
        "    repeated = set()\n",
        (f"{CONTESTING}::test_hours_that_another_report_counts_by_now_are_not_given_back",),
    ),
    Mutant(
        "an earlier request wakes when the annulment is taken back",
        RECHECKS,
        "    & ~SETTLED_SINCE\n",
        "",
        (f"{CONTESTING}::test_an_earlier_request_sleeps_under_the_annulment_and_ends_when_that_is_taken_back",),
    ),
    Mutant(
        "an earlier request judges an annulment",
        RECHECK,
        "CONTESTED if request.decision_id == case.decision_id else SETTLED_KINDS",
        "CONTESTED",
        (f"{CONTESTING}::test_an_earlier_request_sleeps_under_the_annulment_and_ends_when_that_is_taken_back",),
    ),
    Mutant(
        "a contested annulment holds nothing back",
        RECHECKS,
        "(RecheckRequest.decision_id == Decision.id)",
        "(RecheckRequest.id < 0)",
        (f"{CONTESTING}::test_nothing_is_announced_while_an_annulment_is_contested",),
    ),
    Mutant(
        "results are decided with re-checks open",
        BLOCKERS,
        '        Blocker("rechecks_unanswered", rechecks.open_in(campaign) + extra_rechecks.open_in(campaign)),\n',
        "",
        (f"{CONTESTING}::test_a_re_check_is_answered_after_the_close_and_nothing_is_announced_before",),
    ),
    Mutant(
        "a re-check that nobody can answer holds the results back",
        RECHECKS,
        '((Decision.kind != "annulled") | (RecheckRequest.decision_id == Decision.id))',
        "(RecheckRequest.id > 0)",
        (f"{CONTESTING}::test_what_never_counts_again_needs_no_answer_and_holds_no_announcement_back",),
    ),
    Mutant(
        "a re-check of what was withdrawn holds the results back",
        RECHECKS,
        ' & (Report.state != "withdrawn")',
        "",
        (f"{CONTESTING}::test_what_never_counts_again_needs_no_answer_and_holds_no_announcement_back",),
    ),
    Mutant(
        "who turned a re-check down joins the team",
        "app/services/memberships.py",
        "        .where(RecheckAnswer.by_id == person.id),\n",
        "        .where(RecheckAnswer.id < 0),\n",
        (f"{CONTESTING}::test_whoever_turned_a_re_check_down_has_judged_the_team_and_does_not_join_it_for_that_time",),
    ),
    # Batches
    Mutant(
        "a batch does not hold the campaign",
        BATCH,
        "    hold_campaign(campaign)\n    where = _still_open(batch, campaign)\n    _refuse_late",
        "    where = _still_open(batch, campaign)\n    _refuse_late",
        (f"{PAIRS}::test_a_batch_is_applied_whole_or_stopped_by_what_happens_to_one_of_its_reports",),
    ),
    Mutant(
        "a batch is opened twice by one form",
        BATCH,
        "    hold_campaign(campaign)\n    known = ",
        "    known = ",
        (f"{PAIRS}::test_a_form_pressed_twice_at_once_opens_one_batch",),
    ),
    Mutant(
        "a batch overrules what happened meanwhile",
        BATCH,
        "    if changed:\n",
        "    if False:\n",
        (f"{REVIEWING}::test_a_report_decided_meanwhile_stops_the_whole_batch",),
    ),
    Mutant(
        "a batch is applied twice",
        "app/models/batch_reviews.py",
        "return self.applied_at is None and self.cancelled_at is None",
        "return self.cancelled_at is None",
        (f"{REVIEWING}::test_applied_or_cancelled_once",),
    ),
    Mutant(
        "a cancelled batch is applied",
        "app/models/batch_reviews.py",
        "return self.applied_at is None and self.cancelled_at is None",
        "return self.applied_at is None",
        (f"{REVIEWING}::test_applied_or_cancelled_once",),
    ),
    Mutant(
        "an officer applies a batch to their own team",
        BATCH,
        "    if any(by.id in people for people in involved_in(reports, [by.id]).values()):\n",
        "    if False:\n",
        (f"{REVIEWING}::test_who_belongs_to_a_team_of_the_batch_does_not_apply_it",),
    ),
    Mutant(
        "a batch takes decisions back after the close",
        BATCH,
        '    if effect == "reopened" and not where.decisions_open:\n',
        "    if False:\n",
        (f"{REVIEWING}::test_after_the_close_decisions_are_annulled_but_not_taken_back",),
    ),
    Mutant(
        "a batch moves points after the results are final",
        BATCH,
        "    if where.is_final:\n",
        "    if False:\n",
        (f"{REVIEWING}::test_once_the_results_are_final_no_batch_moves_a_point",),
    ),
    Mutant(
        "a batch may be empty",
        BATCH,
        "if not 0 < count <= MOST:",
        "if count > MOST:",
        (f"{REVIEWING}::test_a_choice_without_reports_is_refused_and_leaves_nothing",),
    ),
    Mutant(
        "whoever was reviewed decides again",
        DECIDERS,
        '            BatchReview.person_id == bindparam("person"),\n',
        "            BatchReview.person_id < 0,\n",
        (f"{REVIEWING}::test_what_is_reopened_waits_for_somebody_else_than_who_was_reviewed",),
    ),
    Mutant(
        "a batch that was cancelled excludes who was reviewed",
        DECIDERS,
        '            BatchReview.person_id == bindparam("person"),\n            BatchReview.applied_at.is_not(None),\n',
        '            BatchReview.person_id == bindparam("person"),\n',
        (f"{REVIEWING}::test_who_was_reviewed_in_a_cancelled_batch_goes_on_deciding",),
    ),
    Mutant(
        "a cancelled batch counts as a review",
        "app/queries/involved.py",
        "BatchReview.person_id.in_(ANY_OF), BatchReview.applied_at.is_not(None)",
        "BatchReview.person_id.in_(ANY_OF)",
        (f"{REVIEWING}::test_an_officer_who_was_reviewed_in_a_cancelled_batch_applies_another",),
    ),
    Mutant(
        "what was taken back still waits for who was reviewed",
        "app/queries/turns.py",
        "if one != rights.person_id else false()",
        "",
        (f"{REVIEWING}::test_what_is_reopened_waits_for_somebody_else_than_who_was_reviewed",),
    ),
    Mutant(
        "what was taken back of several waits for one of them",
        "app/queries/turns.py",
        "wrote | came | several | belongs",
        "wrote | came | belongs",
        (f"{QUEUE}::test_the_database_finds_whose_turn_is_what_batches_reopened_as_the_rule_says_it",),
    ),
    Mutant(
        "whoever was reviewed counts as uninvolved",
        "app/queries/involved.py",
        "BatchReview.person_id.in_(ANY_OF), BatchReview",
        "BatchReview.id < 0, BatchReview",
        (f"{QUEUE}::test_the_database_finds_whose_turn_is_what_batches_reopened_as_the_rule_says_it",),
    ),
    # Long work
    Mutant(
        "two workers do the same errand",
        "app/services/errands.py",
        ".with_for_update(skip_locked=True)",
        "",
        (
            "tests/postgres/test_errand_races.py::test_two_workers_never_do_the_same_errand_and_the_second_does_the_next",
        ),
    ),
    Mutant(
        "long work is done for who has lost their role",
        "app/services/errands.py",
        "    if not rights_of(errand.by)",
        "    if False and not rights_of(errand.by)",
        ("tests/jobs/test_errands.py::test_who_has_lost_their_role_has_nothing_done_any_more",),
    ),
    Mutant(
        "anybody watches somebody's long work",
        "app/queries/errands.py",
        ", Errand.by_id == person.id",
        "",
        ("tests/views/test_errands.py::test_nobody_else_sees_the_errand_and_a_closed_batch_asks_for_none",),
    ),
    Mutant(
        "a second look lowers what a re-check found",
        SECOND_LOOK,
        "    if answer is not None:\n",
        "    if False:\n",
        (f"{LOOKING}::test_what_was_answered_one_level_up_no_second_look_lowers",),
    ),
    # Deputies
    Mutant(
        "a lent role is lent on",
        LOAN,
        '        raise Refused("lent_already")\n',
        "        pass\n",
        (f"{LENDING}::test_what_is_lent_is_not_lent_on_and_does_not_come_back_round",),
    ),
    Mutant(
        "a loan outlives its giver's role",
        LOAN,
        "    if grant.ends_at is not None and ends > grant.ends_at:\n",
        "    if False:\n",
        (f"{LENDING}::test_a_loan_never_outlives_its_givers_role",),
    ),
    Mutant(
        "loans overlap",
        LOAN,
        "    if held is not None:\n",
        "    if False:\n",
        (f"{LENDING}::test_who_verifies_there_already_needs_no_loan_and_loans_do_not_overlap",),
    ),
    Mutant(
        "who verifies there is lent the role",
        LOAN,
        "            own | lent,\n",
        "            lent,\n",
        (f"{LENDING}::test_who_verifies_there_already_needs_no_loan_and_loans_do_not_overlap",),
    ),
    Mutant(
        "a role is lent to who watches",
        LOAN,
        "    if rights_of(deputy).roles & WATCHING:\n",
        "    if False:\n",
        (f"{LENDING}::test_what_is_refused_leaves_nothing_behind",),
    ),
    Mutant(
        "a role is lent to oneself",
        LOAN,
        "    if deputy.id in (grant.person_id, by.id):\n",
        "    if False:\n",
        (f"{LENDING}::test_what_is_refused_leaves_nothing_behind",),
    ),
    Mutant(
        "strangers lend a role",
        LOAN,
        "    if grant.person_id != by.id and not is_above(by, grant):\n",
        "    if False:\n",
        (f"{LENDING}::test_only_the_verifier_or_an_officer_above_lends",),
    ),
    Mutant(
        "a deputy stays when the role has ended",
        "app/services/roles.py",
        "    for each in lent:\n        close(each.grant, at)\n",
        "",
        (f"{LENDING}::test_when_the_givers_role_ends_what_was_lent_from_it_ends_with_it",),
    ),
    Mutant(
        "two who lend do not wait for each other",
        "app/services/roles.py",
        ".with_for_update(key_share=True)",
        "",
        (f"{PAIRS}::test_two_who_lend_their_roles_to_one_deputy_at_once_lend_one",),
    ),
    Mutant(
        "strangers end a loan",
        "app/services/delegations.py",
        "    if not mine and not loans.is_above(by, grant):\n",
        "    if False:\n",
        (f"{LENDING}::test_strangers_do_not_end_it_and_what_is_over_is_not_ended_again",),
    ),
    # Results
    Mutant(
        "who submitted approves",
        RESULTS,
        "    if submission.by_id == by.id:\n",
        "    if False:\n",
        (f"{DECIDING_RESULTS}::test_nobody_approves_what_they_submitted",),
    ),
    Mutant(
        "a result that moved is approved",
        RESULTS,
        "    if found.digest != submission.digest:\n",
        "    if False:\n",
        (f"{DECIDING_RESULTS}::test_a_result_that_moved_since_it_was_submitted_is_not_approved",),
    ),
    Mutant(
        "an older submission is approved",
        RESULTS,
        "    if waiting is None or waiting.id != submission.id:\n",
        "    if False:\n",
        (f"{DECIDING_RESULTS}::test_a_newer_submission_takes_the_older_ones_place",),
    ),
    Mutant(
        "who may decide goes by the day at home, not where the campaign is",
        "app/queries/cases.py",
        '    if contest.zone != HOME and (there := local_day(at, contest.zone)) != of["today"]:\n',
        '    if contest.zone != HOME and (there := local_day(at, HOME)) != of["today"]:\n',
        (f"{JOINING}::test_today_is_where_the_campaign_is",),
    ),
    Mutant(
        "who competes decides",
        RESULTS,
        " or competes(by, campaign):\n",
        ":\n",
        (f"{DECIDING_RESULTS}::test_whoever_belongs_to_a_ranked_team_decides_no_results",),
    ),
    Mutant(
        "results are decided while re-checks may still be asked",
        BLOCKERS,
        '        Blocker("rechecks_receiving", 1 if where.rechecks_open and where.data_closed else 0),\n',
        "",
        (f"{DECIDING_RESULTS}::test_no_result_while_a_recheck_may_still_be_asked_or_is_open",),
    ),
    Mutant(
        "a checkpoint does not sign the facts",
        "app/services/result_versions.py",
        "    checkpoints.take(campaign, kind, result.seq, found.digest)\n",
        "    checkpoints.take(campaign, kind, result.seq)\n",
        (f"{DECIDING_RESULTS}::test_the_checkpoint_of_a_result_signs_the_hash_of_its_facts",),
    ),
    Mutant(
        "a submitted amendment moves points",
        RESULTS,
        "        trial.rollback()\n",
        "        trial.commit()\n",
        (f"{DECIDING_RESULTS}::test_a_submitted_amendment_moves_nothing_until_it_is_approved",),
    ),
    Mutant(
        "an amendment rests on a ledger that nobody has read",
        RESULTS,
        "    for each in blockers(where):\n",
        "    for each in () if amending else blockers(where):\n",
        (f"{DECIDING_RESULTS}::test_nothing_is_amended_on_a_ledger_that_was_not_read_since_it_moved",),
    ),
    Mutant(
        "an annulled team keeps its special award",
        "app/queries/proposed_results.py",
        " if each.enrolment_id not in out",
        "",
        (f"{DECIDING_RESULTS}::test_a_team_that_is_annulled_loses_its_special_award_too",),
    ),
    Mutant(
        "somebody is honoured without their yes",
        "app/queries/honoured.py",
        "    if person is None or not consented(person, campaign):\n",
        "    if person is None:\n",
        ("tests/services/test_nominations.py::test_nobody_is_read_out_without_their_own_yes",),
    ),
    Mutant(
        "a second remote control takes the same step",
        "app/services/ceremonies.py",
        "    if kind not in STEPS or number != where.number + 1:\n",
        "    if kind not in STEPS:\n",
        ("tests/services/test_ceremonies.py::test_a_step_out_of_order_or_of_a_second_remote_is_refused",),
    ),
    Mutant(
        "the order of a prize's winners tells their points",
        "app/rulebook/ceremonies.py",
        "key=lambda each: (search_key(each.name), each.unit)",
        "key=lambda each: -each.points",
        ("tests/rulebook/test_ceremonies.py::test_the_order_says_nothing_about_points",),
    ),
    Mutant(
        "a layout damaged within is an error of ours",
        "app/forms/archives.py",
        "zipfile.BadZipFile, zlib.error, EOFError",
        "zipfile.BadZipFile, EOFError",
        (
            "tests/forms/test_archives.py::test_one_wrong_byte_anywhere_is_read_or_refused",
            "tests/views/test_layouts.py::test_a_file_that_is_no_layout_is_refused_in_words_and_not_kept",
        ),
    ),
)
