"""Planted bugs: one small change each, and the tests that must see it."""

from typing import NamedTuple

LOCKS = "tests/mutants/test_locks.py"
ONCE = "tests/mutants/test_constraints.py"
RACES = "tests/postgres/test_races.py"
ANNOUNCING = "tests/postgres/test_announcement_races.py"
GUARDS = "tests/models/test_append_only.py::test_an_append_only_table_refuses_every_change"
WORTH = "tests/rulebook/test_worth.py"
DECIDING = "tests/services/test_decisions.py"
CORRECTING = "tests/services/test_corrections.py"
POSTING = "tests/services/test_extras.py"
REPORTING = "tests/services/test_reports.py"
PUBLISHING = "tests/services/test_rule_versions.py"
FOUND = "tests/stateful/test_found.py"

SETTLEMENT = "app/services/settlement.py"
WORTH_FILE = "app/rulebook/worth.py"
DECIDERS = "app/queries/deciders.py"
LEDGER = "app/services/ledger.py"
AUDIT = "app/services/audit.py"
TRIGGERS = "migrations/append_only.py"
REPORTS_MADE = "migrations/versions/0003_reports.py"
LEDGER_MADE = "migrations/versions/0004_ledger.py"


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
        SETTLEMENT,
        'CAMPAIGN = select(Campaign.id).where(Campaign.id == bindparam("id")).with_for_update(read=True)',
        'CAMPAIGN = select(Campaign.id).where(Campaign.id == bindparam("id"))',
        (LOCKS,),
    ),
    Mutant(
        "a decision does not hold the campaign",
        SETTLEMENT,
        "scalar_subquery())\n    .with_for_update(read=True)\n)",
        "scalar_subquery())\n)",
        (LOCKS,),
    ),
    Mutant(
        "a team that sends does not hold its enrolment",
        SETTLEMENT,
        'ENROLMENT = select(Enrolment.id).where(Enrolment.id == bindparam("id")).with_for_update()',
        'ENROLMENT = select(Enrolment.id).where(Enrolment.id == bindparam("id"))',
        (LOCKS,),
    ),
    Mutant(
        "a decision does not hold the team's enrolment",
        SETTLEMENT,
        "ENROLMENT_OF_REPORT = select(Enrolment.id).where(Enrolment.id == PLACE).with_for_update()",
        "ENROLMENT_OF_REPORT = select(Enrolment.id).where(Enrolment.id == PLACE)",
        (LOCKS, RACES),
    ),
    Mutant(
        "a decision does not hold its report",
        SETTLEMENT,
        "    .with_for_update(of=Report)\n",
        "",
        (LOCKS,),
    ),
    Mutant(
        "a report is not read anew under its lock",
        SETTLEMENT,
        "    .with_for_update(of=Report)\n    .execution_options(populate_existing=True)\n",
        "    .with_for_update(of=Report)\n",
        (RACES,),
    ),
    Mutant(
        "a decision asks before it holds anything",
        "app/services/decisions.py",
        "    settlement.hold(report)\n    if not stage(report.enrolment.campaign).decisions_open:",
        "    if not stage(report.enrolment.campaign).decisions_open:",
        (RACES, ANNOUNCING),
    ),
    Mutant(
        "the announcement does not hold the campaign",
        "app/services/campaigns.py",
        "    db.session.execute(select(Campaign.id).where(Campaign.id == campaign.id).with_for_update())",
        "    db.session.execute(select(Campaign.id).where(Campaign.id == campaign.id))",
        (LOCKS,),
    ),
    Mutant(
        "the ledger's head is read without its lock",
        LEDGER,
        'HEADS.c.campaign_id == bindparam("campaign")).with_for_update()',
        'HEADS.c.campaign_id == bindparam("campaign"))',
        (RACES,),
    ),
    Mutant(
        "the audit log's head is read without its lock",
        AUDIT,
        "where(HEADS.c.id == 1).with_for_update()",
        "where(HEADS.c.id == 1)",
        (RACES,),
    ),
    Mutant(
        "new rules do not hold the teams they settle",
        "app/services/rule_effects.py",
        ".order_by(Enrolment.id).with_for_update()",
        ".order_by(Enrolment.id)",
        (LOCKS,),
    ),
    Mutant(
        "who joins a team does not hold it",
        "app/services/memberships.py",
        "wanted.order_by(Enrolment.id).with_for_update()",
        "wanted.order_by(Enrolment.id)",
        (LOCKS,),
    ),
    Mutant(
        "who records a training does not hold the teams",
        "app/services/organising.py",
        "wanted.order_by(Enrolment.id).with_for_update()",
        "wanted.order_by(Enrolment.id)",
        (LOCKS,),
    ),
    Mutant(
        "SQLite's writers do not queue",
        "app/connections.py",
        '"BEGIN IMMEDIATE" if writing else "BEGIN"',
        '"BEGIN"',
        (RACES,),
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
        (GUARDS,),
    ),
    Mutant(
        "SQLite lets kept rows be deleted",
        TRIGGERS,
        "CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} ",
        "CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} WHEN 0 ",
        (GUARDS,),
    ),
    Mutant(
        "SQLite lets kept rows be replaced",
        TRIGGERS,
        "WHEN EXISTS (SELECT 1 FROM {table} WHERE {key}) ",
        "WHEN 0 ",
        (GUARDS,),
    ),
    Mutant(
        "PostgreSQL lets kept rows be changed",
        TRIGGERS,
        "BEFORE UPDATE OR DELETE ON {table}",
        "BEFORE DELETE ON {table}",
        (GUARDS,),
    ),
    Mutant(
        "PostgreSQL lets kept rows be deleted",
        TRIGGERS,
        "BEFORE UPDATE OR DELETE ON {table}",
        "BEFORE UPDATE ON {table}",
        (GUARDS,),
    ),
    Mutant(
        "PostgreSQL lets kept tables be emptied",
        TRIGGERS,
        "BEFORE TRUNCATE ON {table} FOR EACH STATEMENT",
        "BEFORE INSERT ON {table} FOR EACH STATEMENT WHEN (false)",
        (GUARDS,),
    ),
    Mutant(
        "verdicts are not guarded",
        REPORTS_MADE,
        '    guard(op, "verdicts", ("id",))\n',
        "",
        (GUARDS,),
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
        "spent.units[line.activity_code, window] += units",
        "spent.units[line.activity_code, window] = units",
        (WORTH,),
    ),
    Mutant(
        "a day has no ceiling",
        WORTH_FILE,
        "points = min(earned, max(0, rules.daily_ceiling - spent.points[line.activity_day]))",
        "points = earned",
        (WORTH,),
    ),
    Mutant("late work gets the peak", WORTH_FILE, "    if late:\n        return FULL\n", "", (WORTH,)),
    Mutant(
        "a monthly cap counts days",
        WORTH_FILE,
        'if cap_period == "month" else',
        'if cap_period == "year" else',
        (WORTH,),
    ),
    Mutant(
        "caps fill from the newest report",
        WORTH_FILE,
        "ordered = sorted(lines, key=submission_order)",
        "ordered = sorted(lines, key=submission_order, reverse=True)",
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
        (DECIDING,),
    ),
    Mutant(
        "what is taken back keeps its points",
        "app/services/differences.py",
        "points=-held.points,",
        "points=0,",
        (DECIDING,),
    ),
    Mutant(
        "a reversal takes away once more",
        "app/services/extras.py",
        "points=-extra.points,",
        "points=extra.points,",
        (POSTING,),
    ),
    Mutant(
        "a standing does not move with its entries",
        LEDGER,
        "    _move_standings(postings, after)\n",
        "",
        (DECIDING,),
    ),
    # Chain and audit
    Mutant(
        "entries do not name the one before",
        LEDGER,
        '            last = entries[-1]["hash"]\n',
        "",
        (DECIDING, CORRECTING),
    ),
    Mutant(
        "the chain's head forgets its hash",
        LEDGER,
        '.values(seq=bindparam("seq"), hash=bindparam("hash"))',
        '.values(seq=bindparam("seq"))',
        (CORRECTING,),
    ),
    Mutant(
        "events do not name the one before",
        AUDIT,
        '        last = rows[-1]["hash"]\n',
        "",
        ("tests/services/test_audit.py",),
    ),
    Mutant(
        "decisions leave no event",
        "app/services/decision_rows.py",
        '        audit.record_each(f"report.{kind}", who, details)\n',
        "        pass\n",
        (CORRECTING,),
    ),
    Mutant(
        "penalties leave no event",
        "app/services/extras.py",
        '    audit.record(f"extra.{extra.kind}", extra.by, f"team:{enrolment.team.code}", '
        "seq=extra.seq, code=extra.code)\n",
        "",
        (POSTING,),
    ),
    Mutant(
        "results are announced on a broken ledger",
        "app/services/campaigns.py",
        "    _prove(campaign)\n",
        "",
        ("tests/jobs/test_checkpoints.py", "tests/services/test_campaigns.py"),
    ),
    # Who may
    Mutant(
        "members judge their own team",
        DECIDERS,
        '_within("day") | _within("today"),',
        '_within("day") & (Membership.id < 0),',
        (DECIDING,),
    ),
    Mutant(
        "who joined today judges today",
        DECIDERS,
        '_within("day") | _within("today"),',
        '_within("day"),',
        ("tests/services/test_memberships.py",),
    ),
    Mutant(
        "verifiers judge beyond their unit",
        DECIDERS,
        '        func.substr(bindparam("path", type_=String), 1, func.length(Unit.path)) == Unit.path,\n',
        "",
        (DECIDING,),
    ),
    Mutant(
        "who has judged a team may join it",
        "app/services/memberships.py",
        "        if _has_judged(person, team, since):",
        "        if False:",
        ("tests/services/test_memberships.py",),
    ),
    Mutant(
        "anybody reopens a decision",
        "app/services/decisions.py",
        'if by.id != live.by_id and not rights_of(by).covers(unit_path, "officer"):',
        "if False:",
        (DECIDING,),
    ),
    Mutant(
        "officers fine their own team",
        "app/services/extras.py",
        " or is_member(by, enrolment):",
        ":",
        ("tests/mutants/test_rights.py",),
    ),
    Mutant(
        "organisers tick off their own team",
        "app/services/organising.py",
        "    if own:\n",
        "    if False:\n",
        ("tests/services/test_organising.py",),
    ),
    # What must not happen
    Mutant(
        "a report changed meanwhile is decided",
        "app/services/decisions.py",
        "    if report.version != seen_version:\n",
        "    if False:\n",
        (DECIDING,),
    ),
    Mutant(
        "the same form makes a second report",
        "app/services/reports.py",
        "    if known is not None:\n        return _resent",
        "    if False:\n        return _resent",
        (REPORTING,),
    ),
    Mutant(
        "another report under a used id is taken for the first",
        "app/services/reports.py",
        "    if known.content_hash != content.fingerprint():\n",
        "    if False:\n",
        (REPORTING,),
    ),
    Mutant(
        "a correction may raise",
        "app/services/decisions.py",
        "0 <= quantity <= kept[line_id].verified_quantity",
        "0 <= quantity",
        (CORRECTING,),
    ),
    Mutant(
        "a flagged report is corrected",
        "app/services/decisions.py",
        '        raise Refused("report_flagged")\n',
        "        pass\n",
        (CORRECTING,),
    ),
    Mutant(
        "points move after the announcement",
        "app/services/extras.py",
        "    if where.is_final:\n",
        "    if False:\n",
        (POSTING,),
    ),
    Mutant(
        "results are announced with reports undecided",
        "app/services/campaigns.py",
        "    if undecided:\n",
        "    if False:\n",
        ("tests/services/test_campaigns.py",),
    ),
    Mutant(
        "rules made for older ones are published",
        "app/services/rule_versions.py",
        "    if made_for != newest.number:\n",
        "    if False:\n",
        (PUBLISHING,),
    ),
    Mutant(
        "rules are not settled",
        "app/services/rule_versions.py",
        "done = rule_effects.settle(campaign, before, since, by)",
        "done = rule_effects.Settled(0, 0)",
        (PUBLISHING,),
    ),
    Mutant(
        "a frozen board goes on",
        "app/queries/horizon.py",
        "if full or not stage.is_frozen:",
        "if True:",
        ("tests/services/test_campaigns.py", "tests/views/test_public_freeze.py"),
    ),
    Mutant(
        "a report with entries changes its day",
        "app/services/submissions.py",
        "    _day_free(report)\n",
        "",
        (FOUND,),
    ),
    Mutant(
        "a team's new size leaves its badges alone",
        "app/services/teams.py",
        "    if changed:\n        held",
        "    if False:\n        held",
        (FOUND,),
    ),
    Mutant(
        "entries come as the database likes",
        SETTLEMENT,
        "sorted(held.values(), key=lambda each: (each.activity_day, each.report_uuid, each.line_id))",
        "held.values()",
        (FOUND,),
    ),
)
