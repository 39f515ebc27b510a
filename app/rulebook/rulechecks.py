"""What must agree between the tables of a rule file, once each table is readable by itself."""

from collections.abc import Callable, Iterable
from difflib import get_close_matches

from app.rulebook.badgechecks import badges
from app.rulebook.lookouts import WEIGHTS
from app.rulebook.ruledays import calendar, deadlines, peaks
from app.rulebook.ruleplaces import Found, Known, Tables

UNIQUE = (
    ("activities", "code"),
    ("clusters", "code"),
    ("badges", "code"),
    ("badges", "number"),
    ("targets", "code"),
    ("penalties", "code"),
    ("bonuses", "code"),
    ("prizes", "code"),
    ("prize_scales", "min_teams"),
    ("special_awards", "code"),
)
REFERENCES = (
    ("peaks", "activities", "activities"),
    ("badges", "activities", "activities"),
    ("badges", "targets", "targets"),
    ("headlines", "activities", "activities"),
    ("targets", "activities", "activities"),
    ("flags", "rates", "activities"),
    ("exclusions", "activities", "activities"),
    ("exclusions", "against", "activities"),
    ("prize_scales", "counts", "prizes"),
)


def did_you_mean(wrong: str, choices: Iterable[str]) -> str:
    """The nearest right spelling as a half sentence, or nothing."""
    near = get_close_matches(wrong, list(choices), n=1)
    return f"; có phải “{near[0]}”?" if near else ""


def repeated(tables: Tables, known: Known) -> Found:
    """Codes and numbers that must be unique in their table."""
    for section, name in UNIQUE:
        seen: set[object] = set()
        for path, row in tables[section]:
            value = getattr(row, name)
            if value in seen:
                yield (*path, name), f"“{value}” đã dùng ở bảng trước; mỗi mã chỉ dùng một lần"
            seen.add(value)


def dangling(tables: Tables, known: Known) -> Found:
    """Codes that name something the file does not hold."""
    for section, name, target in REFERENCES:
        for path, row in tables[section]:
            for item in getattr(row, name):
                code = item if isinstance(item, str) else item[0]
                if code not in known[target]:
                    hint = did_you_mean(code, known[target])
                    yield (*path, name), f"không có “{code}” trong [[{target}]]{hint}"


def targets(tables: Tables, known: Known) -> Found:
    for path, target in tables["targets"]:
        if target.shape == "percent" and target.value > 100:
            yield (*path, "value"), f"chỉ tiêu phần trăm không quá 100; đang là {target.value}"


def weights(tables: Tables, known: Known) -> Found:
    """Weights name flags that there are."""
    codes = [code for code, _ in WEIGHTS]
    for path, flags in tables["flags"]:
        for code, _ in flags.weights:
            if code not in codes:
                hint = did_you_mean(code, codes) or f"; các dấu hiệu: {', '.join(codes)}"
                yield (*path, "weights"), f"không có dấu hiệu “{code}”{hint}"


CHECKS: tuple[Callable[[Tables, Known], Found], ...] = (
    repeated,
    dangling,
    badges,
    targets,
    weights,
    calendar,
    deadlines,
    peaks,
)
