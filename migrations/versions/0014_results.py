"""Results: versions that one person submits and another approves, the council's acts, nominations, special awards."""

import sqlalchemy as sa
from alembic import op

from migrations.append_only import guard, release

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
MADE = (
    "special_awards",
    "submission_answers",
    "results",
    "nomination_consents",
    "result_submissions",
    "nominations",
    "council_acts",
)
MILESTONES = "kind IN ('board_freeze', 'close', 'reopen', 'finalise', 'announce', 'amend', 'archive')"
MILESTONES_BEFORE = "kind IN ('board_freeze', 'close', 'reopen', 'finalise', 'announce', 'archive')"
CHECKPOINTS = "reason IN ('day', 'board_freeze', 'finalise', 'announce', 'amend')"
CHECKPOINTS_BEFORE = "reason IN ('day', 'board_freeze', 'announce')"
ANNOUNCED = """
    INSERT INTO results (campaign_id, number, milestone_id, snapshot_id, seq, at, decision_number, decision_date,
                         reason, digest, facts, sheet)
    SELECT m.campaign_id, 1, m.id, MAX(s.id), m.seq, m.at, m.decision_number, m.decision_date, '', '', '', ''
    FROM milestones m JOIN snapshots s ON s.campaign_id = m.campaign_id AND s.reason = 'result'
    WHERE m.kind = 'announce'
    GROUP BY m.id, m.campaign_id, m.seq, m.at, m.decision_number, m.decision_date
"""
# Before this revision a result's prizes hung on the announcement, and there was one version.
OLDER = "SELECT r.milestone_id FROM results r WHERE r.number < (SELECT MAX(n.number) FROM results n WHERE n.campaign_id = r.campaign_id)"
SPOKEN = """
    UPDATE awards SET milestone_id = (
        SELECT a.id FROM milestones a JOIN milestones m ON m.campaign_id = a.campaign_id
        WHERE a.kind = 'announce' AND m.id = awards.milestone_id)
    WHERE EXISTS (
        SELECT 1 FROM milestones a JOIN milestones m ON m.campaign_id = a.campaign_id
        WHERE a.kind = 'announce' AND m.id = awards.milestone_id)
"""


def upgrade():
    know("milestones", "ck_milestones_kind_known", MILESTONES)
    know("checkpoints", "ck_checkpoints_reason_known", CHECKPOINTS)
    make()
    for table in MADE:
        guard(op, table, ("id",))
    op.execute(ANNOUNCED)


def know(table, constraint, codes):
    with op.batch_alter_table(table) as batch:
        batch.drop_constraint(op.f(constraint), type_="check")
        batch.create_check_constraint(op.f(constraint), sa.text(codes))
    if op.get_bind().dialect.name == "sqlite":
        guard(op, table, ("id",))


