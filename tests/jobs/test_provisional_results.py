"""Once the data are closed every team is told of its own sheet, once; nobody learns a rank."""

from sqlalchemy import select

from app.database import db
from app.jobs import provisional_results
from app.models import Notice
from tests.cast import NOISE, NOW, cast, stand_still
from tests.concluding import CONCLUDING


def told():
    return {(each.person_id, each.facts["campaign"]) for each in db.session.scalars(select(Notice))}


def test_nobody_is_told_before_the_data_are_closed(app):
    cast()
    stand_still(NOW)
    assert provisional_results.run() == []
    assert told() == set()


def test_every_captain_is_told_once(app):
    people = cast()
    stand_still(CONCLUDING)
    assert people.campaign.code in provisional_results.run()
    captains = {people.captain.id, people.captain_qn2.id, people.captain_an1.id, people.captain_an2.id}
    assert {who for who, campaign in told() if campaign != NOISE} == captains
    assert provisional_results.run() == []
