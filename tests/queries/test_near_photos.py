"""Near photos are those that comparing each with each would find, on both databases."""

from random import Random
from secrets import token_hex

from app.queries.near_photos import Photo, near
from app.rulebook.fingerprints import distance, is_plain
from app.services import report_photos
from tests.cast import cast
from tests.reporting import sent

FARTHEST = 8


def signed(bits):
    return bits - (1 << 64) if bits >> 63 else bits


def pictures(dice):
    """Fingerprints of three scenes up to twelve bits apart, and of nothing at all."""
    scenes = [dice.getrandbits(64) for _ in range(3)]
    for number in range(30):
        bits = scenes[number % 3]
        for place in dice.sample(range(64), number % 13):
            bits ^= 1 << place
        yield signed(bits)
    yield from (0, -1, 7)


def test_a_search_finds_what_comparing_each_with_each_finds(app):
    people, dice = cast(), Random(6)
    kept = {}
    for fingerprint in pictures(dice):
        photo = report_photos.Photo(token_hex(32), 9, 4, 3, fingerprint)
        report = sent(people.enrolments["QN1"], people.captain, {"vneid_level2_support": 1}, photos=(photo,))
        kept[photo.sha256] = (fingerprint, report.id)
    asked = [Photo("f" * 64, signed(dice.getrandbits(64)), 0, 0), Photo("e" * 64, None, 0, 0)]
    asked += [Photo(sha, fingerprint, report_id, 0) for sha, (fingerprint, report_id) in list(kept.items())[::2]]
    for some in (asked, asked[:1], asked[2:3], []):
        found = {
            each: {(one.match.photo.sha256, one.distance) for one in beside}
            for each, beside in near(some, FARTHEST).items()
        }
        assert found == {each: expected for each in some if (expected := beside(each, kept))}


def beside(photo, kept):
    """What is near by comparing with each."""
    if photo.fingerprint is None or is_plain(photo.fingerprint):
        return set()
    apart = {sha: distance(photo.fingerprint, theirs) for sha, (theirs, _) in kept.items() if not is_plain(theirs)}
    return {(sha, far) for sha, far in apart.items() if far <= FARTHEST and kept[sha][1] != photo.report_id}
