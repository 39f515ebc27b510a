"""A stranger's script says of an export whether it is intact, or which sequence broke."""

import ast
import importlib.util
import io
import random
import re
import subprocess
import sys
from hashlib import sha256

import pytest

from app.config import ROOT
from app.models.ledger_entries import ENTRY_KINDS
from tests.tools import sample_ledgers
from tests.tools.sample_ledgers import (
    KEY,
    OTHER_KEY,
    SIGNED_AT,
    chained,
    checkpoint,
    entry,
    ledger,
    public,
    root,
    sealed,
)

SCRIPT = ROOT / "tools" / "verify_ledger.py"
DOCS = (ROOT / "docs" / "ledger.md").read_text()
HASH_AND_END = len(b',"hash":""}\n') + 64
UNREADABLE = "these are not the canonical bytes"
LINES = ledger(40)
WHOLE = b"".join(LINES)
SEAL = checkpoint(LINES)


def loaded():
    """The script as a module, from its path: it belongs to no package."""
    spec = importlib.util.spec_from_file_location("verify_ledger", SCRIPT)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


script = loaded()


def fault(lines: list[bytes] | bytes, seal: bytes | None = None) -> str:
    """What the script finds wrong; empty when it says intact."""
    whole = lines if isinstance(lines, bytes) else b"".join(lines)
    found, told = script.verify(io.BytesIO(whole), seal)
    assert told[0].startswith("broken" if found else "intact")
    return found


def broken_at(lines: list[bytes] | bytes, seal: bytes | None = None) -> int:
    """The sequence that the script says broke; 0 when it says intact."""
    named = re.match(r"at sequence (\d+): ", fault(lines, seal))
    return int(named[1]) if named else 0


def respelled(lines: list[bytes], seq: int, old: bytes, new: bytes) -> list[bytes]:
    """The ledger of somebody who writes line `seq` in another way and works out every hash again."""
    made: list[bytes] = []
    prev = b"0" * 64
    for number, line in enumerate(lines, 1):
        body = b'{"prev":"' + prev + line[73:-HASH_AND_END] + b"}"
        if number == seq:
            assert old in body
            body = body.replace(old, new, 1)
        prev = sha256(body).hexdigest().encode()
        made.append(body[:-1] + b',"hash":"' + prev + b'"}\n')
    return made


def run(*arguments, given: bytes = b"", path: str = "") -> subprocess.CompletedProcess:
    """The script as a stranger runs it; `path` holds modules that come before the installed ones."""
    command = [sys.executable, str(SCRIPT), *map(str, arguments)]
    return subprocess.run(command, input=given, capture_output=True, env={"PYTHONPATH": path}, check=False)


@pytest.fixture
def files(tmp_path):
    """A ledger and its checkpoint on disk."""
    (tmp_path / "ledger.jsonl").write_bytes(WHOLE)
    (tmp_path / "checkpoint.json").write_bytes(SEAL)
    return tmp_path / "ledger.jsonl", tmp_path / "checkpoint.json"


def test_a_true_export_is_intact_and_its_totals_are_told():
    fault, told = script.verify(io.BytesIO(WHOLE))
    sums = {key: sum(entry(number)[key] for number in range(1, 41)) for key in ("points", "verified_quantity")}
    assert fault == ""
    assert told[0] == f"intact: 40 lines of THU2026, {sums['points']} points, {sums['verified_quantity']} verified"
    assert "none" in told[1]


def test_a_true_export_fits_its_checkpoint_whose_key_and_signature_are_told():
    fault, told = script.verify(io.BytesIO(WHOLE), SEAL)
    assert fault == ""
    assert told[1:] == [
        f"checkpoint: sequence 40, {SIGNED_AT}",
        f"key: {public(KEY)}",
        "signature: right, if this key is the published one",
    ]


def test_the_sample_holds_every_kind_of_entry():
    kinds = {entry(number)["kind"] for number in range(1, 41)}
    assert kinds == set(ENTRY_KINDS)
    assert [kind for kind in ENTRY_KINDS if f"| `{kind}` |" not in DOCS] == []


