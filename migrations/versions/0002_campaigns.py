"""Campaigns, rule versions, clusters, enrolments, places."""

import sqlalchemy as sa
from alembic import op

from migrations.append_only import guard

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "campaigns",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("theme", sa.String(length=300), nullable=False),
        sa.Column("zone", sa.String(length=60), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("board_freeze_on", sa.Date(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("ranking_note", sa.String(length=300), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_campaigns_period")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_campaigns_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaigns")),
        sa.UniqueConstraint("code", name=op.f("uq_campaigns_code")),
    )

    op.create_table(
        "clusters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_clusters_campaign_id_campaigns")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clusters")),
        sa.UniqueConstraint("campaign_id", "code", name=op.f("uq_clusters_campaign_id_code")),
    )

    op.create_table(
        "rule_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_rule_versions_campaign_id_campaigns")),
        sa.ForeignKeyConstraint(["made_by_id"], ["people.id"], name=op.f("fk_rule_versions_made_by_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_versions")),
        sa.UniqueConstraint("campaign_id", "number", name=op.f("uq_rule_versions_campaign_id_number")),
    )

    op.create_table(
        "milestones",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("decision_number", sa.String(length=60), nullable=False),
        sa.Column("decision_date", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('board_freeze', 'close', 'reopen', 'finalise', 'announce', 'archive')",
            name=op.f("ck_milestones_kind_known"),
        ),
        sa.ForeignKeyConstraint(["actor_id"], ["people.id"], name=op.f("fk_milestones_actor_id_people")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_milestones_campaign_id_campaigns")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestones")),
    )
    op.create_index(op.f("ix_milestones_campaign_id"), "milestones", ["campaign_id"], unique=False)

    op.create_table(
        "enrolments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("cluster_id", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("ranked", sa.Boolean(), nullable=False),
        sa.CheckConstraint("typeof(size) IN ('integer', 'null')", name=op.f("ck_enrolments_size_whole")).ddl_if(
            dialect="sqlite"
        ),
        sa.CheckConstraint("size BETWEEN 1 AND 1000", name=op.f("ck_enrolments_size_bounds")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_enrolments_campaign_id_campaigns")),
        sa.ForeignKeyConstraint(["cluster_id"], ["clusters.id"], name=op.f("fk_enrolments_cluster_id_clusters")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_enrolments_team_id_teams")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolments")),
        sa.UniqueConstraint("campaign_id", "team_id", name=op.f("uq_enrolments_campaign_id_team_id")),
    )
    op.create_index(op.f("ix_enrolments_cluster_id"), "enrolments", ["cluster_id"], unique=False)
    op.create_index(op.f("ix_enrolments_team_id"), "enrolments", ["team_id"], unique=False)

    op.create_table(
        "places",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("hamlet", sa.String(length=120), nullable=False),
        sa.CheckConstraint(
            "kind IN ('province_center', 'commune_center', 'commune_one_stop', 'district_one_stop', 'community_site', 'mobile')",
            name=op.f("ck_places_kind_known"),
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_places_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_places")),
        sa.UniqueConstraint("unit_id", "kind", "name", "hamlet", name=op.f("uq_places_unit_id_kind_name_hamlet")),
    )

    guard(op, "rule_versions", ("id",))
    guard(op, "milestones", ("id",))


def downgrade():
    op.drop_table("places")
    op.drop_table("enrolments")
    op.drop_table("milestones")
    op.drop_table("rule_versions")
    op.drop_table("clusters")
    op.drop_table("campaigns")
