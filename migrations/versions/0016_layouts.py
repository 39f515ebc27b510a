"""The province's own layouts of the papers."""

import sqlalchemy as sa
from alembic import op

from migrations.append_only import guard

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "layouts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("paper", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "paper IN ('minutes', 'proposal', 'decision', 'notice', 'report')", name=op.f("ck_layouts_paper_known")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_layouts_by_id_people")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_layouts_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_layouts")),
    )
    op.create_index(op.f("ix_layouts_unit_id_paper_id"), "layouts", ["unit_id", "paper", "id"])
    guard(op, "layouts", ("id",))


def downgrade():
    op.drop_table("layouts")
