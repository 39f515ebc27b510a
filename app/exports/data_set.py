"""The citable data set of one version of the results: everything that anyone needs to recompute who won, as one ZIP."""

import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC

from sqlalchemy import select

from app.config import ROOT
from app.database import db
from app.exports.ledger import lines
from app.exports.readmes import readme
from app.exports.zips import packed
from app.models import Checkpoint, Result
from app.queries.campaigns import stage
from app.rulebook.rulestore import dump_rules

SCRIPTS = ("verify_ledger.py", "recompute_results.py")


def data_set(result: Result) -> Iterator[bytes]:
    """The ZIP in pieces, as they are made: the same bytes whenever it is asked for.

    All but the ledger is read at once: nothing of the result is asked for while the pieces go out.
    """
    return packed(list(_files(result)), result.at.astimezone(UTC).timetuple()[:6], zipfile.ZIP_DEFLATED)


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
