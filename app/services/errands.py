"""Errands: somebody asks for long work, the worker takes it up, and it ends once, done or refused.

What an errand does is audited as if it had been done in the request; asking for it changes nothing yet.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app import clock
from app.database import db
from app.models import Campaign, Errand, Person
from app.models.errands import MOST_TRIES
from app.queries import errands as queries
from app.queries.rights import rights_of
from app.rulebook.errand_kinds import KINDS
from app.services.refusals import Refused

DONE, BROKEN = "done", "broken"


def ask(uuid: str, kind: str, campaign: Campaign, by: Person, **arguments: Any) -> Errand:
    """Have work of a kind done; the same form sent twice asks once."""
    known = queries.by_uuid(uuid) or _added(uuid, kind, campaign, by, arguments)
    if (known.by_id, known.kind, known.campaign_id, known.arguments) != (by.id, kind, campaign.id, arguments):
        raise Refused("errand_differs")
    return known


def take(errand_id: int) -> bool:
    """Take it up, unless somebody is at it or it has ended; the try counts before it is made, so a crash is one too."""
    found = hold(errand_id)
    if found is None:
        return False
    if found.tries == MOST_TRIES:
        found.end(BROKEN, {}, clock.now())
        return False
    found.start(clock.now())
    return True


def hold(errand_id: int) -> Errand | None:
    """The errand, for the caller's transaction alone; None when somebody else has it or it has ended."""
    open_ = select(Errand).where(Errand.id == errand_id, Errand.ended_at.is_(None))
    return db.session.scalar(open_.with_for_update(skip_locked=True))


def may_go_on(errand: Errand) -> None:
    """Who asked may have lost their role since."""
    if not rights_of(errand.by).covers(errand.campaign.unit.path, *KINDS[errand.kind].roles):
        raise Refused("errand_not_yours")


def finish(errand: Errand, facts: Mapping[str, Any]) -> None:
    """It has been done."""
    errand.end(DONE, dict(facts), clock.now())


def refuse(errand_id: int, refusal: Refused) -> None:
    """Nothing of it was done, and why."""
    found = hold(errand_id)
    if found is not None:
        found.end(refusal.code, {name: _kept(value) for name, value in refusal.facts.items()}, clock.now())


def give_up(errand_id: int) -> None:
    """It failed; after some tries for good."""
    found = hold(errand_id)
    if found is not None and found.tries == MOST_TRIES:
        found.end(BROKEN, {}, clock.now())


def refusal_of(errand: Errand) -> Refused | None:
    """Why nothing was done, as the service said it; None for what was done or broke."""
    if errand.outcome in (None, DONE, BROKEN):
        return None
    return Refused(errand.outcome, **{name: _told(value) for name, value in (errand.facts or {}).items()})


def _added(uuid: str, kind: str, campaign: Campaign, by: Person, arguments: dict[str, Any]) -> Errand:
    made = Errand(
        uuid=uuid, kind=kind, campaign_id=campaign.id, by_id=by.id, arguments=arguments, asked_at=clock.now(), tries=0
    )
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError:  # the same form, sent twice at the same moment
        known = queries.by_uuid(uuid)
        assert known is not None
        return known
    return made


def _kept(value: Any) -> Any:
    """A refusal's fact as JSON holds it; days and instants say what they are."""
    if isinstance(value, datetime):
        return {"instant": value.isoformat()}
    return {"day": value.isoformat()} if isinstance(value, date) else value


def _told(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return datetime.fromisoformat(value["instant"]) if "instant" in value else date.fromisoformat(value["day"])
