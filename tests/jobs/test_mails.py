"""Notices leave as e-mail: through an outbox, by a real server, at least once and never to whom they do not concern."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from app import clock
from app.database import db, transaction
from app.exports.notice_subjects import Subject
from app.exports.notice_words import WORDS
from app.jobs import mail_sending, notice_mails
from app.models import Mail, Person, RoleGrant
from app.outside import letters, mail
from app.queries import organising, queue
from app.queries.outbox import counts
from app.queries.rights import rights_of
from app.rulebook.mail_times import ZONE
from app.rulebook.notice_kinds import REGISTRY
from app.services import decisions, notice_choices, outbox, people
from app.views.review_desk import load_of
from tests.cast import BEGUN, cast
from tests.postmen import nobody_listens, postman, says_nothing
from tests.reporting import decided, returned, sent
from tests.telling import at, kept, later

TOMORROW = clock.wall().astimezone(ZONE) + timedelta(days=1)  # the cast's roles begin now
MORNING = TOMORROW.replace(hour=10, minute=0, second=0, microsecond=0)
EVENING = MORNING.replace(hour=19, minute=31)


@pytest.fixture
def server():
    with postman() as found:
        yield found


@pytest.fixture
def team(app):
    """The cast at ten o'clock: no letter of the day is due, and nobody sleeps."""
    found = cast()
    with at(MORNING):
        yield found


def waiting(team, code="QN1"):
    captain = {"QN1": team.captain, "QN2": team.captain_qn2, "AN2": team.captain_an2}[code]
    return sent(team.enrolments[code], captain, {"poster_distribution": 3})


def sent_back(team, code="QN1"):
    return returned(waiting(team, code), team.officer)


def mails():
    db.session.rollback()
    return db.session.scalars(select(Mail).order_by(Mail.id)).all()


def work():
    """What the worker does twice a minute."""
    notice_mails.run()
    return mail_sending.run()


def test_a_returned_report_is_told_by_mail_once_with_a_link_and_a_way_to_end_it(team, server):
    with at(MORNING):
        report = sent_back(team)
        assert work() == []  # not within the minute
        with later():
            assert work() == [kept()[0].key]
            assert work() == []
    [letter] = server.taken
    assert server.to == [team.captain.login]
    assert letter["Subject"] == "Báo cáo ngày 15/03/2026 cần bổ sung trước 20:30 ngày 17/03/2026"
    assert letter["Message-ID"] == f"<{kept()[0].key.replace(':', '.')}@cast.example>"
    assert letter["List-Unsubscribe"] == "<http://127.0.0.1:8000/account/notices>"
    assert letter.get_content_charset() == "utf-8"
    body = letter.get_content()
    assert body.startswith("Chào bạn Ánh,")
    assert f"http://127.0.0.1:8000/reports/{report.uuid}" in body
    assert "Ảnh không rõ hoạt động" not in body


def test_what_was_undone_within_the_minute_is_never_sent(team, server):
    report = decided(waiting(team), team.verifier, {"poster_distribution": None})
    with transaction():
        decisions.reopen(report, team.verifier, "Xem lại")
    with later():
        assert work() == []
    assert mails() == []


def test_what_may_wait_comes_in_one_letter_a_day(team, server):
    with at(MORNING):
        for code in ("QN1", "QN1", "QN2"):
            decided(waiting(team, code), team.verifier)
        with later():
            assert work() == []
    with at(EVENING):
        assert len(work()) == 2
        decided(waiting(team), team.verifier)
    with at(EVENING + timedelta(hours=2)):
        assert work() == []
    with at(EVENING + timedelta(days=1)):
        assert len(work()) == 1
    first = next(each for each in server.taken if "Ánh" in each["To"])
    assert first["Subject"] == "3 tin mới trong ngày"  # two reports, and the badge of the first
    assert first.get_content().count("/reports/") == 2
    assert {each["Message-ID"] for each in server.taken} == {
        f"<letter.{(EVENING + timedelta(days=days)).date()}.{person.id}@cast.example>"
        for days, person in ((0, team.captain), (0, team.captain_qn2), (1, team.captain))
    }


def test_what_has_been_read_in_the_app_is_not_mailed_in_the_evening(team, server):
    with at(MORNING):
        decided(waiting(team), team.verifier)
    with at(MORNING + timedelta(hours=1)), transaction():
        db.session.execute(update(kept()[0].__class__).values(read_at=clock.wall()))
    with at(EVENING):
        assert work() == []


