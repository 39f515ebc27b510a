"""A person chooses what they are told, and how."""

from collections.abc import Collection

from sqlalchemy import delete, insert, select

from app.database import db
from app.models import NoticeChoice, Person
from app.models.notice_choices import CHANNELS
from app.rulebook.notice_kinds import NoticeKind


def choose(person: Person, offered: Collection[NoticeKind], wanted: Collection[tuple[str, str]]) -> None:
    """Keep which of the offered kinds come by which channel, as pairs; only what differs from the registry is kept."""
    db.session.execute(select(Person.id).where(Person.id == person.id).with_for_update(key_share=True))
    codes = [each.code for each in offered]
    db.session.execute(delete(NoticeChoice).where(NoticeChoice.person_id == person.id, NoticeChoice.kind.in_(codes)))
    turned = [
        {"person_id": person.id, "kind": each.code, "channel": channel}
        for each in offered
        for channel in CHANNELS
        if each.default(channel) != ((each.code, channel) in wanted)
    ]
    if turned:
        db.session.execute(insert(NoticeChoice), turned)
