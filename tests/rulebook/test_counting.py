"""A team's decided reports counted into its facts, every count by itself."""

import json
from datetime import date

from app.rulebook.counting import Counts
from app.rulebook.deeds import NOTHING, Counted, Seen, Work

SATURDAY, SUNDAY = date(2026, 3, 14), date(2026, 3, 15)


def seen(**changes):
    """A report of the team's own: on time, one line verified as claimed, by the whole team."""
    usual = {
        "origin": "team",
        "joint_session_id": None,
        "late": False,
        "day": SUNDAY,
        "place_id": 1,
        "hamlet": "Khu phố 3",
        "members_present": 8,
        "team_size": 8,
        "first_look": True,
        "verified_lines": 1,
        "unchanged_lines": 1,
        "lines": 1,
        "claimed": 10,
        "quantity": 10,
    }
    return Seen(**{**usual, **changes})


def count(*reports):
    return Counts.of(Counted(reports)).facts()


def test_one_usual_report_counts_once_in_everything():
    assert count(seen()) == {
        "quantities": {},
        "activity_days": {},
        "largest": {},
        "dates": {},
        "reports_verified": 1,
        "deployments": 1,
        "sundays_deployed": 1,
        "full_squads": 1,
        "places": 1,
        "hamlets": 1,
        "on_time": 1,
        "decided": 1,
        "first_time": 1,
        "claimed": 10,
        "verified": 10,
        "partners": 0,
        "present": 8,
        "expected": 8,
    }


def test_nothing_counts_as_nothing():
    assert [value for value in count().values() if value] == []


def test_what_an_organiser_recorded_is_verified_work_but_no_report_of_the_teams_own():
    found = count(seen(origin="organiser", late=True, place_id=None, hamlet=""))
    own = ("deployments", "sundays_deployed", "full_squads", "on_time", "decided", "first_time", "places", "hamlets")
    assert {name: found[name] for name in own} == dict.fromkeys(own, 0)
    assert (found["reports_verified"], found["claimed"], found["verified"]) == (1, 10, 10)


def test_a_rejected_report_is_decided_and_shows_no_place_squad_or_sunday():
    found = count(seen(verified_lines=0, unchanged_lines=0, quantity=0, joint_session_id=4))
    assert (found["decided"], found["on_time"], found["claimed"]) == (1, 1, 10)
    gone = ("reports_verified", "deployments", "sundays_deployed", "full_squads", "places", "hamlets", "partners")
    assert {name: found[name] for name in (*gone, "first_time", "verified")} == dict.fromkeys(
        (*gone, "first_time", "verified"), 0
    )


def test_days_places_and_hamlets_count_once_however_many_reports_name_them():
    found = count(seen(), seen(), seen(place_id=2), seen(hamlet="Thôn 1", day=SATURDAY), seen(place_id=None, hamlet=""))
    assert (found["sundays_deployed"], found["places"], found["hamlets"], found["reports_verified"]) == (1, 2, 2, 5)


def test_a_squad_is_full_from_the_teams_size_on_and_unknown_presence_is_none():
    found = count(seen(members_present=7), seen(members_present=9), seen(members_present=None), seen(team_size=1))
    assert found["full_squads"] == 2


def test_first_time_needs_the_first_look_and_every_line_as_claimed():
    found = count(seen(first_look=False), seen(lines=2), seen(lines=2, unchanged_lines=2, verified_lines=2))
    assert (found["first_time"], found["decided"]) == (1, 3)


def test_late_reports_and_joint_sessions_are_counted():
    found = count(seen(late=True), seen(joint_session_id=3), seen(joint_session_id=0))
    assert (found["on_time"], found["partners"]) == (2, 2)


def test_work_is_summed_by_activity_with_its_days_and_largest():
    work = [
        Work("vneid", SATURDAY, 4),
        Work("vneid", SUNDAY, 7),
        Work("vneid", SUNDAY, 1, 3),
        Work("vneid", date(2026, 4, 1), 1),
        Work("meeting", SUNDAY, 1),
    ]
    found = Counts.of(Counted((), work)).facts()
    assert found["quantities"] == {"vneid": 15, "meeting": 1}
    assert found["activity_days"] == {"vneid": 3, "meeting": 1}
    assert found["largest"] == {"vneid": 7, "meeting": 1}
    assert found["dates"] == {"vneid": {"2026-03-14", "2026-03-15", "2026-04-01"}, "meeting": {"2026-03-15"}}


def test_what_is_taken_away_again_leaves_nothing_behind():
    usual = Counted([seen()], [Work("vneid", SUNDAY, 7), Work("vneid", SATURDAY, 7, 2)])
    more = Counted([seen(place_id=2, hamlet="Thôn 1"), seen(late=True)], [Work("vneid", SUNDAY, 3)])
    counts = Counts.of(usual)
    counts.add(more)
    counts.take_away(usual)
    assert counts == Counts.of(more)
    counts.take_away(more)
    assert counts == Counts()


def test_counts_are_read_as_they_were_kept():
    counts = Counts.of(Counted([seen()], [Work("vneid", SUNDAY, 7)]))
    assert Counts.read(json.loads(json.dumps(counts.kept()))) == counts


def test_a_report_that_is_taken_back_has_nothing_to_say():
    assert (NOTHING.seen, NOTHING.work) == ((), ())