def make():
    op.create_table(
        "council_acts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("choice", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.CheckConstraint("kind IN ('order', 'special', 'note')", name=op.f("ck_council_acts_kind_known")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_council_acts_by_id_people")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_council_acts_campaign_id_campaigns")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_acts")),
        sa.UniqueConstraint("uuid", name=op.f("uq_council_acts_uuid")),
    )
    op.create_table(
        "nominations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("why", sa.String(length=1000), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_nominations_by_id_people")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_nominations_campaign_id_campaigns")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_nominations_person_id_people")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_nominations_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nominations")),
        sa.UniqueConstraint("campaign_id", "person_id", name=op.f("uq_nominations_campaign_id_person_id")),
        sa.UniqueConstraint("uuid", name=op.f("uq_nominations_uuid")),
    )
    op.create_table(
        "result_submissions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_result_submissions_by_id_people")),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_result_submissions_campaign_id_campaigns")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_result_submissions")),
        sa.UniqueConstraint("id", "by_id", name=op.f("uq_result_submissions_id_by_id")),
        sa.UniqueConstraint("uuid", name=op.f("uq_result_submissions_uuid")),
    )
    op.create_table(
        "nomination_consents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nomination_id", sa.Integer(), nullable=False),
        sa.Column("whose", sa.String(length=12), nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.CheckConstraint("whose IN ('member', 'guardian')", name=op.f("ck_nomination_consents_whose_known")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_nomination_consents_by_id_people")),
        sa.ForeignKeyConstraint(
            ["nomination_id"], ["nominations.id"], name=op.f("fk_nomination_consents_nomination_id_nominations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nomination_consents")),
        sa.UniqueConstraint("nomination_id", "whose", name=op.f("uq_nomination_consents_nomination_id_whose")),
    )
    op.create_table(
        "results",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("milestone_id", sa.Integer(), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=True),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("decision_number", sa.String(length=60), nullable=False),
        sa.Column("decision_date", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_results_campaign_id_campaigns")),
        sa.ForeignKeyConstraint(["milestone_id"], ["milestones.id"], name=op.f("fk_results_milestone_id_milestones")),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshots.id"], name=op.f("fk_results_snapshot_id_snapshots")),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["result_submissions.id"], name=op.f("fk_results_submission_id_result_submissions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_results")),
        sa.UniqueConstraint("campaign_id", "number", name=op.f("uq_results_campaign_id_number")),
        sa.UniqueConstraint("milestone_id", name=op.f("uq_results_milestone_id")),
        sa.UniqueConstraint("snapshot_id", name=op.f("uq_results_snapshot_id")),
        sa.UniqueConstraint("submission_id", name=op.f("uq_results_submission_id")),
    )
    op.create_table(
        "submission_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("submitted_by_id", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=12), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("decision_number", sa.String(length=60), nullable=False),
        sa.Column("decision_date", sa.Date(), nullable=True),
        sa.CheckConstraint("verdict IN ('approved', 'returned')", name=op.f("ck_submission_answers_verdict_known")),
        sa.CheckConstraint("by_id <> submitted_by_id", name=op.f("ck_submission_answers_four_eyes")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_submission_answers_by_id_people")),
        sa.ForeignKeyConstraint(
            ["submission_id", "submitted_by_id"],
            ["result_submissions.id", "result_submissions.by_id"],
            name="fk_submission_answers_submission",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission_answers")),
        sa.UniqueConstraint("submission_id", name=op.f("uq_submission_answers_submission_id")),
    )
    op.create_table(
        "special_awards",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("result_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("nomination_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("unit_name", sa.String(length=200), nullable=False),
        sa.Column("why", sa.String(length=1000), nullable=False),
        sa.CheckConstraint("enrolment_id IS NULL OR nomination_id IS NULL", name=op.f("ck_special_awards_one_winner")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolments.id"], name=op.f("fk_special_awards_enrolment_id_enrolments")
        ),
        sa.ForeignKeyConstraint(
            ["nomination_id"], ["nominations.id"], name=op.f("fk_special_awards_nomination_id_nominations")
        ),
        sa.ForeignKeyConstraint(["result_id"], ["results.id"], name=op.f("fk_special_awards_result_id_results")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_special_awards_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_special_awards")),
        sa.UniqueConstraint("result_id", "code", "name", name=op.f("uq_special_awards_result_id_code_name")),
    )
    op.create_index(op.f("ix_council_acts_campaign_id"), "council_acts", ["campaign_id"])
    op.create_index(op.f("ix_nominations_person_id"), "nominations", ["person_id"])
    op.create_index(op.f("ix_result_submissions_campaign_id"), "result_submissions", ["campaign_id"])


def downgrade():
    for table in ("awards", "milestones", "checkpoints"):
        release(op, table)
    op.execute(f"DELETE FROM awards WHERE milestone_id IN ({OLDER})")
    op.execute(SPOKEN)
    for table in MADE:
        op.drop_table(table)
    op.execute("DELETE FROM awards WHERE milestone_id IN (SELECT id FROM milestones WHERE kind = 'amend')")
    op.execute("DELETE FROM milestones WHERE kind = 'amend'")
    op.execute("UPDATE checkpoints SET reason = 'announce' WHERE reason IN ('finalise', 'amend')")
    guard(op, "awards", ("id",))
    if op.get_bind().dialect.name == "postgresql":
        guard(op, "milestones", ("id",))
        guard(op, "checkpoints", ("id",))
    know("checkpoints", "ck_checkpoints_reason_known", CHECKPOINTS_BEFORE)
    know("milestones", "ck_milestones_kind_known", MILESTONES_BEFORE)
