"""The citable data set of one version of the results: everything that anyone needs to recompute who won, as one ZIP."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from app.config import ROOT
from app.database import db
from app.exports.ledger import lines
from app.exports.readmes import readme
from app.models import Checkpoint, Result
from app.queries.campaigns import stage
from app.rulebook.rulestore import dump_rules

SCRIPTS = ("verify_ledger.py", "recompute_results.py")
BLOCK = 256 * 1024


def data_set(result: Result) -> Iterator[bytes]:
    """The ZIP in pieces, as they are made: the same bytes whenever it is asked for.

    All but the ledger is read at once: nothing of the result is asked for while the pieces go out.
    """
    return _packed(list(_files(result)), result.at)


def _packed(files: Sequence[tuple[str, Iterable[bytes]]], at: datetime) -> Iterator[bytes]:
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w") as packed:
        for name, parts in files:
            entry = zipfile.ZipInfo(name, at.astimezone(UTC).timetuple()[:6])
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            with packed.open(entry, "w", force_zip64=True) as file:
                for part in parts:
                    file.write(part)
                    yield from pipe.full()
    yield from pipe.rest()


def _files(result: Result) -> Iterator[tuple[str, Iterable[bytes]]]:
    checkpoint = _checkpoint(result)
    yield "README.md", [readme(result).encode()]
    yield "ledger.jsonl", lines(result.campaign, result.seq)
    yield "facts.json", [result.facts.encode()]
    yield "results.csv", [result.sheet.encode()]
    yield "checkpoint.json", [f"{checkpoint.body}\n".encode()]
    yield "rules.jsonl", [_rules(result)]
    for name in SCRIPTS:
        yield name, [(ROOT / "tools" / name).read_bytes()]


def _checkpoint(result: Result) -> Checkpoint:
    """The one that signs this version's facts."""
    kind = "amend" if result.is_amendment else "finalise"
    return db.session.scalars(
        select(Checkpoint).where(
            Checkpoint.campaign_id == result.campaign_id, Checkpoint.seq == result.seq, Checkpoint.reason == kind
        )
    ).one()


def _rules(result: Result) -> bytes:
    """A line for every version of the rules, with the day from which it was made to hold."""
    book = stage(result.campaign).book
    found = zip(book.numbers, book.days, book.rule_sets, strict=True)
    return "".join(
        f'{{"version":{number},"from":"{day}","rules":{dump_rules(rules)}}}\n' for number, day, rules in found
    ).encode()


class _Pipe(io.RawIOBase):
    """A file that a ZIP is written into and read out of at once; nothing in it can be sought."""

    def __init__(self) -> None:
        super().__init__()
        self.kept: list[bytes] = []
        self.size = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.kept.append(bytes(data))
        self.size += len(self.kept[-1])
        return len(self.kept[-1])

    def full(self) -> Iterator[bytes]:
        """What has come together, once it is worth handing on."""
        if self.size >= BLOCK:
            yield from self.rest()

    def rest(self) -> Iterator[bytes]:
        if self.kept:
            yield b"".join(self.kept)
        self.kept, self.size = [], 0