def test_the_page_explains_every_reason_that_lands_entries():
    services = "".join(path.read_text() for path in (ROOT / "app" / "services").rglob("*.py"))
    reasons = set(re.findall(r'\bland\(.*, "([a-z_]+)", [a-z.]*book', services))
    assert {"decision", "organising", "recheck", "batch_review", "fabrication"} <= reasons
    assert [each for each in sorted(reasons) if f"`{each}`" not in DOCS] == []


def test_an_empty_ledger_is_intact_and_fits_the_checkpoint_of_an_empty_ledger():
    assert fault([]) == ""
    assert fault([], checkpoint([])) == ""


@pytest.mark.parametrize("seq", [0, 1, 17, 39])
def test_a_ledger_may_go_on_after_its_checkpoint(seq):
    assert fault(LINES, checkpoint(LINES[:seq])) == ""


def test_a_thousand_single_bit_changes_are_all_found_at_their_line():
    chance = random.Random(20260315)
    missed = []
    for _ in range(1000):
        place, bit = chance.randrange(len(WHOLE)), 1 << chance.randrange(8)
        changed = bytearray(WHOLE)
        changed[place] ^= bit
        if broken_at(bytes(changed)) != WHOLE.count(b"\n", 0, place) + 1:
            missed.append((place, bit))
    assert missed == []


def dropped(chance: random.Random) -> tuple[list[bytes], int]:
    seq = chance.randint(1, len(LINES))
    return LINES[: seq - 1] + LINES[seq:], seq


def swapped(chance: random.Random) -> tuple[list[bytes], int]:
    first, second = sorted(chance.sample(range(len(LINES)), 2))
    lines = LINES[:]
    lines[first], lines[second] = lines[second], lines[first]
    return lines, first + 1


def duplicated(chance: random.Random) -> tuple[list[bytes], int]:
    source, place = chance.randrange(len(LINES)), chance.randint(1, len(LINES))
    while source == place:  # a copy just before its original is the same file as one just after it
        place = chance.randint(1, len(LINES))
    return [*LINES[:place], LINES[source], *LINES[place:]], place + 1


def truncated(chance: random.Random) -> tuple[list[bytes], int]:
    kept = chance.randrange(len(LINES))
    rest = LINES[kept][: chance.choice((0, chance.randrange(len(LINES[kept]))))]
    return [*LINES[:kept], rest], kept + 1


@pytest.mark.parametrize("harm", [dropped, swapped, duplicated, truncated])
def test_lines_dropped_swapped_duplicated_or_cut_off_are_all_found_against_the_checkpoint(harm):
    chance = random.Random(harm.__name__)
    for _ in range(25):
        lines, seq = harm(chance)
        assert broken_at(lines, SEAL) == seq


def test_a_tail_cut_off_between_lines_is_seen_only_by_a_checkpoint():
    assert fault(LINES[:30]) == ""
    assert fault(LINES[:30], SEAL) == "at sequence 31: the ledger ends before its checkpoint"


def test_a_chain_worked_out_again_holds_in_itself_and_not_against_its_checkpoint():
    rewritten = respelled(LINES, 5, b'"points":', b'"points":9')
    assert fault(rewritten) == ""
    assert fault(rewritten, SEAL) == "at sequence 40: the checkpoint knows another hash"
    assert fault(rewritten, checkpoint(LINES[:4])) == ""


