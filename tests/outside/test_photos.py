"""The store of photos: whole or not there, put anew rather than trusted, swept only when nobody came back for it."""

import io
from datetime import UTC, datetime, timedelta

import pytest

from app.outside.darkroom import Developed, develop
from app.outside.photos import described, local
from tests.outside.hostile import picture

HOUR = timedelta(hours=1)


@pytest.fixture
def made():
    [found] = develop([io.BytesIO(picture("jpeg"))])
    assert isinstance(found, Developed)
    return found


@pytest.fixture(params=[True, False], ids=["durable", "not durable"])
def store(request, tmp_path):
    return local(tmp_path / "photos", request.param)


def soon():
    return datetime.now(UTC) + HOUR


def test_a_photo_lies_under_its_own_hash_with_its_thumbnail(store, made):
    kept = store.keep(made)
    assert kept == described(made)
    assert store.read(kept.sha256) == made.body
    assert store.read(kept.sha256, small=True) == made.thumbnail
    assert store.is_whole(kept.sha256, kept.size)
    assert not store.is_whole(kept.sha256, kept.size + 1)


@pytest.mark.parametrize("name", ["", "a" * 63, "A" * 64, "../" + "a" * 61, "a" * 64 + "\n", "é" * 64, "b" * 64])
def test_what_is_not_there_is_none(store, name):
    assert store.read(name) is None


def test_half_a_photo_under_the_right_name_is_put_anew(store, made, tmp_path):
    kept = store.keep(made)
    [torn] = (tmp_path / "photos").rglob(f"{kept.sha256}.jpg")
    torn.write_bytes(made.body[:100])
    assert not store.is_whole(kept.sha256, kept.size)
    store.keep(made)
    assert store.read(kept.sha256) == made.body


def test_nothing_is_left_behind_of_a_photo_that_was_destroyed(store, made, tmp_path):
    kept = store.keep(made)
    for _ in range(2):
        store.destroy([kept.sha256])
    assert not store.is_there(kept.sha256)
    assert [each for each in (tmp_path / "photos").rglob("*") if each.is_file()] == []


def test_only_what_is_older_is_found_and_swept(store, made):
    kept = store.keep(made)
    assert list(store.older(datetime.now(UTC) - HOUR)) == []
    names = dict(store.older(soon()))
    assert set(names.values()) == {kept.sha256}
    for name in names:
        assert not store.sweep(name, datetime.now(UTC) - HOUR), "somebody put it there again meanwhile"
    assert store.is_whole(kept.sha256, kept.size)
    assert all(store.sweep(name, soon()) for name in names)
    assert not store.is_there(kept.sha256)
    assert not any(store.sweep(name, soon()) for name in names)


def test_an_upload_that_was_broken_off_is_found_for_the_sweep(store, tmp_path):
    (tmp_path / "photos" / "arriving").mkdir()
    (tmp_path / "photos" / "arriving" / "half").write_bytes(b"half")
    [(name, sha256)] = store.older(soon())
    assert sha256 == ""
    assert store.sweep(name, soon())
