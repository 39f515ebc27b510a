"""What earned a badge and why it was taken back; drafts, excused Sundays, greetings, shares; counts made anew."""

import sqlalchemy as sa
from alembic import op

from migrations.append_only import guard

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("badge_awards") as batch:
        batch.add_column(sa.Column("facts", sa.JSON(), nullable=True))
        batch.add_column(sa.Column("revoked_reason", sa.String(length=200), nullable=True))
    op.execute("UPDATE badge_awards SET facts = '{}', revoked_reason = ''")
    with op.batch_alter_table("badge_awards") as batch:
        batch.alter_column("facts", existing_type=sa.JSON(), nullable=False)
        batch.alter_column("revoked_reason", existing_type=sa.String(length=200), nullable=False)
    op.create_table(
        "badge_drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("badge_code", sa.String(length=60), nullable=False),
        sa.Column("typed", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_badge_drafts_campaign_id_campaigns")),
        sa.ForeignKeyConstraint(["made_by_id"], ["people.id"], name=op.f("fk_badge_drafts_made_by_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_badge_drafts")),
        sa.UniqueConstraint("campaign_id", "badge_code", name=op.f("uq_badge_drafts_campaign_id_badge_code")),
    )
    op.create_table(
        "badge_greetings",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("award_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["award_id"], ["badge_awards.id"], name=op.f("fk_badge_greetings_award_id_badge_awards")
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolments.id"], name=op.f("fk_badge_greetings_enrolment_id_enrolments")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_badge_greetings_person_id_people")),
        sa.PrimaryKeyConstraint("person_id", "enrolment_id", name=op.f("pk_badge_greetings")),
    )
    op.create_table(
        "badge_shares",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_badge_shares_person_id_people")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_badge_shares_team_id_teams")),
        sa.PrimaryKeyConstraint("person_id", "team_id", name=op.f("pk_badge_shares")),
    )
    op.create_table(
        "excuses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_excuses_by_id_people")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_excuses_campaign_id_campaigns")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_excuses_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_excuses")),
        sa.UniqueConstraint("campaign_id", "unit_id", "day", name=op.f("uq_excuses_campaign_id_unit_id_day")),
    )
    guard(op, "excuses", ("id",))
    op.execute("DELETE FROM team_counts")  # they have more parts now; without a row they are made anew when needed


def downgrade():
    op.drop_table("excuses")
    op.drop_table("badge_shares")
    op.drop_table("badge_greetings")
    op.drop_table("badge_drafts")
    with op.batch_alter_table("badge_awards") as batch:
        batch.drop_column("revoked_reason")
        batch.drop_column("facts")
    cut_counts_back()


def cut_counts_back():
    """Counts without the parts that only this revision knows."""
    table = sa.table("team_counts", sa.column("enrolment_id", sa.Integer()), sa.column("counts", sa.JSON()))
    connection = op.get_bind()
    for enrolment_id, counts in connection.execute(sa.select(table.c.enrolment_id, table.c.counts)).all():
        counts.pop("within", None)
        for name in ("present", "expected"):
            counts["sums"].pop(name, None)
        connection.execute(table.update().where(table.c.enrolment_id == enrolment_id).values(counts=counts))
