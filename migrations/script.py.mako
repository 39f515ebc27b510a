"""${message}

Rules of a migration: it goes up and down with data on SQLite and PostgreSQL; it never imports the app's models;
append-only tables get their triggers back after a batch change.
"""

import sqlalchemy as sa
from alembic import op

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade():
    ${upgrades if upgrades else "pass"}


def downgrade():
    ${downgrades if downgrades else "pass"}
