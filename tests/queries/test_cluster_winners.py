"""Who stands on the pictures of a version of the results."""

from datetime import date

import pytest

from app.database import db, transaction
from app.models import Standing
from app.queries.cluster_winners import cluster_winners
from app.queries.results import awards_of, versions
from tests.cast import NOW, cast, stand_still
from tests.concluding import concluded
from tests.reporting import decided, sent

VNEID = "vneid_level2_support"
SUNDAYS = (date(2026, 3, 1), date(2026, 3, 8), date(2026, 3, 15))


@pytest.fixture
def won(app):
    """QN1 wins before QN2, AN1 and AN2 share the first place of their cluster."""
    people = cast()
    for day in SUNDAYS:
        stand_still(NOW.replace(day=day.day))
        for team, captain, verifier, count in (
            ("QN1", people.captain, people.verifier, 12),
            ("QN2", people.captain_qn2, people.verifier, 2),
            ("AN1", people.captain_an1, people.verifier_an, 7),
            ("AN2", people.captain_an2, people.verifier_an, 7),
        ):
            decided(sent(people.enrolments[team], captain, {VNEID: count}, day), verifier)
    with transaction():
        concluded(people.campaign, people.officer, people.signatory)
    return people


def told(people):
    return {each.code: each for each in cluster_winners(versions(people.campaign)[-1])}


def test_each_cluster_names_its_best_whatever_becomes_of_them_later(won):
    found = told(won)
    assert list(found) == ["phuong", "xa-dong-bang"]
    ward, shared = found.values()
    assert len(awards_of(versions(won.campaign)[-1])) == 4
    assert (ward.name, ward.prize_code, ward.rank) == ("Phường", "first", 1)
    [best] = ward.winners
    assert (best.name, best.unit) == ("Tổ công nghệ số Quy Nhơn 1", "Đoàn phường Quy Nhơn")
    assert len(shared.winners) == 2
    assert len({each.points for each in shared.winners}) == 1
    with transaction():
        won.teams["QN1"].name = "Đội đổi tên"
        won.enrolments["QN1"].cluster.name = "Cụm đổi tên"
        db.session.get_one(Standing, won.enrolments["QN1"].id).points += 1
    assert told(won) == found
