"""Reconciliations: board, ledger and export of a campaign, added up side by side at one sequence."""

import sqlalchemy as sa
from alembic import op

from migrations.append_only import guard

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "reconciliations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("differing", sa.Integer(), nullable=False),
        sa.Column("export_sha256", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "reason IN ('ledger', 'board_freeze', 'announce')", name=op.f("ck_reconciliations_reason_known")
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_reconciliations_campaign_id_campaigns")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reconciliations")),
        sa.UniqueConstraint("campaign_id", "seq", "reason", name=op.f("uq_reconciliations_campaign_id_seq_reason")),
    )
    guard(op, "reconciliations", ("id",))


def downgrade():
    op.drop_table("reconciliations")