# One spelling only: every hash is worked out again after the change, so nothing but the spelling is wrong.
SPELLINGS = {
    "a blank after a colon": (b'"seq":2', b'"seq": 2'),
    "a blank after a comma": (b',"seq"', b', "seq"'),
    "another order of keys": (
        b'"verified_quantity":2,"scored_quantity":2',
        b'"scored_quantity":2,"verified_quantity":2',
    ),
    "a key twice": (b'"points":6', b'"points":6,"points":6'),
    "a key too many": (b'"points":6', b'"points":6,"note":6'),
    "a key missing": (b'"points":6,', b""),
    "a key in capitals": (b'"points"', b'"Points"'),
    "a fraction": (b'"points":6', b'"points":6.0'),
    "an exponent": (b'"points":6', b'"points":6e0'),
    "a plus": (b'"points":6', b'"points":+6'),
    "minus nought": (b'"points":6', b'"points":-0'),
    "a leading nought": (b'"points":6', b'"points":06'),
    "sixteen digits": (b'"points":6', b'"points":6000000000000000'),
    "not a number": (b'"points":6', b'"points":NaN'),
    "a number as text": (b'"points":6', b'"points":"6"'),
    "a truth": (b'"points":6', b'"points":true'),
    "no points": (b'"points":6', b'"points":null'),
    "no version": (b'"rules_version":1', b'"rules_version":null'),
    "version nought": (b'"rules_version":1', b'"rules_version":0'),
    "a version of sixteen digits": (b'"rules_version":1', b'"rules_version":1000000000000000'),
    "an award without a report": (b'"report_id":"6f1c1f0e-8a63-4a39-9d35-000000000002"', b'"report_id":null'),
    "an award without a day": (b'"activity_day":"2026-03-03"', b'"activity_day":null'),
    "an unknown kind": (b'"kind":"award"', b'"kind":"gift"'),
    "a UUID in capitals": (b"6f1c1f0e", b"6F1C1F0E"),
    "a UUID without groups": (b"6f1c1f0e-", b"6f1c1f0e"),
    "an escape": (b'"team_code":"QN3"', b'"team_code":"QN\\u0033"'),
    "an escaped slash": (b'"team_code":"QN3"', b'"team_code":"QN\\/3"'),
    "letters beyond ASCII": (b'"team_code":"QN3"', '"team_code":"Đội3"'.encode()),
    "bytes that are no UTF-8": (b'"team_code":"QN3"', b'"team_code":"QN\xff"'),
    "a nul": (b'"team_code":"QN3"', b'"team_code":"QN\x00"'),
    "an empty code": (b'"team_code":"QN3"', b'"team_code":""'),
    "a code of 81 characters": (b'"reason":"decision"', b'"reason":"' + b"d" * 81 + b'"'),
    "a blank in a code": (b'"reason":"decision"', b'"reason":"a decision"'),
    "an hour too many": (b"T13:02:00", b"T24:02:00"),
    "a leap second": (b"T13:02:00", b"T13:02:60"),
    "milliseconds": (b"00.000002Z", b"00.000Z"),
    "an offset": (b"00.000002Z", b"00.000002+00:00"),
    "digits of another script": (b'"points":6', '"points":６'.encode()),
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_line_has_one_spelling(spelling):
    assert fault(respelled(LINES, 2, *SPELLINGS[spelling])) == f"at sequence 2: {UNREADABLE}"


def test_what_does_not_apply_is_null_and_nothing_else():
    for other in (b"true", b'""', b"0", b"{}"):
        assert broken_at(respelled(LINES, 11, b'"report_id":null', b'"report_id":' + other)) == 11


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"activity_day":"2026-03-03"', b'"activity_day":"2026-02-29"'),
        (b'"activity_day":"2026-03-03"', b'"activity_day":"0000-01-01"'),
        (b'"posted_at":"2026-03-15T', b'"posted_at":"2026-04-31T'),
    ],
)
def test_days_exist_in_the_calendar(old, new):
    assert fault(respelled(LINES, 2, old, new)) == "at sequence 2: no such day"


@pytest.mark.parametrize(
    ("respell", "seq"),
    [
        (lambda whole: b"\xef\xbb\xbf" + whole, 1),
        (lambda whole: whole.replace(b"\n", b"\r\n"), 1),
        (lambda whole: b"\n" + whole, 1),
        (lambda whole: whole + b"\n", 41),
        (lambda whole: whole + b"\x00", 41),
        (lambda whole: whole[:-1], 40),
        (lambda whole: whole.replace(b"\n", b"\n\n", 1), 2),
        (lambda whole: whole.replace(b"\n", b" \n", 1), 1),
        (lambda whole: whole.replace(b"\n", b"", 1), 1),
        (lambda whole: re.sub(rb'"hash":"[0-9a-f]+"', lambda found: found[0][:8] + found[0][8:].upper(), whole), 1),
    ],
)
def test_bytes_around_the_lines_are_faults(respell, seq):
    assert broken_at(respell(WHOLE)) == seq


@pytest.mark.parametrize("first", [0, 2])
def test_a_chain_begins_with_one(first):
    assert broken_at(respelled(LINES, 1, b'"seq":1,', b'"seq":%d,' % first)) == 1


