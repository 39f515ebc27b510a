"""When new rules hold for days of which reports wait, these are looked at again, a hundred at a time."""

from app.database import transaction
from app.queries import waiting
from app.queries.waiting import Version
from app.services import claims, flags

JOB = "flag_looks"
AT_ONCE = 100


def run() -> list[str]:
    """Look by every version of rules that nobody has looked by; returns `campaign:version: reports` for each."""
    found = [(each, _look(each)) for each in waiting.versions_without(JOB)]
    return [f"{each.code}:{each.number}: {looked}" for each, looked in found if looked]


def _look(version: Version) -> int:
    """How many reports wait of the days from which it holds; a look that is broken off begins anew."""
    last = looked = 0
    while True:
        with transaction():
            some = waiting.sent_since(version.effective_from, version.campaign_id, last, AT_ONCE)
            flags.look_again([uuid for _, uuid in some])
            looked += len(some)
            if len(some) < AT_ONCE:
                claims.claim(JOB, version.period)
                return looked
        last = some[-1][0]
