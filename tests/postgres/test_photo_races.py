"""A photo is struck while others send it: nothing is left that shows it, whoever comes first. On both databases."""

from concurrent.futures import ThreadPoolExecutor, wait
from secrets import token_hex
from threading import Event
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from app.database import db, transaction
from app.models import Campaign, Enrolment, Evidence, EvidenceOpening, Report, ReportClaim, TeamPhoto
from app.services import locks, looks, openings, privacy, reports, team_photos
from app.services.report_photos import Photo
from tests.cast import NOISE
from tests.racing import CAPTAINS, VNEID, codes, decides, enrolment, in_transaction, person, report, together
from tests.reporting import content

SCENE, OTHER = Photo("a" * 64, 9, 4, 3), Photo("b" * 64, 9, 4, 3)
PATIENCE = 0.4  # seconds that the second is given to walk past the first, were nothing in its way


def elsewhere():
    """The place of Ba Đình's team in the other campaign."""
    wanted = select(Enrolment).join(Campaign).where(Campaign.code == NOISE).order_by(Enrolment.id.desc())
    return db.session.scalars(wanted).first()


def sends(team, uuid, *photos, send=True):
    """A captain sends or corrects a report with these photos, or keeps a draft."""

    def move():
        place = elsewhere() if team == "HN1" else enrolment(team)
        by = person("captain_hn" if team == "HN1" else CAPTAINS[team])
        known = db.session.scalars(select(Report).where(Report.uuid == uuid)).first()
        filled = content({VNEID: 5}, photos=photos)
        if known is None:
            reports.record(uuid, place, filled, by, send)
        else:
            reports.amend(known, filled, by, known.version, send=True)

    return move


def strikes(uuid, name="verifier"):
    return lambda: privacy.stop(report(uuid), SCENE.sha256, person(name), "Ảnh có giấy tờ/dữ liệu cá nhân")


def shown():
    """How many reports still show the photo."""
    live = Evidence.sha256 == SCENE.sha256, Evidence.removed_at.is_(None)
    return db.session.scalar(select(func.count()).select_from(Evidence).where(*live))


def one_upon_the_other(app, first, second):
    """The second begins when the first has done everything but commit, and has time to overtake it."""
    done = Event()

    def begins_later():
        done.wait(30)
        return in_transaction(app, second)

    with ThreadPoolExecutor(1) as pool:
        later = pool.submit(begins_later)

        def then_lingers():
            first()
            db.session.flush()
            done.set()
            wait([later], PATIENCE)

        return in_transaction(app, then_lingers), later.result(30)


@pytest.fixture
def struck(crowd):
    """A report with the photo, which is about to be struck."""
    uuid = str(uuid4())
    with crowd.app_context(), transaction():
        sends("QN1", uuid, SCENE, OTHER)()
    return uuid


def test_whoever_sends_a_photo_that_is_being_struck_is_refused(crowd, struck):
    outcomes = one_upon_the_other(crowd, strikes(struck), sends("HN1", str(uuid4()), SCENE))
    assert [each.code for each in outcomes] == ["", "photo_private"]
    with crowd.app_context():
        assert shown() == 0


@pytest.mark.parametrize("send", [True, False])
def test_a_photo_that_was_being_sent_or_kept_is_struck_there_too(crowd, struck, send):
    outcomes = one_upon_the_other(crowd, sends("HN1", str(uuid4()), SCENE, send=send), strikes(struck))
    assert [each.code for each in outcomes] == ["", ""]
    with crowd.app_context():
        assert shown() == 0
        assert db.session.scalar(select(func.count()).select_from(Evidence)) == 3


def test_a_photo_that_is_being_struck_does_not_become_a_teams_picture(crowd, struck):
    outcomes = one_upon_the_other(crowd, strikes(struck), shows_the_team)
    assert [each.code for each in outcomes] == ["", "photo_private"]


def test_a_picture_that_was_becoming_a_teams_is_struck_with_the_photo(crowd, struck):
    outcomes = one_upon_the_other(crowd, shows_the_team, strikes(struck))
    assert [each.code for each in outcomes] == ["", ""]
    with crowd.app_context():
        assert [each.removed_because for each in db.session.query(TeamPhoto)] == ["privacy"]


def shows_the_team():
    found = team_photos.Picture(token_hex(32), SCENE.sha256, 9, 4, 3)
    return team_photos.show(enrolment("QN2").team, found, "Mọi người trong ảnh đồng ý", person("captain_qn2"))


def test_at_the_same_moment_nothing_is_left_that_shows_the_photo(crowd, struck):
    others = {team: str(uuid4()) for team in ("QN2", "AN1", "HN1")}
    with crowd.app_context(), transaction():
        sends("AN1", others["AN1"], OTHER, SCENE)()
    moves = [sends(team, uuid, SCENE) for team, uuid in others.items()]
    told = together(crowd, *moves, strikes(struck), strikes(struck, "officer"), strikes(others["AN1"], "verifier_an"))
    assert set(codes(told)) <= {"", "photo_private", "photo_unknown"}
    with crowd.app_context():
        assert shown() == 0


def test_who_looks_and_opens_waits_for_nobody_and_nobody_for_them(crowd, struck):
    def looks_on():
        found = report(struck)
        looks.look(found, person("officer"), {"other": "Lời của tôi"})
        openings.look_at(found.evidence[0], person("officer"))

    def corrects_another():
        locks.hold(report(other))

    other = str(uuid4())
    with crowd.app_context(), transaction():
        sends("QN1", other, OTHER)()
    assert codes(together(crowd, *[looks_on] * 4, decides(struck, "verifier"), corrects_another)) == [""] * 6
    with crowd.app_context():
        assert db.session.scalars(select(ReportClaim.typed)).all() == [{"other": "Lời của tôi"}]
        mine = EvidenceOpening.person_id == person("officer").id
        assert db.session.scalar(select(func.count()).select_from(EvidenceOpening).where(mine)) == 1
