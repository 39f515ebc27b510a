"""How single values of a rule file are read, and the exact words for what is wrong with them."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from app.rulebook import rulefields as fields
from app.rulebook import rulevalues as values
from app.rulebook.honours import BadgeLevel
from app.rulebook.rulefields import WrongValue

Case = tuple[Callable[[], Callable[[Any], Any]], Any, Any]
RIGHT: tuple[Case, ...] = (
    (lambda: fields.whole(1, 5), 1, 1),
    (lambda: fields.whole(1, 5), 5, 5),
    (lambda: fields.text(3), "  abc ", "abc"),
    (lambda: fields.text(3), "a", "a"),
    (lambda: fields.text(3, empty=True), " ", ""),
    (lambda: fields.one_of("a", "b"), "b", "b"),
    (lambda: fields.list_of(fields.whole(1, 5)), [], ()),
    (lambda: fields.list_of(fields.whole(1, 5), least=1), [2], (2,)),
    (lambda: fields.list_of(fields.whole(1, 5), least=2), [2, 1], (2, 1)),
    (lambda: fields.pairs(1, 5), {"one": 1, "two": 5}, (("one", 1), ("two", 5))),
    (lambda: fields.switch, False, False),
    (lambda: fields.day, date(2026, 3, 31), date(2026, 3, 31)),
    (lambda: fields.matching("[a-z]{2}", "hai chữ"), "ab", "ab"),
    (lambda: fields.code, "vneid_2", "vneid_2"),
    (lambda: values.zone, "Asia/Ho_Chi_Minh", "Asia/Ho_Chi_Minh"),
    (lambda: values.peak_days, "sunday", "sunday"),
    (lambda: values.peak_days, "03-26", "03-26"),
    (lambda: values.peak_days, "02-29", "02-29"),
    (lambda: values.peak_days, "2026-03-26", "2026-03-26"),
    (lambda: values.levels, {"bronze": 1}, (BadgeLevel("bronze", 1),)),
    (lambda: values.levels, {"bronze": 1, "gold": 1_000_000}, (BadgeLevel("bronze", 1), BadgeLevel("gold", 1_000_000))),
)
WRONG: tuple[Case, ...] = (
    (lambda: fields.whole(1, 5), 0, "“0” không dùng được; cần số nguyên từ 1 đến 5"),
    (lambda: fields.whole(1, 5), 6, "“6” không dùng được; cần số nguyên từ 1 đến 5"),
    (lambda: fields.whole(0, 5), True, "“True” không dùng được; cần số nguyên từ 0 đến 5"),
    (lambda: fields.whole(0, 5), 1.0, "“1.0” không dùng được; cần số nguyên từ 0 đến 5"),
    (lambda: fields.text(3), 7, "“7” không phải chữ; cần một chuỗi trong dấu ngoặc kép"),
    (lambda: fields.text(3), "a\x00", "có ký tự điều khiển hoặc ký tự đảo chiều chữ; hãy gõ lại dòng này"),
    (lambda: fields.text(3), "abcd", "dài 4 ký tự; cần từ 1 đến 3 ký tự"),
    (lambda: fields.text(3), "", "dài 0 ký tự; cần từ 1 đến 3 ký tự"),
    (lambda: fields.text(3, empty=True), "abcd", "dài 4 ký tự; cần từ 0 đến 3 ký tự"),
    (lambda: fields.one_of("a", "b"), "c", "“c” không dùng được; chọn một trong: a, b"),
    (lambda: fields.list_of(fields.switch), "x", "“x” không dùng được; cần danh sách có ít nhất 0 mục"),
    (
        lambda: fields.list_of(fields.switch, least=2),
        [True],
        "“[True]” không dùng được; cần danh sách có ít nhất 2 mục",
    ),
    (lambda: fields.list_of(fields.whole(1, 5)), [1, 2, 1], "có mục lặp lại; mỗi mục chỉ ghi một lần"),
    (lambda: fields.pairs(1, 5), [1], "“[1]” không dùng được; cần dạng { mã = số }"),
    (lambda: fields.pairs(2, 5), {"one": 1}, "“1” không dùng được; cần số nguyên từ 2 đến 5"),
    (lambda: fields.pairs(2, 5), {"one": 6}, "“6” không dùng được; cần số nguyên từ 2 đến 5"),
    (lambda: fields.switch, 1, "“1” không dùng được; cần true hoặc false"),
    (lambda: fields.day, "2026-03-31", "“2026-03-31” không phải ngày; cần dạng 2026-03-31, không có dấu ngoặc kép"),
    (
        lambda: fields.day,
        datetime(2026, 3, 31),
        "“2026-03-31 00:00:00” không phải ngày; cần dạng 2026-03-31, không có dấu ngoặc kép",
    ),
    (lambda: fields.matching("[a-z]{2}", "hai chữ"), "abc", "“abc” không dùng được; cần hai chữ"),
    (lambda: fields.matching("[a-z]{2}", "hai chữ"), 12, "“12” không dùng được; cần hai chữ"),
    (
        lambda: fields.code,
        "Hai",
        "“Hai” không dùng được; cần chữ thường không dấu, chữ số và dấu gạch dưới, ví dụ vneid_level2_support",
    ),
    (lambda: values.zone, "Asia/Hanoi", "không có múi giờ “Asia/Hanoi”; ví dụ đúng: Asia/Ho_Chi_Minh"),
    (lambda: values.zone, 7, "không có múi giờ “7”; ví dụ đúng: Asia/Ho_Chi_Minh"),
    (
        lambda: values.peak_days,
        "03-32",
        '“03-32” không dùng được; cần "sunday", "saturday"…, "03-26" hoặc "2026-03-26"',
    ),
    (lambda: values.peak_days, 7, '“7” không dùng được; cần "sunday", "saturday"…, "03-26" hoặc "2026-03-26"'),
    (lambda: values.levels, {}, "cần các mức theo thứ tự bronze, silver, gold; đang là trống"),
    (
        lambda: values.levels,
        {"gold": 1, "bronze": 2},
        "cần các mức theo thứ tự bronze, silver, gold; đang là gold, bronze",
    ),
    (lambda: values.levels, {"bronze": 2, "silver": 2}, "ngưỡng phải tăng dần; đang là 2, 2"),
    (lambda: values.levels, {"bronze": 3, "silver": 2}, "ngưỡng phải tăng dần; đang là 3, 2"),
    (lambda: values.levels, {"bronze": 0}, "“0” không dùng được; cần số nguyên từ 1 đến 1000000"),
    (lambda: values.levels, {"bronze": 1_000_001}, "“1000001” không dùng được; cần số nguyên từ 1 đến 1000000"),
)


@pytest.mark.parametrize(("reader", "value", "clean"), RIGHT)
def test_a_right_value_is_read(reader, value, clean):
    assert reader()(value) == clean


@pytest.mark.parametrize(("reader", "value", "message"), WRONG)
def test_a_wrong_value_says_what_would_be_right(reader, value, message):
    with pytest.raises(WrongValue) as wrong:
        reader()(value)
    assert str(wrong.value) == message


def test_a_long_value_is_quoted_cut_short():
    assert fields.shown("x" * 61) == f"“{'x' * 60}”"
    assert fields.shown("x" * 60) == f"“{'x' * 60}”"
