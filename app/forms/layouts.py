"""An uploaded Word layout: measured before it is opened; without macros, foreign content or addresses elsewhere."""

import io
from collections.abc import Sequence
from xml.parsers import expat

from flask_babel import gettext as _

from app.forms.archives import TooLarge, Unreadable, unpacked
from app.forms.fields import Wrong
from app.rulebook.text import clean, forbidden

MOST_FILE = 1024 * 1024
MOST_OPENED = 10 * 1024 * 1024
LONGEST_NAME = 120
NEEDED = {"[Content_Types].xml", "word/document.xml"}
MACROS = ("vbaproject", "vbadata", "activex", "embeddings/", "oleobject")
FOREIGN = (b"macroEnabled", b"attachedTemplate", b"oleObject", b'frame"', b"subDocument")
CALLS = ("DDE", "INCLUDE", "IMPORT", "LINK", "DATABASE", "MACROBUTTON", "AUTOTEXT")


def read_layout(name: str, content: bytes) -> tuple[str, bytes]:
    """The file's name and content, fit to be kept; raises Wrong with what is wrong, in words."""
    if not content:
        raise Wrong(_("Bạn chọn tệp mẫu (.docx) đã sửa."))
    if len(content) > MOST_FILE:
        raise Wrong(_("Tệp quá lớn. Tệp mẫu nhiều nhất 1 MB."))
    try:
        _look_through(list(unpacked(io.BytesIO(content), MOST_OPENED)))
    except TooLarge as error:
        raise Wrong(_("Tệp quá lớn khi mở ra. Bạn bỏ bớt hình rồi tải lại.")) from error
    except (Unreadable, expat.ExpatError) as error:
        raise Wrong(_("Đây không phải tệp Word (.docx) đọc được.")) from error
    return _named(name), content


def _look_through(entries: Sequence[tuple[str, bytes]]) -> None:
    names = [name for name, _content in entries]
    if not set(names) >= NEEDED or len(set(names)) != len(names):
        raise Unreadable("not a document")
    if any(bad in name.lower() for name in names for bad in MACROS):
        raise Wrong(_("Tệp có macro hoặc đối tượng nhúng. Bạn lưu lại dạng .docx không macro."))
    for name, content in entries:
        if name.endswith((".xml", ".rels")):
            _Part().read(content)


class _Part:
    """Walks one part's XML: no DOCTYPE, no content from elsewhere, no fields that fetch or run something."""

    def __init__(self) -> None:
        self.inside = False
        self.words = ""

    def read(self, content: bytes) -> None:
        if any(each in content for each in FOREIGN):
            raise Wrong(_("Tệp có macro hoặc đối tượng nhúng. Bạn lưu lại dạng .docx không macro."))
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self.doctype
        parser.StartElementHandler = self.begun
        parser.EndElementHandler = self.ended
        parser.CharacterDataHandler = self.said
        parser.Parse(content, True)
        if any(each in self.words.upper() for each in CALLS):
            raise Wrong(_("Tệp có trường lấy nội dung từ nơi khác. Bạn bỏ trường đó rồi tải lại."))

    def doctype(self, *_declared: object) -> None:
        raise Unreadable("DOCTYPE")

    def begun(self, name: str, attributes: dict[str, str]) -> None:
        self.inside = name.endswith("instrText")
        if name.endswith("fldSimple"):
            self.words += " ".join(attributes.values())
        if name.endswith("Relationship") and attributes.get("TargetMode") == "External":
            raise Wrong(_("Tệp có liên kết ra ngoài. Bạn bỏ liên kết, hình hoặc mẫu lấy từ nơi khác rồi tải lại."))

    def ended(self, _name: str) -> None:
        self.inside = False

    def said(self, words: str) -> None:
        if self.inside:
            self.words += words


def _named(name: str) -> str:
    """The file's own name, for the list."""
    found = "" if forbidden(name) else clean(name.replace("\\", "/").rpartition("/")[2])
    return found[-LONGEST_NAME:] or "mau.docx"
