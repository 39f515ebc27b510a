"""A campaign's rule file (TOML), read with every fault it has; its stored form is in `rulestore`."""

import re
import tomllib
from dataclasses import fields
from typing import Any, NamedTuple

from app.rulebook.campaignfiles import CampaignFile
from app.rulebook.rulechecks import CHECKS, did_you_mean
from app.rulebook.rulefields import REQUIRED, WrongValue
from app.rulebook.ruleplaces import Known, Path, Places, Tables, column
from app.rulebook.rules import RuleSet
from app.rulebook.rulestore import dump_rules, load_rules
from app.rulebook.ruletables import SECTIONS, Section

__all__ = ["Fault", "dump_rules", "load_rules", "parse"]

# What no rule file needs and the parser pays dearly for, or stumbles over: the square of a key's depth in memory.
ENDLESS = (
    (re.compile(r"""(?<![\w"'.-])(?:[\w"'-]++[ \t]*+\.[ \t]*+){20}"""), "tên mục có quá nhiều dấu chấm; bỏ bớt"),
    (re.compile(r"[0-9A-Fa-f_]{100}"), "số quá dài; viết lại số này"),
)


class Fault(NamedTuple):
    """One thing wrong in a rule file: its line, its key, and what would be right (Vietnamese)."""

    row: int
    column: str
    message: str


def parse(text: str) -> tuple[CampaignFile | None, list[Fault]]:
    """Read a whole rule file; every fault is collected, and with any fault there is no campaign."""
    for pattern, message in ENDLESS:
        if found := pattern.search(text):
            return None, [Fault(text.count("\n", 0, found.start()) + 1, "", message)]
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits is no TOMLDecodeError
        return None, [_syntax(text, str(error))]
    reading = _Reading(Places(text))
    tables = {name: reading.section(name, section, data.get(name)) for name, section in SECTIONS.items()}
    for name in data.keys() - SECTIONS.keys():
        reading.fault((name,), f"không có bảng này{did_you_mean(name, SECTIONS)}")
    for check in CHECKS:
        for path, message in check(tables, _known(data)):
            reading.fault(path, message)
    if reading.faults:
        return None, sorted(reading.faults)
    return _campaign(tables), []


class _Reading:
    """Collects faults while tables become records."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.faults: list[Fault] = []

    def fault(self, path: Path, message: str) -> None:
        found = Fault(self.places.line(path), column(path), message)
        if found not in self.faults:
            self.faults.append(found)

    def section(self, name: str, section: Section, raw: Any) -> list[tuple[Path, Any]]:
        wanted = f"[[{name}]]" if section.many else f"[{name}]"
        if raw is None:
            if section.least or not section.many:
                self.fault((name,), f"thiếu bảng {wanted}")
            return []
        rows = raw if section.many else [raw]
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            self.fault((name,), f"cần viết thành bảng {wanted}")
            return []
        if len(rows) < section.least:
            self.fault((name,), f"cần ít nhất {section.least} bảng {wanted}")
        paths: list[Path] = [(name, place) if section.many else (name,) for place in range(len(rows))]
        read = [(path, self.record(section, row, path)) for path, row in zip(paths, rows, strict=True)]
        return [(path, record) for path, record in read if record is not None]

    def record(self, section: Section, row: dict[str, Any], path: Path) -> Any:
        before = len(self.faults)
        names = [field.name for field in section.fields]
        for name in row.keys() - set(names):
            hint = did_you_mean(name, names) or f"; các mục dùng được: {', '.join(names)}"
            self.fault((*path, name), f"không có mục này{hint}")
        values: dict[str, Any] = {}
        for field in section.fields:
            try:
                values[field.name] = field.read(row[field.name]) if field.name in row else field.default
            except WrongValue as wrong:
                self.fault((*path, field.name), str(wrong))
            if values.get(field.name) is REQUIRED:
                self.fault((*path, field.name), "thiếu mục này; hãy thêm vào bảng")
        return None if len(self.faults) > before else section.shape(**values)


def _known(data: dict[str, Any]) -> Known:
    """Every code a table gives, readable or not, so that one fault does not cause ten more."""
    rows = {name: data.get(name) for name in ("activities", "prizes", "targets")}
    listed = {name: found if isinstance(found, list) else [] for name, found in rows.items()}
    return {
        name: frozenset(str(row.get("code")) for row in found if isinstance(row, dict))
        for name, found in listed.items()
    }


def _campaign(tables: Tables) -> CampaignFile:
    one: dict[str, Any] = {name: tables[name][0][1] for name, section in SECTIONS.items() if not section.many}
    many: dict[str, Any] = {
        name: tuple(row for _, row in tables[name]) for name, section in SECTIONS.items() if section.many
    }
    campaign, alone = one.pop("campaign"), one.pop("rules")
    clusters = many.pop("clusters")
    rules = RuleSet(**{each.name: getattr(alone, each.name) for each in fields(alone)}, **one, **many)
    own = {each.name: getattr(campaign, each.name) for each in fields(campaign)}
    return CampaignFile(**own, clusters=clusters, rules=rules)


def _syntax(text: str, error: str) -> Fault:
    """tomllib ends its message with '(at line 3, column 7)' or '(at end of document)'."""
    _, _, place = error.rpartition("(at line ")
    digits = place.split(",")[0]
    row = int(digits) if digits.isdigit() else max(1, len(text.splitlines()))
    return Fault(row, "", f"không đúng cú pháp TOML ({error}); sửa dòng này rồi nạp lại")
