"""A picture of each team, with the consent of everybody on it."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

ENDS = "'', 'replaced', 'taken_back', 'unsuitable', 'privacy'"


def upgrade():
    op.create_table(
        "team_photos",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("file", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("consent", sa.String(length=500), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_by_id", sa.Integer(), nullable=True),
        sa.Column("removed_because", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.CheckConstraint(f"removed_because IN ({ENDS})", name=op.f("ck_team_photos_removed_because_known")),
        sa.CheckConstraint("(removed_at IS NULL) = (removed_because = '')", name=op.f("ck_team_photos_removed")),
        sa.CheckConstraint("removed_because <> 'unsuitable' OR reason <> ''", name=op.f("ck_team_photos_reasoned")),
        sa.CheckConstraint("consent <> ''", name=op.f("ck_team_photos_consented")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_team_photos_by_id_people")),
        sa.ForeignKeyConstraint(["removed_by_id"], ["people.id"], name=op.f("fk_team_photos_removed_by_id_people")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_team_photos_team_id_teams")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_photos")),
        sa.UniqueConstraint("file", name=op.f("uq_team_photos_file")),
    )
    for column in ("team_id", "sha256"):
        op.create_index(op.f(f"ix_team_photos_{column}"), "team_photos", [column])
    live = sa.text("removed_at IS NULL")
    op.create_index(
        "uq_team_photos_live", "team_photos", ["team_id"], unique=True, sqlite_where=live, postgresql_where=live
    )


def downgrade():
    op.drop_table("team_photos")
