"""How a command answers: faults and counts on standard error, what was asked for on standard output."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session

from app.database import transaction
from app.forms.faults import worded
from app.forms.tables import Refusal
from app.models import Campaign
from app.queries.campaigns import by_code
from app.rulebook.rulefile import Fault
from app.services.imports import RowsRefused
from app.services.refusals import Refused
from app.views import wording

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@contextmanager
def answering(file: Path | None = None) -> Iterator[None]:
    """Every refusal becomes lines on standard error and exit status 1."""
    try:
        yield
    except Refusal as refusal:
        _refuse(file, refusal.faults)
    except RowsRefused as refusal:
        _refuse(file, worded(refusal.faults))
    except Refused as refusal:
        place = f"{file}: " if file else ""
        click.echo(f"{place}{wording.worded(refusal)}", err=True)
        raise SystemExit(1) from None


@contextmanager
def writing(file: Path | None = None) -> Iterator[Session]:
    """One transaction: all of the command or nothing of it."""
    with answering(file), transaction() as session:
        yield session


def told(file: Path | None, faults: Iterable[Fault]) -> None:
    """`file:row: column: message`, a line each."""
    for each in faults:
        column = f"{each.column}: " if each.column else ""
        click.echo(f"{file}:{each.row}: {column}{each.message}", err=True)


def campaign_named(code: str) -> Campaign:
    """The campaign with that code; refuses an unknown one."""
    found = by_code(code)
    if found is None:
        raise Refused("unknown_campaign", code=code)
    return found


def say(line: str) -> None:
    """A sentence for whoever runs the command; never mixed with what it puts out."""
    click.echo(line, err=True)


def progress(length: int, label: str) -> Any:
    """A bar on a terminal, nothing elsewhere; moved by its `update(count)`."""
    return click.progressbar(length=length, label=label, file=sys.stderr, hidden=not sys.stderr.isatty())


def _refuse(file: Path | None, faults: Iterable[Fault]) -> None:
    told(file, faults)
    raise SystemExit(1)
