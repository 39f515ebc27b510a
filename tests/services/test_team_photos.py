"""A team's picture: who may show and remove it, that one is shown at a time, and that what is removed is gone."""

import io
import os
from secrets import token_hex

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.database import db, transaction
from app.extensions import photo_store
from app.jobs import destroyed_photos, photo_retention
from app.models import AuditEvent, Notice, TeamPhoto
from app.outside.darkroom import Developed, develop
from app.outside.photos import described
from app.queries import team_photos as queries
from app.queries.invariants.photos import photos_kept
from app.services import privacy, team_photos
from app.services.refusals import Refused
from app.services.report_photos import Photo
from app.services.team_photos import Picture
from tests.cast import cast
from tests.outside.hostile import picture
from tests.reporting import sent

YES = "Mọi người trong ảnh đồng ý"


@pytest.fixture
def people(app):
    return cast()


def named(letter="a"):
    """A picture without a file."""
    return Picture(token_hex(32), letter * 64, 9, 4, 3)


def stored(kind="jpeg"):
    """A picture with its file."""
    [made] = develop([io.BytesIO(picture(kind))])
    assert isinstance(made, Developed)
    about, file = described(made), token_hex(32)
    photo_store().keep_under(file, made)
    return Picture(file, about.sha256, about.size, about.width, about.height)


def shows(people, team, by, found=None, consent=YES):
    with transaction():
        return team_photos.show(people.teams[team], found or named(), consent, getattr(people, by))


def test_captain_and_officer_show_one_picture_at_a_time_and_the_one_before_goes(people):
    first, second = named("a"), named("b")
    shows(people, "QN2", "captain_qn2")
    assert shows(people, "QN1", "captain", first) == []
    assert shows(people, "QN1", "officer", second) == [first.file]
    live = queries.shown_of(people.teams["QN1"])
    assert (live.file, live.consent, live.by.id) == (second.file, YES, people.officer.id)
    [before] = queries.history(people.teams["QN1"])
    assert (before.file, before.removed_because, before.removed_by_id) == (first.file, "replaced", people.officer.id)
    assert queries.by_code("QN2").sha256 == "a" * 64
    told = db.session.scalars(select(AuditEvent).where(AuditEvent.kind == "team_photo.shown")).all()
    assert [(each.subject, each.detail["sha256"], each.detail["consent"]) for each in told] == [
        ("team:QN2", "a" * 64, YES),
        ("team:QN1", "a" * 64, YES),
        ("team:QN1", "b" * 64, YES),
    ]


@pytest.mark.parametrize("who", ["member", "verifier", "captain_qn2", "verifier_hn", "council", "auditor", "admin"])
def test_nobody_else_shows_or_removes_it(people, who):
    by = getattr(people, who)
    shows(people, "QN1", "captain")
    for move in (
        lambda team: team_photos.show(team, named("b"), YES, by),
        lambda team: team_photos.take_back(team, by),
        lambda team: team_photos.remove(team, by, "Không đẹp"),
    ):
        with pytest.raises(Refused, match="photo_not_yours"), transaction():
            move(people.teams["QN1"])
    assert queries.by_code("QN1").sha256 == "a" * 64


def test_nothing_is_shown_without_consent(people):
    with pytest.raises(Refused, match="consent_missing"):
        shows(people, "QN1", "captain", consent="")
    assert queries.by_code("QN1") is None


def test_a_captain_takes_it_back_at_any_time_and_twice_is_once(people):
    found = named()
    shows(people, "QN1", "captain", found)
    for gone in ([found.file], []):
        with transaction():
            assert team_photos.take_back(people.teams["QN1"], people.captain) == gone
    assert queries.by_code("QN1") is None
    removed = select(AuditEvent.detail).where(AuditEvent.kind == "team_photo.removed")
    assert db.session.scalars(removed).all() == [{"because": "taken_back"}]


