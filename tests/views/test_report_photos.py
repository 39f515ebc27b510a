"""Photos and other evidence on the report form: what is asked for, what is kept when something is wrong."""

import io
from datetime import UTC, datetime

import pytest
from PIL import Image
from sqlalchemy import select

from app.database import db
from app.models import Evidence, Report
from app.queries.invariants.photos import photos_kept
from tests.browsing import Forms, carried_by
from tests.cast import person_named
from tests.outside.hostile import OTHERS, picture
from tests.reporting import returned
from tests.views.test_reports import stored, write

VNEID, DOSSIER, SHIFT = "qty__vneid_level2_support", "qty__dvc_full_support", "qty__service_point_shift"
NONE = {VNEID: ""}


def chosen(*files):
    return [(io.BytesIO(body), name) for name, body in files]


GOOD, OTHER = ("buổi sáng.jpg", picture("exif")), ("buổi chiều.png", picture("png"))


def shown(app):
    with app.app_context():
        rows = db.session.scalars(select(Evidence).where(Evidence.removed_at.is_(None)).order_by(Evidence.id)).all()
        assert list(photos_kept(app.extensions["photos"])) == []
        return [each.sha256 for each in rows]


def fields(page):
    return next(each["fields"] for each in Forms(page.text).found if "uuid" in each["fields"])


def test_several_photos_are_kept_with_their_fingerprints_and_the_cameras_time(small_campaign, visitor):
    captain = visitor("captain")
    address = write(captain, photo=chosen(GOOD, OTHER))
    assert len(shown(small_campaign)) == 2
    with small_campaign.app_context():
        first, second = db.session.scalars(select(Evidence).order_by(Evidence.id))
        assert first.taken_at == datetime(2026, 3, 15, 1, 30, tzinfo=UTC)
        assert second.taken_at is None
        assert first.fingerprint is not None
        assert None not in (first.part_0, first.part_1, first.part_2)
    assert captain.text.count("/thumbnail") == 2
    for kind in ("", "/thumbnail"):
        kept = captain.client.get(f"{address}/evidence/{first.sha256}{kind}")
        assert Image.open(io.BytesIO(kept.data)).format == "JPEG"
        assert kept.headers["Cache-Control"] == "private, no-store"


def test_one_bad_file_is_named_and_all_that_was_good_is_kept(small_campaign, visitor):
    captain = visitor("captain")
    write(captain, hamlet="Khu phố Bảy", photo=chosen(GOOD, ("lạ\u202e.gif", OTHERS["gif"]), OTHER))
    assert captain.page.status_code == 422
    assert "“lạ.gif” không phải ảnh JPEG, PNG hoặc WebP" in captain.text
    assert "Khu phố Bảy" in captain.text
    assert len(fields(captain)["carried"]) == 2
    captain.sends("/reports", action="send")
    assert "Đã gửi báo cáo" in captain.text
    assert len(shown(small_campaign)) == 2


def test_photos_are_kept_when_something_else_is_wrong(small_campaign, visitor):
    captain = visitor("captain")
    write(captain, photo=chosen(GOOD), **{VNEID: "x"})
    captain.sends("/reports", action="send", **{VNEID: "7"})
    assert "Đã gửi báo cáo" in captain.text
    assert len(shown(small_campaign)) == 1


@pytest.mark.parametrize("whose", ["somebody else's", "another report's", "made up"])
def test_a_photo_of_somebody_else_cannot_be_carried_in(small_campaign, visitor, whose):
    captain = visitor("captain")
    captain.opens("/reports/new")
    uuid = fields(captain)["uuid"]
    with small_campaign.app_context():
        mine, other = person_named("captain").id, person_named("captain_qn2").id
    token = {
        "somebody else's": carried_by(small_campaign, other, uuid),
        "another report's": carried_by(small_campaign, mine, uuid[::-1]),
        "made up": carried_by(small_campaign, mine, uuid)[:-3] + "AAA",
    }[whose]
    captain.sends("/reports", carried=token, place="Chợ", action="send", **{VNEID: "7"})
    assert captain.page.status_code == 422
    assert "Một ảnh đã nhận trước đó không dùng được nữa" in captain.text
    assert stored(small_campaign) == 0


