"""What a verifier works with: photos' fingerprints, flags, versions, claims and openings; notices and the outbox."""

import sqlalchemy as sa
from alembic import op

from migrations.append_only import guard

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

PARTS = ("part_0", "part_1", "part_2")
REFERENCES = {"service_confirmation": 120, "document_reference": 200, "media_link": 500}
REMOVALS = "removed_because IN ('', 'replaced', 'privacy', 'expired')"
INSTANT = sa.DateTime(timezone=True)


def upgrade():
    widen_evidence()
    widen_reports()
    op.add_column("report_lines", sa.Column("taps", sa.JSON(), nullable=True))
    op.add_column("decisions", sa.Column("seen", sa.JSON(), nullable=True))
    make_the_desk()
    make_notices()


def widen_evidence():
    with op.batch_alter_table("evidence") as batch:
        batch.add_column(sa.Column("fingerprint", sa.BigInteger(), nullable=True))
        for name in PARTS:
            batch.add_column(sa.Column(name, sa.Integer(), nullable=True))
        batch.add_column(sa.Column("taken_at", INSTANT, nullable=True))
        batch.add_column(sa.Column("removed_because", sa.String(length=12), nullable=True))
    op.execute("UPDATE evidence SET removed_because = CASE WHEN removed_at IS NULL THEN '' ELSE 'replaced' END")
    with op.batch_alter_table("evidence") as batch:
        batch.alter_column("removed_because", existing_type=sa.String(length=12), nullable=False)
        batch.create_check_constraint(op.f("ck_evidence_removed_because_known"), sa.text(REMOVALS))
        for name in PARTS:
            batch.create_index(op.f(f"ix_evidence_{name}"), [name, "fingerprint", "id"])


def widen_reports():
    for name, length in REFERENCES.items():
        op.add_column("reports", sa.Column(name, sa.String(length=length), nullable=True))
    op.add_column("reports", sa.Column("risk", sa.Integer(), nullable=True))
    op.execute("UPDATE reports SET risk = 0, " + ", ".join(f"{name} = ''" for name in REFERENCES))
    with op.batch_alter_table("reports") as batch:
        for name, length in REFERENCES.items():
            batch.alter_column(name, existing_type=sa.String(length=length), nullable=False)
        batch.alter_column("risk", existing_type=sa.Integer(), nullable=False)
        batch.create_index(op.f("ix_reports_state_risk"), ["state", "risk", "first_submitted_at", "enrolment_id"])
        batch.create_index(op.f("ix_reports_place_id_activity_day"), ["place_id", "activity_day"])
    with op.batch_alter_table("places") as batch:
        batch.create_index(op.f("ix_places_name"), ["name"])


def make_the_desk():
    op.create_table(
        "report_flags",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_report_flags_report_id_reports")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_flags")),
        sa.UniqueConstraint("report_id", "position", name=op.f("uq_report_flags_report_id_position")),
    )
    op.create_table(
        "report_versions",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_report_versions_by_id_people")),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_report_versions_report_id_reports")),
        sa.PrimaryKeyConstraint("report_id", "version", name=op.f("pk_report_versions")),
    )
    guard(op, "report_versions", ("report_id", "version"))
    op.create_table(
        "report_claims",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.Column("until", INSTANT, nullable=False),
        sa.Column("typed", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_report_claims_person_id_people")),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_report_claims_report_id_reports")),
        sa.PrimaryKeyConstraint("report_id", "person_id", name=op.f("pk_report_claims")),
    )
    op.create_index(op.f("ix_report_claims_person_id"), "report_claims", ["person_id"])
    op.create_table(
        "evidence_openings",
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_evidence_openings_evidence_id_evidence")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_evidence_openings_person_id_people")),
        sa.PrimaryKeyConstraint("evidence_id", "person_id", name=op.f("pk_evidence_openings")),
    )
    guard(op, "evidence_openings", ("evidence_id", "person_id"))


def make_notices():
    op.create_table(
        "mails",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("due_at", INSTANT, nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(length=300), nullable=False),
        sa.Column("sent_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_mails_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mails")),
        sa.UniqueConstraint("key", name=op.f("uq_mails_key")),
    )
    op.create_index(op.f("ix_mails_due_at"), "mails", ["due_at"])
    op.create_table(
        "notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("ready_at", INSTANT, nullable=False),
        sa.Column("cancelled_at", INSTANT, nullable=True),
        sa.Column("read_at", INSTANT, nullable=True),
        sa.Column("mailed_at", INSTANT, nullable=True),
        sa.Column("mail_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["mail_id"], ["mails.id"], name=op.f("fk_notices_mail_id_mails")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_notices_person_id_people")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_notices_team_id_teams")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sa.UniqueConstraint("key", name=op.f("uq_notices_key")),
    )
    op.create_index(op.f("ix_notices_person_id_ready_at"), "notices", ["person_id", "ready_at"])
    unmailed = sa.text("mailed_at IS NULL")
    op.create_index(
        op.f("ix_notices_unmailed"), "notices", ["ready_at"], sqlite_where=unmailed, postgresql_where=unmailed
    )
    op.create_table(
        "notice_choices",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("channel", sa.String(length=12), nullable=False),
        sa.CheckConstraint("channel IN ('app', 'email')", name=op.f("ck_notice_choices_channel_known")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_notice_choices_person_id_people")),
        sa.PrimaryKeyConstraint("person_id", "kind", "channel", name=op.f("pk_notice_choices")),
    )


def downgrade():
    for table in ("notices", "notice_choices", "mails", "evidence_openings", "report_claims", "report_versions"):
        op.drop_table(table)
    op.drop_table("report_flags")
    op.execute("ALTER TABLE decisions DROP COLUMN seen")
    op.execute("ALTER TABLE report_lines DROP COLUMN taps")
    with op.batch_alter_table("places") as batch:
        batch.drop_index(op.f("ix_places_name"))
    with op.batch_alter_table("reports") as batch:
        batch.drop_index(op.f("ix_reports_place_id_activity_day"))
        batch.drop_index(op.f("ix_reports_state_risk"))
        for name in ("risk", *REFERENCES):
            batch.drop_column(name)
    with op.batch_alter_table("evidence") as batch:
        batch.drop_constraint(op.f("ck_evidence_removed_because_known"), type_="check")
        for name in PARTS:
            batch.drop_index(op.f(f"ix_evidence_{name}"))
        for name in ("fingerprint", *PARTS, "taken_at", "removed_because"):
            batch.drop_column(name)
