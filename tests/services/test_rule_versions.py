"""A new version of the rules: never an edit, in force from a day, and the points of the days it covers follow."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from app.database import db, transaction
from app.models import AuditEvent, LedgerEntry, Standing
from app.queries.campaigns import stage
from app.queries.enrolments import ids_of
from app.queries.published_rules import published
from app.queries.rules import RuleBook, rule_book
from app.services import rule_effects, rule_files, rule_versions
from app.services.differences import Cause
from app.services.invariants import INVARIANTS
from app.services.rebuilds import rebuild
from app.services.refusals import Refused
from app.services.rule_versions import Proposal
from tests.cast import NOW, cast, stand_still
from tests.concluding import concluded
from tests.reporting import decided, sent
from tests.services.test_campaigns import rule_file

VNEID = "vneid_level2_support"
MEETING = "monthly_online_meeting"
FRIDAY, SATURDAY, SUNDAY = (date(2026, 3, day) for day in (13, 14, 15))
TOMORROW = SUNDAY + timedelta(days=1)
WHY = "Hội đồng thống nhất ngày 15/03"


def changed(rules, code=VNEID, **values):
    """The same rules but for one type of work."""
    activities = tuple(replace(each, **values) if each.code == code else each for each in rules.activities)
    return replace(rules, activities=activities)


def proposed(people, since, rules=None, **changes):
    book = rule_book(people.campaign.id)
    filled = {"retroactive": since < SUNDAY, "reason": WHY, "made_for": book.number, **changes}
    return Proposal(rules or changed(book.newest, points=4), since, **filled)


def publish(people, since, rules=None, **changes):
    with transaction():
        return rule_versions.publish(people.campaign, proposed(people, since, rules, **changes), people.officer)


def earn(people, day=SUNDAY, quantity=10, team="QN1"):
    """The team's captain reports and its verifier decides that evening."""
    stand_still(NOW.replace(day=day.day))
    by = {"QN1": people.captain, "QN2": people.captain_qn2}[team]
    report = decided(sent(people.enrolments[team], by, {VNEID: quantity}, day), people.verifier)
    stand_still(NOW)
    return report


def entries(people):
    rows = db.session.scalars(
        select(LedgerEntry).where(LedgerEntry.campaign_id == people.campaign.id).order_by(LedgerEntry.seq)
    )
    return [
        (each.kind, each.activity_day, each.points, each.verified_quantity, each.rules_version, each.reason)
        for each in rows
    ]


def points(people, team="QN1"):
    return db.session.scalar(select(Standing.points).where(Standing.enrolment_id == people.enrolments[team].id))


def assert_sound(people):
    """The ledger says what decisions and rules say, and every invariant holds."""
    assert rebuild(people.campaign, people.officer, check=True) == []
    assert {name: list(check()) for name, check in INVARIANTS.items()} == {name: [] for name in INVARIANTS}


def test_a_retroactive_change_adjusts_its_days_and_leaves_the_earlier_ones_alone(app):
    people = cast()
    for day in (FRIDAY, SATURDAY, SUNDAY):
        earn(people, day)
    before = entries(people)
    done = publish(people, SATURDAY)
    assert entries(people)[: len(before)] == before
    assert entries(people)[len(before) :] == [
        ("adjustment", SATURDAY, 10, 0, 2, "rules:1>2"),
        ("adjustment", SUNDAY, 12, 0, 2, "rules:1>2"),
    ]
    assert (done.number, done.entries, done.teams) == (2, 2, 1)
    assert points(people) == 30 + 40 + 48
    assert_sound(people)


def test_a_version_from_tomorrow_moves_nothing_and_prices_tomorrow(app):
    people = cast()
    earn(people)
    before = entries(people)
    assert publish(people, TOMORROW).entries == 0
    assert entries(people) == before
    stand_still(NOW + timedelta(days=1))
    decided(sent(people.enrolments["QN1"], people.captain, {VNEID: 10}, TOMORROW), people.verifier)
    decided(sent(people.enrolments["QN1"], people.captain, {VNEID: 1}, SUNDAY), people.verifier)
    assert [(each[1], each[2], each[4]) for each in entries(people)[len(before) :]] == [
        (TOMORROW, 40, 2),
        (SUNDAY, 3, 1),
    ]
    assert_sound(people)


def test_a_version_from_today_settles_what_was_verified_today(app):
    people = cast()
    earn(people)
    publish(people, SUNDAY, retroactive=False)
    assert entries(people)[-1] == ("adjustment", SUNDAY, 12, 0, 2, "rules:1>2")
    assert_sound(people)


