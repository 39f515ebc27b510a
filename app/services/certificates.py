"""Certificates are issued for what a version of the results gives; nothing that was issued is ever changed."""

from uuid import uuid4

from sqlalchemy import insert

from app import clock
from app.database import db
from app.models import Certificate, Person, Result
from app.queries.certificates import key_of, of_campaign
from app.queries.prize_winners import due
from app.services import audit


def issue(result: Result, by: Person) -> int:
    """One for each award of the version that has none yet; how many. What stayed as it was keeps its certificate."""
    known = {key_of(each) for each in of_campaign(result.campaign)}
    at = clock.now()
    rows = [
        {
            "uuid": str(uuid4()),
            "result_id": result.id,
            "kind": each.key.kind,
            "enrolment_id": each.key.enrolment_id,
            "person_id": each.key.person_id,
            "prize_code": each.key.prize_code,
            "prize": each.prize,
            "recipient": each.recipient,
            "team": each.team,
            "unit": each.unit,
            "cluster": each.cluster,
            "at": at,
        }
        for each in due(result)
        if each.key not in known
    ]
    if rows:
        db.session.execute(insert(Certificate), rows)
        code = result.campaign.code
        audit.record("certificates.issued", by, f"campaign:{code}", number=result.number, count=len(rows))
    return len(rows)
