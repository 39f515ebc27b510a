"""Says whether an exported ledger is intact, or which sequence broke. Written from docs/ledger.md alone.

    python verify_ledger.py LEDGER [CHECKPOINT]        LEDGER may be - for standard input
    python verify_ledger.py --results DIR              an unpacked data set, with its recompute_results.py

Exit status: 0 intact, 1 broken, 2 wrong usage. Without `cryptography` no signature is checked, which is said.
"""

import re
import sys
from base64 import b64decode
from contextlib import suppress
from datetime import date
from functools import lru_cache, partial
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace as Chain
from typing import BinaryIO

Ed25519PublicKey = recompute_results = None
with suppress(ImportError):
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
with suppress(ImportError):
    import recompute_results

ZEROS, AT_ONCE, LONGEST = b"0" * 64, 1 << 18, 4096  # LONGEST: bytes read of a line; a canonical one is far shorter
TAIL = len(b',"hash":""}\n') + 64

CODE = r"[!#-\[\]-~]{1,80}"  # printable ASCII but for the blank, " and \
HASH, COUNT, NUMBER = "[0-9a-f]{64}", "[1-9][0-9]{0,14}", "(0|-?[1-9][0-9]{0,14})"
UUID, DAY = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "([0-9]{4}-[0-9]{2}-[0-9]{2})"
TIME = rf"{DAY}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{{6}}Z"
KEY = "[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]="  # base64 of 32 bytes: the bits left over are 0
SIGNATURE = "[A-Za-z0-9+/]{85}[AQgw]=="  # base64 of 64 bytes
OTHER_KINDS = '"kind":"(?:bonus|penalty|reversal|annulment)"'
OF_A_LINE = f'"report_id":"{UUID}","activity_code":"{CODE}","activity_day":"{DAY}","kind":"(?:award|adjustment)"'
OR_NULL = '(?:null|"{}")'.format
OF_A_TEAM = f'"report_id":{OR_NULL(UUID)},"activity_code":{OR_NULL(CODE)},"activity_day":{OR_NULL(DAY)},{OTHER_KINDS}'
LINE = re.compile(
    rf'{{"prev":"({HASH})","seq":({COUNT}),"campaign":"({CODE})","team_code":"{CODE}",(?:{OF_A_LINE}|{OF_A_TEAM}),'
    rf'"verified_quantity":{NUMBER},"scored_quantity":{NUMBER},"points":{NUMBER},"rules_version":{COUNT},'
    rf'"actor":"{CODE}","reason":"{CODE}","posted_at":"{TIME}","hash":"({HASH})"}}\n'.encode()
)
CHECKPOINT = re.compile(
    rf'({{"campaign":"(?P<campaign>{CODE})","seq":(?P<seq>0|{COUNT}),"root":"(?P<root>{HASH})",(?:"facts":"{HASH}",)?'
    rf'"time":"(?P<time>{TIME})","key":"(?P<key>{KEY})"),"signature":"(?P<signature>{SIGNATURE})"}}\n'.encode()
)


def read_chain(ledger: BinaryIO, checkpoint_seq: int = 0) -> Chain:
    """Follow the chain to its end or its first fault, one line in memory at a time; `held` is the checkpoint's line."""
    chain = Chain(lines=0, campaign=b"", root=ZEROS, held=ZEROS, verified=0, points=0, fault="")
    for seq, line in enumerate(iter(partial(ledger.readline, LONGEST), b""), 1):
        told = found.groups() if (found := LINE.fullmatch(line)) else ()
        if fault := fault_of_line(seq, line, told, chain):
            chain.fault = f"at sequence {seq}: {fault}"
            break
        _, _, chain.campaign, _, _, verified, _, points, _, chain.root = told
        chain.lines, chain.verified, chain.points = seq, chain.verified + int(verified), chain.points + int(points)
        if seq == checkpoint_seq:
            chain.held = chain.root
    return chain


