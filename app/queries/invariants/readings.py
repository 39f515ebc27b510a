"""One reading of a campaign's ledger: its links as they were written, each held against the rows that points come from.

The database words each row's columns as docs/ledger.md says and compares them with the stored text, byte for byte. No
value can pass for another: the verifier turns away a text in which a value holds a quotation mark, so that each key
stands in it once.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, func, literal, select, true, type_coerce

from app.database import Base, db
from app.driver import is_postgresql
from app.models import Campaign, LedgerHead
from app.rulebook.chain import NO_HASH

TABLES = Base.metadata.tables
ENTRIES, ENROLMENTS, TEAMS, PEOPLE, REPORTS = (
    TABLES[name] for name in ("ledger_entries", "enrolments", "teams", "people", "reports")
)
ENTRY = ENTRIES.c
AT_ONCE = 2000
PREV = len(f'{{"prev":"{NO_HASH}",')
TEMPLATE = (
    '"seq":%s,"campaign":"CAMPAIGN","team_code":"%s","report_id":%s,"activity_code":%s,"activity_day":%s,"kind":"%s",'
    '"verified_quantity":%s,"scored_quantity":%s,"points":%s,"rules_version":%s,"actor":"%s","reason":"%s",'
    '"posted_at":"%s"}'
)
Text = ColumnElement[str]


class Reading:
    """The campaign's links one after the other; `fault` names the first whose row says anything else.

    Whether they lead to the chain's head is known once all have been read.
    """

    def __init__(self, campaign: Campaign) -> None:
        self.campaign = campaign
        self.fault = ""

    def links(self) -> Iterator[tuple[str, str]]:
        """Every link's text and hash, in sequence, whatever is wrong with it."""
        code, last, read = self.campaign.code, NO_HASH, 0
        head = db.session.get_one(LedgerHead, self.campaign.id, populate_existing=True)
        with db.session.execute(_rows(self.campaign)) as rows:
            for body, hash_, seq, alike in rows:
                read += 1
                follows = seq == read and body.startswith(f'{{"prev":"{last}",')
                if not self.fault and not (alike and follows):
                    self.fault = f"campaign={code} seq={read}"
                last = hash_
                yield body, hash_
        if not self.fault and (read, last) != (head.seq, head.hash):
            self.fault = f"campaign={code} head={head.seq} entries={read}"


def _rows(campaign: Campaign) -> Select[*tuple[Any, ...]]:
    """Each text and hash with its sequence, and whether the row says the same.

    PostgreSQL compares all of them beforehand: it sets several processes to what leads to one number.
    """
    alike = ENTRY.body == func.substr(ENTRY.body, 1, PREV, type_=String) + _worded(campaign.code)
    link = (ENTRY.body, ENTRY.hash, ENTRY.seq)
    if is_postgresql():
        unlike = db.session.scalar(_joined(select(func.min(ENTRY.seq)), campaign).where(alike.is_not(true())))
        asked = select(*link, ENTRY.seq.is_distinct_from(unlike)).where(ENTRY.campaign_id == campaign.id)
    else:
        asked = _joined(select(*link, alike), campaign)
    return asked.order_by(ENTRY.seq).execution_options(yield_per=AT_ONCE)


def _joined(asked: Select[*tuple[Any, ...]], campaign: Campaign) -> Select[*tuple[Any, ...]]:
    """Over the campaign's rows and what they point at; a row that lacks its team is there without it."""
    in_campaign = (ENROLMENTS.c.id == ENTRY.enrolment_id) & (ENROLMENTS.c.campaign_id == campaign.id)
    return (
        asked.select_from(ENTRIES)
        .outerjoin(ENROLMENTS, in_campaign)
        .outerjoin(TEAMS, TEAMS.c.id == ENROLMENTS.c.team_id)
        .outerjoin(PEOPLE, PEOPLE.c.id == ENTRY.actor_id)
        .outerjoin(REPORTS, REPORTS.c.id == ENTRY.report_id)
        .where(ENTRY.campaign_id == campaign.id)
    )


def _worded(code: str) -> Text:
    """The rest of a link's text as the row's columns have it."""
    values = (
        ENTRY.seq,
        TEAMS.c.code,
        _or_null(REPORTS.c.uuid),
        _or_null(ENTRY.activity_code),
        _or_null(_day(ENTRY.activity_day)),
        ENTRY.kind,
        ENTRY.verified_quantity,
        ENTRY.scored_quantity,
        ENTRY.points,
        func.coalesce(cast(ENTRY.rules_version, String), "null"),
        PEOPLE.c.uuid,
        ENTRY.reason,
        _instant(ENTRY.posted_at),
    )
    fill = func.format if is_postgresql() else func.printf
    return fill(TEMPLATE.replace("CAMPAIGN", code), *values, type_=String)


def _or_null(text: Text) -> Text:
    return func.coalesce(literal('"') + text + literal('"'), "null")


def _day(column: ColumnElement[Any]) -> Text:
    return func.to_char(column, "YYYY-MM-DD", type_=String) if is_postgresql() else type_coerce(column, String)


def _instant(column: ColumnElement[Any]) -> Text:
    """In UTC to the microsecond, as SQLite keeps it but for the letters."""
    if is_postgresql():
        return func.to_char(func.timezone("UTC", column), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"', type_=String)
    return func.replace(type_coerce(column, String), " ", "T", type_=String) + literal("Z")
