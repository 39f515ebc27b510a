"""How Alembic reaches the app's database: through Flask-Migrate, one set of migrations for both databases."""

from alembic import context
from flask import current_app
from sqlalchemy import types

migrate = current_app.extensions["migrate"]


def render_item(kind, item, _autogen):
    """Migrations never import the app: its Instant type is written as the plain type it keeps."""
    if kind == "type" and isinstance(item, types.TypeDecorator):
        return "sa.DateTime(timezone=True)"
    return False


def run():
    with migrate.db.engine.connect() as connection:
        # SQLite changes a table by making it anew; rows that point at it must not be in the way meanwhile.
        embedded = connection.dialect.name == "sqlite"
        if embedded:
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")
        context.configure(
            connection=connection,
            target_metadata=migrate.db.metadatas[None],
            render_item=render_item,
            **migrate.configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()
            if embedded and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise RuntimeError("a migration left rows that point nowhere")
        if embedded:
            connection.rollback()
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=ON")


run()
