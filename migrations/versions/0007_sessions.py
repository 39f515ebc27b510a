"""Hours, origin and joint sessions of reports, days opened again, and the units' own figures."""

import sqlalchemy as sa
from alembic import op

from migrations.append_only import guard

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "joint_sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("activity_day", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_joint_sessions_campaign_id_campaigns")
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["people.id"], name=op.f("fk_joint_sessions_created_by_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joint_sessions")),
        sa.UniqueConstraint("uuid", name=op.f("uq_joint_sessions_uuid")),
    )
    op.create_index(op.f("ix_joint_sessions_campaign_id"), "joint_sessions", ["campaign_id"], unique=False)
    op.create_table(
        "joint_shares",
        sa.Column("joint_session_id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("activity_code", sa.String(length=60), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        *whole("joint_shares", "quantity", 0, 10_000),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolments.id"], name=op.f("fk_joint_shares_enrolment_id_enrolments")
        ),
        sa.ForeignKeyConstraint(
            ["joint_session_id"], ["joint_sessions.id"], name=op.f("fk_joint_shares_joint_session_id_joint_sessions")
        ),
        sa.PrimaryKeyConstraint("joint_session_id", "enrolment_id", "activity_code", name=op.f("pk_joint_shares")),
    )
    op.create_index(op.f("ix_joint_shares_enrolment_id"), "joint_shares", ["enrolment_id"], unique=False)
    op.create_table(
        "late_openings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("activity_day", sa.Date(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_late_openings_by_id_people")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolments.id"], name=op.f("fk_late_openings_enrolment_id_enrolments")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_late_openings")),
        sa.UniqueConstraint("enrolment_id", "activity_day", name=op.f("uq_late_openings_enrolment_id_activity_day")),
    )
    op.create_table(
        "unit_figures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("members", sa.Integer(), nullable=False),
        sa.Column("members_with_accounts", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *whole("unit_figures", "members", 0, 1_000_000),
        *whole("unit_figures", "members_with_accounts", 0, 1_000_000),
        sa.CheckConstraint("members_with_accounts <= members", name=op.f("ck_unit_figures_part_of_members")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_unit_figures_by_id_people")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_unit_figures_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_figures")),
    )
    op.create_index("ix_unit_figures_unit_id_day", "unit_figures", ["unit_id", "day"], unique=False)
    for name, key in GUARDED.items():
        guard(op, name, key)
    widen_reports()


GUARDED = {
    "joint_sessions": ("id",),
    "joint_shares": ("joint_session_id", "enrolment_id", "activity_code"),
    "late_openings": ("id",),
    "unit_figures": ("id",),
}
ORIGINS = "origin IN ('team', 'import', 'organiser')"
BOUNDS = {name: f"{name} BETWEEN 0 AND 1440" for name in ("begins_at", "ends_at")}
WHOLE = {name: f"typeof({name}) IN ('integer', 'null')" for name in BOUNDS}


def widen_reports():
    """What the system wrote down came from a file."""
    op.add_column("reports", sa.Column("origin", sa.String(length=12), nullable=True))
    op.execute(
        "UPDATE reports SET origin = CASE WHEN created_by_id IN (SELECT id FROM people WHERE is_system) "
        "THEN 'import' ELSE 'team' END"
    )
    with op.batch_alter_table("reports") as batch:
        batch.add_column(sa.Column("begins_at", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("ends_at", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("joint_session_id", sa.Integer(), nullable=True))
        batch.alter_column("origin", existing_type=sa.String(length=12), nullable=False)
        batch.create_check_constraint(op.f("ck_reports_origin_known"), sa.text(ORIGINS))
        for name in BOUNDS:
            batch.create_check_constraint(op.f(f"ck_reports_{name}_bounds"), sa.text(BOUNDS[name]))
            if op.get_bind().dialect.name == "sqlite":
                batch.create_check_constraint(op.f(f"ck_reports_{name}_whole"), sa.text(WHOLE[name]))
        batch.create_foreign_key(
            op.f("fk_reports_joint_session_id_joint_sessions"), "joint_sessions", ["joint_session_id"], ["id"]
        )
    op.create_index(op.f("ix_reports_joint_session_id"), "reports", ["joint_session_id"], unique=False)


def whole(table, column, low, high):
    return (
        sa.CheckConstraint(f"{column} BETWEEN {low} AND {high}", name=op.f(f"ck_{table}_{column}_bounds")),
        sa.CheckConstraint(f"typeof({column}) IN ('integer', 'null')", name=op.f(f"ck_{table}_{column}_whole")).ddl_if(
            dialect="sqlite"
        ),
    )


def downgrade():
    op.drop_index(op.f("ix_reports_joint_session_id"), "reports")
    with op.batch_alter_table("reports") as batch:
        batch.drop_constraint(op.f("fk_reports_joint_session_id_joint_sessions"), type_="foreignkey")
        batch.drop_constraint(op.f("ck_reports_origin_known"), type_="check")
        for name in BOUNDS:
            batch.drop_constraint(op.f(f"ck_reports_{name}_bounds"), type_="check")
            if op.get_bind().dialect.name == "sqlite":
                batch.drop_constraint(op.f(f"ck_reports_{name}_whole"), type_="check")
        for name in ("origin", "joint_session_id", "ends_at", "begins_at"):
            batch.drop_column(name)
    for name in ("unit_figures", "late_openings", "joint_shares", "joint_sessions"):
        op.drop_table(name)
