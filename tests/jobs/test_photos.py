"""What becomes of files: destroyed with the tap, or by the next look; swept when no report shows them any more."""

import io
import os
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.database import db, transaction
from app.extensions import photo_store
from app.jobs import destroyed_photos, photo_retention
from app.models import Evidence, Report
from app.outside.darkroom import Developed, develop
from app.queries.enrolments import current_of
from app.queries.invariants.photos import photos_kept
from app.queries.rights import rights_of
from app.services import privacy
from app.services.report_photos import Photo
from tests.cast import NOW, cast, person_named, stand_still
from tests.outside.hostile import picture
from tests.reporting import decided, sent

VNEID = "vneid_level2_support"


def stored(kind):
    [made] = develop([io.BytesIO(picture(kind))])
    assert isinstance(made, Developed)
    kept = photo_store().keep(made)
    return Photo(kept.sha256, kept.size, kept.width, kept.height, kept.fingerprint)


def grow_old(app, days):
    folder = app.config["SETTINGS"].instance / "photos"
    for each in folder.rglob("*.jpg"):
        at = each.stat().st_mtime - days * 24 * 3600
        os.utime(each, (at, at))


def there(*photos):
    return [photo_store().is_whole(each.sha256, each.size) for each in photos]


@pytest.fixture
def scene(app):
    """A report with two photos; a third was chosen and never sent."""
    people = cast()
    photos = stored("jpeg"), stored("png"), stored("webp")
    return people, sent(people.enrolments["QN1"], people.captain, {VNEID: 5}, photos=photos[:2]), photos


def test_files_of_reports_stay_and_the_others_go_after_a_week(app, scene):
    _people, _report, photos = scene
    grow_old(app, 6)
    assert photo_retention.run() == []
    assert there(*photos) == [True] * 3
    grow_old(app, 2)
    assert photo_retention.run() == [], "once a day"
    with transaction() as session:
        session.execute(db.text("DELETE FROM job_claims"))
    assert photo_retention.run() == ["0 expired, 2 files swept"]
    assert there(*photos) == [True, True, False]
    assert list(photos_kept(photo_store())) == []


def test_a_photo_shown_by_two_reports_goes_with_the_last_of_them(app, scene):
    people, report, (photo, *_) = scene
    decided(report, people.verifier)
    sent(people.enrolments["QN2"], people.captain_qn2, {VNEID: 5}, photos=(photo,))
    grow_old(app, 100)
    stand_still(NOW + timedelta(days=91))
    assert photo_retention.run() == ["2 expired, 4 files swept"]
    assert there(photo) == [True]
    assert list(photos_kept(photo_store())) == []


def test_what_a_crash_left_of_a_destroyed_photo_goes_at_the_next_look(app, scene):
    people, report, (bad, fine, _) = scene
    with transaction():
        privacy.stop(report, bad.sha256, people.verifier, "Ảnh có giấy tờ/dữ liệu cá nhân")
    assert there(bad) == [True], "the machine stopped right after the commit"
    assert destroyed_photos.run() == [bad.sha256]
    assert there(bad, fine) == [False, True]
    assert destroyed_photos.run() == []


def test_a_missing_or_torn_file_is_found(app, scene):
    _people, report, (lost, torn, _) = scene
    photo_store().destroy([lost.sha256])
    [path] = (app.config["SETTINGS"].instance / "photos").rglob(f"{torn.sha256}.jpg")
    path.write_bytes(path.read_bytes()[:50])
    assert list(photos_kept(photo_store())) == [f"report {report.uuid}: photo {each.sha256}" for each in (lost, torn)]
    done = app.test_cli_runner().invoke(args=["invariants", "check"])
    assert done.exit_code == 1
    assert "HỎNG  photos_kept" in done.output


def test_one_tap_of_the_verifier_destroys_the_file_and_returns_the_report(small_campaign, visitor):
    with small_campaign.app_context():
        bad = stored("jpeg")
        report = sent(enrolment_of(person_named("captain")), person_named("captain"), {VNEID: 5}, photos=(bad,))
        address = f"/reports/{report.uuid}/evidence/{bad.sha256}"
    captain, verifier = visitor("captain"), visitor("verifier")
    assert captain.client.get(address).status_code == 200
    verifier.opens(f"/reports/{report.uuid}")
    verifier.sends(f"{address}/privacy")
    assert "Ảnh đã bị hủy" in verifier.text
    for kind in ("", "/thumbnail"):
        assert captain.client.get(f"{address}{kind}").status_code == 404
    with small_campaign.app_context():
        assert not photo_store().is_there(bad.sha256)
        assert db.session.scalars(select(Report.state)).one() == "returned"
        assert db.session.scalars(select(Evidence.removed_because)).one() == "privacy"
    captain.opens(f"/reports/{report.uuid}")
    assert "1 ảnh đã bị hủy vì có dữ liệu cá nhân" in captain.text
    captain.opens(f"/reports/{report.uuid}/edit")
    captain.sends(f"/reports/{report.uuid}/edit", photo=[(io.BytesIO(picture("jpeg")), "lại.jpg")], action="send")
    assert "Có ảnh đã bị hủy vì có dữ liệu cá nhân" in captain.text
    with small_campaign.app_context():
        assert not photo_store().is_there(bad.sha256), "what was destroyed is not stored again, not even for a moment"


def enrolment_of(captain):
    found = current_of(rights_of(captain), "captain")
    assert found is not None
    return found