def test_a_chain_has_no_gap_even_when_its_hashes_hold():
    assert fault(respelled(LINES, 2, b'"seq":2,', b'"seq":3,')) == "at sequence 2: the line there says 3"


def test_the_first_line_names_no_line_before():
    assert fault(respelled(LINES, 1, b"0" * 64, b"1" * 64)) == "at sequence 1: prev is not the hash of the line before"


def test_a_ledger_is_of_one_campaign():
    mixed = chained([entry(1), entry(2) | {"campaign": "NHIEU2026"}])
    assert fault(mixed) == "at sequence 2: the campaign changes"


def test_a_line_without_end_is_not_read_to_its_end():
    endless = io.BytesIO(LINES[0] + b"7" * 1_000_000)
    assert script.verify(endless)[0] == "at sequence 2: the line has no end"
    assert endless.tell() < 10_000


def test_a_checkpoint_of_another_campaign_does_not_fit():
    other = chained([entry(1) | {"campaign": "NHIEU2026"}])
    assert fault(LINES, checkpoint(other, claims={"campaign": "NHIEU2026"})) == (
        "at sequence 1: the checkpoint is of another campaign"
    )
    assert broken_at(LINES, checkpoint([], claims={"campaign": "NHIEU2026"})) == 1


def test_a_checkpoint_of_another_chain_of_the_same_campaign_does_not_fit():
    assert broken_at(LINES, checkpoint(chained(map(entry, range(2, 22))))) == 20


def test_the_checkpoint_of_an_empty_ledger_has_no_hash():
    claim = checkpoint([], claims={"root": root(LINES)})
    assert fault(LINES, claim) == "at sequence 0: the checkpoint knows another hash"


FORGERIES: dict[str, dict[str, object]] = {
    "an earlier sequence": {"seq": 39, "root": root(LINES[:39])},
    "another sequence": {"seq": 38},
    "another root": {"root": root(LINES[:39])},
    "another time": {"time": "2026-03-15T17:00:00.000001Z"},
    "another key": {"key": public(OTHER_KEY)},
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_checkpoint_does_not_pass(forgery):
    told = {"campaign": "THU2026", "seq": 40, "root": root(LINES), "time": SIGNED_AT, "key": public(KEY)}
    signature = SEAL[SEAL.index(b',"signature"') :]
    forged = sample_ledgers.compact(told | FORGERIES[forgery])[:-1] + signature
    assert fault(LINES, forged) != ""
    assert script.verify(io.BytesIO(WHOLE), forged)[1][-1] == "signature: WRONG"


def test_a_signature_by_a_key_that_is_not_named_does_not_pass():
    assert fault(LINES, checkpoint(LINES, OTHER_KEY, {"key": public(KEY)})) == (
        "at sequence 40: the signature of the checkpoint is wrong"
    )


def test_a_checkpoint_signed_with_a_key_of_somebody_else_shows_that_key():
    told = script.verify(io.BytesIO(WHOLE), checkpoint(LINES, OTHER_KEY))[1]
    assert f"key: {public(OTHER_KEY)}" in told
    assert f"key: {public(KEY)}" not in told


def test_a_broken_ledger_is_named_before_its_checkpoint():
    changed = WHOLE.replace(b'"seq":3,', b'"seq":4,')
    assert broken_at(changed, SEAL.replace(SIGNED_AT.encode(), b"2026-03-15T17:00:01.000000Z")) == 3
    assert broken_at(changed, b"nothing") == 3


def test_two_hundred_single_bit_changes_of_a_checkpoint_are_all_found():
    chance = random.Random(20260316)
    lines = LINES[:2]
    seal = checkpoint(lines)
    for _ in range(200):
        changed = bytearray(seal)
        changed[chance.randrange(len(seal))] ^= 1 << chance.randrange(8)
        assert fault(lines, bytes(changed)) != ""


@pytest.mark.parametrize(
    "respelt",
    [
        b"",
        b"\n",
        SEAL[:-1],
        SEAL + b"\n",
        b"\xef\xbb\xbf" + SEAL,
        SEAL.replace(b"\n", b"\r\n"),
        SEAL.replace(b'"seq":40', b'"seq": 40'),
        SEAL.replace(b'"seq":40', b'"seq":040'),
        SEAL.replace(b'"seq":40', b'"seq":40,"seq":40'),
        SEAL.replace(b"==", b"="),
        re.sub(rb"[AQgw]==", lambda found: bytes([found[0][0] + 1]) + b"==", SEAL),
        sealed({"seq": 40, "campaign": "THU2026", "root": root(LINES), "time": SIGNED_AT, "key": public(KEY)}),
        sealed({"campaign": "THU2026", "seq": 40, "root": root(LINES), "key": public(KEY)}),
        checkpoint(LINES, claims={"time": "2026-02-30T17:00:00.000000Z"}),
        checkpoint(LINES, claims={"seq": -1}),
        checkpoint(LINES, claims={"key": public(KEY)[:-2] + "h="}),  # the same 32 bytes as "g=" for a lax decoder
        checkpoint(LINES, claims={"root": root(LINES).upper()}),
    ],
)
def test_a_checkpoint_has_one_spelling(respelt):
    assert respelt != SEAL
    assert fault(LINES, respelt) == f"in the checkpoint: {UNREADABLE}"


def test_it_exits_with_0_for_a_ledger_that_fits_its_checkpoint(files):
    done = run(*files)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"intact: 40 lines of THU2026")
    assert done.stdout.endswith(b"signature: right, if this key is the published one\n")


