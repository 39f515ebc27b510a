"""Certificates: one page each, readable by machines, with what people wrote exactly as they wrote it."""

import io
import subprocess
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask_babel import Babel
from pypdf import PdfReader

from app.exports.certificate_words import words
from app.exports.certificates import TOGETHER, certificate, for_printing, singly, together
from tests.exports.sheets import CERTIFICATE as SAMPLE

NAMES = (
    "Nguyễn Thị Ngọc Ánh, Đắk Đoa, Krông, Ỷ Lan",
    "ẪỄỖỮỴ Rơ Châm H'Bích",
    "#[sys.inputs] $a$ @b *c* _d_ <e> `q` // com /* x */ = h",
    '{{ 7*7 }} \\u{41} #include "x"',
    "=cmd()|' /C calc'!A0",
    "A'B\"C&D<E>",
)


@pytest.fixture(autouse=True)
def in_vietnamese():
    app = Flask(__name__)
    Babel(app, default_locale="vi")
    with app.test_request_context():
        yield


def read(body: bytes) -> str:
    """What a reader's program finds, page by page."""
    told = subprocess.run(["pdftotext", "-layout", "-", "-"], input=body, capture_output=True, check=True)
    return told.stdout.decode()


def flat(text: str) -> str:
    return " ".join(text.split())


def test_a_teams_certificate_says_who_what_where_and_leaves_the_signature_blank():
    found = flat(read(certificate(SAMPLE)))
    for each in (
        "ĐOÀN TNCS HỒ CHÍ MINH",
        "BAN THƯỜNG VỤ TỈNH ĐOÀN GIA LAI",
        "GIẤY CHỨNG NHẬN",
        "Giải Nhất",
        "cụm Phường, Tháng Thanh niên năm 2026",
        "Gia Lai, ngày …… tháng …… năm ………",
        "TM. BAN THƯỜNG VỤ",
    ):
        assert each in found
    assert "Tổ công nghệ số thanh niên số 1" in found


def test_it_is_one_page_across_archivable_accessible_and_titled():
    body = certificate(SAMPLE)
    found = PdfReader(io.BytesIO(body))
    [page] = found.pages
    assert [round(float(each) * 25.4 / 72) for each in page.mediabox[2:]] == [297, 210]
    root: Any = found.trailer["/Root"]
    assert root["/Lang"] == "vi"
    assert root["/MarkInfo"]["/Marked"]
    assert found.metadata.title == "Giấy chứng nhận: Tháng Thanh niên năm 2026"
    about = root["/Metadata"].get_data().decode()
    for each in ("<pdfaid:part>2<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<"):
        assert each in about


def test_a_member_and_a_special_award_are_worded_as_what_they_are():
    member = flat(read(certificate(replace(SAMPLE, kind="member", recipient="Rơ Châm H'Bích", team="Tổ số 1"))))
    assert "Chứng nhận đồng chí Rơ Châm H'Bích thành viên Tổ số 1, Đoàn phường Quy Nhơn" in member
    assert "đã góp phần cùng đội đạt giải" in member
    special = flat(read(certificate(replace(SAMPLE, kind="special", cluster="", prize="Mô hình sáng tạo"))))
    assert "Mô hình sáng tạo" in special
    assert "cụm" not in special


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_printed_as_it_was_written(name):
    assert flat(name) in flat(read(certificate(replace(SAMPLE, recipient=name))))


@pytest.mark.parametrize("name", ["đ" * 200, "Ẫ" * 200, "W" * 200, "Tổ công nghệ " * 15, "Rơ Châm H'Bích Niê " * 10])
def test_two_hundred_letters_fit_on_the_one_page(name):
    body = certificate(replace(SAMPLE, recipient=name, unit=name, prize=name, campaign=name))
    assert len(PdfReader(io.BytesIO(body)).pages) == 1
    found = "".join(read(body).split())
    assert found.count(flat(name).replace(" ", "")) == 4


@pytest.mark.parametrize("name", ["Đội \U0001f680 số 1", "Đội \u961f số 1", "Đội \ue000 số 1"])
def test_a_sign_without_a_letter_in_the_font_is_left_out_and_the_rest_is_printed(name):
    assert "Đội số 1" in flat(read(certificate(replace(SAMPLE, recipient=name))))


def test_decomposed_letters_come_out_composed():
    decomposed = "Nguye\u0302\u0303n Thi\u0323 A\u0301nh"
    assert "Nguyễn Thị Ánh" in flat(read(certificate(replace(SAMPLE, recipient=decomposed))))


def test_the_same_certificate_gives_the_same_bytes():
    assert certificate(SAMPLE) == certificate(replace(SAMPLE))
    assert certificate(SAMPLE) != certificate(replace(SAMPLE, prize="Giải Nhì"))


def test_the_medal_goes_with_the_prize():
    codes = ("first", "second", "third", "encouragement", "anything")
    found = [words(replace(SAMPLE, prize_code=code))["medal"] for code in codes]
    assert found == ["gold", "silver", "bronze", "blue", "blue"]


def test_many_come_one_a_page_or_one_after_the_other():
    some = [replace(SAMPLE, recipient=f"Đội số {at}") for at in range(3)]
    assert [f"Đội số {at}" in page for at, page in enumerate(read(together(some)).split("\f")[:3])] == [True] * 3
    files = dict(singly((f"{at:03}", each) for at, each in enumerate(some)))
    assert list(files) == ["000.pdf", "001.pdf", "002.pdf"]
    assert files["001.pdf"] == certificate(some[1])


def test_a_printers_pdf_holds_at_most_a_hundred(monkeypatch):
    with pytest.raises(ValueError, match="1 to 100"):
        together([])
    with pytest.raises(ValueError, match="1 to 100"):
        together([SAMPLE] * (TOGETHER + 1))
    monkeypatch.setattr("app.exports.certificates.TOGETHER", 2)
    assert [name for name, _body in for_printing([SAMPLE] * 3)] == ["0001-0002.pdf", "0003-0003.pdf"]
