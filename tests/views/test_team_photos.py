"""A team's picture on its pages, in the hall and on the results: nothing of it tells who won before it is said."""

import io
import re
from datetime import date

import pytest
from PIL import Image

from app.database import transaction
from app.extensions import photo_store
from app.models import Team
from app.queries import team_photos as queries
from app.services import campaigns, privacy, team_photos
from app.services.report_photos import Photo
from app.views.sight import stage_of
from tests.cast import CODE, person_named
from tests.concluding import finalised, in_april
from tests.outside.hostile import picture
from tests.racing import enrolment
from tests.reporting import sent
from tests.services.test_team_photos import YES, stored
from tests.views.season import VNEID
from tests.views.test_ceremonies import presses

PAGE, PHOTO = "/teams/QN1/photo", "/teams/QN1/photo.jpg"
CEREMONY, RESULTS = f"/campaigns/{CODE}/ceremony", f"/campaigns/{CODE}/results"


def taken_somewhere():
    """A photo that says where, when, with what, and by whom it was taken."""
    exif = Image.Exif()
    exif[0x010F], exif[0x013B], exif[0x9286] = "CAMERA-4711", "NGUYEN-VAN-A", "GHI-CHU"
    exif.get_ifd(0x8825)[2] = (13.0, 46.0, 12.0)
    exif.get_ifd(0x8769)[0x9003] = "2026:03:15 08:30:00"
    out = io.BytesIO()
    Image.open(io.BytesIO(picture("jpeg"))).save(out, "JPEG", exif=exif, comment=b"LOI-BINH")
    return out.getvalue()


def sends(browser, body, **fields):
    browser.opens(PAGE)
    return browser.sends(PAGE, photo=(io.BytesIO(body), "doi.jpg"), **fields)


def test_a_captain_shows_a_picture_without_a_word_of_the_camera(small_campaign, visitor):
    captain, stranger = visitor("captain"), visitor()
    assert stranger.opens(PHOTO).status_code == 404
    sends(captain, taken_somewhere(), consent="1")
    assert "Ảnh của đội đã hiện ở trang của đội." in captain.text
    assert "xác nhận: “Mọi người trong ảnh đồng ý cho hiện ảnh này công khai" in captain.text
    for address in (PHOTO, "/teams/QN1/photo-320.jpg"):
        body = stranger.opens(address).get_data()
        shown = Image.open(io.BytesIO(body))
        assert (shown.format, dict(shown.getexif()), shown.info.get("comment")) == ("JPEG", {}, None)
        assert not any(word in body for word in (b"CAMERA", b"NGUYEN", b"LOI-BINH", b"2026:03", b"Exif"))
    stranger.opens(f"/teams/QN1?campaign={CODE}")
    assert PHOTO in stranger.text
    assert PAGE + '"' not in stranger.text
    captain.opens(f"/teams/QN1?campaign={CODE}")
    assert PAGE + '"' in captain.text


def test_lists_show_a_small_one(small_campaign, visitor):
    out = io.BytesIO()
    Image.effect_noise((1200, 800), 40).save(out, "JPEG")
    captain = visitor("captain")
    sends(captain, out.getvalue(), consent="1")
    whole, small = (
        Image.open(io.BytesIO(captain.opens(each).get_data())) for each in (PHOTO, "/teams/QN1/photo-320.jpg")
    )
    assert max(small.size) == 320 < max(whole.size)


@pytest.mark.parametrize(
    ("body", "fields", "said"),
    [
        (picture("jpeg"), {}, "Chưa có sự đồng ý của mọi người trong ảnh"),
        (b"GIF89a", {"consent": "1"}, "không phải ảnh JPEG, PNG hoặc WebP"),
        (b"", {"consent": "1"}, "không phải ảnh JPEG, PNG hoặc WebP"),
    ],
    ids=["no consent", "no photo", "nothing"],
)
def test_without_consent_or_a_photo_nothing_is_shown(small_campaign, visitor, body, fields, said):
    captain = visitor("captain")
    assert sends(captain, body, **fields).status_code == 422
    assert said in captain.text
    assert captain.opens(PHOTO).status_code == 404
    assert list((small_campaign.config["SETTINGS"].instance / "photos").rglob("*.jpg")) == []


def test_a_photo_that_was_destroyed_as_private_is_refused_and_leaves_no_file(small_campaign, visitor):
    with small_campaign.app_context():
        known = stored()
        photo_store().destroy([known.file])
        scene = Photo(known.sha256, known.size, known.width, known.height)
        report = sent(enrolment("QN1"), person_named("captain"), {VNEID: 3}, photos=(scene,))
        with transaction():
            privacy.stop(report, scene.sha256, person_named("verifier"), "Có giấy tờ")
    captain = visitor("captain")
    assert sends(captain, picture("jpeg"), consent="1").status_code == 422
    assert captain.opens(PHOTO).status_code == 404
    assert list((small_campaign.config["SETTINGS"].instance / "photos").rglob("*.jpg")) == []


