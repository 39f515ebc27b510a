"""How far PostgreSQL's audit log reaches, asked on a connection of its own; many threads ask together."""

from collections.abc import Mapping
from contextlib import suppress

import psycopg
from psycopg.pq import ExecStatus

from app.live.gathering import Gathering

NEWEST = "newest"
ASKED = "SELECT seq FROM audit_heads"
STATEMENT = b"audited"  # prepared once and asked without a cursor: it goes before every page of whoever is signed in
PATIENCE = 5  # seconds


class Audited:
    """Connects when it is first asked, and again after a connection was lost."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._gathering: Gathering[str, int] = Gathering(lambda _: self._asked())
        self._connection: psycopg.Connection | None = None

    def newest(self) -> int | None:
        """The newest event, never behind a commit; None while nobody can tell."""
        return self._gathering.of(NEWEST)

    def close(self) -> None:
        """Let go of the connection."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(psycopg.Error):
                connection.close()

    def _asked(self) -> Mapping[str, int]:
        try:
            if self._connection is None:
                self._connection = self._connected()
            found = self._connection.pgconn.exec_prepared(STATEMENT, ())
        except psycopg.Error:
            self.close()
            return {}
        value = found.get_value(0, 0) if found.status == ExecStatus.TUPLES_OK else None
        if value is None:
            self.close()
            return {}
        return {NEWEST: int(value)}

    def _connected(self) -> psycopg.Connection:
        made = psycopg.connect(
            self._url,
            autocommit=True,
            application_name="xungkich live",
            connect_timeout=PATIENCE,
            options=f"-c statement_timeout={PATIENCE}s",
        )
        made.pgconn.prepare(STATEMENT, ASKED.encode())
        return made
