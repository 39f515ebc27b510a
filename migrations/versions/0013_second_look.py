"""The second look: deputies, cross-checks by a published draw, re-checks, batches, and what verifiers' work comes to."""

import secrets

import sqlalchemy as sa
from alembic import op

from migrations.append_only import guard, release

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
KINDS = "kind IN ('decided', 'returned', 'reopened', 'corrected', 'annulled', 'checked', 'rechecked')"
KINDS_BEFORE = "kind IN ('decided', 'returned', 'reopened', 'corrected', 'annulled')"
MADE = (
    "recheck_answers",
    "recheck_requests",
    "batch_reports",
    "batch_reviews",
    "cross_checks",
    "full_checks",
    "delegations",
    "verifier_awards",
    "verifier_figures",
)


def upgrade():
    give_seeds()
    decide_as(KINDS)
    make_second_looks()
    make_deputies_and_figures()


def give_seeds():
    op.add_column("campaigns", sa.Column("draw_seed", sa.String(length=64), nullable=True))
    connection = op.get_bind()
    for (id_,) in connection.execute(sa.text("SELECT id FROM campaigns")).all():
        seeded = {"id": id_, "seed": secrets.token_hex(16)}
        connection.execute(sa.text("UPDATE campaigns SET draw_seed = :seed WHERE id = :id"), seeded)
    with op.batch_alter_table("campaigns") as batch:
        batch.alter_column("draw_seed", existing_type=sa.String(length=64), nullable=False)


def decide_as(kinds):
    with op.batch_alter_table("decisions") as batch:
        batch.drop_constraint(op.f("ck_decisions_kind_known"), type_="check")
        batch.create_check_constraint(op.f("ck_decisions_kind_known"), sa.text(kinds))
    if op.get_bind().dialect.name == "sqlite":
        guard(op, "decisions", ("id",))


def make_second_looks():
    op.create_table(
        "cross_checks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("because", sa.String(length=12), nullable=False),
        sa.Column("drawn_at", INSTANT, nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("passed_up_at", INSTANT, nullable=True),
        sa.Column("passed_up_by_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(length=1000), nullable=False),
        sa.Column("outcome", sa.String(length=12), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("done_at", INSTANT, nullable=True),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "because IN ('sample', 'flagged', 'full', 'handed')", name=op.f("ck_cross_checks_because_known")
        ),
        sa.CheckConstraint("outcome IN ('agreed', 'changed')", name=op.f("ck_cross_checks_outcome_known")),
        sa.CheckConstraint(
            "(outcome IS NULL) = (done_at IS NULL) AND (done_at IS NULL) = (by_id IS NULL)",
            name=op.f("ck_cross_checks_done"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_cross_checks_by_id_people")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_cross_checks_campaign_id_campaigns")),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name=op.f("fk_cross_checks_decision_id_decisions")),
        sa.ForeignKeyConstraint(["first_id"], ["decisions.id"], name=op.f("fk_cross_checks_first_id_decisions")),
        sa.ForeignKeyConstraint(
            ["passed_up_by_id"], ["people.id"], name=op.f("fk_cross_checks_passed_up_by_id_people")
        ),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_cross_checks_report_id_reports")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_cross_checks_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cross_checks")),
        sa.UniqueConstraint("report_id", name=op.f("uq_cross_checks_report_id")),
    )
    op.create_index(op.f("ix_cross_checks_campaign_id_first_id"), "cross_checks", ["campaign_id", "first_id"])
    op.create_index(op.f("ix_cross_checks_unit_id_done_at"), "cross_checks", ["unit_id", "done_at"])
    op.create_table(
        "recheck_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("evidence", sa.String(length=1000), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_recheck_requests_by_id_people")),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decisions.id"], name=op.f("fk_recheck_requests_decision_id_decisions")
        ),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_recheck_requests_report_id_reports")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recheck_requests")),
        sa.UniqueConstraint("decision_id", name=op.f("uq_recheck_requests_decision_id")),
        sa.UniqueConstraint("uuid", name=op.f("uq_recheck_requests_uuid")),
    )
    op.create_index(op.f("ix_recheck_requests_report_id"), "recheck_requests", ["report_id"])
    guard(op, "recheck_requests", ("id",))
    op.create_table(
        "recheck_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=12), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("verdict IN ('granted', 'turned_down')", name=op.f("ck_recheck_answers_verdict_known")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_recheck_answers_by_id_people")),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decisions.id"], name=op.f("fk_recheck_answers_decision_id_decisions")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["recheck_requests.id"], name=op.f("fk_recheck_answers_request_id_recheck_requests")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recheck_answers")),
        sa.UniqueConstraint("decision_id", name=op.f("uq_recheck_answers_decision_id")),
        sa.UniqueConstraint("request_id", name=op.f("uq_recheck_answers_request_id")),
    )
    guard(op, "recheck_answers", ("id",))
    op.create_table(
        "batch_reviews",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("effect", sa.String(length=12), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("to_day", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", INSTANT, nullable=False),
        sa.Column("applied_by_id", sa.Integer(), nullable=True),
        sa.Column("applied_at", INSTANT, nullable=True),
        sa.Column("cancelled_by_id", sa.Integer(), nullable=True),
        sa.Column("cancelled_at", INSTANT, nullable=True),
        sa.CheckConstraint("effect IN ('reopened', 'annulled')", name=op.f("ck_batch_reviews_effect_known")),
        sa.CheckConstraint("applied_at IS NULL OR cancelled_at IS NULL", name=op.f("ck_batch_reviews_one_end")),
        sa.ForeignKeyConstraint(["applied_by_id"], ["people.id"], name=op.f("fk_batch_reviews_applied_by_id_people")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_batch_reviews_campaign_id_campaigns")),
        sa.ForeignKeyConstraint(
            ["cancelled_by_id"], ["people.id"], name=op.f("fk_batch_reviews_cancelled_by_id_people")
        ),
        sa.ForeignKeyConstraint(["opened_by_id"], ["people.id"], name=op.f("fk_batch_reviews_opened_by_id_people")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_batch_reviews_person_id_people")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_batch_reviews_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch_reviews")),
        sa.UniqueConstraint("uuid", name=op.f("uq_batch_reviews_uuid")),
    )
    op.create_index(op.f("ix_batch_reviews_campaign_id"), "batch_reviews", ["campaign_id"])
    op.create_table(
        "batch_reports",
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["batch_reviews.id"], name=op.f("fk_batch_reports_batch_id_batch_reviews")
        ),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name=op.f("fk_batch_reports_decision_id_decisions")),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_batch_reports_report_id_reports")),
        sa.PrimaryKeyConstraint("batch_id", "report_id", name=op.f("pk_batch_reports")),
    )


