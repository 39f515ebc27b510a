"""Standings and ledger: exports to the byte, rebuilds that find a planted difference, invariants by name."""

import csv
import hashlib
import io
import json

from sqlalchemy import text

from app.cli.answers import campaign_named
from app.database import db, transaction
from app.rulebook.counting import Counts
from app.services import campaigns, people
from app.services.invariants import INVARIANTS
from tests.cast import CODE, NOISE, cast
from tests.fixtures.databases import built_app
from tests.importing import import_rows, line, report_id, run

COLUMNS = (
    "rank,team_code,team_name,unit_code,cluster_code,points,verified_quantity,scored_quantity,"
    "reports_verified,sundays_deployed,badges,last_entry_seq"
)
KEYS = [
    "prev",
    "seq",
    "campaign",
    "team_code",
    "report_id",
    "activity_code",
    "activity_day",
    "kind",
    "verified_quantity",
    "scored_quantity",
    "points",
    "rules_version",
    "actor",
    "reason",
    "posted_at",
    "hash",
]


def played(app, folder) -> None:
    """Four reports: QN1 and AN1 equal, QN2 behind, AN2 without any."""
    cast()
    done = import_rows(
        app,
        folder,
        line(),
        line(report_id=report_id(2), team_code="AN1"),
        line(report_id=report_id(3), team_code="QN2", activity_day="2026-03-07", verified="7"),
        line(report_id=report_id(4), team_code="AN2", decision="rejected"),
    )
    assert done.exit_code == 0, done.stderr


def export(app, *arguments) -> bytes:
    done = run(app, "standings", "export", "--campaign", CODE, *arguments)
    assert done.exit_code == 0, done.stderr
    return done.stdout_bytes


def rows(body: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))


def test_the_csv_has_its_columns_and_shared_ranks(app, tmp_path):
    played(app, tmp_path)
    body = export(app, "--format", "csv")
    assert body.startswith(b"\xef\xbb\xbf" + COLUMNS.encode() + b"\n")
    assert [(each["rank"], each["team_code"], each["points"]) for each in rows(body)] == [
        ("1", "AN1", "72"),
        ("1", "QN1", "72"),
        ("3", "QN2", "21"),
        ("4", "AN2", "0"),
    ]
    in_cluster = rows(export(app, "--format", "csv", "--cluster", "phuong"))
    assert [(each["rank"], each["team_code"]) for each in in_cluster] == [("1", "QN1"), ("2", "QN2")]


def test_the_json_names_version_and_sequence(app, tmp_path):
    played(app, tmp_path)
    found = json.loads(export(app, "--format", "json"))
    assert list(found) == ["campaign", "version", "as_of_seq", "provisional", "standings"]
    assert (found["campaign"], found["version"], found["as_of_seq"], found["provisional"]) == (CODE, 1, 3, True)
    assert list(found["standings"][0]) == COLUMNS.split(",")
    assert found["standings"][0]["points"] == 72


def test_as_of_counts_what_was_recorded_up_to_an_entry(app, tmp_path):
    played(app, tmp_path)
    before = export(app, "--format", "csv")
    import_rows(app, tmp_path, line(report_id=report_id(9), team_code="AN2", claimed="30"))
    assert rows(export(app, "--format", "csv"))[0]["team_code"] == "AN2"
    assert export(app, "--format", "csv", "--as-of", "3") == before
    start = rows(export(app, "--format", "csv", "--as-of", "0"))
    assert [(each["rank"], each["team_code"], each["points"]) for each in start] == [
        ("1", code, "0") for code in ("AN1", "AN2", "QN1", "QN2")
    ]
    assert export(app, "--format", "csv", "--as-of", "4") == export(app, "--format", "csv")
    assert run(app, "standings", "export", "--campaign", CODE, "--format", "csv", "--as-of", "5").exit_code == 1


def test_a_freeze_hides_nothing_from_the_command(app, tmp_path):
    played(app, tmp_path)
    with transaction():
        campaigns.freeze(campaign_named(CODE), people.system_actor(), "diễn tập")
    import_rows(app, tmp_path, line(report_id=report_id(9), team_code="AN2", claimed="30"))
    assert rows(export(app, "--format", "csv"))[0]["team_code"] == "AN2"


def test_text_that_a_spreadsheet_would_calculate_is_led_by_an_apostrophe(app, tmp_path):
    played(app, tmp_path)
    with transaction() as session:
        session.execute(text("UPDATE teams SET name = '=1+1' WHERE code = 'QN1'"))
        session.execute(text("UPDATE teams SET name = '＝1+1' WHERE code = 'QN2'"))
    names = {each["team_code"]: each["team_name"] for each in rows(export(app, "--format", "csv"))}
    assert names["QN1"] == "'=1+1"
    assert names["QN2"] == "'＝1+1"


