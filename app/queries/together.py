"""Questions that do not rest on one another, asked at once."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

from psycopg import RawCursor
from sqlalchemy import Dialect
from sqlalchemy.sql.base import Executable

from app.driver import driven, is_postgresql, pipelined
from app.spelled import Spelled, spell

Question = tuple[Executable, Mapping[str, object]]
Rows = Sequence[Sequence[Any]]


def asked_together(*questions: Question) -> list[Rows]:
    """The rows of each, in their order: PostgreSQL gets all at once, which spares the way there and back.

    Values are numbers, texts, days and lists of them, and come as the driver gives them; the caller has flushed.
    """
    return asked_as_made(questions)


def asked_as_made(questions: Iterable[Question], *after: Question) -> list[Rows]:
    """The same where making a question takes a while: PostgreSQL works on those before it meanwhile.

    What is asked after them all goes with them; its answer is left out.
    """
    with driven as (within, driver, _):
        if not is_postgresql(within):
            return [within.execute(statement, values).all() for statement, values in questions]
        asked = []
        with pipelined(within, driver):
            for statement, values in chain(questions, after):
                spelled = _spelled(statement, within.dialect)
                asked.append(RawCursor(driver).execute(spelled.text, spelled.values(values)))
        found: list[Rows] = [each.fetchall() for each in asked]
        return found[: len(found) - len(after)]


@lru_cache(maxsize=100)
def _spelled(statement: Executable, dialect: Dialect) -> Spelled:
    return spell(statement, dialect)
