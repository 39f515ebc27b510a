"""The log is read by those who answer for a unit, and shows what its people and the commands did."""

from app.database import transaction
from app.services import audit, people
from tests.cast import PEOPLE, person_named


def test_an_officer_reads_what_their_people_did_and_nothing_of_another_province(small_campaign, visitor):
    with small_campaign.app_context(), transaction():
        audit.record("report.saved", person_named("captain"), "report:here")
        audit.record("report.saved", person_named("verifier_hn"), "report:elsewhere")
        audit.record("units.imported", people.system_actor(), "units:file")
    officer = visitor("officer")
    officer.opens("/audit")
    assert "report:here" in officer.text
    assert "units:file" in officer.text
    assert "report:elsewhere" not in officer.text
    assert PEOPLE["verifier_hn"][1] not in officer.text
