"""An archive damaged anywhere is told as unreadable: nothing that a library raises leaves the form."""

import io
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile

import pytest

from app.forms.archives import TooLarge, Unreadable, unpacked

MOST = 10_000


def archive(packed: int) -> bytes:
    whole = io.BytesIO()
    with ZipFile(whole, "w", packed) as out:
        out.writestr("[Content_Types].xml", "<a>Hoà Bình</a>" * 20)
        out.writestr("word/document.xml", "<b>xung kích</b>" * 20)
    return whole.getvalue()


def refusal(content: bytes) -> str:
    """What is said to refuse it, '' when it could be read."""
    try:
        list(unpacked(io.BytesIO(content), MOST))
    except (TooLarge, Unreadable) as refused:
        return str(refused)
    return ""


@pytest.mark.parametrize("packed", [ZIP_STORED, ZIP_DEFLATED])
def test_a_sound_archive_is_unpacked(packed):
    names = [name for name, _content in unpacked(io.BytesIO(archive(packed)), MOST)]
    assert names == ["[Content_Types].xml", "word/document.xml"]


@pytest.mark.parametrize("packed", [ZIP_BZIP2, ZIP_LZMA])
def test_what_office_does_not_write_is_refused(packed):
    assert refusal(archive(packed)).startswith("not_a_table: ")


@pytest.mark.parametrize("put", [0x00, 0x01, 0x7F, 0xFF])
@pytest.mark.parametrize("packed", [ZIP_STORED, ZIP_DEFLATED])
def test_one_wrong_byte_anywhere_is_read_or_refused(packed, put):
    whole = archive(packed)
    damaged = (whole[:place] + bytes([put]) + whole[place + 1 :] for place in range(len(whole)))
    said = {refusal(each).partition(": ")[0] for each in damaged}
    assert {"", "not_a_table"} <= said <= {"", "not_a_table", "too_large"}


def test_an_archive_cut_anywhere_is_refused():
    whole = archive(ZIP_DEFLATED)
    assert all(refusal(whole[:end]) for end in range(len(whole)))
