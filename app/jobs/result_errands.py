"""What takes long at the end of a campaign: reading the whole ledger, and printing all certificates."""

from collections.abc import Iterator
from typing import Any

from flask import current_app

from app.database import db
from app.exports import proofs
from app.exports.certificates import TOGETHER, for_printing, singly
from app.exports.issued_certificates import named
from app.exports.zips import packed
from app.jobs.parcelling import parcel
from app.models import Errand, LedgerCheck
from app.outside.progress import Advance
from app.queries.certificates import holding
from app.services import checkpoints, locks


def prove(errand: Errand, advance: Advance) -> dict[str, Any]:
    """What the independent verifier says of the ledger up to its present end."""
    found = proofs.look(errand.campaign, advance)
    return {"seq": found.seq, "intact": found.intact, "verdict": found.verdict}


def keep_proof(errand: Errand, facts: dict[str, Any]) -> None:
    """The verdict is kept, with a signed checkpoint of what was read."""
    locks.hold_campaign(errand.campaign)
    db.session.add(LedgerCheck(campaign_id=errand.campaign_id, at=errand.asked_at, **facts))
    checkpoints.take_daily(errand.campaign)


def print_certificates(errand: Errand, advance: Advance) -> dict[str, Any]:
    """Every certificate that holds, of one kind or all, a PDF each or a hundred to a PDF, in one ZIP."""
    campaign, kind = errand.campaign, errand.arguments["what"]
    rows = [each for each in holding(campaign) if kind in ("", each.kind)]
    some = named(rows, campaign, current_app.config["SETTINGS"].public_url)
    files = for_printing([each for _name, each in some]) if errand.arguments["together"] == "1" else singly(some)
    step = TOGETHER if errand.arguments["together"] == "1" else 1

    def told() -> Iterator[tuple[str, list[bytes]]]:
        for number, (name, content) in enumerate(files, start=1):
            yield name, [content]
            advance(min(number * step, len(rows)), len(rows))

    with parcel(errand, f"giay-chung-nhan-{campaign.code}.zip", "application/zip") as (out, facts):
        for piece in packed(told()):
            out.write(piece)
    return facts | {"count": len(rows)}
