"""The ledger, standings, snapshots, badges and awards."""

import sqlalchemy as sa
from alembic import op

from migrations.append_only import guard

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "ledger_entries",
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=True),
        sa.Column("report_id", sa.Integer(), nullable=True),
        sa.Column("activity_code", sa.String(length=60), nullable=True),
        sa.Column("activity_day", sa.Date(), nullable=True),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("verified_quantity", sa.Integer(), nullable=False),
        sa.Column("scored_quantity", sa.Integer(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("rules_version", sa.Integer(), nullable=True),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=80), nullable=False),
        sa.Column("cause", sa.String(length=80), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("prev", sa.String(length=64), nullable=True),
        sa.Column("hash", sa.String(length=64), nullable=True),
        sa.CheckConstraint(
            "kind IN ('award', 'adjustment', 'bonus', 'penalty', 'reversal', 'annulment')",
            name=op.f("ck_ledger_entries_kind_known"),
        ),
        sa.CheckConstraint("typeof(points) IN ('integer', 'null')", name=op.f("ck_ledger_entries_points_whole")).ddl_if(
            dialect="sqlite"
        ),
        sa.CheckConstraint(
            "typeof(scored_quantity) IN ('integer', 'null')",
            name=op.f("ck_ledger_entries_scored_quantity_whole"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "typeof(verified_quantity) IN ('integer', 'null')",
            name=op.f("ck_ledger_entries_verified_quantity_whole"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint("points BETWEEN -1000000000 AND 1000000000", name=op.f("ck_ledger_entries_points_bounds")),
        sa.CheckConstraint(
            "scored_quantity BETWEEN -10000 AND 10000", name=op.f("ck_ledger_entries_scored_quantity_bounds")
        ),
        sa.CheckConstraint(
            "verified_quantity BETWEEN -10000 AND 10000",
            name=op.f("ck_ledger_entries_verified_quantity_bounds"),
        ),
        sa.ForeignKeyConstraint(["actor_id"], ["people.id"], name=op.f("fk_ledger_entries_actor_id_people")),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_ledger_entries_campaign_id_campaigns")
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolments.id"], name=op.f("fk_ledger_entries_enrolment_id_enrolments")
        ),
        sa.ForeignKeyConstraint(["line_id"], ["report_lines.id"], name=op.f("fk_ledger_entries_line_id_report_lines")),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_ledger_entries_report_id_reports")),
        sa.PrimaryKeyConstraint("campaign_id", "seq", name=op.f("pk_ledger_entries")),
        sa.UniqueConstraint("line_id", "cause", name=op.f("uq_ledger_entries_line_id_cause")),
    )
    op.create_index(
        "ix_ledger_entries_enrolment_id_activity_day",
        "ledger_entries",
        ["enrolment_id", "activity_day"],
        unique=False,
    )

    op.create_table(
        "ledger_heads",
        sa.Column("campaign_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_ledger_heads_campaign_id_campaigns")),
        sa.PrimaryKeyConstraint("campaign_id", name=op.f("pk_ledger_heads")),
    )

    op.create_table(
        "tallies",
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("activity_code", sa.String(length=60), nullable=False),
        sa.Column("verified_quantity", sa.Integer(), nullable=False),
        sa.Column("scored_quantity", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_tallies_campaign_id_campaigns")),
        sa.PrimaryKeyConstraint("campaign_id", "activity_code", name=op.f("pk_tallies")),
    )

    op.create_table(
        "team_tallies",
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("activity_code", sa.String(length=60), nullable=False),
        sa.Column("verified_quantity", sa.Integer(), nullable=False),
        sa.Column("scored_quantity", sa.Integer(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolments.id"], name=op.f("fk_team_tallies_enrolment_id_enrolments")
        ),
        sa.PrimaryKeyConstraint("enrolment_id", "activity_code", name=op.f("pk_team_tallies")),
    )

    op.create_table(
        "standings",
        sa.Column("enrolment_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("verified_quantity", sa.Integer(), nullable=False),
        sa.Column("scored_quantity", sa.Integer(), nullable=False),
        sa.Column("penalty_points", sa.Integer(), nullable=False),
        sa.Column("last_entry_seq", sa.Integer(), nullable=False),
        sa.Column("claimed_quantity", sa.Integer(), nullable=False),
        sa.Column("reports_decided", sa.Integer(), nullable=False),
        sa.Column("reports_verified", sa.Integer(), nullable=False),
        sa.Column("reports_on_time", sa.Integer(), nullable=False),
        sa.Column("reports_first_time", sa.Integer(), nullable=False),
        sa.Column("sundays_deployed", sa.Integer(), nullable=False),
        sa.Column("last_sunday", sa.Date(), nullable=True),
        sa.Column("last_sunday_points", sa.Integer(), nullable=False),
        sa.Column("dossiers", sa.Integer(), nullable=False),
        sa.Column("hamlets", sa.Integer(), nullable=False),
        sa.Column("badges", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolments.id"], name=op.f("fk_standings_enrolment_id_enrolments")),
        sa.PrimaryKeyConstraint("enrolment_id", name=op.f("pk_standings")),
    )

    op.create_table(
        "snapshots",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "reason IN ('day', 'board_freeze', 'result', 'amendment')", name=op.f("ck_snapshots_reason_known")
        ),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_snapshots_campaign_id_campaigns")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snapshots")),
    )
    op.create_index(op.f("ix_snapshots_campaign_id"), "snapshots", ["campaign_id"], unique=False)
    op.create_index(
        "uq_snapshots_campaign_id_day",
        "snapshots",
        ["campaign_id", "day"],
        unique=True,
        sqlite_where=sa.text("reason = 'day'"),
        postgresql_where=sa.text("reason = 'day'"),
    )

    op.create_table(
        "snapshot_rows",
        sa.Column("snapshot_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("enrolment_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("cluster_rank", sa.Integer(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("verified_quantity", sa.Integer(), nullable=False),
        sa.Column("scored_quantity", sa.Integer(), nullable=False),
        sa.Column("penalty_points", sa.Integer(), nullable=False),
        sa.Column("last_entry_seq", sa.Integer(), nullable=False),
        sa.Column("claimed_quantity", sa.Integer(), nullable=False),
        sa.Column("reports_decided", sa.Integer(), nullable=False),
        sa.Column("reports_verified", sa.Integer(), nullable=False),
        sa.Column("reports_on_time", sa.Integer(), nullable=False),
        sa.Column("reports_first_time", sa.Integer(), nullable=False),
        sa.Column("sundays_deployed", sa.Integer(), nullable=False),
        sa.Column("last_sunday", sa.Date(), nullable=True),
        sa.Column("last_sunday_points", sa.Integer(), nullable=False),
        sa.Column("dossiers", sa.Integer(), nullable=False),
        sa.Column("hamlets", sa.Integer(), nullable=False),
        sa.Column("badges", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolments.id"], name=op.f("fk_snapshot_rows_enrolment_id_enrolments")
        ),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshots.id"], name=op.f("fk_snapshot_rows_snapshot_id_snapshots")),
        sa.PrimaryKeyConstraint("snapshot_id", "enrolment_id", name=op.f("pk_snapshot_rows")),
    )
    op.create_index(op.f("ix_snapshot_rows_enrolment_id"), "snapshot_rows", ["enrolment_id"], unique=False)

    op.create_table(
        "badge_awards",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("badge_code", sa.String(length=60), nullable=False),
        sa.Column("level", sa.String(length=12), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("rules_version", sa.Integer(), nullable=False),
        sa.Column("awarded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_seq", sa.Integer(), nullable=True),
        sa.CheckConstraint("level IN ('bronze', 'silver', 'gold')", name=op.f("ck_badge_awards_level_known")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolments.id"], name=op.f("fk_badge_awards_enrolment_id_enrolments")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_badge_awards")),
        sa.UniqueConstraint("uuid", name=op.f("uq_badge_awards_uuid")),
    )
    op.create_index(
        "uq_badge_awards_live",
        "badge_awards",
        ["enrolment_id", "badge_code", "level"],
        unique=True,
        sqlite_where=sa.text("revoked_seq IS NULL"),
        postgresql_where=sa.text("revoked_seq IS NULL"),
    )

    op.create_table(
        "awards",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("milestone_id", sa.Integer(), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("prize_code", sa.String(length=40), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolments.id"], name=op.f("fk_awards_enrolment_id_enrolments")),
        sa.ForeignKeyConstraint(["milestone_id"], ["milestones.id"], name=op.f("fk_awards_milestone_id_milestones")),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshots.id"], name=op.f("fk_awards_snapshot_id_snapshots")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_awards")),
        sa.UniqueConstraint(
            "milestone_id",
            "enrolment_id",
            "prize_code",
            name=op.f("uq_awards_milestone_id_enrolment_id_prize_code"),
        ),
    )
    op.create_index(op.f("ix_awards_enrolment_id"), "awards", ["enrolment_id"], unique=False)

    guard(op, "ledger_entries", ("campaign_id", "seq"))
    guard(op, "snapshots", ("id",))
    guard(op, "snapshot_rows", ("snapshot_id", "enrolment_id"))
    guard(op, "awards", ("id",))


def downgrade():
    op.drop_table("awards")
    op.drop_table("badge_awards")
    op.drop_table("snapshot_rows")
    op.drop_table("snapshots")
    op.drop_table("standings")
    op.drop_table("team_tallies")
    op.drop_table("tallies")
    op.drop_table("ledger_heads")
    op.drop_table("ledger_entries")
