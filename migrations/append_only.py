"""The triggers of append-only tables, as migrations write them (the app attaches the same to its own tables)."""

SQLITE = (
    "CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
    "BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
    "CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
    "BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
    "CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
    "WHEN EXISTS (SELECT 1 FROM {table} WHERE {key}) "
    "BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
)
POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ "
    "BEGIN RAISE EXCEPTION '%% is append-only', TG_TABLE_NAME; END $$",
    "CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
)


def guard(op, table, key):
    """Refuse every change of a row of `table`; `key` names its primary key's columns."""
    connection = op.get_bind()
    match = " AND ".join(f"{column} = NEW.{column}" for column in key)
    for statement in SQLITE if connection.dialect.name == "sqlite" else POSTGRESQL:
        connection.exec_driver_sql(statement.format(table=table, key=match))


def release(op, table):
    """Take the triggers of `table` away, so that a migration can fill a new column; `guard` it again afterwards."""
    connection = op.get_bind()
    sqlite = connection.dialect.name == "sqlite"
    for name in ("no_update", "no_delete", "no_replace") if sqlite else ("no_change", "no_truncate"):
        connection.exec_driver_sql(f"DROP TRIGGER {table}_{name}" + ("" if sqlite else f" ON {table}"))
