"""A unit puts somebody forward for an individual award; the member, and for a minor a guardian, agrees or does not."""

from collections.abc import Sequence

from sqlalchemy import select

from app import clock
from app.database import db
from app.models import Campaign, Nomination, NominationConsent, Person, Team, Unit
from app.queries import nominations as queries
from app.queries.campaigns import stage
from app.queries.rights import rights_of
from app.services import audit, locks, notices
from app.services.refusals import Refused

UNIT = ("verifier", "officer")


def nominate(campaign: Campaign, uuid: str, person: Person, team: Team, by: Person, why: str) -> Nomination:
    """Put one person forward, once a campaign; they are asked at once. The same form sent twice does it once."""
    locks.hold_campaign(campaign)
    known = queries.by_uuid(uuid)
    if known is not None:
        if (known.campaign_id, known.by_id) != (campaign.id, by.id):
            raise Refused("form_used")
        return known
    if stage(campaign).is_final:
        raise Refused("results_final")
    if not rights_of(by).covers(team.unit.path, *UNIT) or person.id == by.id:
        raise Refused("not_yours_to_nominate")
    put = Nomination.campaign_id == campaign.id, Nomination.person_id == person.id
    if db.session.scalar(select(Nomination.id).where(*put)):
        raise Refused("nominated_already", name=person.full_name)
    made = Nomination(
        uuid=uuid,
        campaign_id=campaign.id,
        unit=team.unit,
        person=person,
        name=person.full_name,
        why=why,
        by=by,
        at=clock.now(),
    )
    db.session.add(made)
    db.session.flush()
    audit.record("nomination.made", by, f"campaign:{campaign.code}", unit=team.unit.code)
    facts = {"campaign": campaign.code, "name": campaign.name, "nomination": made.uuid}
    notices.tell_each("nominated", f"nomination:{made.id}", {person.id: facts}, clock.wall())
    return made


def consent(nomination: Nomination, whose: str, given: bool, by: Person) -> NominationConsent:
    """The member's own answer, or what their guardian signed as the unit recorded it; a yes can be taken back."""
    campaign = db.session.get_one(Campaign, nomination.campaign_id)
    locks.hold_campaign(campaign)
    _may_answer(nomination, whose, by)
    if stage(campaign).is_final:
        raise Refused("results_final")
    known = {each.given: each for each in _answers(nomination, whose)}
    if given and False in known:
        raise Refused("consent_refused")
    if given in known:
        return known[given]
    said = NominationConsent(nomination=nomination, whose=whose, given=given, by_id=by.id, at=clock.now())
    db.session.add(said)
    db.session.flush()
    audit.record("nomination.consent", by, f"campaign:{campaign.code}", whose=whose, given=given)
    return said


def _answers(nomination: Nomination, whose: str) -> Sequence[NominationConsent]:
    mine = (NominationConsent.nomination_id == nomination.id, NominationConsent.whose == whose)
    return db.session.scalars(select(NominationConsent).where(*mine)).all()


def _may_answer(nomination: Nomination, whose: str, by: Person) -> None:
    unit = db.session.get_one(Unit, nomination.unit_id)
    own = nomination.person_id == by.id
    if (whose == "member" and not own) or (whose == "guardian" and (own or not rights_of(by).covers(unit.path, *UNIT))):
        raise Refused("not_yours_to_answer_for")
