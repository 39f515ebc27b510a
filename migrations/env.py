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
        context.configure(
            connection=connection,
            target_metadata=migrate.db.metadatas[None],
            render_item=render_item,
            **migrate.configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
