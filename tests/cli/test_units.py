"""`units import`: the official lists, in any order, as often as one likes."""

import pytest
from sqlalchemy import func, select

from app.config import ROOT
from app.database import db
from app.models import Unit
from tests.importing import run, write_csv, write_xlsx

LISTS = ROOT / "campaigns" / "units"


def unit(code: str, parent: str, /, **changes: object) -> dict[str, object]:
    level = "central" if not parent else "province" if code.startswith("T") else "commune"
    return {
        "code": code,
        "level": level,
        "kind": "commune",
        "name": f"Đoàn {code}",
        "parent_code": parent,
        "valid_from": "2025-07-01",
        "valid_to": "",
        "successor_codes": "",
        "latitude": "",
        "longitude": "",
    } | changes


def stored(code: str) -> Unit:
    db.session.rollback()
    return db.session.scalars(select(Unit).where(Unit.code == code)).one()


def test_the_official_lists_load_twice_without_change(app):
    first = run(app, "units", "import", LISTS / "units-2025.csv")
    assert first.exit_code == 0, first.stderr
    assert "3356 mới" in first.stderr
    old = run(app, "units", "import", LISTS / "units-2023-binh-dinh.csv")
    assert "167 mới" in old.stderr
    again = run(app, "units", "import", LISTS / "units-2025.csv")
    assert "0 mới, 0 cập nhật, 3356 không đổi" in again.stderr
    assert stored("X21583").path == "VN/T52/X21583/"
    assert stored("X21583").search_key == "doan phuong qui nhon"
    assert [each.code for each in stored("L52").successors] == ["T52"]


def test_children_may_stand_before_their_parents(app, tmp_path):
    path = write_csv(tmp_path / "u.csv", [unit("X1", "T1"), unit("T1", "VN"), unit("VN", "")])
    assert run(app, "units", "import", path).exit_code == 0
    assert stored("X1").path == "VN/T1/X1/"
    assert stored("X1").parent.code == "T1"


def test_a_moved_unit_takes_its_children_along(app, tmp_path):
    rows = [unit("VN", ""), unit("T1", "VN"), unit("T2", "VN"), unit("X1", "T1"), unit("B1", "X1")]
    run(app, "units", "import", write_csv(tmp_path / "u.csv", rows))
    moved = run(app, "units", "import", write_csv(tmp_path / "m.csv", [unit("X1", "T2")]))
    assert moved.exit_code == 0, moved.stderr
    assert stored("X1").path == "VN/T2/X1/"
    assert stored("B1").path == "VN/T2/X1/B1/"


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"parent_code": "T9"}, "parent_code"),
        ({"parent_code": "X1"}, "parent_code"),
        ({"successor_codes": "T1 X9"}, "successor_codes"),
        ({"level": "hamlet"}, "level"),
        ({"valid_to": "31/12/2025"}, "valid_to"),
        ({"latitude": "vĩ độ"}, "latitude"),
        ({"name": ""}, "name"),
        ({"code": "T1"}, "code"),
    ],
)
def test_a_wrong_unit_is_named_and_none_is_written(app, tmp_path, changes, column):
    rows = [unit("VN", ""), unit("T1", "VN"), unit("X1", "T1", **changes)]
    done = run(app, "units", "import", write_csv(tmp_path / "u.csv", rows))
    assert done.exit_code == 1
    assert f"u.csv:4: {column}: " in done.stderr
    assert db.session.scalar(select(func.count()).select_from(Unit)) == 0


def test_a_workbook_may_hold_fractions_where_places_need_them(app, tmp_path):
    rows = [unit("VN", ""), unit("T1", "VN", latitude=13.79, longitude=109)]
    done = run(app, "units", "import", write_xlsx(tmp_path / "u.xlsx", rows))
    assert done.exit_code == 0, done.stderr
    assert (stored("T1").latitude, stored("T1").longitude) == (13.79, 109)