def test_a_photo_of_another_report_cannot_be_kept(small_campaign, visitor):
    other = visitor("captain_qn2")
    write(other, photo=chosen(GOOD))
    [sha256] = shown(small_campaign)
    captain = visitor("captain")
    write(captain, kept=[sha256])
    assert captain.page.status_code == 422
    assert "còn thiếu ảnh buổi ra quân" in captain.text


def test_a_correction_keeps_the_photos_that_stay_ticked(small_campaign, visitor):
    captain = visitor("captain")
    address = write(captain, photo=chosen(GOOD, OTHER))
    first, second = shown(small_campaign)
    captain.opens(f"{address}/edit")
    assert fields(captain)["kept"] == [first, second]
    third = ("buổi tối.webp", picture("webp"))
    captain.sends(f"{address}/edit", kept=[second], photo=chosen(third), action="send")
    assert "Đã gửi báo cáo" in captain.text
    assert shown(small_campaign)[0] == second
    assert len(shown(small_campaign)) == 2
    with small_campaign.app_context():
        gone = db.session.scalars(select(Evidence).where(Evidence.sha256 == first)).one()
        assert gone.removed_because == "replaced"
    assert captain.client.get(f"{address}/evidence/{first}").status_code == 404


def test_a_report_shows_six_photos_at_most(small_campaign, visitor):
    captain = visitor("captain")
    kinds = ("jpeg", "progressive", "exif", "png", "webp", "lossless")
    more = io.BytesIO()
    Image.new("RGB", (60, 40), "green").save(more, "PNG")
    files = [(f"{kind}.jpg", picture(kind)) for kind in kinds]
    write(captain, photo=chosen(*files, ("bảy.png", more.getvalue())))
    assert captain.page.status_code == 422
    assert "tối đa 6 ảnh" in captain.text
    captain.sends("/reports", action="send")
    assert len(shown(small_campaign)) == 6


def test_the_same_photo_chosen_twice_is_one(small_campaign, visitor):
    write(visitor("captain"), photo=chosen(GOOD, GOOD))
    assert len(shown(small_campaign)) == 1


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({VNEID: "3"}, "còn thiếu ảnh buổi ra quân."),
        ({DOSSIER: "3"}, "còn thiếu ảnh buổi ra quân, hoặc mã xác nhận của bộ phận một cửa."),
        ({SHIFT: "1"}, "còn thiếu mã xác nhận của bộ phận một cửa."),
        (
            {"qty__outreach_session": "1"},
            "còn thiếu ảnh buổi ra quân và số hiệu văn bản, hoặc ảnh buổi ra quân và liên kết bài đăng.",
        ),
        (
            {"qty__outreach_session": "1", "photo": True},
            "còn thiếu số hiệu văn bản, hoặc liên kết bài đăng.",
        ),
        ({"qty__green_sunday_day": "1", "photo": True}, "“Ra quân Ngày Chủ nhật xanh” còn thiếu thành viên có mặt."),
    ],
)
def test_what_an_activity_still_needs_is_said_by_name(small_campaign, visitor, sent, words):
    captain = visitor("captain")
    files = [GOOD] if sent.get("photo") else []
    write(captain, **{**NONE, **sent, "photo": chosen(*files)})
    assert captain.page.status_code == 422
    assert words in captain.text
    assert stored(small_campaign) == 0
    write(captain, **{**NONE, **sent, "photo": chosen(*files), "action": "draft"})
    assert "Đã lưu nháp" in captain.text


