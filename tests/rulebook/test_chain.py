"""The chain's words, to the byte (contract, section 5)."""

import hashlib
import json
import time
from datetime import UTC, datetime, timedelta, timezone

import pytest

from app.rulebook import chain


def test_a_link_begins_with_the_hash_before_it_and_is_compact_utf8():
    found = chain.link(chain.NO_HASH, {"seq": 1, "reason": "Quy Nhơn", "report_id": None})
    assert found.body == f'{{"prev":"{"0" * 64}","seq":1,"reason":"Quy Nhơn","report_id":null}}'
    assert found.hash == hashlib.sha256(found.body.encode()).hexdigest()
    assert chain.prev_of(found.body) == chain.NO_HASH


def test_a_line_has_its_hash_last_and_one_line_feed():
    found = chain.link(chain.NO_HASH, {"seq": 1})
    assert chain.line(*found) == f'{found.body[:-1]},"hash":"{found.hash}"}}\n'.encode()
    assert list(json.loads(chain.line(*found))) == ["prev", "seq", "hash"]


def test_an_instant_is_told_in_utc_to_the_microsecond():
    at = datetime(2026, 3, 15, 20, 30, tzinfo=timezone(timedelta(hours=7)))
    assert chain.instant(at) == "2026-03-15T13:30:00.000000Z"


def test_a_statement_has_its_signature_last():
    said = chain.statement("TTN2026", 17, "a" * 64, datetime(2026, 3, 15, tzinfo=UTC), "a2V5")
    assert list(json.loads(said)) == ["campaign", "seq", "root", "time", "key"]
    assert chain.signed(said, "c2ln") == said[:-1] + ',"signature":"c2ln"}'


def test_a_checkpoint_of_a_result_names_its_facts_file_after_the_root_and_any_other_leaves_it_out():
    at = datetime(2026, 3, 18, 0, 0, 0, 5, tzinfo=timezone(timedelta(hours=7)))
    begins = f'{{"campaign":"TTN2026","seq":17,"root":"{"a" * 64}",'
    ends = '"time":"2026-03-17T17:00:00.000005Z","key":"a2V5"}'
    assert chain.statement("TTN2026", 17, "a" * 64, at, "a2V5") == begins + ends
    of_result = chain.statement("TTN2026", 17, "a" * 64, at, "a2V5", "b" * 64)
    assert of_result == f'{begins}"facts":"{"b" * 64}",{ends}'


@pytest.fixture
def machine_in_gia_lai(monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Ho_Chi_Minh")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("machine_in_gia_lai")
def test_an_instant_is_the_same_on_a_machine_of_any_zone():
    at = datetime(2026, 3, 15, 20, 30, tzinfo=timezone(timedelta(hours=9)))
    assert at.astimezone().utcoffset() == timedelta(hours=7)
    assert chain.instant(at) == "2026-03-15T11:30:00.000000Z"
