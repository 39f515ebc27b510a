import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rulebook.text import clean, forbidden, guarded, has_marks, personal_number, search_key


@pytest.mark.parametrize(
    ("query", "data"),
    [
        ("doan xa", "Đoàn xã"),
        ("quy nhon", "Quy Nhơn"),
        ("Qui Nhơn", "Quy Nhơn"),
        ("hoà", "hòa"),
        ("  DOAN   XA ", "Đoàn xã"),
        ("Ðắk Ðoa", "Đắk Đoa"),
        ("thuy", "Thuý"),
    ],
)
def test_names_are_found_without_diacritics(query, data):
    assert search_key(query) == search_key(data)


def test_both_unicode_forms_have_one_key():
    assert search_key(unicodedata.normalize("NFD", "Đề Gi")) == search_key("Đề Gi") == "de gi"


def test_a_query_typed_with_diacritics_is_known():
    assert has_marks("Đoàn")
    assert not has_marks("doan")


def test_text_is_composed_and_squeezed_but_keeps_its_lines():
    messy = unicodedata.normalize("NFD", "  Đoàn\t\txã \r\n\r\n\r\n\r\n An  Toàn ")
    assert clean(messy) == "Đoàn xã\n\nAn Toàn"


@given(st.text())
def test_cleaning_twice_changes_nothing(text):
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a\0b", "nul"),
        ("a\ud800", "surrogate"),
        ("\udfff", "surrogate"),
        ("a\x07", "control"),
        ("a\x85", "control"),
        ("a\u202eb", "bidi"),
    ],
)
def test_text_that_no_database_should_hold_is_named(text, reason):
    assert forbidden(text) == reason


def test_ordinary_text_with_lines_and_tabs_is_not_forbidden():
    assert forbidden("Ẫ Ễ Ỗ Ữ Ỵ\n\tRơ Châm H'Bích ☀️") is None


@pytest.mark.parametrize(
    "text",
    [
        "CCCD 052099001234",
        "052 099 001 234",
        "052.099.001.234",
        "0 5 2 0 9 9 0 0 1 2 3 4",
        "CMND 215123456 cấp năm 2010",
        "215-123-456",
        "gọi 0905123456 nhé",
        "0905 123 456",
        "0905.12.34.56",
        "+84 905 123 456",
        "84905123456",
        "(0256) 3822294 hoặc 0256 3822 294",
        "số nhà 8 0905123456",
        "0905123456 8 giờ",
        "8 4 2 5 6 38 2 2 2 9 4",
        "０９０５１２３４５６",
    ],
)
def test_identity_and_phone_numbers_are_seen(text):
    assert personal_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "Hỗ trợ 150.895 người dân",
        "ngày 08/03/2026 lúc 14:30",
        "08-03-2026 15 giờ",
        "2026-03-15 20:30",
        "từ 7.30 đến 11.00, 40 lượt",
        "Kế hoạch 225-KH/TWĐTN-CTTN",
        "tổ 1, 2, 3 và 4",
        "1.234.567 đồng",
        "12345678",
        "",
    ],
)
def test_dates_counts_and_document_numbers_are_let_through(text):
    assert not personal_number(text)


def test_a_very_long_row_of_digits_is_judged_quickly():
    assert not personal_number("11 " * 50_000)


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+84", "'+84"),
        ("-5", "'-5"),
        ("@SUM", "'@SUM"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        ("＝1", "'＝1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠A", "'＠A"),
        ("Áo xanh = tình nguyện", "Áo xanh = tình nguyện"),
        ("", ""),
    ],
)
def test_no_spreadsheet_calculates_what_somebody_wrote(text, cell):
    assert guarded(text) == cell
