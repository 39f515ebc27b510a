"""What the database refuses by itself, whatever code asks for it: the second row of what there can be only one of."""

from contextlib import suppress
from datetime import timedelta
from uuid import uuid4

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from app.database import Base, db
from tests.cast import NOW
from tests.stateful.world import World, arrange

VNEID = "vneid_level2_support"
TODAY = (NOW + timedelta(hours=7)).date()
FINE = ("penalty", "repeated_late", "form 1", 5)
TWICE = {  # what is refused twice: table, condition for the row that is copied, what the copy has of its own
    "a report's id": ("reports", "", {}),
    "a line of an activity in a report": ("report_lines", "", {}),
    "the decision that follows another": ("decisions", "follows_id", {}),
    "a verdict on a line in a decision": ("verdicts", "", {}),
    "an entry of a line for one cause": ("ledger_entries", "line_id", {"seq": 1000}),
    "an extra about one thing": ("extras", "", {"reverses_id": None}),
    "the reversal of an extra": ("extras", "reverses_id", {"subject": "another"}),
    "a badge that is held": ("badge_awards", "", {"uuid": str(uuid4())}),
    "a version of the rules": ("rule_versions", "", {}),
    "an opening of a team's day": ("late_openings", "", {}),
    "a team in a campaign": ("enrolments", "", {}),
}


def lived():
    """A report decided, taken back and decided again, a penalty taken back, a locked day opened."""
    arrange()
    world, uuid = World(), str(uuid4())
    moves = (
        ("send", uuid, "QN1", "captain", {VNEID: 5}, TODAY, True),
        ("decide", uuid, "verifier", {VNEID: 5}, 1),
        ("reopen", uuid, "verifier"),
        ("decide", uuid, "verifier", {VNEID: 4}, 1),
        ("post", "QN1", "officer", FINE, None),
        ("reverse", "QN1", "officer", *FINE[:3]),
        ("open_day", "QN1", "officer", TODAY - timedelta(8)),
    )
    assert [world.play(*each) for each in moves] == [""] * len(moves)


def takes_a_second(table, condition, own):
    """Whether the database would keep a copy of the newest row that says the same but for its key."""
    columns, key = Base.metadata.tables[table].columns, Base.metadata.tables[table].primary_key
    wanted = select(*columns).where(*([columns[condition].is_not(None)] if condition else []))
    row = db.session.execute(wanted.order_by(*(each.desc() for each in key)).limit(1)).one()._asdict()
    with suppress(IntegrityError):
        db.session.execute(
            insert(Base.metadata.tables[table]).values({**row, "id": 10_000, **own} if "id" in row else row | own)
        )
        return True
    return False


def test_what_there_can_be_only_one_of_is_refused_by_the_database_itself(app):
    lived()
    taken = []
    for name, told in TWICE.items():
        if takes_a_second(*told):
            taken.append(name)
        db.session.rollback()
    assert taken == []
