"""Nobody judges a team's work and belongs to the team in the same time, in whichever order it is tried."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.database import db, transaction
from app.models import Membership
from app.services import decisions, people
from app.services.decision_rows import Ruling
from app.services.refusals import Refused
from tests.cast import cast
from tests.importing import run, write_csv
from tests.reporting import SUNDAY, decided, looked, sent

VNEID = "vneid_level2_support"


def joins(person, team, since, by):
    with transaction():
        people.grant(person, "member", team, by, since=since)


def belongs(person, team):
    wanted = select(Membership.id).where(Membership.person_id == person.id, Membership.team_id == team.id)
    return db.session.scalar(wanted) is not None


@pytest.mark.parametrize("days", [-1, 0])
def test_whoever_has_judged_a_team_does_not_join_it_for_that_time(app, days):
    crew = cast()
    decided(sent(crew.enrolments["QN1"], crew.captain, {VNEID: 5}), crew.verifier)
    with pytest.raises(Refused) as refusal:
        joins(crew.verifier, crew.teams["QN1"], SUNDAY + timedelta(days=days), crew.officer)
    assert refusal.value.code == "judged_the_team"
    assert not belongs(crew.verifier, crew.teams["QN1"])
    joins(crew.verifier, crew.teams["QN2"], SUNDAY, crew.officer)
    assert belongs(crew.verifier, crew.teams["QN2"])


def test_the_day_of_the_decision_counts_as_the_day_of_the_work_does(app):
    crew = cast()
    yesterday = SUNDAY - timedelta(days=1)
    decided(sent(crew.enrolments["QN1"], crew.captain, {VNEID: 5}, yesterday), crew.verifier)
    with pytest.raises(Refused):
        joins(crew.verifier, crew.teams["QN1"], SUNDAY, crew.officer)
    joins(crew.verifier, crew.teams["QN1"], SUNDAY + timedelta(days=1), crew.officer)
    assert belongs(crew.verifier, crew.teams["QN1"])


def test_whoever_has_joined_does_not_judge(app):
    crew = cast()
    report = sent(crew.enrolments["QN1"], crew.captain, {VNEID: 5})
    joins(crew.verifier, crew.teams["QN1"], SUNDAY, crew.officer)
    with pytest.raises(Refused) as refusal, transaction():
        decisions.decide(
            looked(report, crew.verifier), crew.verifier, [Ruling(report.lines[0].id, "verified", 5)], report.version
        )
    assert refusal.value.code == "not_yours_to_decide"


@pytest.mark.parametrize(("zone", "judges"), [("Asia/Ho_Chi_Minh", True), ("Pacific/Kiritimati", False)])
def test_today_is_where_the_campaign_is(app, zone, judges):
    crew = cast()
    report = sent(crew.enrolments["QN1"], crew.captain, {VNEID: 5})
    joins(crew.verifier, crew.teams["QN1"], SUNDAY + timedelta(days=1), crew.officer)
    with transaction():
        crew.campaign.zone = zone
    if judges:
        decided(report, crew.verifier)
    else:
        with pytest.raises(Refused, match="not_yours_to_decide"):
            decided(report, crew.verifier)


def test_a_list_of_people_says_who_has_judged_the_team_they_would_join(app, tmp_path):
    crew = cast()
    decided(sent(crew.enrolments["QN1"], crew.captain, {VNEID: 5}), crew.verifier)
    row = {"login": crew.verifier.login, "full_name": crew.verifier.full_name, "role": "member", "minor_until": ""}
    told = run(app, "people", "import", write_csv(tmp_path / "p.csv", [row | {"scope_code": "QN1"}]))
    assert told.exit_code == 1
    assert "Võ Thanh Dũng đã thẩm định báo cáo của Tổ công nghệ số Quy Nhơn 1" in told.stderr
    assert not belongs(crew.verifier, crew.teams["QN1"])
