"""Reports with lines and evidence, decisions with verdicts."""

import sqlalchemy as sa
from alembic import op

from migrations.append_only import guard

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("activity_day", sa.Date(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(length=1000), nullable=False),
        sa.Column("late_reason", sa.String(length=500), nullable=False),
        sa.Column("team_size", sa.Integer(), nullable=False),
        sa.Column("members_present", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first_submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'returned', 'decided', 'withdrawn')",
            name=op.f("ck_reports_state_known"),
        ),
        sa.CheckConstraint(
            "typeof(members_present) IN ('integer', 'null')", name=op.f("ck_reports_members_present_whole")
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint("typeof(team_size) IN ('integer', 'null')", name=op.f("ck_reports_team_size_whole")).ddl_if(
            dialect="sqlite"
        ),
        sa.CheckConstraint("members_present BETWEEN 0 AND 1000", name=op.f("ck_reports_members_present_bounds")),
        sa.CheckConstraint("team_size BETWEEN 1 AND 1000", name=op.f("ck_reports_team_size_bounds")),
        sa.ForeignKeyConstraint(["created_by_id"], ["people.id"], name=op.f("fk_reports_created_by_id_people")),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolments.id"], name=op.f("fk_reports_enrolment_id_enrolments")),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name=op.f("fk_reports_place_id_places")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
        sa.UniqueConstraint("uuid", name=op.f("uq_reports_uuid")),
    )
    op.create_index("ix_reports_enrolment_id_activity_day", "reports", ["enrolment_id", "activity_day"], unique=False)
    op.create_index("ix_reports_state_first_submitted_at", "reports", ["state", "first_submitted_at"], unique=False)

    op.create_table(
        "report_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("activity_code", sa.String(length=60), nullable=False),
        sa.Column("claimed", sa.Integer(), nullable=False),
        sa.CheckConstraint("typeof(claimed) IN ('integer', 'null')", name=op.f("ck_report_lines_claimed_whole")).ddl_if(
            dialect="sqlite"
        ),
        sa.CheckConstraint("claimed BETWEEN 0 AND 10000", name=op.f("ck_report_lines_claimed_bounds")),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_report_lines_report_id_reports")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_lines")),
        sa.UniqueConstraint("report_id", "activity_code", name=op.f("uq_report_lines_report_id_activity_code")),
    )

    op.create_table(
        "attendances",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_attendances_person_id_people")),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_attendances_report_id_reports")),
        sa.PrimaryKeyConstraint("report_id", "person_id", name=op.f("pk_attendances")),
    )

    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_evidence_report_id_reports")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
        sa.UniqueConstraint("report_id", "sha256", name=op.f("uq_evidence_report_id_sha256")),
    )
    op.create_index(op.f("ix_evidence_sha256"), "evidence", ["sha256"], unique=False)

    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("follows_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("report_version", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("unit_path", sa.String(length=400), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('decided', 'returned', 'reopened')", name=op.f("ck_decisions_kind_known")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_decisions_by_id_people")),
        sa.ForeignKeyConstraint(["follows_id"], ["decisions.id"], name=op.f("fk_decisions_follows_id_decisions")),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_decisions_report_id_reports")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
        sa.UniqueConstraint("follows_id", name=op.f("uq_decisions_follows_id")),
    )
    op.create_index(op.f("ix_decisions_by_id"), "decisions", ["by_id"], unique=False)
    op.create_index(op.f("ix_decisions_report_id"), "decisions", ["report_id"], unique=False)

    op.create_table(
        "verdicts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=12), nullable=False),
        sa.Column("claimed", sa.Integer(), nullable=False),
        sa.Column("verified_quantity", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.CheckConstraint("typeof(claimed) IN ('integer', 'null')", name=op.f("ck_verdicts_claimed_whole")).ddl_if(
            dialect="sqlite"
        ),
        sa.CheckConstraint(
            "typeof(verified_quantity) IN ('integer', 'null')",
            name=op.f("ck_verdicts_verified_quantity_whole"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "verdict IN ('verified', 'rejected', 'returned', 'accepted')",
            name=op.f("ck_verdicts_verdict_known"),
        ),
        sa.CheckConstraint("claimed BETWEEN 0 AND 10000", name=op.f("ck_verdicts_claimed_bounds")),
        sa.CheckConstraint("verified_quantity BETWEEN 0 AND 10000", name=op.f("ck_verdicts_verified_quantity_bounds")),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name=op.f("fk_verdicts_decision_id_decisions")),
        sa.ForeignKeyConstraint(["line_id"], ["report_lines.id"], name=op.f("fk_verdicts_line_id_report_lines")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verdicts")),
        sa.UniqueConstraint("decision_id", "line_id", name=op.f("uq_verdicts_decision_id_line_id")),
    )
    op.create_index(op.f("ix_verdicts_line_id"), "verdicts", ["line_id"], unique=False)

    guard(op, "decisions", ("id",))
    guard(op, "verdicts", ("id",))


def downgrade():
    op.drop_table("verdicts")
    op.drop_table("decisions")
    op.drop_table("evidence")
    op.drop_table("attendances")
    op.drop_table("report_lines")
    op.drop_table("reports")
