"""ZIP files piece by piece, as they are made: memory does not grow with what goes into them."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

BLOCK = 256 * 1024
EPOCH = (1980, 1, 1, 0, 0, 0)
Moment = tuple[int, int, int, int, int, int]


def packed(
    files: Iterable[tuple[str, Iterable[bytes]]], at: Moment = EPOCH, method: int = zipfile.ZIP_STORED
) -> Iterator[bytes]:
    """Files as names and their parts, all dated `at`; the same files give the same bytes."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w") as archive:
        for name, parts in files:
            entry = zipfile.ZipInfo(name, at)
            entry.compress_type, entry.external_attr = method, 0o644 << 16
            with archive.open(entry, "w", force_zip64=True) as file:
                for part in parts:
                    file.write(part)
                    if len(sink.kept) >= BLOCK:
                        yield sink.taken()
    yield sink.taken()


class _Sink(io.RawIOBase):
    """Takes what a ZIP writes until it is fetched; it cannot go back."""

    def __init__(self) -> None:
        super().__init__()
        self.kept = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.kept += data
        return len(data)

    def taken(self) -> bytes:
        found, self.kept = bytes(self.kept), bytearray()
        return found
