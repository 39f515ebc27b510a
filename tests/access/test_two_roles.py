"""A right holds where it was given: two roles of one person never add up to a third."""

import pytest
from sqlalchemy import select

from app.database import db, transaction
from app.models import Team, Unit
from app.services import people
from tests.cast import CODE


def grants(ground, name, role, scope):
    """One more role for somebody of the cast, over a unit or a team."""
    with ground.app.app_context(), transaction():
        place = db.session.scalar(select(Unit).where(Unit.code == scope))
        found = place or db.session.scalars(select(Team).where(Team.code == scope)).one()
        people.grant(ground.person(name), role, found, people.system_actor())


@pytest.mark.parametrize("name", ["signatory", "council", "auditor"])
def test_an_officer_of_a_commune_who_watches_the_province_does_not_run_its_campaign(ground, name):
    ground.restore("quiet")
    grants(ground, name, "officer", "X21907")
    browser = ground.browser(name)
    assert browser.get(f"/desk?campaign={CODE}").status_code == 200
    assert browser.post(f"/campaigns/{CODE}/freeze", data={"reason": "Giữ bảng"}).status_code == 404
    assert browser.post(f"/campaigns/{CODE}/announcement", data={"code": CODE}).status_code == 404


def test_who_may_verify_and_joins_a_team_no_longer_sees_its_reports_in_the_queue(ground):
    browser = ground.browser("officer")
    own, other = (f"/reports/{ground.ids[f'waiting {team}']}/decision" for team in ("QN1", "QN2"))
    assert browser.get(own).status_code == 200
    grants(ground, "officer", "member", "QN1")
    assert browser.get(own).status_code == 404
    assert browser.get(other).status_code == 200


def test_a_captain_who_verifies_elsewhere_writes_for_their_own_team_only(ground):
    grants(ground, "captain", "verifier", "X21907")
    browser = ground.browser("captain")
    assert browser.get(f"/reports/{ground.ids['waiting AN1']}/decision").status_code == 200
    assert browser.get(f"/reports/{ground.ids['waiting AN1']}/edit").status_code == 404
    assert browser.get(f"/reports/{ground.ids['waiting QN1']}/decision").status_code == 404


def test_nobody_opens_the_account_of_somebody_whose_rights_reach_further(ground):
    grants(ground, "verifier_an", "officer", "X21907")
    browser = ground.browser("verifier_an")
    assert browser.post(f"/people/{ground.ids['captain_an1']}/link").status_code == 200
    grants(ground, "captain_an1", "officer", "T52")
    assert browser.post(f"/people/{ground.ids['captain_an1']}/link").status_code == 404
