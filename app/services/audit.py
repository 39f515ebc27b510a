"""The audit log: every change of state leaves one event, in the same transaction, in one hash chain.

Events are noted while a transaction runs and chained as its last act, so that the chain's head, which everybody needs,
is locked last and shortest.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, event, insert, select, update
from sqlalchemy.orm import Session, SessionTransaction, scoped_session

from app.clock import wall
from app.database import Base, db
from app.driver import until_commit
from app.models import Actor, Person
from app.rulebook.chain import instant, link
from app.statements import Statement, written

HEADS = Base.metadata.tables["audit_heads"]
HEAD = Statement(select(HEADS.c.seq, HEADS.c.hash).where(HEADS.c.id == 1).with_for_update())
INSERT = Statement(insert(Base.metadata.tables["audit_events"]))
MOVE_HEAD = Statement(update(HEADS).where(HEADS.c.id == 1).values(seq=bindparam("seq"), hash=bindparam("hash")))
NOTED, MARKS = "audit events noted", "how many there were at each savepoint"


class Noted(NamedTuple):
    """An event that waits for its place in the chain."""

    at: datetime
    kind: str
    actor: Person | Actor
    subject: str
    detail: Mapping[str, Any]


def record(kind: str, actor: Person | Actor, subject: str, **detail: Any) -> None:
    """Write down that `actor` did `kind` to `subject` (`noun:key`); audit keeps the wall's time."""
    record_each(kind, actor, {subject: detail})


def record_each(kind: str, actor: Person | Actor, details: Mapping[str, Mapping[str, Any]]) -> None:
    """The same for many subjects at once: detail by subject."""
    session = db.session()
    if not session.in_transaction():
        session.begin()  # so that a rollback, which does nothing outside of one, forgets what is noted
    noted = session.info.setdefault(NOTED, [])
    noted += [Noted(wall(), kind, actor, subject, detail) for subject, detail in details.items()]


def listen(session: "scoped_session[Any]") -> None:
    """Chain what is noted whenever the session commits; forget it when the session, or a savepoint, rolls back."""
    event.listen(session, "before_commit", _chain)
    event.listen(session, "after_rollback", _forget)
    event.listen(session, "after_transaction_create", _mark)
    event.listen(session, "after_soft_rollback", _go_back)
    event.listen(session, "after_transaction_end", _unmark)


def _chain(session: Session) -> None:
    if session.in_nested_transaction() or not (noted := session.info.pop(NOTED, [])):
        return
    session.flush()
    seq, last = HEAD.one()
    rows = []
    for each in noted:
        seq += 1
        rows.append(_row(each, seq, last))
        last = rows[-1]["hash"]
    until_commit()
    written((INSERT, rows), (MOVE_HEAD, [{"seq": seq, "hash": last}]))


def _forget(session: Session) -> None:
    if not session.in_nested_transaction():
        session.info.pop(NOTED, None)


def _mark(session: Session, begun: SessionTransaction) -> None:
    if begun.nested:
        session.info.setdefault(MARKS, {})[begun] = len(session.info.get(NOTED, ()))


def _go_back(session: Session, undone: SessionTransaction) -> None:
    """What was noted since a savepoint goes with it."""
    if (mark := session.info.get(MARKS, {}).get(undone)) is not None:
        del session.info.get(NOTED, [])[mark:]


def _unmark(session: Session, ended: SessionTransaction) -> None:
    """A savepoint says that it has ended before it says that it rolled back: marks are kept until all of it ends."""
    if ended.parent is None:
        session.info.pop(MARKS, None)


def _row(noted: Noted, seq: int, prev: str) -> dict[str, Any]:
    chained = link(
        prev,
        {
            "seq": seq,
            "at": instant(noted.at),
            "kind": noted.kind,
            "actor": noted.actor.uuid,
            "subject": noted.subject,
            "detail": noted.detail,
        },
    )
    return {
        "id": seq,
        "at": noted.at,
        "kind": noted.kind,
        "actor_id": noted.actor.id,
        "subject": noted.subject,
        "detail": dict(noted.detail),
        "body": chained.body,
        "hash": chained.hash,
    }
