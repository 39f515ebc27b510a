"""The bell, the list and the choices, without JavaScript; each notice leads to a page that opens for its reader."""

from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import select

from app import clock
from app.database import db, transaction
from app.models import Decision, Report, RoleGrant
from app.rulebook.notice_kinds import KINDS
from app.services import (
    campaigns,
    decisions,
    delegations,
    extras,
    full_checks,
    late_openings,
    notices,
    people,
    rechecks,
)
from app.services.late_openings import Opening
from app.services.loans import Loan
from tests.browsing import Forms, Visitor
from tests.cast import CODE, OUTSIDER, PEOPLE, give_password, person_named
from tests.endings import announced
from tests.racing import campaign, enrolment
from tests.reporting import SUNDAY, decided, returned, sent
from tests.telling import kept, later

VNEID = "vneid_level2_support"
QUEUES = {"queue_waiting", "deputy_named", "decisions_overdue", "recheck_waiting", "cross_check_waiting"}
QUEUES |= {"full_check", "appraiser_badge"}
RESULTS = {"result_submitted", "result_returned"}
PUBLIC = {"results_announced", "result_amended"}
PROVINCES = {"units_overdue"}


def bell(visitor):
    text = visitor.opens("/notices/bell").get_data(as_text=True)
    return text.split('class="bell-count">')[1].split("<")[0]


def waiting(count=3):
    return sent(enrolment("QN1"), person_named("captain"), {"poster_distribution": count})


@pytest.fixture
def captain(visitor, small_campaign):
    """QN1's captain, with two reports sent back and a minute gone by."""
    with small_campaign.app_context():
        for _ in range(2):
            returned(waiting(), person_named("verifier"))
    found = visitor("captain")
    with later():
        yield found


def test_the_bell_counts_what_is_unread_and_is_silent_when_all_is_read(captain):
    assert bell(captain) == "2"
    captain.opens("/notices")
    captain.sends("/notices/readings")  # the first form: all that the page showed
    assert captain.address == "/notices"
    assert bell(captain) == ""
    assert "Đánh dấu tất cả đã đọc" not in captain.text


def test_one_is_marked_as_read_by_itself(captain):
    captain.opens("/notices")
    single = [each["fields"]["notice"] for each in Forms(captain.text).found if "notice" in each["fields"]]
    assert len(single) == 2
    token = Forms(captain.text).found[-1]["fields"]["csrf_token"]
    captain.client.post("/notices/readings", data={"notice": single[0], "csrf_token": token})
    assert bell(captain) == "1"


def test_somebody_elses_notice_stays_unread(captain, visitor):
    other = visitor("captain_qn2")
    other.opens("/account")
    token = Forms(other.text).found[-1]["fields"]["csrf_token"]
    assert other.client.post("/notices/readings", data={"up_to": "99", "csrf_token": token}).status_code == 303
    assert (bell(other), bell(captain)) == ("", "2")


def test_a_page_whose_session_has_ended_is_left_as_it_is(client, small_campaign):
    answer = client.get("/notices/bell", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers.get("HX-Redirect")) == (204, None)


def test_an_empty_list_says_what_will_be_here(visitor):
    found = visitor("captain_qn2")
    found.opens("/notices")
    assert "Chưa có thông báo nào" in found.text
    assert "khi đội đạt huy hiệu" in found.text


def test_long_lists_come_a_page_at_a_time_the_newest_first(visitor, small_campaign):
    with small_campaign.app_context(), transaction():
        for number in range(55):
            told = notices.Told("day_opened", f"opening:{number}", enrolment("QN1").id, {"day": "2026-03-01"})
            notices.tell([told])
    found = visitor("captain")
    with later():
        assert bell(found) == "55"
        found.opens("/notices")
        assert found.text.count('<li class="notice') == 50
        found.opens("/notices?page=2")
        assert found.text.count('<li class="notice') == 5


def test_a_choice_is_kept_and_shown_and_half_a_form_changes_nothing_else(captain):
    captain.opens("/account/notices")
    before = Forms(captain.text).found[-1]["fields"]
    assert before["app-report_returned"] == before["email-report_returned"] == ["1"]
    assert "email-board_frozen" not in before
    token = before["csrf_token"]
    form = {"csrf_token": token, "kind": ["report_returned", "board_frozen"], "email-board_frozen": "1"}
    assert captain.client.post("/account/notices", data=form).status_code == 303
    captain.opens("/account/notices")
    after = Forms(captain.text).found[-1]["fields"]
    assert {"app-report_returned", "email-report_returned", "app-board_frozen"}.isdisjoint(after)
    assert after["email-board_frozen"] == after["app-report_verified"] == ["1"]
    assert bell(captain) == ""
    captain.opens("/notices")
    assert "Chưa có thông báo nào" in captain.text


def test_only_what_a_role_can_be_told_is_offered(visitor):
    offered = {}
    for name in ("captain", "member", "verifier", "admin"):
        found = visitor(name)
        found.opens("/account/notices")
        offered[name] = {each.code for each in KINDS if f'value="{each.code}"' in found.text}
    assert offered["member"] == {"results_announced", "nominated"}
    assert offered["verifier"] == QUEUES
    assert offered["admin"] == set()
    assert offered["captain"] == {each.code for each in KINDS} - QUEUES - PROVINCES - RESULTS


def test_who_signs_in_with_a_number_is_told_that_no_mail_will_come(visitor, monkeypatch):
    monkeypatch.setattr("app.outside.mail.is_open", lambda: True)
    found = visitor("captain_an2")
    found.opens("/account/notices")
    assert "số điện thoại nên chưa nhận được thư" in found.text