def test_an_officer_removes_what_is_unsuitable_with_a_reason_and_the_team_is_told(people):
    reasons = ["Có người dân trong ảnh", "Ảnh mờ"]
    for reason in reasons:
        shows(people, "QN1", "captain")
        with transaction():
            team_photos.remove(people.teams["QN1"], people.officer, reason)
    latest_first = [(each.removed_because, each.reason) for each in queries.history(people.teams["QN1"])]
    assert latest_first == [("unsuitable", each) for each in reasons[::-1]]
    told = db.session.scalars(select(Notice).where(Notice.kind == "team_photo_removed")).all()
    assert [each.person_id for each in told] == [people.captain.id] * 2
    kept = select(AuditEvent.detail).where(AuditEvent.kind == "team_photo.removed").order_by(AuditEvent.id)
    assert db.session.scalars(kept).all() == [{"because": "unsuitable", "reason": each} for each in reasons]


def test_a_photo_destroyed_as_private_is_no_picture_of_a_team_and_stops_being_one(people):
    scene = Photo("a" * 64, 9, 4, 3)
    report = sent(people.enrolments["QN1"], people.captain, {"vneid_level2_support": 5}, photos=(scene,))
    shows(people, "QN1", "captain", named("a"))
    shows(people, "QN2", "captain_qn2", named("b"))
    with transaction():
        privacy.stop(report, scene.sha256, people.verifier, "Ảnh có giấy tờ/dữ liệu cá nhân")
    assert queries.by_code("QN1") is None
    assert queries.by_code("QN2") is not None
    with pytest.raises(Refused, match="photo_private"):
        shows(people, "QN1", "captain", named("a"))


@pytest.mark.parametrize(
    "wrong",
    [{"removed_at": None}, {"removed_because": "unsuitable"}, {"removed_because": ""}, {"consent": ""}],
    ids=["a second live one", "unsuitable without a reason", "removed without a cause", "no consent"],
)
def test_the_database_itself_refuses(people, wrong):
    shows(people, "QN1", "captain")
    row = {"team_id": people.teams["QN1"].id, **named("b")._asdict(), "consent": YES, "by_id": people.captain.id}
    live = db.session.scalars(select(TeamPhoto)).one()
    removed = {"removed_at": live.at, "removed_because": "replaced"}
    row |= {"at": live.at, **({} if wrong == {"removed_at": None} else removed), **wrong}
    with pytest.raises(IntegrityError), transaction() as session:
        session.add(TeamPhoto(**row))


def test_the_file_stays_while_it_is_shown_and_a_crash_leaves_nothing_for_long(app, people):
    shown, forgotten, removed = stored("jpeg"), stored("jpeg"), stored("png")
    shows(people, "QN1", "captain", shown)
    shows(people, "QN2", "captain_qn2", removed)
    assert list(photos_kept(photo_store())) == []
    with transaction():
        team_photos.take_back(people.teams["QN2"], people.captain_qn2)
    assert destroyed_photos.run() == [removed.file], "the machine stopped right after the commit"
    lie_there_for_eight_days(app)
    assert photo_retention.run() == ["0 expired, 2 files swept"]
    assert [photo_store().is_there(each.file) for each in (shown, forgotten, removed)] == [True, False, False]
    photo_store().destroy([shown.file])
    assert list(photos_kept(photo_store())) == [f"team QN1: photo {shown.file}"]


def test_the_file_of_a_picture_removed_long_ago_is_swept(app, people):
    removed = stored()
    shows(people, "QN1", "captain", removed)
    with transaction():
        team_photos.take_back(people.teams["QN1"], people.captain)
    lie_there_for_eight_days(app)
    assert photo_retention.run() == ["0 expired, 2 files swept"]
    assert not photo_store().is_there(removed.file)


def lie_there_for_eight_days(app):
    for each in (app.config["SETTINGS"].instance / "photos").rglob("*.jpg"):
        os.utime(each, (each.stat().st_mtime - 8 * 24 * 3600,) * 2)
