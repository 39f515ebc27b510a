"""A yes to an individual award can be taken back: one yes and one no each, and the no holds."""

from alembic import op

from migrations.append_only import guard, release

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

TABLE, KEY = "nomination_consents", ["nomination_id", "whose"]
ONCE, ONCE_EACH = "uq_nomination_consents_nomination_id_whose", "uq_nomination_consents_nomination_id_whose_given"
FORGET = """
    DELETE FROM nomination_consents WHERE given AND EXISTS (
        SELECT 1 FROM nomination_consents later
        WHERE later.nomination_id = nomination_consents.nomination_id
        AND later.whose = nomination_consents.whose AND NOT later.given
    )
"""


def upgrade():
    release(op, TABLE)
    with op.batch_alter_table(TABLE) as batch:
        batch.drop_constraint(op.f(ONCE), type_="unique")
        batch.create_unique_constraint(op.f(ONCE_EACH), [*KEY, "given"])
    guard(op, TABLE, ("id",))


def downgrade():
    """Who took a yes back keeps the no."""
    release(op, TABLE)
    op.execute(FORGET)
    with op.batch_alter_table(TABLE) as batch:
        batch.drop_constraint(op.f(ONCE_EACH), type_="unique")
        batch.create_unique_constraint(op.f(ONCE), KEY)
    guard(op, TABLE, ("id",))