def test_a_picture_that_is_replaced_or_taken_back_is_gone_at_once(small_campaign, visitor):
    captain, stranger = visitor("captain"), visitor()
    sends(captain, picture("jpeg"), consent="1")
    first = stranger.opens(PHOTO)
    again = {"If-None-Match": first.headers["ETag"]}
    assert first.headers["Cache-Control"] == "private, no-cache"
    assert stranger.opens(PHOTO, headers=again).status_code == 304
    sends(captain, picture("png"), consent="1")
    second = stranger.opens(PHOTO, headers=again)
    assert second.status_code == 200
    assert second.get_data() != first.get_data()
    captain.sends(f"{PAGE}/removal")
    assert "Ảnh đã được gỡ và tệp đã bị hủy." in captain.text
    assert stranger.opens(PHOTO, headers=again).status_code == 404
    assert list((small_campaign.config["SETTINGS"].instance / "photos").rglob("*.jpg")) == []


def test_an_officer_says_why_and_the_captain_reads_it(small_campaign, visitor):
    captain, officer = visitor("captain"), visitor("officer")
    sends(captain, picture("jpeg"), consent="1")
    officer.opens(PAGE)
    officer.sends(f"{PAGE}/removal", reason=" ")
    assert officer.page.status_code == 422
    assert "Bạn ghi lý do gỡ ảnh để đội biết." in officer.text
    assert visitor().opens(PHOTO).status_code == 200
    officer.sends(f"{PAGE}/removal", reason="Có người dân trong ảnh")
    assert visitor().opens(PHOTO).status_code == 404
    captain.opens(PAGE)
    assert "cán bộ gỡ: Có người dân trong ảnh" in captain.text


# --- the hall ---


def pictured(app, *codes):
    """These teams show a picture, or from now on none does."""
    with app.app_context(), transaction() as session:
        for team in session.query(Team).where(Team.code.in_(("QN1", "QN2", "AN1"))):
            by = person_named("officer")
            if team.code in codes:
                team_photos.show(team, stored(), YES, by)
            elif queries.shown_of(team):
                team_photos.remove(team, by, "Thử")


@pytest.fixture
def final(season, visitor):
    """QN1 wins before QN2; nobody but those who decided it knows."""
    for day in (1, 8):
        season.earned("QN1", {VNEID: 10}, date(2026, 3, day))
    for day in (1, 8, 15):
        season.earned("QN2", {VNEID: 6}, date(2026, 3, day))
    with in_april():
        with season.app.test_request_context(), transaction():
            finalised(stage_of(CODE).campaign, person_named("officer"), person_named("signatory"))
        yield season


def told(browser):
    """The public page as far as it can be compared."""
    browser.opens(CEREMONY)
    return re.sub(r'"[\w.-]{40,}"', "", browser.text)


def test_strangers_see_the_picture_of_who_was_read_out_and_before_it_nothing_depends_on_any(final, visitor):
    officer, stranger = visitor("officer"), visitor()
    pictured(final.app, "QN1", "QN2", "AN1")
    officer.opens(f"/campaigns/{CODE}/ceremonies")
    officer.sends(f"/campaigns/{CODE}/ceremonies", what="final")
    with_pictures = told(stranger)
    assert "photo" not in with_pictures
    answers = {code: stranger.opens(f"/teams/{code}/photo.jpg").headers for code in ("QN1", "QN2", "AN1")}
    assert len({(each["Cache-Control"], each["Content-Type"], len(each)) for each in answers.values()}) == 1
    pictured(final.app)
    assert told(stranger) == with_pictures
    pictured(final.app, "QN1", "QN2", "AN1")
    seen: list[list[str]] = []
    while "Xem toàn bộ" not in stranger.text and len(seen) < 6:
        presses(officer, "next")
        told(stranger)
        seen.append(sorted(set(re.findall(r"/teams/(\w+)/photo", stranger.text))))
    assert seen == [[], [], ["QN2"], ["QN2"], ["QN1", "QN2"], ["QN1", "QN2"]]


def test_the_screen_has_every_picture_beforehand(final, visitor):
    officer = visitor("officer")
    pictured(final.app, "QN1", "AN1")
    officer.opens(f"/campaigns/{CODE}/ceremonies")
    officer.sends(f"/campaigns/{CODE}/ceremonies", what="final")
    officer.opens(officer.address.replace("remote", "screen"))
    assert re.findall(r'class="scene-photo" src="/teams/(\w+)/photo.jpg"', officer.text) == ["QN1"]
    assert "loading=" not in officer.text


def test_the_results_show_the_winners_pictures_until_they_are_removed(final, visitor):
    pictured(final.app, "QN1", "QN2", "AN1")
    with final.app.test_request_context(), transaction():
        campaigns.announce(stage_of(CODE).campaign, person_named("officer"))
    stranger = visitor()
    stranger.opens(RESULTS)
    shown = re.findall(r'class="(team-[^"]*)" src="([^"]*)"', stranger.text)
    assert shown == [("team-picture screen-only", PHOTO), ("team-thumb screen-only", "/teams/QN2/photo-320.jpg")]
    pictured(final.app)
    stranger.opens(RESULTS)
    assert "photo" not in stranger.text
