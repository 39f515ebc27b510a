"""Hash chains over the ledger and the audit log, checkpoints, and what the nightly verifier said.

Entries and events that are there already are chained as they stand, in the words of docs/ledger.md.
"""

import hashlib
import json
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from migrations.append_only import guard, release

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

NO_HASH = "0" * 64
AT_ONCE = 1000


def upgrade():
    op.create_table(
        "audit_heads",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_audit_heads_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_heads")),
    )
    op.create_table(
        "checkpoints",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("root", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.CheckConstraint("reason IN ('day', 'board_freeze', 'announce')", name=op.f("ck_checkpoints_reason_known")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_checkpoints_campaign_id_campaigns")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checkpoints")),
        sa.UniqueConstraint("campaign_id", "seq", "reason", name=op.f("uq_checkpoints_campaign_id_seq_reason")),
    )
    op.create_table(
        "ledger_checks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("intact", sa.Boolean(), nullable=False),
        sa.Column("verdict", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_ledger_checks_campaign_id_campaigns")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_checks")),
    )
    op.create_index(op.f("ix_ledger_checks_campaign_id"), "ledger_checks", ["campaign_id"], unique=False)
    guard(op, "checkpoints", ("id",))
    guard(op, "ledger_checks", ("id",))
    chain_ledger()
    chain_audit()


def chain_ledger():
    release(op, "ledger_entries")
    op.add_column("ledger_entries", sa.Column("body", sa.Text(), nullable=True))
    op.add_column("ledger_heads", sa.Column("hash", sa.String(length=64), nullable=True))
    connection = op.get_bind()
    for (campaign,) in connection.execute(sa.text("SELECT id FROM campaigns ORDER BY id")).all():
        last = chained(connection, LEDGER, {"campaign": campaign}, ledger_line, FILL_LEDGER)
        connection.execute(
            sa.text("UPDATE ledger_heads SET hash = :hash WHERE campaign_id = :campaign"),
            {"hash": last, "campaign": campaign},
        )
    with op.batch_alter_table("ledger_entries") as batch:
        batch.alter_column("body", existing_type=sa.Text(), nullable=False)
        batch.alter_column("hash", existing_type=sa.String(length=64), nullable=False)
        batch.drop_column("prev")
    with op.batch_alter_table("ledger_heads") as batch:
        batch.alter_column("hash", existing_type=sa.String(length=64), nullable=False)
    guard(op, "ledger_entries", ("campaign_id", "seq"))


def chain_audit():
    release(op, "audit_events")
    op.add_column("audit_events", sa.Column("body", sa.Text(), nullable=True))
    op.add_column("audit_events", sa.Column("hash", sa.String(length=64), nullable=True))
    connection = op.get_bind()
    number_events(connection)
    last = chained(connection, AUDIT, {}, audit_line, FILL_AUDIT)
    connection.execute(
        sa.text("INSERT INTO audit_heads (id, seq, hash) SELECT 1, coalesce(max(id), 0), :hash FROM audit_events"),
        {"hash": last},
    )
    with op.batch_alter_table("audit_events") as batch:
        batch.alter_column("body", existing_type=sa.Text(), nullable=False)
        batch.alter_column("hash", existing_type=sa.String(length=64), nullable=False)
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("ALTER TABLE audit_events ALTER COLUMN id DROP DEFAULT")
        connection.exec_driver_sql("DROP SEQUENCE audit_events_id_seq")
    guard(op, "audit_events", ("id",))


def number_events(connection):
    """A chain has no gaps; ids that a rolled-back transaction took are closed up, in order."""
    ids = connection.execute(sa.text("SELECT id FROM audit_events ORDER BY id")).scalars().all()
    moved = [{"new": new, "old": old} for new, old in enumerate(ids, start=1) if new != old]
    if moved:
        connection.execute(sa.text("UPDATE audit_events SET id = :new WHERE id = :old"), moved)


