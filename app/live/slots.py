"""One page for many people: what is each one's own stands in slots, and is filled in when the page is sent.

A page is made once for all whose rights come to the same (`shared`), so it says nothing that any of them may not see.
Their name, place, token, unread notices and the marks on their own teams' lines are put between its finished bytes.
The bytes are kept in chunks, each packed by itself: only chunks with something of the reader's own are packed anew.
"""

import hashlib
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from secrets import token_hex
from typing import NamedTuple

from markupsafe import Markup

from app.queries.rights import Rights
from app.rulebook.permissions import UNBOUND

CHUNK = 6_000  # bytes
OWN, NAME, PLACE, TOKEN, BELL = "own", "name", "place", "token", "bell"
NOWHERE = "-"  # begins no unit's path
_MARK = token_hex(8)  # nobody outside of this process can write a slot into a page
_SLOT = re.compile(rf"\[{_MARK}:([a-z]+)(\d*):(.*?):{_MARK}\]".encode(), re.DOTALL)
_HEAD, _END = b"\x1f\x8b\x08\0\0\0\0\0\0\xff", b"\x03\0"  # of gzip, and of the data in it


def shared(rights: Rights) -> Rights:
    """What of a person's rights makes a page say more or less; never more than they have."""
    units = {(role, path if role in UNBOUND else NOWHERE) for role, path in rights.units}
    return Rights(0, tuple(sorted(units)), tuple(sorted({(role, 0) for role, _ in rights.teams})))


def slot(name: str) -> str:
    """A place for something of the reader's own."""
    return f"[{_MARK}:{name}::{_MARK}]"


def own_slot(team_id: int, text: str) -> Markup:
    """What only people of that team are shown."""
    return Markup("[{0}:{1}{2}:{3}:{0}]").format(_MARK, OWN, team_id, text)


class Slot(NamedTuple):
    """`text` is what people of the team are shown; other slots are filled by name."""

    name: str
    team: int
    text: bytes


class Own(NamedTuple):
    """What one reader brings: values by name, and which teams are theirs."""

    values: Mapping[str, bytes]
    teams: frozenset[int]

    def tag(self, page: str) -> str:
        """Tells this reader's page from everybody else's."""
        mine = f"{page}{sorted(self.teams)}{self.values[NAME]!r}{self.values[PLACE]!r}{self.values[BELL]!r}"
        return hashlib.sha256(mine.encode()).hexdigest()[:32]

    def fills(self, each: Slot) -> bytes:
        if each.name == OWN:
            return each.text if each.team in self.teams else b""
        return self.values[each.name]


class Chunk(NamedTuple):
    """Some of a page. `plain` and `packed` are what it says to those who have nothing of their own in it."""

    pieces: Sequence[bytes | Slot]
    is_everybodys: bool
    teams: frozenset[int]
    plain: bytes
    packed: bytes

    def says(self, own: Own) -> bytes | None:
        """The chunk with what is the reader's own; None where there is nothing of it."""
        if self.is_everybodys and self.teams.isdisjoint(own.teams):
            return None
        return b"".join(each if isinstance(each, bytes) else own.fills(each) for each in self.pieces)


def chunks(body: bytes) -> Iterator[Chunk]:
    """The page cut into chunks, none of them within a slot."""
    pieces: list[bytes | Slot] = []
    begin = at = 0
    for found in _SLOT.finditer(body):
        name, team, text = found.groups()
        pieces += [body[at : found.start()], Slot(name.decode(), int(team or 0), text)]
        at = found.end()
        if at - begin >= CHUNK:
            yield _chunk(pieces)
            pieces, begin = [], at
    yield _chunk([*pieces, body[at:]])


def plain(page: Sequence[Chunk], own: Own) -> bytes:
    """The page as that reader sees it."""
    return b"".join(each.plain if (said := each.says(own)) is None else said for each in page)


def gzipped(page: Sequence[Chunk], own: Own) -> bytes:
    """The same, packed."""
    found, check, size = [_HEAD], 0, 0
    for each in page:
        said = each.says(own)
        text = each.plain if said is None else said
        found.append(each.packed if said is None else _packed(said))
        check, size = zlib.crc32(text, check), size + len(text)
    return b"".join((*found, _END, check.to_bytes(4, "little"), size.to_bytes(4, "little")))


def _chunk(pieces: Sequence[bytes | Slot]) -> Chunk:
    slots = [each for each in pieces if isinstance(each, Slot)]
    text = b"".join(each for each in pieces if isinstance(each, bytes))
    teams = frozenset(each.team for each in slots if each.name == OWN)
    is_everybodys = all(each.name == OWN for each in slots)
    return Chunk(tuple(pieces), is_everybodys, teams, text, _packed(text) if is_everybodys else b"")


def _packed(text: bytes) -> bytes:
    """Deflated without looking back beyond itself, so that it can stand beside others."""
    packing = zlib.compressobj(5, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packing.compress(text) + packing.flush(zlib.Z_FULL_FLUSH)
