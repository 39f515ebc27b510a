"""Ceremonies: the script of one reveal, and the steps taken on its remote control."""

import sqlalchemy as sa
from alembic import op

from migrations.append_only import guard

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade():
    op.create_table(
        "ceremonies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("result_id", sa.Integer(), nullable=True),
        sa.Column("rehearsal", sa.Boolean(), nullable=False),
        sa.Column("slides", sa.JSON(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.CheckConstraint("(result_id IS NULL) = rehearsal", name=op.f("ck_ceremonies_rehearsal")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_ceremonies_campaign_id_campaigns")),
        sa.ForeignKeyConstraint(["made_by_id"], ["people.id"], name=op.f("fk_ceremonies_made_by_id_people")),
        sa.ForeignKeyConstraint(["result_id"], ["results.id"], name=op.f("fk_ceremonies_result_id_results")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ceremonies")),
        sa.UniqueConstraint("uuid", name=op.f("uq_ceremonies_uuid")),
    )
    op.create_index(op.f("ix_ceremonies_campaign_id"), "ceremonies", ["campaign_id"])
    op.create_table(
        "ceremony_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ceremony_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.CheckConstraint("kind IN ('next', 'back', 'pause', 'resume')", name=op.f("ck_ceremony_steps_kind_known")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_ceremony_steps_by_id_people")),
        sa.ForeignKeyConstraint(
            ["ceremony_id"], ["ceremonies.id"], name=op.f("fk_ceremony_steps_ceremony_id_ceremonies")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ceremony_steps")),
        sa.UniqueConstraint("ceremony_id", "number", name=op.f("uq_ceremony_steps_ceremony_id_number")),
    )
    for table in ("ceremonies", "ceremony_steps"):
        guard(op, table, ("id",))


def downgrade():
    op.drop_table("ceremony_steps")
    op.drop_table("ceremonies")
