"""A photo may come with a request for a re-check."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

NAME = "fk_evidence_recheck_id_recheck_requests"


def upgrade():
    with op.batch_alter_table("evidence") as batch:
        batch.add_column(sa.Column("recheck_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(op.f(NAME), "recheck_requests", ["recheck_id"], ["id"])


def downgrade():
    with op.batch_alter_table("evidence") as batch:
        batch.drop_constraint(op.f(NAME), type_="foreignkey")
        batch.drop_column("recheck_id")
