"""Totals per team, day and activity type, so that no page sums the ledger for a week or a Sunday."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "day_tallies",
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("activity_code", sa.String(length=60), nullable=False),
        sa.Column("verified_quantity", sa.Integer(), nullable=False),
        sa.Column("scored_quantity", sa.Integer(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolments.id"], name=op.f("fk_day_tallies_enrolment_id_enrolments")
        ),
        sa.PrimaryKeyConstraint("enrolment_id", "day", "activity_code", name=op.f("pk_day_tallies")),
    )
    op.execute(
        "INSERT INTO day_tallies (enrolment_id, day, activity_code, verified_quantity, scored_quantity, points) "
        "SELECT enrolment_id, activity_day, activity_code, sum(verified_quantity), sum(scored_quantity), sum(points) "
        "FROM ledger_entries WHERE activity_code IS NOT NULL AND activity_day IS NOT NULL "
        "GROUP BY enrolment_id, activity_day, activity_code"
    )


def downgrade():
    op.drop_table("day_tallies")
