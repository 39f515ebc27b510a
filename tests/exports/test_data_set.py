"""The data set of a result: recomputed by its own scripts, in an empty folder, by a Python without this project."""

import io
import json
import subprocess
import sys
import zipfile

import pytest

from app.database import transaction
from app.exports.data_set import data_set
from app.queries import results as queries
from app.services import extras
from tests.concluding import concluded, witnessed
from tests.services.test_results import amended

FILES = {
    "README.md",
    "ledger.jsonl",
    "facts.json",
    "results.csv",
    "checkpoint.json",
    "rules.jsonl",
    "verify_ledger.py",
    "recompute_results.py",
}


@pytest.fixture
def unpacked(contest, tmp_path):
    with transaction():
        extras.post(contest.enrolments["QN2"], "penalty", "repeated_late", "april", 5, contest.officer, "Nhắc ba lần")
        witnessed(contest.campaign)
        concluded(contest.campaign, contest.officer, contest.signatory)
    amended(contest, {"kind": "team", "id": "QN1"})
    for version in queries.versions(contest.campaign):
        with zipfile.ZipFile(io.BytesIO(b"".join(data_set(version)))) as packed:
            packed.extractall(tmp_path / str(version.number))
    return tmp_path


def verified(folder):
    """Exit status and what the data set's own script says, run by a bare Python in the folder."""
    command = [sys.executable, "verify_ledger.py", "--results", "."]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env={"PATH": ""})
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("number", [1, 2])
def test_every_version_is_recomputed_byte_for_byte_from_its_own_data_set(unpacked, number):
    folder = unpacked / str(number)
    assert {each.name for each in folder.iterdir()} == FILES
    status, said = verified(folder)
    assert (status, "results: as recomputed, 4 teams" in said) == (0, True), said
    assert "signature: right" in said


def test_an_amendment_says_who_is_annulled_and_who_moved_up(unpacked):
    before, after = ((unpacked / number / "results.csv").read_text("utf-8-sig") for number in "12")
    assert "phuong,1,QN1,Tổ công nghệ số Quy Nhơn 1,X21583" in before
    assert [line.rsplit(",", 2)[1:] for line in before.splitlines()[1:3]] == [["", "first"], ["", "second"]]
    assert [line.rsplit(",", 2)[1:] for line in after.splitlines()[1:3]] == [["annulled", ""], ["", "first"]]


MEDDLING = (
    ("results.csv", lambda text: text.replace(b",first\n", b",second\n", 1), "in results.csv"),
    ("results.csv", lambda text: text + b"\n", "in results.csv"),
    ("facts.json", lambda text: text.replace(b'"min_sundays":3', b'"min_sundays":4'), "in facts.json"),
    ("ledger.jsonl", lambda text: text.replace(b'"points":', b'"points":1', 1), "at sequence 1"),
    ("ledger.jsonl", lambda text: text[: text.rindex(b"\n", 0, -1) + 1], "the ledger ends before its checkpoint"),
    ("checkpoint.json", lambda text: text.replace(b'"seq":1', b'"seq":2'), "broken"),
    ("facts.json", lambda text: b"{", "broken"),
)


def test_whatever_is_changed_in_it_is_found(unpacked):
    for name, change, words in MEDDLING:
        path = unpacked / "1" / name
        whole = path.read_bytes()
        path.write_bytes(change(whole))
        status, said = verified(unpacked / "1")
        assert (status, words in said) == (1, True), (name, said)
        path.write_bytes(whole)
    assert verified(unpacked / "1")[0] == 0


def test_the_facts_hold_no_person(unpacked):
    facts = json.loads((unpacked / "1" / "facts.json").read_bytes())
    assert set(facts["teams"][0]) == {
        "team_code",
        "team_name",
        "unit_code",
        "cluster_code",
        "sundays_deployed",
        "dossiers",
        "first_time",
        "decided",
        "on_time",
        "claimed",
        "verified",
        "hamlets",
        "penalty_points",
        "annulled",
    }


def test_the_same_version_is_packed_the_same_twice(contest):
    with transaction():
        concluded(contest.campaign, contest.officer, contest.signatory)
    [version] = queries.versions(contest.campaign)
    assert b"".join(data_set(version)) == b"".join(data_set(version))
