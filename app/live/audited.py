"""How far PostgreSQL's audit log reaches, asked on a connection of its own; many threads ask together."""

from collections.abc import Mapping
from contextlib import suppress

import psycopg

from app.live.gathering import Gathering

NEWEST = "newest"
ASKED = "SELECT seq FROM audit_heads"
PATIENCE = 5  # seconds


class Audited:
    """Connects when it is first asked, and again after a connection was lost."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._gathering: Gathering[str, int] = Gathering(lambda _: self._asked())
        self._connection: psycopg.Connection[tuple[int]] | None = None

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
            found = self._connection.execute(ASKED).fetchone()
        except psycopg.Error:
            self.close()
            return {}
        return {NEWEST: found[0]} if found else {}

    def _connected(self) -> "psycopg.Connection[tuple[int]]":
        return psycopg.connect(
            self._url,
            autocommit=True,
            application_name="xungkich live",
            connect_timeout=PATIENCE,
            options=f"-c statement_timeout={PATIENCE}s",
        )
