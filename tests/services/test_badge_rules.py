"""A badge's life: drafted, looked at, published, earned, kept or lost, always for a reason that can be read."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from app.database import db, transaction
from app.jobs import badge_weeks
from app.models import BadgeAward, BadgeDraft, BadgeGreeting, Notice, Standing, TeamCount
from app.queries.badge_spread import spread
from app.queries.campaigns import stage
from app.queries.rules import rule_book
from app.rulebook.honours import BadgeLevel
from app.services import badge_drafts, decisions, excuses, greetings, rule_versions
from app.services.decision_rows import Ruling
from app.services.invariants import INVARIANTS
from app.services.refusals import Refused
from app.services.rule_versions import Proposal
from tests.cast import NOW, cast, stand_still
from tests.parity.test_badges import extra
from tests.reporting import decided, looked, sent

VNEID, POSTERS = "vneid_level2_support", "poster_distribution"
SUNDAY = date(2026, 3, 15)
WHY = "Hội đồng thống nhất"


@pytest.fixture
def people(app):
    return cast()


def earn(people, quantity=30, team="QN1", day=SUNDAY):
    by = {"QN1": people.captain, "QN2": people.captain_qn2}[team]
    return decided(sent(people.enrolments[team], by, {VNEID: quantity}, day), people.verifier)


def guide(people, *thresholds, **changes):
    """The VNeID badge with other thresholds."""
    found = next(each for each in rule_book(people.campaign.id).newest.badges if each.code == "vneid_guide")
    levels = tuple(BadgeLevel(name, each) for name, each in zip(("bronze", "silver", "gold"), thresholds, strict=False))
    return replace(found, levels=levels or found.levels, **changes)


def publish(people, badge):
    with transaction():
        made_for = rule_book(people.campaign.id).number
        return badge_drafts.publish(people.campaign, badge, WHY, made_for, people.officer)


def held(people, code="vneid_guide", team="QN1"):
    mine = select(BadgeAward).where(
        BadgeAward.enrolment_id == people.enrolments[team].id,
        BadgeAward.badge_code == code,
        BadgeAward.revoked_seq.is_(None),
    )
    return {each.level for each in db.session.scalars(mine)}


def lost(people, team="QN1"):
    mine = select(BadgeAward).where(
        BadgeAward.enrolment_id == people.enrolments[team].id, BadgeAward.revoked_seq.is_not(None)
    )
    return {(each.badge_code, each.level): each.revoked_reason for each in db.session.scalars(mine)}


def sound():
    return [fault for name in ("badges_earned", "counts_kept", "conservation") for fault in INVARIANTS[name]()]


def test_an_award_keeps_the_facts_that_earned_it(people):
    earn(people, 30)
    award = db.session.scalars(select(BadgeAward).where(BadgeAward.badge_code == "vneid_guide")).one()
    assert award.facts == {"metric": "quantity", "value": 30, "quantities": {VNEID: 30}}


def test_a_decision_tells_which_badges_it_gave(people):
    report = sent(people.enrolments["QN1"], people.captain, {VNEID: 30})
    rulings = [Ruling(each.id, "verified", each.claimed) for each in report.lines]
    with transaction():
        given = decisions.decide(looked(report, people.verifier), people.verifier, rulings, report.version)
    assert ("vneid_guide", "bronze") in given


def test_a_harder_rule_leaves_what_was_earned(people):
    earn(people, 30)
    earn(people, 20, "QN2")
    publish(people, guide(people, 40, 100, 200))
    assert held(people) == {"bronze"}
    assert held(people, team="QN2") == set()
    earn(people, 15, "QN2", SUNDAY - timedelta(days=1))
    assert held(people, team="QN2") == set()
    assert sound() == []


def test_what_was_earned_under_an_older_rule_is_lost_with_the_work_it_rested_on(people):
    report = earn(people, 30)
    publish(people, guide(people, 40, 100, 200))
    with transaction():
        decisions.reopen(report, people.verifier, WHY)
    assert held(people) == set()
    assert lost(people)["vneid_guide", "bronze"] == "reopening"
    assert sound() == []


def test_a_rule_that_judges_earlier_awards_too_takes_them_back_and_says_why(people):
    earn(people, 30)
    publish(people, guide(people, 40, 100, 200, retroactive=True))
    assert held(people) == set()
    assert lost(people) == {("vneid_guide", "bronze"): "rules:1>2"}
    assert db.session.get_one(Standing, people.enrolments["QN1"].id).badges == count_held(people, "QN1")
    assert sound() == []


def count_held(people, team):
    mine = select(BadgeAward.id).where(
        BadgeAward.enrolment_id == people.enrolments[team].id, BadgeAward.revoked_seq.is_(None)
    )
    return len(db.session.scalars(mine).all())


def test_an_easier_rule_awards_everybody_who_has_earned_it_at_once(people):
    earn(people, 10)
    publish(people, guide(people, 10, 100, 200))
    assert held(people) == {"bronze"}
    assert held(people, team="QN2") == set()
    assert db.session.get_one(Standing, people.enrolments["QN1"].id).badges == count_held(people, "QN1")
    assert sound() == []


def test_a_preview_says_what_publishing_then_does_and_writes_nothing(people):
    earn(people, 30)
    earn(people, 12, "QN2")
    strict = guide(people, 10, 40, 50, retroactive=True)
    before = sorted(db.session.scalars(select(BadgeAward.uuid)))
    seen = badge_drafts.preview(people.campaign, strict)
    assert {(each.enrolment_id, each.level, each.gained) for each in seen} == {
        (people.enrolments["QN2"].id, "bronze", True)
    }
    db.session.rollback()
    assert sorted(db.session.scalars(select(BadgeAward.uuid))) == before
    publish(people, strict)
    assert (held(people), held(people, team="QN2")) == ({"bronze"}, {"bronze"})


def test_a_window_looks_at_its_days_alone_and_old_work_is_counted_when_it_is_published(people):
    earn(people, 10, day=SUNDAY - timedelta(days=1))
    earn(people, 7)
    badge = extra("window", "quantity", (7, 17), activities=(VNEID,), first_day=SUNDAY, last_day=date(2026, 3, 20))
    publish(people, badge)
    assert held(people, "window") == {"bronze"}
    stand_still(NOW + timedelta(days=1))
    earn(people, 10, day=SUNDAY + timedelta(days=1))
    assert held(people, "window") == {"bronze", "silver"}
    assert sound() == []


def test_counts_kept_before_a_window_was_known_are_made_anew_by_the_next_decision(people):
    publish(people, extra("window", "quantity", (17,), activities=(VNEID,), first_day=SUNDAY, last_day=SUNDAY))
    earn(people, 10)
    with transaction():
        kept = db.session.get_one(TeamCount, people.enrolments["QN1"].id)
        kept.counts = {name: each for name, each in kept.counts.items() if name != "within"}
    earn(people, 7)
    assert held(people, "window") == {"bronze"}
    assert sound() == []


def test_no_later_rules_may_forget_a_badge_that_was_earned(people):
    earn(people, 30)
    rules = rule_book(people.campaign.id).newest
    without = replace(rules, badges=tuple(each for each in rules.badges if each.code != "vneid_guide"))
    with transaction(), pytest.raises(Refused, match="badge_forgotten"):
        rule_versions.publish(people.campaign, Proposal(without, SUNDAY, False, WHY, 1), people.officer)
    unearned = replace(rules, badges=tuple(each for each in rules.badges if each.code != "health_record_helper"))
    with transaction():
        rule_versions.publish(people.campaign, Proposal(unearned, SUNDAY, False, WHY, 1), people.officer)


def test_a_badge_that_is_switched_off_is_kept_by_those_who_have_it(people):
    earn(people, 30)
    publish(people, guide(people, active=False))
    earn(people, 30, "QN2")
    assert (held(people), held(people, team="QN2")) == ({"bronze"}, set())
    assert sound() == []


def test_rules_of_a_coming_day_judge_from_that_day_on(people):
    earn(people, 10)
    rules = rule_book(people.campaign.id).newest
    easy = tuple(guide(people, 10) if each.code == "vneid_guide" else each for each in rules.badges)
    with transaction():
        tomorrow = Proposal(replace(rules, badges=easy), SUNDAY + timedelta(days=1), False, WHY, 1)
        rule_versions.publish(people.campaign, tomorrow, people.officer)
    badge_weeks.run()
    assert held(people) == set()
    stand_still(NOW + timedelta(hours=4))
    assert f"{people.campaign.code}:rules:2" in badge_weeks.run()
    assert held(people) == {"bronze"}
    assert badge_weeks.run() == []


def test_while_newer_rules_wait_no_badge_is_published_on_top_of_them(people):
    rules = replace(rule_book(people.campaign.id).newest, daily_ceiling=500)
    with transaction():
        later = Proposal(rules, SUNDAY + timedelta(days=5), False, WHY, 1)
        rule_versions.publish(people.campaign, later, people.officer)
    with pytest.raises(Refused, match="badge_rules_wait"):
        publish(people, guide(people, 10))


def test_percentages_wait_for_the_end_of_the_week_and_are_judged_once(people):
    publish(people, extra("prompt", "on_time_pct", (50,), minimum=1, awarded="week"))
    assert f"{people.campaign.code}:2026-03-08" in badge_weeks.run()
    earn(people, 3)
    badge_weeks.run()
    assert held(people, "prompt") == set()
    stand_still(NOW + timedelta(hours=4))
    assert f"{people.campaign.code}:2026-03-15" in badge_weeks.run()
    assert held(people, "prompt") == {"bronze"}
    assert badge_weeks.run() == []
    assert sound() == []


def test_after_the_campaign_percentages_follow_every_decision(people):
    publish(people, extra("prompt", "on_time_pct", (50,), minimum=1, awarded="week"))
    report = sent(people.enrolments["QN1"], people.captain, {VNEID: 3})
    stand_still(NOW.replace(month=4, day=2))
    decided(report, people.verifier)
    assert held(people, "prompt") == {"bronze"}


def test_an_excused_sunday_breaks_no_streak_and_counts_for_none(people):
    publish(people, extra("streak", "sunday_streak", (2, 3)))
    earn(people, 3, day=date(2026, 3, 15))
    stand_still(NOW.replace(day=29))
    earn(people, 3, day=date(2026, 3, 29))
    assert held(people, "streak") == set()
    with transaction():
        excuses.declare(people.campaign, people.units["X21583"], date(2026, 3, 22), "Bão số 3", people.officer)
    assert held(people, "streak") == {"bronze"}
    assert sound() == []


@pytest.mark.parametrize(
    ("unit", "day", "by", "code"),
    [
        ("X21583", date(2026, 3, 16), "officer", "excuse_not_sunday"),
        ("X21583", date(2026, 4, 5), "officer", "excuse_not_sunday"),
        ("X00004", date(2026, 3, 22), "officer", "unit_not_yours"),
        ("X21583", date(2026, 3, 22), "verifier", "unit_not_yours"),
    ],
)
def test_only_a_sunday_of_ones_own_province_is_excused(people, unit, day, by, code):
    with transaction(), pytest.raises(Refused, match=code):
        excuses.declare(people.campaign, people.units[unit], day, "Bão", getattr(people, by))


def test_a_draft_changes_nothing_for_the_teams_and_is_kept_from_two_hands(people):
    earn(people, 10)
    with transaction():
        badge_drafts.save(people.campaign, "fresh", {"name": "Mới"}, 0, people.officer)
    with transaction():
        badge_drafts.save(people.campaign, "fresh", {"name": "Mới hơn"}, 1, people.officer)
    with transaction(), pytest.raises(Refused, match="badge_draft_changed"):
        badge_drafts.save(people.campaign, "fresh", {"name": "Cũ"}, 1, people.officer)
    with transaction():
        badge_drafts.save(people.campaign, "fresh", {"name": "Mới hơn"}, 1, people.officer)
    assert db.session.scalars(select(BadgeDraft.version)).all() == [2]
    assert rule_book(people.campaign.id).number == 1


def test_what_a_person_was_told_is_not_told_again_and_never_goes_back(people):
    earn(people, 30)
    first, last = (db.session.scalars(select(BadgeAward.id).order_by(BadgeAward.id)).all()[each] for each in (0, -1))
    mine = people.enrolments["QN1"]
    for told in (last, 10**6, first):
        with transaction():
            greetings.greet(people.captain, mine, told)
    assert db.session.execute(select(BadgeGreeting.award_id)).scalars().all() == [last]


def test_a_greeting_put_away_has_read_the_notice_that_says_the_same_and_no_other(people):
    earn(people, 10)
    first = db.session.scalar(select(func.max(BadgeAward.id))) or 0
    earn(people, 30)
    with transaction():
        greetings.greet(people.captain, people.enrolments["QN1"], first)
    told = select(Notice).where(Notice.kind == "badge_earned").order_by(Notice.id)
    mine = [each for each in db.session.scalars(told) if each.person_id == people.captain.id]
    assert [(each.facts["award"] <= first, each.read_at is not None) for each in mine] == [(True, True), (False, False)]
    others = select(Notice.read_at).where((Notice.person_id != people.captain.id) | (Notice.kind != "badge_earned"))
    assert set(db.session.scalars(others)) == {None}


def test_the_report_counts_teams_by_cluster_and_finds_what_nobody_and_everybody_has(people):
    earn(people, 120)
    found = spread(stage(people.campaign))
    row = next(each for each in found.rows if each.badge.code == "vneid_guide")
    assert (row.whole.holders, row.whole.teams, row.levels["bronze"]) == (1, 4, 1)
    assert {each.code: cell.percent for each, cell in zip(found.clusters, row.cells, strict=True)}["phuong"] == 50
    assert "health_record_helper" in {each.badge.code for each in found.never}
    assert found.everybody == []