def test_it_reads_standard_input_and_exits_with_1_for_a_broken_ledger(files):
    done = run("-", files[1], given=b"".join(LINES[:20] + LINES[21:]))
    assert done.returncode == 1
    assert done.stdout.startswith(b"broken at sequence 21: the line there says 22\n")


def test_it_exits_with_2_when_it_cannot_know_what_to_check(files, tmp_path):
    assert run().returncode == 2
    assert run(*files, files[0]).returncode == 2
    assert run("--result", files[0]).returncode == 2
    assert run(tmp_path / "missing.jsonl").returncode == 2
    assert run(files[0], tmp_path).returncode == 2


def test_without_the_signature_library_it_checks_the_rest_and_says_so(files, tmp_path):
    (tmp_path / "cryptography.py").write_text("raise ImportError")
    done = run(*files, path=str(tmp_path))
    assert done.returncode == 0
    assert done.stdout.startswith(b"intact")
    assert b"signature: NOT CHECKED" in done.stdout
    assert run("-", files[1], given=b"".join(LINES[:39]), path=str(tmp_path)).returncode == 1


def test_its_verdict_is_short_enough_to_be_kept():
    for lines in (LINES, LINES[:39]):
        assert len("\n".join(script.verify(io.BytesIO(b"".join(lines)), SEAL)[1])) <= 500


def test_it_is_short_and_needs_only_the_standard_library_and_one_for_signatures():
    source = SCRIPT.read_text()
    nodes = list(ast.walk(ast.parse(source)))
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    assert len(source.splitlines()) <= 150
    assert {name.split(".")[0] for name in names} - sys.stdlib_module_names == {"cryptography", "recompute_results"}


def blocks(language: str) -> list[str]:
    """The code on the page in one language."""
    return re.findall(rf"```{language}\n(.*?)```", DOCS, re.S)


def test_the_example_of_the_docs_is_intact_and_its_signature_right():
    lines, seal = (block.encode() for block in blocks("json"))
    assert script.verify(io.BytesIO(lines), seal)[0] == ""
    assert script.verify(io.BytesIO(lines), seal)[1][-1].startswith("signature: right")
    assert all(DOCS.count(found.decode()) >= 2 for found in re.findall(rb'"hash":"([0-9a-f]{64})"', lines))


def test_the_check_by_hand_that_the_docs_show_works(tmp_path):
    (tmp_path / "by_hand.py").write_text(blocks("python")[0])
    (tmp_path / "ledger.jsonl").write_text(blocks("json")[0])
    command = [sys.executable, "by_hand.py", "ledger.jsonl"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.endswith(" {'QN1': 31}\n")
    (tmp_path / "ledger.jsonl").write_text(blocks("json")[0].replace('"points":43', '"points":44'))
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode == 1