def test_the_verifier_hears_once_a_day_how_much_waits_and_nothing_when_nothing_does(team, server):
    found = [waiting(team, code) for code in ("QN1", "QN1", "QN2")]
    with transaction():
        for report, risk in zip(found, (200, 40, 0), strict=True):  # 75, 40 and 11 seconds
            report.risk = risk
    with at(EVENING):
        assert len(work()) == 1
        assert work() == []
    [letter] = server.taken
    assert server.to == [team.verifier.login]
    assert letter["Subject"] == "3 báo cáo đang chờ bạn thẩm định"
    assert "3 báo cáo đang chờ bạn, khoảng 2 phút." in letter.get_content()
    assert "http://127.0.0.1:8000/queue" in letter.get_content()


def test_the_letter_says_as_many_minutes_as_the_queue(team, server):
    for risk in (0, 0, 0, 90, 130, 200, 500):
        report = waiting(team)
        with transaction():
            report.risk = risk
    rules = {each.id: today for each, today in organising.rules_of(rights_of(team.verifier), ())}
    page = load_of(queue.waiting_for(rights_of(team.verifier)), rules)
    with at(EVENING):
        work()
    assert page.minutes > 4
    assert f"7 báo cáo đang chờ bạn, khoảng {page.minutes} phút." in server.taken[0].get_content()


def test_a_worker_that_was_away_for_three_days_writes_one_letter(team, server):
    with at(MORNING):
        waiting(team)
        decided(waiting(team), team.verifier)
    with at(EVENING + timedelta(days=3, hours=1)):
        assert len(work()) == 2
        assert work() == []
    assert sorted(each["Subject"] for each in server.taken) == [
        "1 báo cáo đang chờ bạn thẩm định",
        "2 tin mới trong ngày",
    ]


def test_nobody_without_an_e_mail_address_a_role_or_the_wish_gets_one(team, server):
    sent_back(team, "AN2")  # its captain signs in with a number
    sent_back(team, "QN2")
    sent_back(team, "QN1")
    with later():
        with transaction() as session:
            mine = RoleGrant.person_id == team.captain_qn2.id
            session.execute(update(RoleGrant).where(mine).values(ends_at=clock.wall()))
            kind = REGISTRY["report_returned"]
            notice_choices.choose(team.captain, [kind], {(kind.code, "app")})
        assert work() == []
    assert mails() == []
    assert all(each.mailed_at for each in kept())


def test_a_role_that_ended_or_an_account_that_closed_while_a_mail_waited_stops_it(team):
    with nobody_listens():
        sent_back(team, "QN1")
        sent_back(team, "QN2")
        with later():
            assert work() == []
    assert [each.tries for each in mails()] == [1, 0]
    with transaction() as session:
        mine = RoleGrant.person_id == team.captain.id
        session.execute(update(RoleGrant).where(mine).values(ends_at=clock.wall()))
        session.execute(update(Person).where(Person.id == team.captain_qn2.id).values(disabled_at=clock.wall()))
    with postman() as server, later(60):
        assert work() == []
        assert server.taken == []
    assert [(each.due_at, each.error) for each in mails()] == [(None, outbox.NOT_THEIRS)] * 2


@pytest.mark.parametrize(
    ("hour", "minute", "due"), [(21, 59, (0, 21, 59)), (22, 0, (1, 6, 0)), (5, 59, (0, 6, 0)), (6, 0, (0, 6, 0))]
)
def test_a_minor_is_left_alone_from_ten_to_six(team, server, hour, minute, due):
    with transaction() as session:
        until = MORNING.date() + timedelta(days=90)
        session.execute(update(Person).where(Person.id == team.captain.id).values(minor_until=until))
    moment = MORNING.replace(hour=hour, minute=minute)
    with at(moment - timedelta(minutes=2)):
        sent_back(team)
    with at(moment):
        told = work()
    days, due_hour, due_minute = due
    wanted = MORNING.replace(hour=due_hour, minute=due_minute) + timedelta(days=days)
    if told:
        assert moment == wanted
    else:
        assert mails()[0].due_at == wanted
        with at(wanted + timedelta(seconds=1)):
            assert len(work()) == 1


def test_a_minors_letter_that_failed_in_the_evening_is_not_tried_again_at_night(team):
    with transaction() as session:
        until = MORNING.date() + timedelta(days=90)
        session.execute(update(Person).where(Person.id == team.captain.id).values(minor_until=until))
    with nobody_listens():
        with at(MORNING.replace(hour=21, minute=50)):
            sent_back(team)
        with at(MORNING.replace(hour=21, minute=58)):
            assert work() == []
    with postman() as server:
        with at(MORNING.replace(hour=23)):
            assert work() == []
        with at(MORNING.replace(hour=6, minute=1) + timedelta(days=1)):
            assert len(work()) == len(server.taken) == 1
    assert mails()[0].tries == 2