def test_a_later_version_with_an_earlier_day_wins_on_its_days(app):
    people = cast()
    for day in (FRIDAY, SATURDAY, SUNDAY):
        earn(people, day)
    publish(people, SUNDAY)
    publish(people, SATURDAY, changed(rule_book(people.campaign.id).newest, points=5))
    book = rule_book(people.campaign.id)
    assert [book.number_on(day) for day in (FRIDAY, SATURDAY, SUNDAY)] == [1, 3, 3]
    assert (book.number, book.newest, book.numbers) == (3, book.on(SUNDAY), (1, 2, 3))
    assert book.spans() == {1: (date(2026, 3, 1), FRIDAY), 2: None, 3: (SATURDAY, None)}
    assert [each[1:] for each in entries(people)[-2:]] == [
        (SATURDAY, 20, 0, 3, "rules:1>3"),
        (SUNDAY, 12, 0, 3, "rules:2>3"),
    ]
    assert points(people) == 30 + 50 + 60
    assert_sound(people)


def test_before_every_version_the_first_one_holds(app):
    people = cast()
    publish(people, TOMORROW)
    book = rule_book(people.campaign.id)
    assert book.number_on(date(2020, 1, 1)) == 1
    assert book.number_on(date(2030, 1, 1)) == 2


def test_a_lower_cap_takes_points_back_and_loses_no_verified_work(app):
    people = cast()
    earn(people, SATURDAY, 30)
    publish(people, SATURDAY, changed(rule_book(people.campaign.id).newest, cap=20))
    assert entries(people)[-1] == ("adjustment", SATURDAY, -30, 0, 2, "rules:1>2")
    standing = db.session.get_one(Standing, people.enrolments["QN1"].id)
    assert (standing.verified_quantity, standing.scored_quantity) == (30, 20)
    assert_sound(people)


def test_a_monthly_cap_settles_its_whole_month(app):
    people = cast()
    rules = changed(rule_book(people.campaign.id).newest, MEETING, reported_by="captain", cap=2)
    publish(people, date(2026, 3, 1), rules)
    stand_still(NOW.replace(day=13))
    team, there = (people.enrolments["QN1"], people.captain, {MEETING: 1}), (people.captain.id,)
    decided(sent(*team, FRIDAY, members=there), people.verifier)
    stand_still(NOW)
    decided(sent(*team, SUNDAY, members=there), people.verifier)
    publish(people, SUNDAY, changed(rules, MEETING, cap=1))
    assert entries(people)[-1][:3] == ("adjustment", SUNDAY, -10)
    assert_sound(people)


def test_every_day_from_the_first_on_is_looked_at_with_or_without_monthly_caps(app):
    people = cast()
    for day in (FRIDAY, SATURDAY, SUNDAY):
        earn(people, day)
    plain = changed(rule_book(people.campaign.id).newest, MEETING, cap_period="day")
    book = RuleBook((people.campaign.starts_on,), (1,), (plain,)).followed_by(changed(plain, points=4), SATURDAY)
    cause = Cause("test", "test", people.officer)
    [asked] = rule_effects.movements(ids_of(people.campaign), book, cause, SATURDAY)
    assert [each.activity_day for each in asked[people.enrolments["QN1"].id]] == [SATURDAY, SUNDAY]


def test_teams_of_another_campaign_are_left_alone(app):
    people = cast()
    earn(people)
    publish(people, SATURDAY)
    assert [each.number for each in published(people.noise)] == [1]
    assert not db.session.scalars(select(LedgerEntry).where(LedgerEntry.campaign_id == people.noise.id)).all()


def test_many_teams_are_settled_in_batches_that_change_nothing(app, monkeypatch):
    people = cast()
    earn(people, SATURDAY, team="QN2")
    earn(people, SATURDAY)
    monkeypatch.setattr("app.services.rule_effects.TEAMS_AT_ONCE", 1)
    assert publish(people, SATURDAY).teams == 2
    assert (points(people), points(people, "QN2")) == (40, 40)
    assert_sound(people)


def test_a_day_past_needs_the_word_retroactive(app):
    people = cast()
    with pytest.raises(Refused, match="rules_retroactive"):
        publish(people, SATURDAY, retroactive=False)
    assert len(published(people.campaign)) == 1


def test_today_is_the_day_where_the_campaign_is(app):
    people = cast()
    stand_still(datetime(2026, 3, 14, 17, 0, tzinfo=UTC))  # the midnight that begins 15/03 in Vietnam
    publish(people, SUNDAY, retroactive=False)
    stand_still(datetime(2026, 3, 15, 17, 0, tzinfo=UTC))
    with pytest.raises(Refused, match="rules_retroactive"):
        publish(people, SUNDAY, changed(rule_book(people.campaign.id).newest, points=5), retroactive=False)


