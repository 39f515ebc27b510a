"""The draw of the reports that get a second look; anyone can repeat it with ten lines (docs/second-look.md)."""

import hashlib
from collections.abc import Collection, Mapping

LOTS = 2**32


def is_drawn(seed: str, report: str, chained: str, percent: int) -> bool:
    """Whether the report gets a second look, in `percent` of all cases.

    `seed` is the campaign's, public from its first day; `report` the report's uuid; `chained` the hash of the ledger's
    entry at which its first decision landed. Neither who sends nor who decides knows that hash beforehand, so nobody
    can choose an uuid that is never drawn.
    """
    digest = hashlib.sha256(f"{seed}:{report}:{chained}".encode()).hexdigest()
    return int(digest[:8], 16) * 100 < percent * LOTS


def least_busy(able: Mapping[str, int], given: Mapping[str, int], but: Collection[str] = ()) -> str | None:
    """The unit that looks next: the fewest second looks a person; of equals the first by path. None for nobody.

    `able`: by unit path how many people there may look; `given`: by path what was asked of them so far.
    """
    found = [path for path, people in able.items() if people and path not in but]
    return min(found, key=lambda path: (given.get(path, 0) / able[path], path), default=None)