@pytest.mark.parametrize(
    ("sent", "proof"),
    [
        ({DOSSIER: "3"}, {"service_confirmation": "Phiếu 07, mã MC-12"}),
        ({SHIFT: "1"}, {"service_confirmation": "MC-12"}),
        ({"qty__outreach_session": "1", "photo": True}, {"document_reference": "15-KH/ĐTN ngày 12/03/2026"}),
        (
            {"qty__outreach_session": "1", "photo": True},
            {"media_link": "https://www.facebook.com/tinhdoan/posts/1?a=b"},
        ),
    ],
)
def test_any_whole_set_is_enough_and_is_shown_with_the_report(small_campaign, visitor, sent, proof):
    captain = visitor("captain")
    files = [GOOD] if sent.get("photo") else []
    address = write(captain, **{**NONE, **sent, **proof, "photo": chosen(*files)})
    [(name, value)] = proof.items()
    assert value.split("/")[0] in captain.text
    with small_campaign.app_context():
        assert getattr(db.session.scalars(select(Report)).one(), name) == value
    captain.opens(f"{address}/edit")
    assert fields(captain)[name] == value


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("service_confirmation", "MC " + "7" * 120, "Tối đa 120 ký tự"),
        ("service_confirmation", "cô Lan 0905 123 456", "Không ghi dữ liệu cá nhân"),
        ("document_reference", "căn cước 052 099 001 234", "Không ghi dữ liệu cá nhân"),
        ("document_reference", "12\x00", "Có ký tự không đọc được"),
        ("media_link", "http://facebook.com/x", "bắt đầu bằng https://"),
        ("media_link", "javascript:alert(1)", "bắt đầu bằng https://"),
        ("media_link", "https://me@facebook.com/x", "bắt đầu bằng https://"),
        ("media_link", "https://localhost/x", "bắt đầu bằng https://"),
        ("media_link", "https://facebook.com:x/", "bắt đầu bằng https://"),
        ("media_link", "https://[::1/x", "bắt đầu bằng https://"),
        ("media_link", 'https://facebook.com/"onload=', "bắt đầu bằng https://"),
        ("media_link", "https://zalo.me/0905123456", "giống số điện thoại"),
        ("media_link", "https://facebook.com/" + "x" * 500, "Tối đa 500 ký tự"),
    ],
)
def test_a_wrong_reference_is_told_beside_its_field(small_campaign, visitor, name, value, words):
    captain = visitor("captain")
    write(captain, **{name: value})
    assert captain.page.status_code == 422
    assert words in captain.text
    assert f'id="{name}-error"' in captain.text
    assert stored(small_campaign) == 0


def test_a_returned_report_is_sent_again_with_its_photos(small_campaign, visitor):
    captain = visitor("captain")
    address = write(captain, photo=chosen(GOOD))
    with small_campaign.app_context():
        returned(db.session.scalars(select(Report)).one(), person_named("verifier"))
    captain.opens(f"{address}/edit")
    captain.sends(f"{address}/edit", action="send", **{VNEID: "30"})
    assert "Chờ thẩm định lại" in captain.text
    assert len(shown(small_campaign)) == 1


def test_more_than_a_body_may_hold_is_refused_and_a_captain_may_send_six_photos(small_campaign, visitor):
    captain = visitor("captain")
    captain.opens("/reports/new")
    form, large = {**fields(captain), VNEID.replace("__", "-"): "7", "place": "Chợ"}, bytes(14 << 20)
    for browser, status in ((visitor(), 413), (captain, 422)):
        browser.page = browser.client.post(
            "/reports", data=body(form, large), content_type=f"multipart/form-data; boundary={EDGE}"
        )
        assert browser.page.status_code == status
    assert "“to.jpg” lớn hơn 12 MB" in captain.text


EDGE = "mep"


def body(form, file):
    """The form with one file as it goes over the wire."""
    typed = {name: value for name, value in form.items() if isinstance(value, str)}
    parts = [
        f'--{EDGE}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in typed.items()
    ]
    head = f'--{EDGE}\r\nContent-Disposition: form-data; name="photo"; filename="to.jpg"\r\n\r\n'
    return "".join((*parts, head)).encode() + file + f"\r\n--{EDGE}--\r\n".encode()
