"""Archives people send (.xlsx, .docx), found small enough before anything in them is unpacked (trust.md, fault 18)."""

import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import BinaryIO

MOST_RATIO = 100
MOST_ENTRIES = 200
PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # all that Office writes
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, OverflowError, RuntimeError, ValueError)


class TooLarge(ValueError):
    """A file beyond the limits; the message is `too_large: why`."""


class Unreadable(ValueError):
    """Not the file it should be; the message is `not_a_table: why`."""


def unpacked(file: BinaryIO, most_bytes: int) -> Iterator[tuple[str, bytes]]:
    """Each entry's name and content; raises TooLarge, or Unreadable when damaged, encrypted or oddly made."""
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            _measure(entries, most_bytes)
            for entry in entries:
                yield entry.filename, archive.read(entry)
    except (TooLarge, Unreadable):
        raise
    except DAMAGED as error:
        raise Unreadable(f"not_a_table: {type(error).__name__}") from error


def _measure(entries: Sequence[zipfile.ZipInfo], most_bytes: int) -> None:
    size = sum(each.file_size for each in entries)
    packed = sum(each.compress_size for each in entries)
    if len(entries) > MOST_ENTRIES:
        raise TooLarge(f"too_large: {len(entries)} phần, nhiều nhất {MOST_ENTRIES}")
    if size > most_bytes:
        raise TooLarge(f"too_large: {size // 2**20} MB khi mở ra, nhiều nhất {most_bytes // 2**20} MB")
    if size > MOST_RATIO * max(packed, 1):
        raise TooLarge(f"too_large: nén quá {MOST_RATIO} lần")
    if any(each.filename.startswith(("/", "\\")) or ".." in each.filename for each in entries):
        raise Unreadable("not_a_table: tên tệp bên trong không hợp lệ")
    if any(each.compress_type not in PACKED for each in entries):
        raise Unreadable("not_a_table: cách nén không được nhận")
