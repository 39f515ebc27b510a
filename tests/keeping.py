"""What was arranged in a database, kept as one script: to run it takes a tenth of the time of arranging it again.

    keep("three sundays", arrange)

arranges it in the first database of this process and of its kind, and puts the same rows into the later ones. All of
it must be in the database, and no test may need other ids than another.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Table, select, text

from app.database import Base, db
from app.models import Person

KEPT: dict[tuple[str, str], str] = {}
"""Scripts, by what they hold and the kind of database."""


def keep(name: str, arrange: Callable[[], object]) -> None:
    """Arrange it or put it back; inside an app context, over a database that nobody has written to."""
    assert is_fresh(), "somebody has written here already"
    key = (name, db.engine.dialect.name)
    if key in KEPT:
        run(KEPT[key])
    else:
        arrange()
        db.session.rollback()  # what another session has committed is seen as well
        KEPT[key] = script()


def is_fresh() -> bool:
    return db.session.scalar(select(Person.id).limit(1)) is None


def run(script: str) -> None:
    """All or nothing, in one go."""
    db.session.rollback()
    with db.engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        if db.engine.dialect.name == "sqlite":
            driver.executescript(script)
        else:
            driver.execute(script)
            driver.commit()


def script() -> str:
    """Statements that fill an empty database with what this one holds."""
    postgresql = db.engine.dialect.name == "postgresql"
    tables = Base.metadata.sorted_tables
    filled = [(table, rows) for table in tables if (rows := values(table, "{}::text" if postgresql else "{}"))]
    lines = ["BEGIN", "DELETE FROM audit_heads"]  # the one row that the migrations leave
    lines += [f"INSERT INTO {table.name} ({names(table)}) VALUES {', '.join(rows)}" for table, rows in filled]
    if postgresql:
        lines += [counted for table, _ in filled if (counted := counter(table))]
    return ";\n".join([*lines, "COMMIT"])


def names(table: Table) -> str:
    return ", ".join(f'"{column.name}"' for column in table.columns)


def values(table: Table, form: str) -> list[str]:
    """Its rows as the database itself writes them down."""
    quote = "quote_nullable" if "::" in form else "quote"
    quoted = " || ', ' || ".join(f"{quote}({form})".format(f'"{column.name}"') for column in table.columns)
    return list(db.session.scalars(text(f"SELECT '(' || {quoted} || ')' FROM {table.name}")))


def counter(table: Table) -> str:
    """The next row that is added gets the next number."""
    column = table.autoincrement_column
    if column is None:
        return ""
    sequence = f"pg_get_serial_sequence('{table.name}', '{column.name}')"
    return f"SELECT setval({sequence}, max({column.name})) FROM {table.name}"