@pytest.mark.parametrize("since", [date(2026, 2, 28), date(2026, 4, 1), date(1, 1, 1), date.max])
def test_a_day_outside_the_campaign_is_refused(app, since):
    people = cast()
    with pytest.raises(Refused, match="rules_day_outside"):
        publish(people, since, retroactive=True)


def test_the_same_rules_are_no_new_version_unless_they_hold_sooner(app):
    people = cast()
    publish(people, TOMORROW)
    newest = rule_book(people.campaign.id).newest
    for since in (TOMORROW, date(2026, 3, 20)):
        with pytest.raises(Refused, match="rules_same"):
            publish(people, since, newest)
    earn(people)
    assert publish(people, SUNDAY, newest).entries == 1
    assert points(people) == 48


def test_pressing_publish_twice_makes_one_version(app):
    people = cast()
    wanted = proposed(people, SUNDAY)
    with transaction():
        rule_versions.publish(people.campaign, wanted, people.officer)
    with pytest.raises(Refused, match="rules_changed") as refused, transaction():
        rule_versions.publish(people.campaign, wanted, people.officer)
    assert (refused.value.facts["number"], refused.value.facts["who"]) == (2, people.officer.full_name)
    assert len(published(people.campaign)) == 2


def test_rules_of_an_announced_campaign_do_not_change(app):
    people = cast()
    earn(people)
    with transaction():
        concluded(people.campaign, people.officer, people.signatory)
    before = entries(people)
    for since in (SATURDAY, TOMORROW):
        with pytest.raises(Refused, match="campaign_final"):
            publish(people, since)
    with pytest.raises(Refused, match="campaign_final"):
        rule_versions.preview(people.campaign, proposed(people, SATURDAY), people.officer)
    dearer = rule_file(rules=changed(rule_file().rules, points=4), effective_from=SATURDAY)
    with pytest.raises(Refused, match="campaign_final"), transaction():
        rule_files.load(dearer, people.officer)
    assert entries(people) == before
    assert len(published(people.campaign)) == 1


def test_no_version_forgets_a_type_of_work_that_reports_name(app):
    people = cast()
    with transaction():
        sent(people.enrolments["QN1"], people.captain, {VNEID: 3})
    newest = rule_book(people.campaign.id).newest
    less = replace(newest, activities=tuple(each for each in newest.activities if each.code != VNEID))
    with pytest.raises(Refused, match="activity_forgotten") as refused:
        publish(people, SUNDAY, less)
    assert refused.value.facts["codes"] == VNEID
    with pytest.raises(Refused, match="activity_forgotten"), transaction():
        rule_files.load(rule_file(rules=less, effective_from=SUNDAY), people.officer)
    unused = replace(newest, activities=tuple(each for each in newest.activities if each.code != MEETING))
    assert publish(people, SUNDAY, unused).number == 2


def test_a_version_says_who_made_it_why_and_what_it_moved(app):
    people = cast()
    earn(people)
    publish(people, SUNDAY)
    second, first = published(people.campaign)
    assert (second.number, second.effective_from, second.made_by) == (2, SUNDAY, people.officer.full_name)
    assert (second.reason, second.entries, second.teams) == (WHY, 1, 1)
    assert (first.number, first.reason, first.entries) == (1, "Nạp từ tệp quy tắc", None)
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.kind == "rules.published")).one()
    assert (event.actor_id, event.subject) == (people.officer.id, f"campaign:{people.campaign.code}")
    assert event.detail == {"version": 2, "effective_from": "2026-03-15", "entries": 1, "teams": 1}


def test_a_loaded_file_with_a_day_in_the_past_is_retroactive_by_its_own_word(app):
    people = cast()
    earn(people, SATURDAY)
    dearer = rule_file(rules=changed(rule_file().rules, points=4), effective_from=SATURDAY)
    with transaction():
        assert rule_files.load(dearer, people.officer)[1] == "changed"
    assert entries(people)[-1] == ("adjustment", SATURDAY, 10, 0, 2, "rules:1>2")
    assert published(people.campaign)[0].reason == "Nạp từ tệp quy tắc"
    with transaction():
        assert rule_files.load(dearer, people.officer)[1] == "same"
    assert_sound(people)


def publish_and_fail(people):
    with transaction():
        rule_versions.publish(people.campaign, proposed(people, SUNDAY), people.officer)
        assert len(entries(people)) == 2
        _ = 1 / 0


def test_a_publication_that_fails_at_the_end_leaves_no_trace(app):
    people = cast()
    earn(people)
    before = entries(people)
    with pytest.raises(ZeroDivisionError):
        publish_and_fail(people)
    assert entries(people) == before
    assert len(published(people.campaign)) == stage(people.campaign).book.number == 1
