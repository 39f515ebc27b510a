"""What stands on a certificate: for a team's prize, for a special award, for a member of a team with a prize."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _

from app.exports.document_words import short_day

MEDALS: Mapping[str, str] = {"first": "gold", "second": "silver", "third": "bronze"}
LONGEST_WORD = 40
BEYOND = re.compile(r"[^\n -~\u00a0-\u017f\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9\u2013\u2014\u2018-\u201d\u2026\u20ab]")


@dataclass(frozen=True, slots=True)
class Certificate:
    """One certificate; `kind` is team, special or member, `address` the page that says whether it is genuine."""

    kind: str
    address: str
    recipient: str
    unit: str
    prize_code: str
    prize: str
    cluster: str  # empty for a special award
    campaign: str
    starts_on: date
    ends_on: date
    issuer: str
    place: str  # where it is dated
    made_on: date  # of the result; the day of signature stays blank
    team: str = ""  # of a member
    note: str = ""  # illustrative data say so


def words(each: Certificate) -> dict[str, Any]:
    """Every text of the layout."""
    return {
        "superior": _("ĐOÀN TNCS HỒ CHÍ MINH"),
        "issuer": _("BAN THƯỜNG VỤ %(issuer)s", issuer=each.issuer.upper()),
        "heading": _("GIẤY CHỨNG NHẬN"),
        "before": _("Chứng nhận đồng chí") if each.kind == "member" else _("Chứng nhận"),
        "recipient": _breakable(each.recipient),
        "place": _breakable(_standing(each)),
        "prize": _breakable(each.prize),
        "said": _breakable(_said(each)),
        "medal": MEDALS.get(each.prize_code, "blue"),
        "alt": _("Mã QR dẫn đến trang kiểm tra giấy chứng nhận này"),
        "check": _("Quét mã hoặc mở địa chỉ này để kiểm tra giấy chứng nhận:"),
        "address": each.address,
        "note": each.note,
        "dated": _("%(place)s, ngày …… tháng …… năm ………", place=each.place),
        "signed": [_("TM. BAN THƯỜNG VỤ"), _("BÍ THƯ")],
    }


def _standing(each: Certificate) -> str:
    if each.kind != "member":
        return each.unit
    return _("thành viên %(team)s, %(unit)s", team=each.team, unit=each.unit)


def _said(each: Certificate) -> str:
    dates = {"first": short_day(each.starts_on), "last": short_day(each.ends_on), "campaign": each.campaign}
    when = _("%(campaign)s, từ ngày %(first)s đến ngày %(last)s", **dates)
    if not each.cluster:
        return when
    if each.kind == "member":
        return _("đã góp phần cùng đội đạt giải, cụm %(cluster)s, %(when)s", cluster=each.cluster, when=when)
    return _("cụm %(cluster)s, %(when)s", cluster=each.cluster, when=when)


def drawable(told: Mapping[str, Any]) -> dict[str, Any]:
    """The same without the signs that the certificate's font has not: no reader needs a frame in their place."""
    return {
        name: BEYOND.sub("", value) if isinstance(value, str) and name != "qr" else value
        for name, value in told.items()
    }


def _breakable(text: str) -> str:
    """Composed, and an endless word cut where a line must end."""
    found = unicodedata.normalize("NFC", text)
    return " ".join(
        " ".join(word[at : at + LONGEST_WORD] for at in range(0, len(word), LONGEST_WORD)) for word in found.split()
    )
