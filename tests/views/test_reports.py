"""The captain's pages: write, correct, send again, and nobody else's business."""

import io

import pytest
from PIL import Image
from sqlalchemy import func, select

from app.database import db
from app.models import Evidence, Report
from tests.cast import person_named
from tests.reporting import returned


def write(captain, **changes):
    """Fill the new report's form and send it; returns the report's address."""
    captain.opens("/reports/new")
    filled = {"qty__vneid_level2_support": "37", "place": "Nhà văn hóa khu phố 3", "action": "send"}
    captain.sends("/reports", **{**filled, **changes})
    return captain.address


def stored(app):
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Report))


def test_a_captain_sends_a_report_and_reads_who_decides_and_when(visitor):
    captain = visitor("captain")
    address = write(captain)
    assert address.startswith("/reports/")
    assert "Đã gửi" in captain.text
    assert "Đoàn phường Quy Nhơn" in captain.text
    assert "48 giờ" in captain.text
    captain.opens("/reports")
    assert "Chủ nhật, 15/03/2026" in captain.text


def test_the_same_form_sent_twice_leads_to_the_same_report(small_campaign, visitor):
    captain = visitor("captain")
    captain.opens("/reports/new")
    form = captain.page
    captain.sends("/reports", qty__vneid_level2_support="37", place="Chợ", action="send")
    first = captain.address
    captain.page = form
    captain.sends("/reports", qty__vneid_level2_support="37", place="Chợ", action="send")
    assert captain.address == first
    assert stored(small_campaign) == 1


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("qty__vneid_level2_support", "10001", "Số lượng từ 1 đến 10.000"),
        ("qty__vneid_level2_support", "-1", "Số lượng là số nguyên"),
        ("qty__vneid_level2_support", "１２", "Số lượng là số nguyên"),
        ("qty__vneid_level2_support", "1_000", "Số lượng là số nguyên"),
        ("qty__vneid_level2_support", "", "chưa có số lượng"),
        ("note", "Bác Tư, căn cước 052 099 001 234", "Không ghi dữ liệu cá nhân"),
        ("note", "gọi 0905 123 456", "Không ghi dữ liệu cá nhân"),
        ("note", "tệ\x00hại", "Có ký tự không đọc được"),
        ("note", "\u202eđảo chiều", "Có ký tự không đọc được"),
        ("activity_day", "2026-13-45", "Ngày viết như"),
        ("activity_day", "2026-03-16", "chưa đến"),
        ("place_kind", "castle", "loại địa điểm"),
        ("uuid", "not-a-uuid", "Biểu mẫu đã cũ"),
        ("members", "999999", "không thuộc đội"),
        ("members", "x", "chọn lại thành viên"),
    ],
)
def test_a_wrong_field_says_what_is_wrong_and_keeps_what_was_typed(small_campaign, visitor, field, value, words):
    captain = visitor("captain")
    write(captain, **{"hamlet": "Khu phố Bảy", field: value})
    assert captain.page.status_code in (409, 422)
    assert words in captain.text
    assert "Khu phố Bảy" in captain.text
    assert stored(small_campaign) == 0


def test_a_draft_is_kept_and_sent_later(visitor):
    captain = visitor("captain")
    address = write(captain, action="draft", qty__vneid_level2_support="")
    assert "Nháp" in captain.text
    captain.opens(f"{address}/edit")
    captain.sends(f"{address}/edit", qty__vneid_level2_support="5", action="send")
    assert "Đã gửi" in captain.text


def test_a_returned_report_opens_with_the_reason_beside_its_line_and_is_sent_again(small_campaign, visitor):
    captain = visitor("captain")
    address = write(captain)
    with small_campaign.app_context():
        report = db.session.scalars(select(Report)).one()
        returned(report, person_named("verifier"), "Thiếu xác nhận của bộ phận một cửa")
    captain.opens("/today")
    assert "đề nghị bổ sung" in captain.text
    captain.opens(f"{address}/edit")
    assert "Thiếu xác nhận của bộ phận một cửa" in captain.text
    captain.sends(f"{address}/edit", qty__vneid_level2_support="30", action="send")
    assert "Chờ thẩm định lại" in captain.text


def photo(**options):
    out = io.BytesIO()
    Image.new("RGB", (1200, 900), "white").save(out, "JPEG", **options)
    return out.getvalue()


def test_a_photo_is_kept_without_its_metadata_and_shown_to_the_team_only(small_campaign, visitor):
    exif = Image.Exif()
    exif[0x010F] = "CAMERA-SERIAL-4711"
    captain = visitor("captain")
    address = write(captain, photo=(io.BytesIO(photo(exif=exif)), "buổi.jpg"))
    with small_campaign.app_context():
        sha256 = db.session.scalar(select(Evidence.sha256))
    kept = captain.client.get(f"{address}/evidence/{sha256}")
    assert kept.status_code == 200
    assert b"CAMERA-SERIAL" not in kept.data
    assert Image.open(io.BytesIO(kept.data)).size == (1200, 900)
    kept.close()
    for other, status in ((visitor(), 303), (visitor("captain_qn2"), 404), (visitor("verifier_an"), 404)):
        assert other.client.get(f"{address}/evidence/{sha256}").status_code == status


@pytest.mark.parametrize(
    "data", [b"not a photo", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.7", b"GIF89a", b""]
)
def test_a_file_that_is_no_photo_is_refused_and_the_rest_is_kept(small_campaign, visitor, data):
    captain = visitor("captain")
    write(captain, photo=(io.BytesIO(data), "ảnh.jpg"))
    assert captain.page.status_code == 422
    assert "“ảnh.jpg” không phải ảnh JPEG, PNG hoặc WebP" in captain.text
    assert 'value="37"' in captain.text
    assert stored(small_campaign) == 0


def test_the_estimate_shows_points_and_caps_while_typing(visitor):
    captain = visitor("captain")
    captain.opens("/reports/new")
    token = captain.text.split('name="csrf_token" value="')[1].split('"')[0]
    answer = captain.client.post(
        "/reports/estimate",
        data={
            "csrf_token": token,
            "uuid": "3f2b8a52-8e0c-4a55-9c5b-0d5b1b1e9c11",
            "activity_day": "2026-03-15",
            "place_kind": "mobile",
            "qty-vneid_level2_support": "50",
        },
    ).get_data(as_text=True)
    assert "144 điểm" in answer
    assert "ghi nhận 50, tính điểm 40" in answer


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("captain", 200),
        ("member", 200),
        ("verifier", 200),
        ("officer", 200),
        ("auditor", 200),
        ("captain_qn2", 404),
        ("verifier_an", 404),
        ("verifier_hn", 404),
        ("admin", 403),
    ],
)
def test_a_report_is_read_by_its_team_and_its_unit_alone(visitor, name, status):
    address = write(visitor("captain"))
    assert visitor(name).opens(address).status_code == status


def test_a_member_reads_but_does_not_write(visitor):
    address = write(visitor("captain"))
    member = visitor("member")
    assert member.opens("/reports/new").status_code == 403
    assert member.opens(f"{address}/edit").status_code == 403
