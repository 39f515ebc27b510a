"""The audit log is one chain, written as the last act of a transaction."""

from sqlalchemy import String, func, literal, select, type_coerce

from app.database import db, transaction
from app.driver import is_postgresql
from app.models import AuditEvent, AuditHead
from app.queries.invariants import links
from app.services import audit, claims
from tests.cast import cast


def kinds():
    return [each.kind for each in db.session.scalars(select(AuditEvent).order_by(AuditEvent.id))]


def test_events_of_a_transaction_are_chained_in_the_order_in_which_they_were_noted(app):
    officer = cast().officer
    before = len(kinds())
    with transaction():
        audit.record("first", officer, "campaign:A", seq=1)
        audit.record_each("then", officer, {"report:a": {"text": "Quy Nhơn"}, "report:b": {}})
    assert kinds()[before:] == ["first", "then", "then"]
    assert db.session.get_one(AuditHead, 1).seq == before + 3
    assert list(links.audit_chained()) == []


def test_the_detail_is_kept_as_text_with_its_letters_as_they_are(app):
    officer = cast().officer
    with transaction():
        audit.record("noted", officer, "campaign:A", text="Quy Nhơn", numbers=[1, None, True])
    kind = literal("text") if is_postgresql() else func.typeof(AuditEvent.detail)
    kept = select(kind, type_coerce(AuditEvent.detail, String).concat("")).where(AuditEvent.kind == "noted")
    assert db.session.execute(kept).one() == ("text", '{"text":"Quy Nhơn","numbers":[1,null,true]}')


def test_what_is_rolled_back_leaves_no_event_and_no_gap(app):
    officer = cast().officer
    before = kinds()
    try:
        with transaction():
            audit.record("lost", officer, "campaign:A")
            raise InterruptedError
    except InterruptedError:
        pass
    with transaction():
        pass
    assert kinds() == before
    assert list(links.audit_chained()) == []


def test_a_savepoint_that_fails_takes_no_event_with_it(app):
    officer = cast().officer
    with transaction():
        assert claims.claim("job", "today")
    with transaction():
        audit.record("kept", officer, "campaign:A")
        assert not claims.claim("job", "today")
        with db.session.begin_nested() as savepoint:
            savepoint.rollback()
        audit.record("kept too", officer, "campaign:A")
    assert kinds()[-2:] == ["kept", "kept too"]


def test_what_was_noted_since_a_savepoint_goes_back_with_it(app):
    officer = cast().officer
    before = kinds()
    with transaction():
        audit.record("kept", officer, "campaign:A")
        with db.session.begin_nested():
            audit.record("kept within", officer, "campaign:A")
        with db.session.begin_nested() as savepoint:
            audit.record("lost", officer, "campaign:A")
            savepoint.rollback()
        audit.record("kept too", officer, "campaign:A")
    assert kinds() == [*before, "kept", "kept within", "kept too"]
    assert list(links.audit_chained()) == []
