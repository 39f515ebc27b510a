"""What the report form does with a script: the phone's time is sent along, and the day decides the joint sessions."""

from datetime import datetime
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, expect
from sqlalchemy import select

from app.database import db, transaction
from app.models import AuditEvent, Evidence
from app.services import joint_sessions
from app.services.joint_sessions import Part, Plan
from tests.browser.acting import SCENE, VNEID, report, sign_in
from tests.cast import NOW
from tests.racing import enrolment, person
from tests.reporting import SUNDAY

FILES = "async () => (await Promise.all([...document.querySelector('input[type=file]').files].map({}))).join(' ')"
SIDES = FILES.format("(file) => createImageBitmap(file).then((seen) => `${seen.width}x${seen.height}`, () => 'none')")
NAMES = FILES.format("(file) => `${file.name}:${file.type}`")


@pytest.mark.browser
def test_the_moment_send_is_pressed_goes_along_and_counts_where_the_clock_is_right(stage, open_page):
    page = sign_in(open_page(), "captain")
    report(page, {VNEID: 3})  # on a clock that is months away from the competition's
    page.clock.set_fixed_time(NOW)
    report(page, {VNEID: 4})
    with stage.app.app_context():
        kinds = select(AuditEvent.detail).where(AuditEvent.kind == "report.submitted").order_by(AuditEvent.id)
        wrong, right = db.session.scalars(kinds)
    assert "judged_at" not in wrong
    assert right["judged_at"] == NOW.isoformat()


@pytest.fixture
def market(stage):
    """A joint session on the first Sunday: the captain's team may report 18 of its 30."""
    with stage.app.app_context(), transaction():
        teams = (enrolment("QN1").id, enrolment("AN1").id)
        plan = Plan(SUNDAY, "Chợ phiên Quy Nhơn", teams, (Part("vneid_level2_support", 30, (18, 12)),))
        joint_sessions.open_session("3f2b8a52-8e0c-4a55-9c5b-0d5b1b1e9c11", enrolment("QN1"), plan, person("captain"))


@pytest.mark.browser
@pytest.mark.usefixtures("market")
def test_the_last_day_chosen_decides_when_the_answer_about_another_is_still_on_its_way(stage, open_page, complaints):
    complaints.expect("htmx:sendAbort")
    complaints.expect("htmx:afterRequest")  # htmx writes both for the request that was given up
    page = sign_in(open_page(), "captain")
    page.goto("/reports/new")
    choice = page.get_by_label("Buổi phối hợp")
    expect(choice).to_contain_text("Chợ phiên Quy Nhơn")
    page.route("**/joint-sessions/choices*", lambda never_answered: None, times=1)
    page.get_by_label("Ngày hoạt động").fill("2026-03-14")
    page.get_by_label("Ngày hoạt động").fill("2026-03-13")
    expect(choice).to_have_count(0)


@pytest.mark.browser
@pytest.mark.usefixtures("market")
def test_another_day_offers_that_days_joint_sessions(stage, open_page, complaints):
    complaints.expect("status of 422")
    page = sign_in(open_page(), "captain")
    page.goto("/reports/new")
    choice = page.get_by_label("Buổi phối hợp")
    expect(choice).to_contain_text("Chợ phiên Quy Nhơn")
    page.get_by_label("Ngày hoạt động").fill("2026-03-14")
    expect(choice).to_have_count(0)
    page.get_by_label("Ngày hoạt động").fill("2026-03-15")
    choice.select_option("Chợ phiên Quy Nhơn")
    page.get_by_label(VNEID, exact=True).fill("19")
    page.get_by_label("Tên địa điểm").fill("Chợ")
    page.get_by_role("button", name="Gửi báo cáo").click()
    expect(page.get_by_role("alert")).to_contain_text("là 18, còn báo được 18")
    page.get_by_label(VNEID, exact=True).fill("18")
    page.get_by_label("Ảnh buổi ra quân").set_input_files(SCENE)
    page.get_by_role("button", name="Gửi báo cáo").click()
    expect(page.get_by_text("Đã gửi báo cáo")).to_be_visible()


