"""`invariants check`: what must never break, asked of the whole database."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice

import click
from flask.cli import with_appcontext

from app.cli.answers import say
from app.database import transaction
from app.extensions import photo_store
from app.queries.invariants.photos import photos_kept
from app.services.invariants import INVARIANTS

MOST_SHOWN = 20


@click.group("invariants")
def invariants() -> None:
    """What must never break."""


@invariants.command()
@with_appcontext
def check() -> None:
    """Run every invariant; fail with the name of the first broken one."""
    broken = []
    with transaction():
        asked: dict[str, Callable[[], Iterator[str]]] = {
            **INVARIANTS,
            "photos_kept": partial(photos_kept, photo_store()),
        }
        for name, find in asked.items():
            faults = list(islice(find(), MOST_SHOWN))
            say(f"{'HỎNG' if faults else 'đúng'}  {name}")
            for each in faults:
                say(f"      {each}")
            broken += [name] if faults else []
    if broken:
        say(f"Bất biến bị phá vỡ: {broken[0]}")
        raise SystemExit(1)