LEDGER = (
    "SELECT e.campaign_id, e.seq, c.code AS campaign, t.code AS team_code, r.uuid AS report_id, e.activity_code, "
    "e.activity_day, e.kind, e.verified_quantity, e.scored_quantity, e.points, e.rules_version, p.uuid AS actor, "
    "e.reason, e.posted_at FROM ledger_entries e JOIN campaigns c ON c.id = e.campaign_id "
    "JOIN enrolments n ON n.id = e.enrolment_id JOIN teams t ON t.id = n.team_id JOIN people p ON p.id = e.actor_id "
    "LEFT JOIN reports r ON r.id = e.report_id WHERE e.campaign_id = :campaign ORDER BY e.seq"
)
FILL_LEDGER = "UPDATE ledger_entries SET body = :body, hash = :hash WHERE campaign_id = :campaign_id AND seq = :seq"
AUDIT = (
    "SELECT e.id, e.at, e.kind, p.uuid AS actor, e.subject, e.detail FROM audit_events e "
    "JOIN people p ON p.id = e.actor_id ORDER BY e.id"
)
FILL_AUDIT = "UPDATE audit_events SET body = :body, hash = :hash WHERE id = :id"


def ledger_line(row, prev):
    names = (
        *("seq", "campaign", "team_code", "report_id", "activity_code", "activity_day", "kind", "verified_quantity"),
        *("scored_quantity", "points", "rules_version", "actor", "reason"),
    )
    line = {"prev": prev, **{name: row[name] for name in names}}
    line["activity_day"] = line["activity_day"] and str(line["activity_day"])
    return {**line, "posted_at": instant(row["posted_at"])}, {"campaign_id": row["campaign_id"], "seq": row["seq"]}


def audit_line(row, prev):
    detail = json.loads(row["detail"]) if isinstance(row["detail"], str) else row["detail"]
    line = {"prev": prev, "seq": row["id"], "at": instant(row["at"]), "kind": row["kind"], "actor": row["actor"]}
    return {**line, "subject": row["subject"], "detail": detail}, {"id": row["id"]}


def instant(at):
    """SQLite gives text without a zone, in UTC."""
    at = datetime.fromisoformat(at) if isinstance(at, str) else at
    at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    return at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def chained(connection, question, parameters, line_of, fill):
    """Fill body and hash of all rows in their order; returns the last hash."""
    prev, filled = NO_HASH, []
    for row in connection.execute(sa.text(question), parameters).mappings().all():
        line, key = line_of(row, prev)
        body = json.dumps(line, ensure_ascii=False, separators=(",", ":"))
        prev = hashlib.sha256(body.encode()).hexdigest()
        filled.append({**key, "body": body, "hash": prev})
    for start in range(0, len(filled), AT_ONCE):
        connection.execute(sa.text(fill), filled[start : start + AT_ONCE])
    return prev


def downgrade():
    with op.batch_alter_table("audit_events") as batch:
        batch.drop_column("hash")
        batch.drop_column("body")
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        guard(op, "audit_events", ("id",))
    else:
        connection.exec_driver_sql("CREATE SEQUENCE audit_events_id_seq OWNED BY audit_events.id")
        connection.exec_driver_sql(
            "SELECT setval('audit_events_id_seq', coalesce(max(id), 0) + 1, false) FROM audit_events"
        )
        connection.exec_driver_sql(
            "ALTER TABLE audit_events ALTER COLUMN id SET DEFAULT nextval('audit_events_id_seq'::regclass)"
        )
    with op.batch_alter_table("ledger_heads") as batch:
        batch.drop_column("hash")
    with op.batch_alter_table("ledger_entries") as batch:
        batch.add_column(sa.Column("prev", sa.String(length=64), nullable=True))
        batch.alter_column("hash", existing_type=sa.String(length=64), nullable=True)
        batch.drop_column("body")
    if connection.dialect.name == "sqlite":
        guard(op, "ledger_entries", ("campaign_id", "seq"))
    op.drop_table("ledger_checks")
    op.drop_table("checkpoints")
    op.drop_table("audit_heads")