def test_a_server_that_is_down_keeps_nobody_waiting_and_the_letter_is_tried_again(team):
    with nobody_listens(), later():
        with at(clock.wall() - timedelta(minutes=2)):
            report = sent_back(team)
        assert work() == []
        assert report.state == "returned"
    [letter] = mails()
    assert (letter.tries, letter.sent_at) == (1, None)
    assert "ConnectionRefused" in letter.error
    with postman() as server, later(4):
        assert len(work()) == 1
        assert len(server.taken) == 1
    assert (mails()[0].due_at, mails()[0].error) == (None, "")


def test_a_server_that_never_answers_is_left_after_a_while(team, monkeypatch):
    monkeypatch.setattr(mail, "SECONDS", 0.2)
    sent_back(team)
    with says_nothing(), later():
        assert work() == []
    assert "timed out" in mails()[0].error


def test_who_the_server_does_not_know_is_given_up_at_once_and_who_it_puts_off_is_not(team, server):
    server.refuses = {team.captain.login: "550 no such user", team.captain_qn2.login: "451 later"}
    sent_back(team, "QN1")
    sent_back(team, "QN2")
    with later():
        assert work() == []
    first, second = mails()
    assert (first.due_at, first.error) == (None, "550 no such user")
    assert second.due_at is not None
    assert second.error == "451 later"
    found = counts()
    assert (found.sent, found.waiting, found.given_up) == (0, 1, 1)
    assert found.errors == [("451 later", 1), ("550 no such user", 1)]


def test_it_is_given_up_after_two_days_with_the_error_kept(team, server):
    server.answers = "452 full"
    moment = MORNING
    with at(moment):
        sent_back(team)
    for _ in range(40):
        moment += timedelta(hours=2)
        with at(moment):
            assert work() == []
    [letter] = mails()
    assert (letter.due_at, letter.error) == (None, "452 full")
    assert 8 < letter.tries < 20


def test_a_line_that_dies_after_the_letter_was_taken_has_it_sent_again_under_the_same_id(team, server):
    sent_back(team)
    server.hangs_up = True
    with later():
        assert work() == []
    server.hangs_up = False
    with later(10):
        assert len(work()) == 1
    assert len(server.ids) == 2
    assert len(set(server.ids)) == 1


def test_a_worker_that_dies_between_sending_and_writing_it_down_sends_again_under_the_same_id(team, server):
    sent_back(team)
    with later():
        notice_mails.run()
        taken = mail_sending._taken()
        assert taken
        number, letter = taken
        with mail.line() as line:
            line.send(letter)
        assert mail_sending.run() == []  # it is leased
    with later(15):
        assert len(mail_sending.run()) == 1
    assert number == mails()[0].id
    assert len(server.ids) == 2
    assert len(set(server.ids)) == 1


def test_without_a_server_nothing_is_kept_for_later(team):
    sent_back(team)
    waiting(team)
    with later():
        assert work() == []
    with postman() as server, later(60):
        assert work() == []
        assert server.taken == []


def test_names_and_subjects_cannot_add_a_header():
    letter = letters.Letter(
        "award:1:badge_earned:" + "9" * 80,
        "a@b.example",
        "Ánh\r\nBcc: x@y.example",
        "Tin\nBcc: x@y.example",
        "Chào",
        MORNING,
        "/x",
    )
    made = letters.message(letter, "x@cast.example")
    assert made["Bcc"] is None
    raw = made.as_bytes()
    assert b"\r\nBcc" not in raw
    assert b"award.1.badge_earned." + b"9" * 80 in raw.replace(b"\r\n ", b"")
    assert raw.isascii()