def everything():
    """Each kind happens once to QN1 and its people."""
    verifier, officer = person_named("verifier"), person_named("officer")
    decided(sent(enrolment("QN1"), person_named("captain"), {VNEID: 30}), verifier)
    decided(waiting(), verifier, {"poster_distribution": 1})
    rejected = decided(waiting(), verifier, {"poster_distribution": None})
    returned(waiting(), verifier)
    told = returned(waiting(), verifier)
    with transaction():
        about = {"report": told.uuid, "day": "2026-03-15", "until": clock.now().isoformat()}
        notices.tell([notices.Told("photo_removed", "evidence:1", told.enrolment_id, about)])
    looked_at_again(verifier, officer)
    with later():
        with transaction():
            decisions.reopen(rejected, verifier, "Xem lại")
        with transaction():
            report = db.session.get_one(Report, db.session.scalar(select(Decision.report_id).limit(1)))
            extras.post(enrolment("QN1"), "penalty", "repeated_late", "march", 5, officer, "Nhắc")
            extras.post(enrolment("QN1"), "bonus", "creative_model", "march", 5, officer, "Hay")
            late_openings.open_day(enrolment("QN1"), Opening(date(2026, 3, 1), "Mất máy"), officer)
            decisions.annul(report, officer, "Biên bản")
    with transaction():
        role = db.session.scalars(select(RoleGrant).where(RoleGrant.person_id == verifier.id)).one()
        delegations.delegate(role, people.by_login(OUTSIDER), Loan(str(uuid4()), SUNDAY, SUNDAY, "Họp"), officer)
        late = {"count": 1, "units": 1, "unit": "Quy Nhơn", "name": "Tháng", "campaign": "THU2026"}
        late |= {"hours": 48, "oldest": 50}
        notices.tell_each("decisions_overdue", "clocks:1", {verifier.id: late}, clock.wall())
        notices.tell_each("units_overdue", "clocks:2", {officer.id: late}, clock.wall())
        waits = {verifier.id: {"count": 1, "minutes": 1}}
        notices.tell_each("queue_waiting", "queue:1", waits, clock.wall())
        full_checks.start(campaign(), enrolment("QN1").team.unit, "Kiểm tra đột xuất", officer)
        earned = {verifier.id: {"campaign": CODE, "badges": [["Thẩm định công tâm", "bronze"]]}}
        notices.tell_each("appraiser_badge", "verifier_awards:1", earned, clock.wall())
        ending = {"campaign": CODE, "name": "Tháng", "until": "08/04/2026"}
        qn1 = enrolment("QN1").id
        notices.tell([notices.Told("provisional_results", "provisional:1", qn1, ending)])
        notices.tell_each("nominated", "nomination:1", {person_named("captain").id: ending}, clock.wall())
        notices.tell_each("result_submitted", "submission:1", {person_named("signatory").id: ending}, clock.wall())
        notices.tell_each("result_returned", "submission:1", {officer.id: ending}, clock.wall())
        campaigns.freeze(campaign(), officer, "Giữ bảng")


def looked_at_again(verifier, officer):
    """A re-check is turned down; a second look, a batch and a draw are told of."""
    contested = decided(waiting(2), verifier)
    seen = contested.decision_id or 0
    with transaction():
        asked = rechecks.ask(str(uuid4()), contested, seen, person_named("captain"), "Đủ số")
    with transaction():
        rechecks.turn_down(asked, officer, seen, "Ảnh không đủ")
        about = {"report": contested.uuid, "day": "2026-03-15"}
        notices.tell([notices.Told("report_checked", "decision:1000", contested.enrolment_id, about)])
        notices.tell([notices.Told("team_photo_removed", "team_photo:1", contested.enrolment_id, {})])
        batch = {"count": 2, "effect": "reopened", "campaign": CODE}
        notices.tell([notices.Told("batch_reviewed", "batch:1", contested.enrolment_id, batch)])
        notices.tell_each("cross_check_waiting", "cross_checks:1", {verifier.id: {"count": 1}}, clock.wall())


def links(visitor, name):
    """Where the notices of that person lead, the queue's switched on."""
    found = visitor(name)
    if name == "verifier":
        found.opens("/account/notices")
        found.sends("/account/notices", kind="queue_waiting", app__queue_waiting="1")
    found.opens("/notices")
    return found, {part.split('"')[0].replace("&amp;", "&") for part in found.text.split('<p><a href="')[1:]}


def test_every_kind_leads_where_its_reader_may_go(visitor, small_campaign):
    with small_campaign.app_context():
        everything()
        assert {each.kind for each in kept()} == {each.code for each in KINDS} - PUBLIC
    with later(10):
        for name, least in (("captain", 10), ("verifier", 2), ("officer", 1), ("signatory", 1)):
            found, asked = links(visitor, name)
            assert len(asked) >= least
            assert [each for each in asked if found.client.get(each).status_code != 200] == []


def test_the_results_open_for_captains_and_members(sqlite_app):
    with sqlite_app.app_context():
        announced()

    def visitor(name):
        with sqlite_app.app_context():
            give_password(person_named(name))
        found = Visitor(sqlite_app.test_client())
        found.signs_in(PEOPLE[name][0])
        return found

    with later():
        for name in ("captain", "member"):
            found, asked = links(visitor, name)
            assert "/campaigns/THU2026/results" in asked
            assert [each for each in asked if found.client.get(each).status_code != 200] == []
