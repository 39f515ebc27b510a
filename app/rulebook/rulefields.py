"""How one value of a rule file is read: each reader returns the clean value or says what would be right."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.rulebook.text import clean, forbidden

REQUIRED = object()

Reader = Callable[[Any], Any]


class WrongValue(ValueError):
    """A value the rules cannot use; its text tells the officer what would be right."""


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    read: Reader
    default: object = REQUIRED


def whole(low: int, high: int) -> Reader:
    """A whole number between both bounds."""

    def read(value: Any) -> int:
        if type(value) is not int or not low <= value <= high:
            raise WrongValue(f"{shown(value)} không dùng được; cần số nguyên từ {low} đến {high}")
        return value

    return read


def text(longest: int, empty: bool = False) -> Reader:
    """Clean text up to so many characters."""

    def read(value: Any) -> str:
        if not isinstance(value, str):
            raise WrongValue(f"{shown(value)} không phải chữ; cần một chuỗi trong dấu ngoặc kép")
        if forbidden(value):
            raise WrongValue("có ký tự điều khiển hoặc ký tự đảo chiều chữ; hãy gõ lại dòng này")
        tidy = clean(value)
        if len(tidy) > longest or not (tidy or empty):
            raise WrongValue(f"dài {len(tidy)} ký tự; cần từ {0 if empty else 1} đến {longest} ký tự")
        return tidy

    return read


def matching(pattern: str, wanted: str) -> Reader:
    """A code of a fixed pattern; `wanted` tells people the pattern."""
    compiled = re.compile(pattern)

    def read(value: Any) -> str:
        if not isinstance(value, str) or not compiled.fullmatch(value):
            raise WrongValue(f"{shown(value)} không dùng được; cần {wanted}")
        return value

    return read


def one_of(*choices: str) -> Reader:
    def read(value: Any) -> str:
        if value not in choices:
            raise WrongValue(f"{shown(value)} không dùng được; chọn một trong: {', '.join(choices)}")
        return str(value)

    return read


def list_of(read_one: Reader, least: int = 0) -> Reader:
    def read(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list) or len(value) < least:
            raise WrongValue(f"{shown(value)} không dùng được; cần danh sách có ít nhất {least} mục")
        items = tuple(read_one(item) for item in value)
        if len(set(items)) < len(items):
            raise WrongValue("có mục lặp lại; mỗi mục chỉ ghi một lần")
        return items

    return read


def pairs(low: int, high: int) -> Reader:
    """A small table of code = number, as ordered pairs."""
    number = whole(low, high)

    def read(value: Any) -> tuple[tuple[str, int], ...]:
        if not isinstance(value, dict):
            raise WrongValue(f"{shown(value)} không dùng được; cần dạng {{ mã = số }}")
        return tuple((code(key), number(item)) for key, item in value.items())

    return read


def switch(value: Any) -> bool:
    if not isinstance(value, bool):
        raise WrongValue(f"{shown(value)} không dùng được; cần true hoặc false")
    return value


def day(value: Any) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise WrongValue(f"{shown(value)} không phải ngày; cần dạng 2026-03-31, không có dấu ngoặc kép")
    return value


def shown(value: Any) -> str:
    """A value as a message quotes it, cut short."""
    return f"“{str(value)[:60]}”"


code = matching(r"[a-z][a-z0-9_]{1,59}", "chữ thường không dấu, chữ số và dấu gạch dưới, ví dụ vneid_level2_support")
