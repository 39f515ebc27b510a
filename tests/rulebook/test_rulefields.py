"""How single values of a rule file are read, and the exact words for what is wrong with them."""

from datetime import date, datetime

import pytest

from app.rulebook import rulefields as fields
from app.rulebook import rulevalues as values
from app.rulebook.honours import BadgeLevel
from app.rulebook.rulefields import WrongValue

RIGHT = (
    (fields.whole(1, 5), 1, 1),
    (fields.whole(1, 5), 5, 5),
    (fields.text(3), "  abc ", "abc"),
    (fields.text(3), "a", "a"),
    (fields.text(3, empty=True), " ", ""),
    (fields.one_of("a", "b"), "b", "b"),
    (fields.list_of(fields.whole(1, 5)), [], ()),
    (fields.list_of(fields.whole(1, 5), least=1), [2], (2,)),
    (fields.list_of(fields.whole(1, 5), least=2), [2, 1], (2, 1)),
    (fields.pairs(1, 5), {"one": 1, "two": 5}, (("one", 1), ("two", 5))),
    (fields.switch, False, False),
    (fields.day, date(2026, 3, 31), date(2026, 3, 31)),
    (fields.matching("[a-z]{2}", "hai chữ"), "ab", "ab"),
    (fields.code, "vneid_2", "vneid_2"),
    (values.zone, "Asia/Ho_Chi_Minh", "Asia/Ho_Chi_Minh"),
    (values.peak_days, "sunday", "sunday"),
    (values.peak_days, "03-26", "03-26"),
    (values.peak_days, "02-29", "02-29"),
    (values.peak_days, "2026-03-26", "2026-03-26"),
    (values.levels, {"bronze": 1}, (BadgeLevel("bronze", 1),)),
    (values.levels, {"bronze": 1, "gold": 1_000_000}, (BadgeLevel("bronze", 1), BadgeLevel("gold", 1_000_000))),
)
WRONG = (
    (fields.whole(1, 5), 0, "“0” không dùng được; cần số nguyên từ 1 đến 5"),
    (fields.whole(1, 5), 6, "“6” không dùng được; cần số nguyên từ 1 đến 5"),
    (fields.whole(0, 5), True, "“True” không dùng được; cần số nguyên từ 0 đến 5"),
    (fields.whole(0, 5), 1.0, "“1.0” không dùng được; cần số nguyên từ 0 đến 5"),
    (fields.text(3), 7, "“7” không phải chữ; cần một chuỗi trong dấu ngoặc kép"),
    (fields.text(3), "a\x00", "có ký tự điều khiển hoặc ký tự đảo chiều chữ; hãy gõ lại dòng này"),
    (fields.text(3), "abcd", "dài 4 ký tự; cần từ 1 đến 3 ký tự"),
    (fields.text(3), "", "dài 0 ký tự; cần từ 1 đến 3 ký tự"),
    (fields.text(3, empty=True), "abcd", "dài 4 ký tự; cần từ 0 đến 3 ký tự"),
    (fields.one_of("a", "b"), "c", "“c” không dùng được; chọn một trong: a, b"),
    (fields.list_of(fields.switch), "x", "“x” không dùng được; cần danh sách có ít nhất 0 mục"),
    (fields.list_of(fields.switch, least=2), [True], "“[True]” không dùng được; cần danh sách có ít nhất 2 mục"),
    (fields.list_of(fields.whole(1, 5)), [1, 2, 1], "có mục lặp lại; mỗi mục chỉ ghi một lần"),
    (fields.pairs(1, 5), [1], "“[1]” không dùng được; cần dạng { mã = số }"),
    (fields.pairs(2, 5), {"one": 1}, "“1” không dùng được; cần số nguyên từ 2 đến 5"),
    (fields.pairs(2, 5), {"one": 6}, "“6” không dùng được; cần số nguyên từ 2 đến 5"),
    (fields.switch, 1, "“1” không dùng được; cần true hoặc false"),
    (fields.day, "2026-03-31", "“2026-03-31” không phải ngày; cần dạng 2026-03-31, không có dấu ngoặc kép"),
    (
        fields.day,
        datetime(2026, 3, 31),
        "“2026-03-31 00:00:00” không phải ngày; cần dạng 2026-03-31, không có dấu ngoặc kép",
    ),
    (fields.matching("[a-z]{2}", "hai chữ"), "abc", "“abc” không dùng được; cần hai chữ"),
    (fields.matching("[a-z]{2}", "hai chữ"), 12, "“12” không dùng được; cần hai chữ"),
    (
        fields.code,
        "Hai",
        "“Hai” không dùng được; cần chữ thường không dấu, chữ số và dấu gạch dưới, ví dụ vneid_level2_support",
    ),
    (values.zone, "Asia/Hanoi", "không có múi giờ “Asia/Hanoi”; ví dụ đúng: Asia/Ho_Chi_Minh"),
    (values.zone, 7, "không có múi giờ “7”; ví dụ đúng: Asia/Ho_Chi_Minh"),
    (
        values.peak_days,
        "03-32",
        '“03-32” không dùng được; cần "sunday", "saturday"…, "03-26" hoặc "2026-03-26"',
    ),
    (values.peak_days, 7, '“7” không dùng được; cần "sunday", "saturday"…, "03-26" hoặc "2026-03-26"'),
    (values.levels, {}, "cần các mức theo thứ tự bronze, silver, gold; đang là trống"),
    (
        values.levels,
        {"gold": 1, "bronze": 2},
        "cần các mức theo thứ tự bronze, silver, gold; đang là gold, bronze",
    ),
    (values.levels, {"bronze": 2, "silver": 2}, "ngưỡng phải tăng dần; đang là 2, 2"),
    (values.levels, {"bronze": 3, "silver": 2}, "ngưỡng phải tăng dần; đang là 3, 2"),
    (values.levels, {"bronze": 0}, "“0” không dùng được; cần số nguyên từ 1 đến 1000000"),
    (values.levels, {"bronze": 1_000_001}, "“1000001” không dùng được; cần số nguyên từ 1 đến 1000000"),
)


@pytest.mark.parametrize(("read", "value", "clean"), RIGHT)
def test_a_right_value_is_read(read, value, clean):
    assert read(value) == clean


@pytest.mark.parametrize(("read", "value", "message"), WRONG)
def test_a_wrong_value_says_what_would_be_right(read, value, message):
    with pytest.raises(WrongValue) as wrong:
        read(value)
    assert str(wrong.value) == message


def test_a_long_value_is_quoted_cut_short():
    assert fields.shown("x" * 61) == f"“{'x' * 60}”"
    assert fields.shown("x" * 60) == f"“{'x' * 60}”"
