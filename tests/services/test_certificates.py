"""Certificates follow the results: one for each award, kept while the award stands, superseded or annulled after."""

from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import select

from app.database import db, transaction
from app.models import Certificate, Membership, Person
from app.queries.certificates import holding, worth
from app.queries.results import newest
from app.services import campaigns, certificates, results
from tests.cast import NOW, cast, gathered, stand_still
from tests.concluding import CONCLUDING, finalised
from tests.keeping import keep
from tests.reporting import decided, sent

VNEID = "vneid_level2_support"


@pytest.fixture
def season(app):
    """QN1 before QN2 in the ward cluster; An Nhơn beside them; a member who left before the campaign began."""
    keep("a season before its certificates", played)
    stand_still(CONCLUDING)
    return gathered()


def played():
    people = cast()
    plays = (
        ("QN1", people.captain, people.verifier, 20),
        ("QN2", people.captain_qn2, people.verifier, 10),
        ("AN1", people.captain_an1, people.verifier_an, 12),
    )
    for day in (1, 8, 15):
        stand_still(NOW.replace(day=day))
        for team, captain, verifier, quantity in plays:
            when = NOW.replace(day=day).date()
            decided(sent(people.enrolments[team], captain, {VNEID: quantity}, when), verifier)
    with transaction() as session:
        before = Membership(team_id=people.teams["QN1"].id, person_id=people.captain_hn.id)
        before.starts_on, before.ends_on = date(2025, 1, 1), date(2025, 12, 31)
        session.add(before)


def final(season, announce=True):
    with transaction():
        finalised(season.campaign, season.officer, season.signatory)
        if announce:
            campaigns.announce(season.campaign, season.officer)


def amended(season, team="QN1"):
    with transaction():
        changes = [{"kind": "team", "id": team}]
        submission = results.submit(season.campaign, str(uuid4()), season.officer, "Số liệu sai", changes)
        results.approve(submission, season.signatory, "20-QĐ/TĐTN", date(2026, 5, 4))


def issued_again(season):
    result = newest(season.campaign)
    assert result is not None
    with transaction():
        return certificates.issue(result, season.officer)


def issued(**wanted):
    return list(db.session.scalars(select(Certificate).filter_by(**wanted).order_by(Certificate.id)))


def of_team(season, team, kind="team"):
    return issued(enrolment_id=season.enrolments[team].id, kind=kind)


def test_every_prize_has_a_certificate_for_the_team_and_one_for_each_member(season):
    final(season)
    [first] = of_team(season, "QN1")
    assert (first.prize_code, first.prize, first.recipient) == ("first", "Giải Nhất", "Tổ công nghệ số Quy Nhơn 1")
    assert (first.cluster, first.unit) == ("Phường", "Đoàn phường Quy Nhơn")
    members = of_team(season, "QN1", "member")
    assert {each.person_id for each in members} == {season.captain.id, season.member.id}
    assert all(each.prize_code == "first" and each.team == first.recipient for each in members)
    assert len({each.uuid for each in issued()}) == len(issued())


def test_issuing_again_issues_nothing(season):
    final(season)
    before = len(issued())
    assert issued_again(season) == 0
    assert len(issued()) == before


def test_before_the_announcement_nobody_can_ask_for_one(season):
    final(season, announce=False)
    [first] = of_team(season, "QN1")
    assert worth(first.uuid) is None
    with transaction():
        campaigns.announce(season.campaign, season.officer)
    assert worth(first.uuid).status == "genuine"


def test_an_amendment_supersedes_annuls_and_leaves_alone(season):
    final(season)
    first, other = of_team(season, "QN1")[0].uuid, of_team(season, "AN1")[0].uuid
    moved_up = [each.uuid for each in of_team(season, "QN2")]
    count = len(issued())
    amended(season)
    assert worth(first).status == "annulled"
    assert worth(first).newer is None
    assert worth(other).status == "genuine"
    assert worth(other).certificate.result.number == 1
    new = of_team(season, "QN2")[-1]
    assert new.prize_code == "first"
    assert new.result.number == 2
    assert worth(new.uuid).status == "genuine"
    for uuid in moved_up:
        assert worth(uuid).status == "superseded"
        assert worth(uuid).newer.uuid == new.uuid
    member = of_team(season, "QN2", "member")
    assert len(issued()) == count + 1 + sum(each.result_id == new.result_id for each in member)
    assert {each.uuid for each in holding(season.campaign)} >= {other, new.uuid}
    assert first not in {each.uuid for each in holding(season.campaign)}


def test_a_members_certificate_falls_with_the_teams_prize(season):
    final(season)
    mine = of_team(season, "QN1", "member")[0].uuid
    amended(season)
    assert worth(mine).status == "annulled"


def test_a_new_name_makes_no_new_certificate(season):
    final(season)
    with transaction() as session:
        session.get(Person, season.member.id).full_name = "Trần Văn Bình Minh"
        season.enrolments["QN1"].team.name = "Tổ khác"
    assert issued_again(season) == 0
    assert worth(of_team(season, "QN1")[0].uuid).certificate.recipient == "Tổ công nghệ số Quy Nhơn 1"


def test_an_id_that_nobody_issued_is_nothing(season):
    final(season)
    for uuid in (str(uuid4()), "", "x", of_team(season, "QN1")[0].uuid.upper()):
        assert worth(uuid) is None
