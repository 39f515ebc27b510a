"""On which line of a rule file a value stands, as well as the text tells."""

import re
from collections.abc import Iterator
from typing import Any

Path = tuple[str | int, ...]
Tables = dict[str, list[tuple[Path, Any]]]
"""The tables of a file as records, each with its place."""
Known = dict[str, frozenset[str]]
"""The codes that a table gives."""
Found = Iterator[tuple[Path, str]]
"""What is wrong, and where."""

HEADER = re.compile(r"\s*(\[\[?)\s*([A-Za-z0-9_-]+)\s*\]")
KEY = re.compile(r"\s*([A-Za-z0-9_-]+)\s*=")
FENCES = {'"""': re.compile(r'(?:\\.|[^\\])*?"""'), "'''": re.compile(r".*?'''")}
"""What begins a text of several lines, and how it goes on until it ends."""
TEXT = re.compile("|".join((*FENCES, r'"(?:\\.|[^"\\])*"', "'[^']*'", "#.*")))


class Places:
    """The lines of tables and keys; a path that is not in the text has its nearest table's line."""

    def __init__(self, text: str) -> None:
        self._lines: dict[Path, int] = {(): 1}
        counts: dict[str, int] = {}
        table: Path = ()
        fence = ""
        for number, line in enumerate(text.splitlines(), start=1):
            header, key = HEADER.match(line), KEY.match(line)
            if not fence and header:
                table = self._table(header, counts)
                self._lines.setdefault(table[:1], number)
                self._lines.setdefault(table, number)
            elif not fence and key:
                self._lines.setdefault((*table, key.group(1)), number)
            fence = _open_after(line, fence)

    def line(self, path: Path) -> int:
        """The line of the longest part of `path` that stands in the text."""
        return next(self._lines[path[:size]] for size in range(len(path), -1, -1) if path[:size] in self._lines)

    @staticmethod
    def _table(header: re.Match[str], counts: dict[str, int]) -> Path:
        name = header.group(2)
        if header.group(1) == "[":
            return (name,)
        counts[name] = counts.get(name, -1) + 1
        return (name, counts[name])


def _open_after(line: str, fence: str) -> str:
    """The fence of the text that goes on after this line, '' for none; `fence` is that of the one before it."""
    at = 0
    while True:
        if fence:
            if (ended := FENCES[fence].match(line, at)) is None:
                return fence
            at = ended.end()
        if (found := TEXT.search(line, at)) is None:
            return ""
        at, fence = found.end(), found.group() if found.group() in FENCES else ""


def column(path: Path) -> str:
    """A path as people read it, tables counted from 1: 'activities[3].points'."""
    parts = (f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path)
    return "".join(parts).lstrip(".")
