"""Teams that send at the same moment: each finding is seen by both, and nobody waits in a circle. On both databases."""

from uuid import uuid4

from sqlalchemy import select

from app.database import db, transaction
from app.models import Report, ReportFlag
from app.services import reports
from app.services.report_photos import Photo
from tests.racing import CAPTAINS, VNEID, codes, enrolment, person, together
from tests.reporting import content

SCENE = Photo("a" * 64, 9, 4, 3)


def sends(team, uuid):
    filled = content({VNEID: 5}, photos=(SCENE,))
    return lambda: reports.record(uuid, enrolment(team), filled, person(CAPTAINS[team]), send=True).uuid


def corrects(team, uuid, quantity):
    def move():
        report = db.session.scalars(select(Report).where(Report.uuid == uuid)).one()
        filled = content({VNEID: quantity}, photos=(SCENE,))
        reports.amend(report, filled, person(CAPTAINS[team]), report.version, send=True)

    return move


def photo_flags():
    """Whom each report's photo is near, by report."""
    rows = db.session.execute(
        select(Report.uuid, ReportFlag.facts)
        .join(ReportFlag, ReportFlag.report_id == Report.id)
        .where(ReportFlag.code == "photo_near")
    )
    return {uuid: set(facts["reports"]) for uuid, facts in rows}


def test_of_teams_that_send_the_same_photo_at_once_all_are_flagged(crowd):
    uuids = {team: str(uuid4()) for team in CAPTAINS}
    assert codes(together(crowd, *(sends(team, uuid) for team, uuid in uuids.items()))) == ["", "", ""]
    everybody = set(uuids.values())
    with crowd.app_context():
        assert photo_flags() == {each: everybody - {each} for each in everybody}
    for quantity in (6, 7):
        moves = [corrects(team, uuid, quantity) for team, uuid in uuids.items()]
        assert codes(together(crowd, *moves)) == ["", "", ""]
    with crowd.app_context():
        assert photo_flags() == {each: everybody - {each} for each in everybody}
        risks = db.session.scalars(select(Report.risk)).all()
        assert len(set(risks)) == 2  # two of Quy Nhơn stand at one place


def test_one_that_is_taken_back_while_others_send_leaves_no_flag_behind(crowd):
    first, others = str(uuid4()), {team: str(uuid4()) for team in ("QN2", "AN1")}
    with crowd.app_context(), transaction():
        sends("QN1", first)()

    def takes_back():
        report = db.session.scalars(select(Report).where(Report.uuid == first)).one()
        reports.withdraw(report, person("captain"))

    together(crowd, takes_back, *(sends(team, uuid) for team, uuid in others.items()))
    with crowd.app_context():
        assert first not in photo_flags()
        assert set(photo_flags()) == set(others.values())
