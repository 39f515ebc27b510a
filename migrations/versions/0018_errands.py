"""Errands: long work that somebody asked for and the worker does."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade():
    op.create_table(
        "errands",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("arguments", sa.JSON(), nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("started_at", INSTANT, nullable=True),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("facts", sa.JSON(none_as_null=True), nullable=True),
        sa.CheckConstraint("tries BETWEEN 0 AND 3", name=op.f("ck_errands_tries_bounds")),
        sa.CheckConstraint("typeof(tries) IN ('integer', 'null')", name=op.f("ck_errands_tries_whole")).ddl_if(
            dialect="sqlite"
        ),
        sa.CheckConstraint("(ended_at IS NULL) = (outcome IS NULL)", name=op.f("ck_errands_ended")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_errands_by_id_people")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_errands_campaign_id_campaigns")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_errands")),
        sa.UniqueConstraint("uuid", name=op.f("uq_errands_uuid")),
    )
    still = sa.text("ended_at IS NULL")
    op.create_index("ix_errands_open", "errands", ["id"], sqlite_where=still, postgresql_where=still)
    op.create_index(op.f("ix_errands_campaign_id_kind"), "errands", ["campaign_id", "kind"])


def downgrade():
    op.drop_table("errands")
