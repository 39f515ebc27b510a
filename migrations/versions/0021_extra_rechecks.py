"""A team contests a penalty, once; another officer answers."""

import sqlalchemy as sa
from alembic import op

from migrations.append_only import guard

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade():
    op.create_table(
        "extra_rechecks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("extra_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("evidence", sa.String(length=1000), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_extra_rechecks_reasoned")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_extra_rechecks_by_id_people")),
        sa.ForeignKeyConstraint(["extra_id"], ["extras.id"], name=op.f("fk_extra_rechecks_extra_id_extras")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extra_rechecks")),
        sa.UniqueConstraint("extra_id", name=op.f("uq_extra_rechecks_extra_id")),
        sa.UniqueConstraint("uuid", name=op.f("uq_extra_rechecks_uuid")),
    )
    guard(op, "extra_rechecks", ("id",))
    op.create_table(
        "extra_recheck_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=12), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("reversal_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "verdict IN ('granted', 'turned_down')", name=op.f("ck_extra_recheck_answers_verdict_known")
        ),
        sa.CheckConstraint(
            "(verdict = 'granted') = (reversal_id IS NOT NULL)", name=op.f("ck_extra_recheck_answers_given_back")
        ),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_extra_recheck_answers_reasoned")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_extra_recheck_answers_by_id_people")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["extra_rechecks.id"], name=op.f("fk_extra_recheck_answers_request_id_extra_rechecks")
        ),
        sa.ForeignKeyConstraint(
            ["reversal_id"], ["extras.id"], name=op.f("fk_extra_recheck_answers_reversal_id_extras")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extra_recheck_answers")),
        sa.UniqueConstraint("request_id", name=op.f("uq_extra_recheck_answers_request_id")),
        sa.UniqueConstraint("reversal_id", name=op.f("uq_extra_recheck_answers_reversal_id")),
    )
    guard(op, "extra_recheck_answers", ("id",))


def downgrade():
    op.drop_table("extra_recheck_answers")
    op.drop_table("extra_rechecks")
