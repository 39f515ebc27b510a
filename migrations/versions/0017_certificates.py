"""Certificates, as they were printed."""

import sqlalchemy as sa
from alembic import op

from migrations.append_only import guard

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "certificates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("result_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("prize_code", sa.String(length=40), nullable=False),
        sa.Column("prize", sa.String(length=200), nullable=False),
        sa.Column("recipient", sa.String(length=200), nullable=False),
        sa.Column("team", sa.String(length=200), nullable=False),
        sa.Column("unit", sa.String(length=200), nullable=False),
        sa.Column("cluster", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('team', 'member', 'special')", name=op.f("ck_certificates_kind_known")),
        sa.CheckConstraint("kind = 'special' OR enrolment_id IS NOT NULL", name=op.f("ck_certificates_of_a_team")),
        sa.CheckConstraint("kind <> 'member' OR person_id IS NOT NULL", name=op.f("ck_certificates_of_a_person")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolments.id"], name=op.f("fk_certificates_enrolment_id_enrolments")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_certificates_person_id_people")),
        sa.ForeignKeyConstraint(["result_id"], ["results.id"], name=op.f("fk_certificates_result_id_results")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificates")),
        sa.UniqueConstraint("uuid", name=op.f("uq_certificates_uuid")),
    )
    for column in ("result_id", "enrolment_id", "person_id"):
        op.create_index(op.f(f"ix_certificates_{column}"), "certificates", [column])
    guard(op, "certificates", ("id",))


def downgrade():
    op.drop_table("certificates")
