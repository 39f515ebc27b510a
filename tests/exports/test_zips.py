"""A ZIP that is handed on while it is made."""

import io
import zipfile

from app.exports import zips
from app.exports.zips import packed

FILES = [("a.txt", [b"one", b"two"]), ("b/c.bin", [bytes(range(256)) * 2000])]


def test_the_pieces_make_one_whole_archive():
    with zipfile.ZipFile(io.BytesIO(b"".join(packed(FILES)))) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == {
            name: b"".join(parts) for name, parts in FILES
        }


def test_no_piece_waits_for_the_whole(monkeypatch):
    monkeypatch.setattr(zips, "BLOCK", 10)
    asked = []

    def parts():
        for number in range(5):
            asked.append(number)
            yield b"x" * 10

    pieces = packed([("a", parts())])
    next(pieces)
    assert asked == [0]


def test_the_same_files_give_the_same_bytes_whether_pressed_or_not():
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        assert b"".join(packed(FILES, method=method)) == b"".join(packed(FILES, method=method))