def test_both_databases_export_the_same_bytes(sqlite_database, postgresql_database, tmp_path):
    bodies = []
    for name, url in (("sqlite", sqlite_database), ("postgresql", postgresql_database)):
        folder = tmp_path / name
        folder.mkdir()
        with built_app(url, folder) as app, app.app_context():
            played(app, folder)
            bodies.append(
                [export(app, "--format", kind, *more) for kind in ("csv", "json") for more in ((), ("--as-of", "2"))]
            )
    assert bodies[0] == bodies[1]


def test_the_ledger_is_exported_line_by_line(app, tmp_path):
    played(app, tmp_path)
    done = run(app, "ledger", "export", "--campaign", CODE)
    lines = [json.loads(each) for each in done.stdout_bytes.decode().splitlines()]
    assert [list(each) for each in lines] == [KEYS] * 3
    assert [each["seq"] for each in lines] == [1, 2, 3]
    assert [each["team_code"] for each in lines] == ["AN1", "QN1", "QN2"]
    first = lines[0]
    assert (first["kind"], first["points"], first["verified_quantity"], first["report_id"]) == (
        "award",
        72,
        20,
        report_id(2),
    )
    assert first["prev"] == "0" * 64
    for prev, each in zip(["0" * 64] + [each["hash"] for each in lines], lines, strict=False):
        body = {key: value for key, value in each.items() if key != "hash"}
        assert each["prev"] == prev
        assert (
            each["hash"]
            == hashlib.sha256(json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
        )
    assert first["posted_at"].endswith("Z")
    assert len(first["posted_at"]) == len("2026-03-15T13:30:00.000000Z")
    assert run(app, "ledger", "export", "--campaign", NOISE).stdout_bytes == b""


def test_a_sound_database_keeps_every_invariant(app, tmp_path):
    played(app, tmp_path)
    done = run(app, "invariants", "check")
    assert done.exit_code == 0, done.stderr
    assert [each.split()[1] for each in done.stderr.splitlines()] == [*INVARIANTS, "photos_kept"]
    for noun in ("standings", "ledger"):
        assert run(app, noun, "rebuild", "--campaign", CODE, "--check").exit_code == 0


def test_a_planted_standing_is_found_named_and_mended(app, tmp_path):
    played(app, tmp_path)
    with transaction() as session:
        session.execute(text("UPDATE standings SET points = points + 1 WHERE points = 21"))
    checked = run(app, "standings", "rebuild", "--campaign", CODE, "--check")
    assert checked.exit_code == 1
    assert "points: kept 22, due 21" in checked.stderr
    broken = run(app, "invariants", "check")
    assert broken.exit_code == 1
    assert broken.stderr.splitlines()[-1].endswith("conservation")
    assert run(app, "standings", "rebuild", "--campaign", CODE).exit_code == 0
    assert run(app, "invariants", "check").exit_code == 0


def test_a_planted_report_is_found_by_the_ledger_and_settled(app, tmp_path):
    played(app, tmp_path)
    with transaction() as session:
        session.execute(text(f"UPDATE reports SET late = TRUE WHERE uuid = '{report_id(2)}'"))
    checked = run(app, "ledger", "rebuild", "--campaign", CODE, "--check")
    assert checked.exit_code == 1
    assert "AN1 2026-03-08 vneid_level2_support" in checked.stderr
    assert "points -12" in checked.stderr
    assert len(run(app, "ledger", "export", "--campaign", CODE).stdout.splitlines()) == 3
    assert run(app, "ledger", "rebuild", "--campaign", CODE).exit_code == 0
    assert run(app, "ledger", "rebuild", "--campaign", CODE, "--check").exit_code == 0
    assert rows(export(app, "--format", "csv"))[1]["points"] == "60"


PLANTED = {
    "one_live_decision": "UPDATE reports SET decision_id = NULL, state = 'submitted' WHERE team_size = 8",
    "state_follows_decision": "UPDATE reports SET state = 'submitted' WHERE team_size = 8",
    "no_self_verification": "UPDATE people SET is_system = FALSE WHERE login = 'cli'",
    "gapless_sequence": "UPDATE ledger_heads SET seq = seq + 1",
    "tallies": "UPDATE tallies SET verified_quantity = verified_quantity + 1",
    "team_tallies": "UPDATE team_tallies SET points = points + 1",
    "day_tallies": "UPDATE day_tallies SET points = points + 1",
    "counts_kept": f"UPDATE team_counts SET counts = '{json.dumps(Counts().kept())}'",
    "badges_earned": "DELETE FROM badge_awards",
}


def test_each_planted_break_is_named(app, tmp_path):
    played(app, tmp_path)
    for name, statement in PLANTED.items():
        db.session.rollback()
        db.session.execute(text(statement))
        assert list(INVARIANTS[name]()), name
        db.session.rollback()
        assert not list(INVARIANTS[name]()), name