REPORT = {"report": "0", "day": "2026-03-15", "until": "2026-03-17T13:30:00+00:00"}
EXTRA = {
    "what": "penalty",
    "points": -10,
    "label": "Trùng minh chứng",
    "campaign": "THU2026",
    "report": "",
    "recheck_until": "2026-04-08",
}
LOAN = {"deputy": "Lý Thị Khách", "giver": "Võ Thanh Dũng", "unit": "Đoàn phường Quy Nhơn"}
LOAN |= {"from": "2026-03-15", "to": "2026-03-20"}
CAMPAIGN = {"campaign": "THU2026", "name": "Tháng Thanh niên"}
FACTS: dict[str, dict[str, Any]] = {
    **dict.fromkeys([each for each in REGISTRY if each.startswith(("report", "photo"))], REPORT),
    **dict.fromkeys(["points_taken", "points_given"], EXTRA),
    "badge_earned": {"campaign": "THU2026", "badges": [["Người dẫn lối VNeID", "silver"]]},
    "team_photo_removed": {},
    "day_opened": {"day": "2026-03-01"},
    "queue_waiting": {"count": 40, "minutes": 18},
    "deputy_named": {**LOAN, "yours": True},
    "decisions_overdue": {"count": 3, "unit": "Đoàn phường Quy Nhơn", "hours": 48, "oldest": 50},
    "units_overdue": {"count": 1200, "units": 9, "hours": 72, "oldest": 80, "campaign": "THU2026", "name": "Tháng"},
    "full_check": {"campaign": "THU2026", "unit": "Đoàn phường Quy Nhơn", "started": True},
    "appraiser_badge": {"campaign": "THU2026", "badges": [["Thẩm định công tâm", "silver"]]},
    "recheck_answered": REPORT,
    "recheck_waiting": {"team": "Tổ Quy Nhơn 1", "day": "2026-03-15", "request": "0"},
    "cross_check_waiting": {"count": 3},
    "batch_reviewed": {"count": 12, "effect": "annulled", "campaign": "THU2026"},
    "board_frozen": {"campaign": "THU2026", "name": "Tháng Thanh niên"},
    **dict.fromkeys(
        ["results_announced", "result_submitted", "result_returned", "nominated"],
        CAMPAIGN,
    ),
    "provisional_results": {"campaign": "THU2026", "name": "Tháng Thanh niên", "until": "08/04/2026"},
    "result_amended": {
        "campaign": "THU2026",
        "name": "Tháng Thanh niên",
        "number": 2,
        "before": "Giải Nhì",
        "after": "Giải Nhất",
    },
}


@pytest.mark.parametrize("code", REGISTRY)
def test_every_kind_has_polite_words_without_gaps(code):
    words, about = WORDS[code], Subject(FACTS[code], "Tổ Quy Nhơn 1", "QN1")
    title, sentence = words.title(about), words.sentence(about)
    assert 5 < len(title) <= 90
    assert sentence.endswith((".", "!"))
    assert "%(" not in title + sentence + str(words.label)
    assert not {"thua", "bét", "thất bại"} & set(sentence.lower().split())
    assert len(str(words.label)) < 45


def test_words_and_registry_name_the_same_kinds():
    assert set(WORDS) == set(REGISTRY) == set(FACTS)


def test_a_penalty_says_how_to_ask_for_a_recheck_and_40_reports_take_18_minutes():
    fined = WORDS["points_taken"].sentence(Subject(FACTS["points_taken"], "Đội", "QN1"))
    assert fined == ("Đội bị trừ 10 điểm: Trùng minh chứng. Bạn có thể đề nghị phúc tra trước 23:59 ngày 08/04/2026.")
    queue = WORDS["queue_waiting"].sentence(Subject(FACTS["queue_waiting"], "", ""))
    assert queue == "40 báo cáo đang chờ bạn, khoảng 18 phút."


CONTESTED = {"extra": 1, "points": -10, "label": "Trùng minh chứng", "request": "0", "team": "Đội"}


@pytest.mark.parametrize(
    ("code", "more", "words"),
    [
        ("recheck_waiting", {}, "Đội đề nghị phúc tra điểm trừ: Trùng minh chứng. Bạn xem và trả lời kèm lý do."),
        (
            "recheck_answered",
            {"verdict": "granted"},
            "Đội được trả lại 10 điểm đã trừ (Trùng minh chứng). Lý do ghi ở trang phúc tra.",
        ),
        (
            "recheck_answered",
            {"verdict": "turned_down"},
            "10 điểm trừ của Đội (Trùng minh chứng) được giữ nguyên. Lý do ghi ở trang phúc tra.",
        ),
    ],
)
def test_a_penaltys_recheck_has_words_of_its_own(code, more, words):
    about = Subject(CONTESTED | more, "Đội", "QN1")
    assert WORDS[code].sentence(about) == words
    assert 5 < len(WORDS[code].title(about)) <= 90


def test_a_penalty_posted_after_the_deadline_promises_nothing():
    late = Subject(FACTS["points_taken"] | {"recheck_until": ""}, "Đội", "QN1")
    assert WORDS["points_taken"].sentence(late) == "Đội bị trừ 10 điểm: Trùng minh chứng."


def test_a_second_captain_gets_a_letter_of_their_own(team, server):
    with transaction():
        by = people.system_actor()
        second = people.add("second@cast.example", "Đỗ Văn Hai", None, by)
        people.grant(second, "captain", team.teams["QN1"], by, since=BEGUN)
    sent_back(team)
    with later():
        assert len(work()) == 2
    assert sorted(server.to) == ["captain@cast.example", "second@cast.example"]
    assert len(set(server.ids)) == 2
