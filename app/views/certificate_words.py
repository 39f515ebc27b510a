"""How a certificate is told to strangers: people by their given name and an initial, minors not by name."""

from flask_babel import gettext as _

from app.clock import local_day, wall
from app.models import Campaign, Certificate


def publicly(one: Certificate, campaign: Campaign) -> str:
    """Whose it is, as anybody may know it."""
    if one.person is None:
        return one.recipient
    if one.kind == "special":
        return shortened(one.recipient)  # honoured by name with recorded consent, a minor with their guardian's too
    until = one.person.minor_until
    if until is not None and local_day(wall(), campaign.zone) < until:
        return _("Một thành viên của đội")
    return shortened(one.recipient)


def shortened(full_name: str) -> str:
    """Ánh N. of Nguyễn Thị Ngọc Ánh."""
    words = full_name.split()
    return f"{words[-1]} {words[0][0]}." if len(words) > 1 else full_name
