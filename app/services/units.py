"""The Union's units, as official lists give them: parents and successors by code, in any order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, select

from app.database import db
from app.models import Person, Unit, unit_successors
from app.models.units import LEVELS
from app.rulebook.text import search_key
from app.services import audit
from app.services.imports import Counts, Faults

LONGEST_PATH = 400
TOO_LONG = "/" * (LONGEST_PATH + 1)
TOLD = ("code", "level", "kind", "name", "valid_from", "valid_to", "latitude", "longitude")


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit of a list; `row` is its place in the file."""

    row: int
    code: str
    level: str
    kind: str
    name: str
    parent_code: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    successor_codes: tuple[str, ...] = ()
    latitude: float | None = None
    longitude: float | None = None


def import_units(rows: Sequence[UnitRow], by: Person) -> Counts:
    """Add the units that are new, bring the others up to date; RowsRefused names every fault and nothing is written."""
    stored = {each.code: each for each in db.session.scalars(select(Unit))}
    paths = _checked(rows, stored)
    ids = {code: unit.id for code, unit in stored.items()}
    new = [each for each in rows if each.code not in stored]
    _add(new, paths, ids)
    changed = _change([each for each in rows if each.code in stored], stored, paths, ids)
    changed |= _link(rows, ids) - {each.code for each in new}
    if new or changed:
        audit.record("units.imported", by, "units:all", new=len(new), changed=len(changed))
    return Counts(len(new), len(changed), len(rows) - len(new) - len(changed))


def _checked(rows: Sequence[UnitRow], stored: Mapping[str, Unit]) -> dict[str, str]:
    """The path of every unit, stored or new, as it will be."""
    faults = Faults()
    parent_of = {code: _parent_code(unit) for code, unit in stored.items()}
    first: dict[str, UnitRow] = {}
    for each in rows:
        if first.setdefault(each.code, each) is not each:
            faults.add(each.row, "code", "twice_in_file", value=each.code, other=first[each.code].row)
        parent_of[each.code] = each.parent_code
    paths = {code: path for code in parent_of if (path := _path(code, parent_of))}
    for each in rows:
        if each.level not in LEVELS:
            faults.add(each.row, "level", "not_one_of", value=each.level, known=", ".join(LEVELS))
        if len(paths.get(each.code, TOO_LONG)) > LONGEST_PATH:
            faults.add(each.row, "parent_code", "unknown_parent", value=each.parent_code)
        for code in each.successor_codes:
            if code not in parent_of:
                faults.add(each.row, "successor_codes", "unknown_successor", value=code)
    faults.refuse()
    return paths


def _path(code: str, parent_of: Mapping[str, str]) -> str | None:
    """`VN/T52/X21553/`; None when a parent is missing or the parents run in a circle."""
    codes = [code]
    while parent_of[codes[-1]]:
        parent = parent_of[codes[-1]]
        if parent in codes or parent not in parent_of:
            return None
        codes.append(parent)
    return "".join(f"{each}/" for each in reversed(codes))


def _parent_code(unit: Unit) -> str:
    above = unit.path.removesuffix(f"{unit.code}/")
    return above.rstrip("/").rpartition("/")[2]


def _columns(row: UnitRow, paths: Mapping[str, str], ids: Mapping[str, int]) -> dict[str, Any]:
    told = {name: getattr(row, name) for name in TOLD}
    return told | {
        "search_key": search_key(row.name),
        "path": paths[row.code],
        "parent_id": ids.get(row.parent_code),
    }


def _add(new: Sequence[UnitRow], paths: Mapping[str, str], ids: dict[str, int]) -> None:
    """Parents first by depth, so that every parent has its id when its children come."""
    for depth in sorted({paths[each.code].count("/") for each in new}):
        level = [_columns(each, paths, ids) for each in new if paths[each.code].count("/") == depth]
        made = db.session.execute(insert(Unit).returning(Unit.code, Unit.id), level)
        ids.update((code, unit_id) for code, unit_id in made)


def _change(
    known: Sequence[UnitRow], stored: Mapping[str, Unit], paths: Mapping[str, str], ids: Mapping[str, int]
) -> set[str]:
    """Codes of the stored units that changed: their own columns, or their path because a parent moved."""
    changed = set()
    told = {each.code: _columns(each, paths, ids) for each in known}
    for code, unit in stored.items():
        for name, value in told.get(code, {"path": paths[code]}).items():
            if getattr(unit, name) != value:
                setattr(unit, name, value)
                changed.add(code)
    db.session.flush()
    return changed


def _link(rows: Sequence[UnitRow], ids: Mapping[str, int]) -> set[str]:
    """Make each unit's successors those of the list; codes of the units whose successors changed."""
    codes = {unit_id: code for code, unit_id in ids.items()}
    listed = {ids[each.code] for each in rows}
    held = {
        (unit_id, successor_id)
        for unit_id, successor_id in db.session.execute(select(unit_successors))
        if unit_id in listed
    }
    due = {(ids[each.code], ids[code]) for each in rows for code in each.successor_codes}
    for unit_id, successor_id in sorted(held - due):
        pair = (unit_successors.c.unit_id == unit_id) & (unit_successors.c.successor_id == successor_id)
        db.session.execute(delete(unit_successors).where(pair))
    if due - held:
        columns = ("unit_id", "successor_id")
        db.session.execute(
            insert(unit_successors), [dict(zip(columns, pair, strict=True)) for pair in sorted(due - held)]
        )
    return {codes[unit_id] for unit_id, _ in held ^ due}
