"""Invariants of the database itself: the triggers of append-only tables stand."""

from collections.abc import Iterator

from sqlalchemy import text

from app.database import GUARDED, db

TRIGGERS = {
    "sqlite": ("SELECT name FROM sqlite_master WHERE type = 'trigger'", ("no_update", "no_delete", "no_replace")),
    "postgresql": (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
        ("no_change", "no_truncate"),
    ),
}


def append_only() -> Iterator[str]:
    """I7: every append-only table refuses changes, whatever code asks for them."""
    question, suffixes = TRIGGERS[db.session.get_bind().dialect.name]
    standing = set(db.session.scalars(text(question)))
    for table in GUARDED:
        for suffix in suffixes:
            if f"{table}_{suffix}" not in standing:
                yield f"table={table} missing={table}_{suffix}"