def make_deputies_and_figures():
    op.create_table(
        "delegations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("giver_grant_id", sa.Integer(), nullable=False),
        sa.Column("grant_id", sa.Integer(), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("to_day", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("withdrawn_at", INSTANT, nullable=True),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("grant_id <> giver_grant_id", name=op.f("ck_delegations_two_grants")),
        sa.CheckConstraint("to_day >= from_day", name=op.f("ck_delegations_days")),
        sa.ForeignKeyConstraint(
            ["giver_grant_id"], ["role_grants.id"], name=op.f("fk_delegations_giver_grant_id_role_grants")
        ),
        sa.ForeignKeyConstraint(["grant_id"], ["role_grants.id"], name=op.f("fk_delegations_grant_id_role_grants")),
        sa.ForeignKeyConstraint(["withdrawn_by_id"], ["people.id"], name=op.f("fk_delegations_withdrawn_by_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegations")),
        sa.UniqueConstraint("grant_id", name=op.f("uq_delegations_grant_id")),
        sa.UniqueConstraint("uuid", name=op.f("uq_delegations_uuid")),
    )
    op.create_index(op.f("ix_delegations_giver_grant_id"), "delegations", ["giver_grant_id"])
    op.create_table(
        "full_checks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_full_checks_by_id_people")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_full_checks_campaign_id_campaigns")),
        sa.ForeignKeyConstraint(["ended_by_id"], ["people.id"], name=op.f("fk_full_checks_ended_by_id_people")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_full_checks_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_full_checks")),
    )
    op.create_index(op.f("ix_full_checks_campaign_id"), "full_checks", ["campaign_id"])
    op.create_table(
        "verifier_figures",
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("unit_path", sa.String(length=400), nullable=False),
        sa.Column("decided", sa.Integer(), nullable=False),
        sa.Column("in_time", sa.Integer(), nullable=False),
        sa.Column("reduced", sa.Integer(), nullable=False),
        sa.Column("median_minutes", sa.Integer(), nullable=False),
        sa.Column("checked", sa.Integer(), nullable=False),
        sa.Column("overturned", sa.Integer(), nullable=False),
        sa.Column("gave", sa.Integer(), nullable=False),
        sa.Column("agreed", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_verifier_figures_campaign_id_campaigns")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_verifier_figures_person_id_people")),
        sa.PrimaryKeyConstraint("campaign_id", "person_id", name=op.f("pk_verifier_figures")),
    )
    op.create_table(
        "verifier_awards",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("badge_code", sa.String(length=60), nullable=False),
        sa.Column("level", sa.String(length=12), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.CheckConstraint("level IN ('bronze', 'silver', 'gold')", name=op.f("ck_verifier_awards_level_known")),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_verifier_awards_campaign_id_campaigns")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_verifier_awards_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verifier_awards")),
        sa.UniqueConstraint(
            "campaign_id",
            "person_id",
            "badge_code",
            "level",
            name=op.f("uq_verifier_awards_campaign_id_person_id_badge_code_level"),
        ),
    )
    op.create_index(op.f("ix_verifier_awards_person_id"), "verifier_awards", ["person_id"])
    guard(op, "verifier_awards", ("id",))


def downgrade():
    for table in MADE:
        op.drop_table(table)
    release(op, "decisions")
    op.execute("UPDATE decisions SET kind = 'decided' WHERE kind IN ('checked', 'rechecked')")
    if op.get_bind().dialect.name == "postgresql":
        guard(op, "decisions", ("id",))
    decide_as(KINDS_BEFORE)
    with op.batch_alter_table("campaigns") as batch:
        batch.drop_column("draw_seed")
