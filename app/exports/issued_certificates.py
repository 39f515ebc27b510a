"""An issued certificate as it is printed: every time the same, whatever has been renamed since."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from app.exports.certificate_words import Certificate
from app.models import Campaign
from app.models import Certificate as Issued
from app.rulebook.text import search_key

UNIONS = ("Tỉnh Đoàn", "Tỉnh đoàn", "Thành Đoàn", "Thành đoàn")


def printed(row: Issued, campaign: Campaign, public: str) -> Certificate:
    """`public` is the address under which the project is reached."""
    signed = row.result.decision_date or row.result.at.astimezone(ZoneInfo(campaign.zone)).date()
    return Certificate(
        kind=row.kind,
        address=f"{public.rstrip('/')}/certificates/{row.uuid}",
        recipient=row.recipient,
        unit=row.unit,
        prize_code=row.prize_code,
        prize=row.prize,
        cluster=row.cluster,
        campaign=campaign.name,
        starts_on=campaign.starts_on,
        ends_on=campaign.ends_on,
        issuer=campaign.unit.name,
        place=place_of(campaign.unit.name),
        made_on=signed,
        team=row.team,
        note=campaign.label,
    )


def named(rows: Sequence[Issued], campaign: Campaign, public: str) -> list[tuple[str, Certificate]]:
    """Each with its file's name: in the order of issue, with prize and recipient."""
    return [
        (f"{at:04}-{_slug(row.prize, 30)}-{_slug(row.recipient, 60)}", printed(row, campaign, public))
        for at, row in enumerate(rows, start=1)
    ]


def place_of(union: str) -> str:
    """Where a provincial union dates its documents: Gia Lai of Tỉnh Đoàn Gia Lai."""
    return next((union.removeprefix(each).strip() for each in UNIONS if union.startswith(each)), union)


def _slug(text: str, most: int) -> str:
    letters = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in search_key(text))
    return "-".join(part for part in letters[:most].split("-") if part) or "x"