def fault_of_line(place: int, line: bytes, told: tuple[bytes, ...], chain: Chain) -> str:
    """Why this line cannot follow the chain so far at this place; empty when it can."""
    if not told:
        return "these are not the canonical bytes" if line.endswith(b"\n") else "the line has no end"
    prev, seq, campaign, day, other_day, _, _, _, posted_on, own_hash = told
    if int(seq) != place:
        return f"the line there says {int(seq)}"
    if prev != chain.root:
        return "prev is not the hash of the line before"
    if sha256(line[:-TAIL] + b"}").hexdigest().encode() != own_hash:
        return "the hash does not fit the line"
    if chain.campaign not in (campaign, b""):
        return "the campaign changes"
    return "" if exists(posted_on) and exists(day or other_day or posted_on) else "no such day"


@lru_cache(maxsize=4096)
def exists(day: bytes) -> bool:
    """Whether the calendar has this YYYY-MM-DD."""
    try:
        return bool(date.fromisoformat(day.decode()))
    except ValueError:
        return False


def fault_against(checkpoint: re.Match[bytes], chain: Chain, signature: str) -> str:
    """Why a chain that holds is not the one the checkpoint was made of; empty when it is."""
    seq = int(checkpoint["seq"])
    if chain.campaign not in (b"", checkpoint["campaign"]):
        return "at sequence 1: the checkpoint is of another campaign"
    if chain.lines < seq:
        return f"at sequence {chain.lines + 1}: the ledger ends before its checkpoint"
    if chain.held != checkpoint["root"]:
        return f"at sequence {seq}: the checkpoint knows another hash"
    return f"at sequence {seq}: the signature of the checkpoint is wrong" if signature == "WRONG" else ""


def signature_of(checkpoint: re.Match[bytes]) -> str:
    """What can be said about the signature."""
    if Ed25519PublicKey is None:
        return "NOT CHECKED, the Python package cryptography is missing"
    try:
        key = Ed25519PublicKey.from_public_bytes(b64decode(checkpoint["key"]))
        key.verify(b64decode(checkpoint["signature"]), checkpoint[1] + b"}")
    except (InvalidSignature, ValueError):
        return "WRONG"
    return "right, if this key is the published one"


def verify(ledger: BinaryIO, text: bytes | None = None) -> tuple[str, list[str]]:
    """The first fault, empty when intact, and what to print; `text` is a checkpoint to hold the ledger against."""
    checkpoint = CHECKPOINT.fullmatch(text or b"")
    chain = read_chain(ledger, int(checkpoint["seq"]) if checkpoint else 0)
    fault, held = chain.fault, ["checkpoint: none, so lines missing at the end would not be noticed"]
    if checkpoint and exists(checkpoint["time"][:10]):
        signature = signature_of(checkpoint)
        fault = fault or fault_against(checkpoint, chain, signature)
        held = [f"checkpoint: sequence {checkpoint['seq'].decode()}, {checkpoint['time'].decode()}"]
        held += [f"key: {checkpoint['key'].decode()}", f"signature: {signature}"]
    elif text is not None:
        fault, held = fault or "in the checkpoint: these are not the canonical bytes", []
    sums = f"{chain.lines} lines of {chain.campaign.decode() or '-'}, {chain.points} points, {chain.verified} verified"
    return fault, [f"broken {fault}" if fault else f"intact: {sums}", *held]


def main(arguments: list[str]) -> int:
    """Read what the command line names and print the verdict."""
    if arguments[:1] == ["--results"] and arguments[1:] and recompute_results:
        return recompute_results.main(Path(arguments[1]), verify)
    if len(arguments) not in (1, 2) or any(each.startswith("--") for each in arguments):
        print("usage: python verify_ledger.py LEDGER [CHECKPOINT]", file=sys.stderr)
        return 2
    try:
        text = Path(arguments[1]).read_bytes() if arguments[1:] else None
        with open(0 if arguments[0] == "-" else arguments[0], "rb", AT_ONCE) as ledger:
            fault, told = verify(ledger, text)
    except OSError as error:
        print(f"cannot read: {error}", file=sys.stderr)
        return 2
    print("\n".join(told))
    return 1 if fault else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
