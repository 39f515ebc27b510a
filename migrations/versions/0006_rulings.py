"""Rule versions say why, decisions know corrections and annulments, and extras stand beside the lines."""

import sqlalchemy as sa
from alembic import op

from migrations.append_only import guard, release

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

KINDS = "kind IN ('decided', 'returned', 'reopened', 'corrected', 'annulled')"
KINDS_BEFORE = "kind IN ('decided', 'returned', 'reopened')"


def upgrade():
    release(op, "rule_versions")
    release(op, "decisions")
    op.add_column("rule_versions", sa.Column("reason", sa.String(length=500), nullable=True))
    op.add_column("decisions", sa.Column("first_look", sa.Boolean(), nullable=True))
    op.execute("UPDATE rule_versions SET reason = ''")
    op.execute("UPDATE decisions SET first_look = (follows_id IS NULL)")
    with op.batch_alter_table("rule_versions") as batch:
        batch.alter_column("reason", existing_type=sa.String(length=500), nullable=False)
    with op.batch_alter_table("decisions") as batch:
        batch.alter_column("first_look", existing_type=sa.Boolean(), nullable=False)
        batch.drop_constraint(op.f("ck_decisions_kind_known"), type_="check")
        batch.create_check_constraint(op.f("ck_decisions_kind_known"), sa.text(KINDS))
    guard(op, "rule_versions", ("id",))
    guard(op, "decisions", ("id",))
    op.create_table(
        "extras",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=True),
        sa.Column("reverses_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('bonus', 'penalty', 'reversal', 'annulment')", name=op.f("ck_extras_kind_known")),
        sa.CheckConstraint("typeof(points) IN ('integer', 'null')", name=op.f("ck_extras_points_whole")).ddl_if(
            dialect="sqlite"
        ),
        sa.CheckConstraint("points BETWEEN -100000 AND 100000", name=op.f("ck_extras_points_bounds")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_extras_by_id_people")),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolments.id"], name=op.f("fk_extras_enrolment_id_enrolments")),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_extras_report_id_reports")),
        sa.ForeignKeyConstraint(["reverses_id"], ["extras.id"], name=op.f("fk_extras_reverses_id_extras")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extras")),
        sa.UniqueConstraint(
            "enrolment_id", "kind", "code", "subject", name=op.f("uq_extras_enrolment_id_kind_code_subject")
        ),
        sa.UniqueConstraint("reverses_id", name=op.f("uq_extras_reverses_id")),
    )
    guard(op, "extras", ("id",))


def downgrade():
    op.drop_table("extras")
    with op.batch_alter_table("decisions") as batch:
        batch.drop_column("first_look")
        batch.drop_constraint(op.f("ck_decisions_kind_known"), type_="check")
        batch.create_check_constraint(op.f("ck_decisions_kind_known"), sa.text(KINDS_BEFORE))
    with op.batch_alter_table("rule_versions") as batch:
        batch.drop_column("reason")
    if op.get_bind().dialect.name == "sqlite":
        guard(op, "rule_versions", ("id",))
        guard(op, "decisions", ("id",))
