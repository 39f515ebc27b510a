"""What a report brings as evidence: references and links as typed, photos by name."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from app.forms import fields
from app.forms.fields import Wrong
from app.models import Report
from app.rulebook.evidence import MOST_PHOTOS
from app.rulebook.text import PHONE, forbidden
from app.services.report_photos import photos_of

CONFIRMATION = 120
DOCUMENT = 200
LINK = 500
TOKEN = 600
HOST = re.compile(r"[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Proofs:
    """As typed. `kept` are names of the report's own photos that stay, `carried` signed ones of an earlier try."""

    service_confirmation: str = ""
    document_reference: str = ""
    media_link: str = ""
    kept: tuple[str, ...] = ()
    carried: tuple[str, ...] = ()

    @classmethod
    def sent(cls, form: MultiDict[str, str]) -> "Proofs":
        """What the browser sent."""
        return cls(
            service_confirmation=form.get("service_confirmation", ""),
            document_reference=form.get("document_reference", ""),
            media_link=form.get("media_link", ""),
            kept=tuple(each[:64] for each in form.getlist("kept")[:MOST_PHOTOS]),
            carried=tuple(each[:TOKEN] for each in form.getlist("carried")[:MOST_PHOTOS]),
        )

    @classmethod
    def of(cls, report: Report) -> "Proofs":
        """Those of a stored report."""
        kept = tuple(each.sha256 for each in photos_of(report))
        return cls(report.service_confirmation, report.document_reference, report.media_link, kept)

    def carrying(self, tokens: tuple[str, ...]) -> "Proofs":
        """The same with these photos to be sent along next time."""
        return replace(self, carried=tokens)

    def read(self, errors: dict[str, str]) -> Mapping[str, str]:
        """Clean values by field; what is wrong goes to `errors`."""
        readers: Mapping[str, Callable[[], str]] = {
            "service_confirmation": lambda: _line(self.service_confirmation, CONFIRMATION),
            "document_reference": lambda: _line(self.document_reference, DOCUMENT),
            "media_link": lambda: link(self.media_link),
        }
        found = {}
        for name, read in readers.items():
            try:
                found[name] = read()
            except Wrong as wrong:
                errors[name] = str(wrong)
        return found


def link(typed: str) -> str:
    """The address of a public post; numbers in it are the site's own, unless they are somebody's phone."""
    address = typed.strip()
    if not address:
        return ""
    if len(address) > LINK:
        raise Wrong(_("Tối đa %(most)s ký tự.", most=LINK))
    if forbidden(address) or not _leads_somewhere(address):
        raise Wrong(_("Liên kết bắt đầu bằng https://, ví dụ https://www.facebook.com/…"))
    if any(PHONE.fullmatch(digits) for digits in re.findall(r"\d+", address)):
        raise Wrong(_("Liên kết có số giống số điện thoại. Bạn chọn liên kết tới bài đăng công khai."))
    return address


def _leads_somewhere(address: str) -> bool:
    if re.search(r"[\s<>\"'\\]", address):
        return False
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018  (raises for one that is no number)
    except ValueError:
        return False
    return parts.scheme == "https" and "@" not in parts.netloc and HOST.fullmatch(parts.hostname or "") is not None


def _line(typed: str, most: int) -> str:
    return fields.text({"text": typed.replace("\n", " ")}, "text", most)
