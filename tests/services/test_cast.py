"""The cast is what tests believe it to be."""

from app import clock
from app.queries.rights import rights_of
from tests.cast import CODE, NOW, cast


def test_the_cast_has_the_rights_its_names_say(app):
    people = cast()
    assert people.campaign.code == CODE
    assert set(people.enrolments) == {"QN1", "QN2", "AN1", "AN2"}
    assert rights_of(people.captain).team_ids("captain") == (people.teams["QN1"].id,)
    assert rights_of(people.verifier).covers(people.teams["QN2"].unit.path, "verifier")
    assert not rights_of(people.verifier).covers(people.teams["AN1"].unit.path, "verifier")
    assert not rights_of(people.outsider).roles
    assert abs((clock.now() - NOW).total_seconds()) < 1
