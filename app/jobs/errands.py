"""The worker does what people asked for, one after the other; what a crash interrupted is taken up again."""

import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from app import clock
from app.database import db, one_state, transaction
from app.extensions import parcels, progress
from app.jobs.errand_runs import LANDINGS, RUNS
from app.models import Errand
from app.queries import errands as queries
from app.rulebook.errand_kinds import KINDS
from app.services import errands
from app.services.refusals import Refused

EVERY = 2  # seconds: somebody watches the page
KEPT = timedelta(days=1)  # how long a file can be fetched
log = logging.getLogger(__name__)


def run() -> list[str]:
    """Do everything that waits, each once; returns `kind:uuid:outcome` for each that ended."""
    done = [each for number in _waiting() if (each := _do(number))]
    parcels().sweep(clock.wall() - KEPT)
    return done


def _waiting() -> Iterator[int]:
    last = 0
    while found := queries.after(last):
        db.session.rollback()
        yield found
        last = found


def _do(number: int) -> str:
    with transaction():
        taken = errands.take(number)
    found = queries.by_id(number)
    name, kind = found.uuid, found.kind
    try:
        if taken:
            (_write if KINDS[kind].writes else _read)(number)
    except Refused as refusal:
        with transaction():
            errands.refuse(number, refusal)
    except Exception:
        log.exception("errand %s %s failed", kind, name)
        with transaction():
            errands.give_up(number)
    finally:
        progress().forget(name)
    outcome = queries.by_id(number).outcome
    return f"{kind}:{name}:{outcome}" if outcome else ""


def _write(number: int) -> None:
    """The work and its end land together; until then the errand's row is held, and a killed worker leaves nothing."""
    with transaction():
        found = errands.hold(number)
        if found is not None:
            errands.finish(found, _worked(found))


def _read(number: int) -> None:
    """Nobody who writes waits for work that only reads. Two workers may both do it; the first one's end counts."""
    with one_state():
        facts = _worked(queries.by_id(number))
    with transaction():
        found = errands.hold(number)
        if found is not None:
            if found.kind in LANDINGS:
                LANDINGS[found.kind](found, facts)
            errands.finish(found, facts)


def _worked(errand: Errand) -> dict[str, Any]:
    errands.may_go_on(errand)
    return RUNS[errand.kind](errand, progress().marks(errand.uuid))
