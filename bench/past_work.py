"""Reports with hours, places, members and photos, written straight into a database: as many as flags may have to see.

Every team has reported fifty times, twice a day; two teams share each place, one after the other. Seven photos of ten
are of nothing else, three are near copies of some other picture.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random
from uuid import UUID

from flask import Flask
from sqlalchemy import text

from app.database import db, transaction
from app.rulebook.fingerprints import parts
from app.services.people import system_actor
from bench.rows import DECISIONS, REPORT_LINES, VERDICTS, Place, continued, insert_all, writing
from bench.seasons import COMMUNES, NOW, places_of

REPORTS_A_TEAM, MEMBERS = 50, 2
KINDS = ("vneid_level2_support", "e_payment_support")
FIRST = date(2026, 3, 1)
NEAR_COPIES = 1_000  # of each picture that is copied
SENT = f"{NOW:%Y-%m-%d %H:%M:%S}.000000"
PEOPLE = (
    "INSERT INTO people (id, uuid, login, full_name, is_system, session_epoch, created_at) "
    "VALUES (?, ?, ?, 'Nguyễn Văn Đo', ?, 1, ?)"
)
MEMBERSHIPS = "INSERT INTO memberships (id, team_id, person_id, starts_on) VALUES (?, ?, ?, '2026-03-01')"
PLACES = "INSERT INTO places (id, unit_id, kind, name, hamlet) VALUES (?, ?, 'community_site', ?, '')"
REPORTS = (
    "INSERT INTO reports (id, uuid, enrolment_id, activity_day, place_id, begins_at, ends_at, note, "
    "service_confirmation, document_reference, media_link, late_reason, team_size, members_present, origin, state, "
    "late, version, content_hash, created_by_id, created_at, first_submitted_at, submitted_at, decision_id, risk) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, '', '', '', '', '', 8, 6, 'team', ?, ?, 1, '', ?, ?, ?, ?, ?, 0)"
)
ATTENDANCES = "INSERT INTO attendances (report_id, person_id) VALUES (?, ?)"
EVIDENCE = (
    "INSERT INTO evidence (id, report_id, sha256, size, width, height, fingerprint, part_0, part_1, part_2, added_at, "
    "removed_because) VALUES (?, ?, ?, 9, 4, 3, ?, ?, ?, ?, ?, '')"
)
TEAMS = text("SELECT enrolments.id, team_id, unit_id FROM enrolments JOIN teams ON teams.id = team_id ORDER BY 1")


def fill(app: Flask, reports: int, waiting: int) -> list[int]:
    """So many decided reports, and `waiting` of today by as many teams; the ids of these."""
    with app.app_context():
        teams = [(*row, place) for row, place in zip(db.session.execute(TEAMS), places_of(), strict=True)]
        with transaction():
            actor = system_actor().id
        db.session.remove()
        _write(teams, reports, waiting, actor)
        _tidy()
        db.engine.dispose()
    return list(range(reports + 1, reports + waiting + 1))


def _tidy() -> None:
    """What the nightly job does on SQLite, and autovacuum on PostgreSQL for a table that only grows."""
    if db.engine.dialect.name == "sqlite":
        with db.engine.begin() as connection:
            connection.execute(text("ANALYZE"))
    else:
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))


Team = tuple[int, int, int, Place]


def _write(teams: Sequence[Team], reports: int, waiting: int, actor: int) -> None:
    whole = reports + waiting
    with writing(db.engine) as connection:
        (base,) = connection.execute("SELECT max(id) FROM people").fetchone()
        (joined,) = connection.execute("SELECT coalesce(max(id), 0) FROM memberships").fetchone()
        crew = range(len(teams) * MEMBERS)
        insert_all(connection, PEOPLE, (_person(base + at + 1) for at in crew))
        rows = ((joined + at + 1, teams[at // MEMBERS][1], base + at + 1) for at in crew)
        insert_all(connection, MEMBERSHIPS, rows)
        insert_all(connection, PLACES, _places(teams))
        insert_all(connection, REPORTS, (_report(at, teams, reports, actor) for at in range(whole)))
        lines = ((at + 1, at // 2 + 1, at % 2, KINDS[at % 2], 10 + at // 2 % 7) for at in range(2 * whole))
        insert_all(connection, REPORT_LINES, lines)
        decided = ((at + 1, at + 1, actor, SENT, teams[0][3].path, 0, True) for at in range(reports))
        insert_all(connection, DECISIONS, decided)
        found = ((at + 1, at // 2 + 1, at + 1, 10 + at // 2 % 7, 10 + at // 2 % 7) for at in range(2 * reports))
        insert_all(connection, VERDICTS, found)
        present = (
            (at + 1, base + at % len(teams) * MEMBERS + one + 1) for at in range(whole) for one in range(MEMBERS)
        )
        insert_all(connection, ATTENDANCES, present)
        insert_all(connection, EVIDENCE, _photos(whole))
        for table in (
            "people",
            "memberships",
            "places",
            "reports",
            "report_lines",
            "decisions",
            "verdicts",
            "evidence",
        ):
            continued(connection, table)


def _person(key: int) -> Sequence[object]:
    return key, str(UUID(int=key, version=4)), f"{key}@bench.example", False, SENT


def _places(teams: Sequence[Team]) -> Iterator[Sequence[object]]:
    """One for two neighbours; communes name their places alike."""
    for at, (_, _, unit_id, _) in enumerate(teams):
        if at // COMMUNES % 2 == 0:
            yield at + 1, unit_id, f"Nhà văn hóa khu phố {at // COMMUNES}"


def _report(at: int, teams: Sequence[Team], decided: int, actor: int) -> Sequence[object]:
    team, turn = at % len(teams), at // len(teams)
    day = NOW.date() if at >= decided else FIRST + timedelta(days=turn // 2)
    place = team if team // COMMUNES % 2 == 0 else team - COMMUNES
    begins = 8 * 60 + turn % 2 * 6 * 60 + (0 if place == team else 150)
    uuid, is_open = str(UUID(int=at + 1, version=4)), at >= decided
    kept = "submitted" if is_open else "decided", False, actor, SENT, SENT, SENT, None if is_open else at + 1
    return at + 1, uuid, teams[team][0], day.isoformat(), place + 1, begins, begins + 120, *kept


def _photos(count: int) -> Iterator[Sequence[object]]:
    dice = Random(1)
    pictures = max(1, count * 3 // 10 // NEAR_COPIES)
    for at in range(count):
        seen = dice.getrandbits(64)
        if at % 10 < 3:
            seen = picture(dice.randrange(pictures)) ^ _few_bits(dice)
        signed = seen - (1 << 64) if seen >> 63 else seen
        yield at + 1, at + 1, f"{at:064x}", signed, *parts(seen), SENT


def picture(number: int) -> int:
    """The fingerprint of a picture that many have copied."""
    return Random(f"picture {number}").getrandbits(64)


def _few_bits(dice: Random) -> int:
    """Up to twelve bits: eight are near, twelve no longer."""
    return sum({1 << dice.randrange(64) for _ in range(dice.randrange(13))})
