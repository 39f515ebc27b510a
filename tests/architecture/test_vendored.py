"""What was taken from others is what it says it is: static/vendor/README.md names each file's SHA-256."""

import hashlib
import re
from pathlib import Path

from app.config import ROOT

STATIC = ROOT / "static"
TAKEN = ("vendor/*", "fonts/*.woff2")
DIGEST = re.compile(r"\b[0-9a-f]{64}\b")


def listed(text: str) -> dict[str, str]:
    """File name -> digest, from the rows of the table (the file in the first cell)."""
    rows = (line for line in text.splitlines() if line.startswith("|"))
    return {row.split("|")[1].strip(" `"): found[0] for row in rows if (found := DIGEST.findall(row))}


def differences(static: Path) -> list[str]:
    """The files that are not listed, not there, or not the same; names are relative to `static`."""
    table = listed((static / "vendor" / "README.md").read_text())
    files = {
        str(path.relative_to(static)): hashlib.sha256(path.read_bytes()).hexdigest()
        for pattern in TAKEN
        for path in static.glob(pattern)
        if path.name != "README.md"
    }
    return sorted(name for name in table.keys() | files.keys() if table.get(name) != files.get(name))


def test_vendored_files_are_those_listed():
    assert listed((STATIC / "vendor" / "README.md").read_text())
    assert differences(STATIC) == []


def test_a_changed_missing_or_added_file_is_seen(tmp_path):
    digest = hashlib.sha256(b"kept").hexdigest()
    rows = (f"| `vendor/{name}` | 1.0 | MIT | `{digest}` |" for name in ("kept.js", "changed.js", "missing.js"))
    vendor = tmp_path / "vendor"
    vendor.mkdir()
    (vendor / "README.md").write_text("| file | version | licence | sha256 |\n|---|---|---|---|\n" + "\n".join(rows))
    (vendor / "kept.js").write_text("kept")
    (vendor / "changed.js").write_text("changed")
    (vendor / "added.js").write_text("added")
    assert differences(tmp_path) == ["vendor/added.js", "vendor/changed.js", "vendor/missing.js"]
