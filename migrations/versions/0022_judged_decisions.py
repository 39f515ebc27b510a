"""Which decision the answer to a re-check judged: the contested one may have been reopened and made anew meanwhile."""

import sqlalchemy as sa
from alembic import op

from migrations.append_only import guard, release

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

NAME = "fk_recheck_answers_judged_id_decisions"
FILL = """
    UPDATE recheck_answers SET judged_id = (
        SELECT max(d.id) FROM recheck_requests q JOIN decisions d ON d.report_id = q.report_id
        WHERE q.id = recheck_answers.request_id AND (
            CASE WHEN recheck_answers.decision_id IS NULL THEN d.decided_at <= recheck_answers.at OR d.id = q.decision_id
            ELSE d.id < recheck_answers.decision_id END
        )
    )
"""


def upgrade():
    release(op, "recheck_answers")
    op.add_column("recheck_answers", sa.Column("judged_id", sa.Integer(), nullable=True))
    op.execute(FILL)
    with op.batch_alter_table("recheck_answers") as batch:
        batch.alter_column("judged_id", existing_type=sa.Integer(), nullable=False)
        batch.create_foreign_key(op.f(NAME), "decisions", ["judged_id"], ["id"])
    guard(op, "recheck_answers", ("id",))


def downgrade():
    with op.batch_alter_table("recheck_answers") as batch:
        batch.drop_constraint(op.f(NAME), type_="foreignkey")
        batch.drop_column("judged_id")
    if op.get_bind().dialect.name == "sqlite":
        guard(op, "recheck_answers", ("id",))