def taken_upright(wide: int, high: int) -> bytes:
    """A photo as a phone writes it: lying on its side, with the word that says so and the moment it was taken."""
    drawn = Image.effect_noise((30, 20), 80).convert("RGB").resize((wide, high), Image.Resampling.BICUBIC)
    exif, out = Image.Exif(), BytesIO()
    exif[0x010F], exif[0x0112] = "Máy ảnh", 6
    exif.get_ifd(0x8769)[0x9003] = "2026:03:15 08:30:00"
    drawn.save(out, "JPEG", exif=exif, quality=95, progressive=True)
    return out.getvalue()


@pytest.mark.browser
def test_large_photos_are_made_smaller_before_they_are_sent_and_keep_the_moment_they_were_taken(stage, open_page):
    page = sign_in(open_page(), "captain")
    page.goto("/reports/new")
    page.get_by_label(VNEID, exact=True).fill("5")
    page.get_by_label("Tên địa điểm").fill("Chợ")
    photos = page.get_by_label("Ảnh buổi ra quân")
    photos.set_input_files(FilePayload(name="hỏng.jpg", mimeType="image/jpeg", buffer=bytes(2_500_000)))
    assert page.evaluate(NAMES) == "hỏng.jpg:image/jpeg"  # what is no picture is left as it is
    large = FilePayload(name="to.jpeg", mimeType="image/jpeg", buffer=taken_upright(6000, 4000))
    photos.set_input_files([large, SCENE])
    page.wait_for_function("() => document.querySelector('input[type=file]').files[0].name === 'to.jpg'")
    assert page.evaluate(NAMES) == f"to.jpg:image/jpeg {SCENE['name']}:image/jpeg"
    assert page.evaluate(SIDES) == "1365x2048 240x180"
    page.get_by_role("button", name="Gửi báo cáo").click()
    expect(page.get_by_text("Đã gửi báo cáo")).to_be_visible()
    with stage.app.app_context():
        kept, scene = db.session.scalars(select(Evidence).order_by(Evidence.id))
        assert kept.width * 3 // 2 in range(kept.height - 3, kept.height + 4)
        assert kept.taken_at == datetime.fromisoformat("2026-03-15T08:30:00+07:00")
        assert scene.taken_at is None


def taken(kind, sides):
    """A picture in one of the other ways, with the moment it was taken."""
    exif, out = Image.Exif(), BytesIO()
    exif[0x0112], exif.get_ifd(0x8769)[0x9003] = 1, "2026:03:15 08:30:00"
    drawn = Image.radial_gradient("L").resize(sides).convert("RGB")
    drawn.save(out, kind.upper(), exif=exif, **({"compress_level": 1} if kind == "png" else {"method": 0}))
    return FilePayload(name=f"ảnh.{kind}", mimeType=f"image/{kind}", buffer=out.getvalue())


@pytest.mark.browser
def test_sent_at_once_photos_wait_until_they_are_smaller_and_keep_their_moment_whatever_their_kind(stage, open_page):
    """The server would refuse the first as it is: it has too many pixels."""
    page = sign_in(open_page(), "captain")
    page.goto("/reports/new")
    page.get_by_label(VNEID, exact=True).fill("5")
    page.get_by_label("Tên địa điểm").fill("Chợ")
    page.get_by_label("Ảnh buổi ra quân").set_input_files([taken("png", (4300, 4300)), taken("webp", (2400, 2000))])
    page.get_by_role("button", name="Gửi báo cáo").click()
    expect(page.get_by_text("Đã gửi báo cáo")).to_be_visible()
    with stage.app.app_context():
        kept = db.session.scalars(select(Evidence).order_by(Evidence.id)).all()
        assert [each.taken_at for each in kept] == [datetime.fromisoformat("2026-03-15T08:30:00+07:00")] * 2
