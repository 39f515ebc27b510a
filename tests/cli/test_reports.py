"""`reports import`: what the contract says of rows (section 3), on both databases."""

from datetime import date

import pytest
from sqlalchemy import func, select

from app.database import db, transaction
from app.models import AuditEvent, Decision, LedgerEntry, Report, ReportFlag, Standing
from app.services import people
from tests.cast import CODE, cast
from tests.importing import FIRST, import_rows, line, report_id, run, undecided, write_csv, write_xlsx

TABLES = (Report, Decision, LedgerEntry, AuditEvent)


def counts() -> list[int | None]:
    db.session.rollback()
    return [db.session.scalar(select(func.count()).select_from(table)) for table in TABLES]


def points(enrolment) -> int:
    db.session.rollback()
    return db.session.get_one(Standing, enrolment.id).points


def the_report(number: str = FIRST) -> Report:
    db.session.rollback()
    return db.session.scalars(select(Report).where(Report.uuid == number)).one()


def test_decided_rows_earn_points_and_undecided_ones_wait(app, tmp_path):
    people_ = cast()
    done = import_rows(
        app,
        tmp_path,
        line(),
        line(activity_code="dvc_full_support", claimed="10", verified="4"),
        line(activity_code="e_payment_support", claimed="5", decision="rejected", reason="không có ảnh"),
        undecided(report_id=report_id(2), team_code="QN2"),
    )
    assert done.exit_code == 0, done.stderr
    # Sunday, on time: 20 × 3 and 4 × 5, each with 120 percent
    assert points(people_.enrolments["QN1"]) == 72 + 24
    assert points(people_.enrolments["QN2"]) == 0
    assert (the_report().state, the_report(report_id(2)).state) == ("decided", "submitted")
    assert [each.activity_code for each in the_report().lines] == [
        "vneid_level2_support",
        "dvc_full_support",
        "e_payment_support",
    ]
    assert the_report().created_by.login == "cli"


def test_the_same_file_again_changes_nothing(app, tmp_path):
    cast()
    rows = (line(), undecided(report_id=report_id(2)))
    import_rows(app, tmp_path, *rows)
    before = counts()
    again = import_rows(app, tmp_path, *rows)
    assert again.exit_code == 0
    assert "2 không đổi" in again.stderr
    assert counts() == before


Wrong = list[tuple[dict[str, object], str, str]]
UNREADABLE: Wrong = [
    ({"claimed": "0"}, "claimed", "từ 1 đến 10000"),
    ({"claimed": "10001"}, "claimed", "từ 1 đến 10000"),
    ({"claimed": "1,23"}, "claimed", "không phải số nguyên"),
    ({"claimed": "１２"}, "claimed", "không phải số nguyên"),
    ({"claimed": ""}, "claimed", "trống"),
    ({"verified": "21"}, "verified", "nhiều hơn"),
    ({"decision": "rejected", "verified": "1"}, "verified", "phải là 0"),
    ({"decision": "", "decided_at": "", "verified": "3"}, "verified", "để trống"),
    ({"decision": "maybe"}, "decision", "verified, rejected"),
    ({"decided_at": ""}, "decided_at", "thời điểm quyết định"),
    ({"decided_at": "2026-03-08T18:59:00+07:00"}, "decided_at", "trước khi gửi"),
    ({"submitted_at": "2026-03-08T19:00:00"}, "submitted_at", "múi giờ"),
    ({"activity_day": "08/03/2026"}, "activity_day", "NĂM-THÁNG-NGÀY"),
    ({"report_id": "7"}, "report_id", "UUID"),
    ({"reason": "gặp ông A, số 0905 123 456"}, "reason", "dữ liệu cá nhân"),
    ({"reason": "a\x00b"}, "reason", "ký tự"),
]
UNFIT: Wrong = [
    ({"submitted_at": "2026-03-07T23:59:00+07:00"}, "submitted_at", "trước ngày hoạt động"),
    ({"activity_day": "2026-02-28", "submitted_at": "2026-02-28T19:00:00+07:00"}, "activity_day", "ngoài"),
    ({"activity_code": "shoe_shine"}, "activity_code", "không có loại việc"),
    ({"activity_code": "dvc_account_guidance"}, "activity_code", "đang tắt"),
    ({"team_code": "HN1"}, "team_code", "không có đội"),
    ({"verifier_login": "nobody@cast.example"}, "verifier_login", "không có tài khoản"),
    ({"verifier_login": "verifier.an@cast.example"}, "verifier_login", "không giữ vai trò"),
    ({"verifier_login": "captain@cast.example"}, "verifier_login", "không giữ vai trò"),
    ({"decided_at": "2026-03-14T08:00:00+07:00", "submitted_at": "2026-03-14T00:00:00+07:00"}, "reason", "lý do"),
]


@pytest.mark.parametrize("wrong", [UNREADABLE, UNFIT], ids=["unreadable", "unfit"])
def test_every_wrong_cell_is_named_and_nothing_is_written(app, tmp_path, wrong):
    cast()
    before = counts()
    rows = [line(**{"report_id": report_id(number), **changes}) for number, (changes, _, _) in enumerate(wrong)]
    done = import_rows(app, tmp_path, line(report_id=report_id(99)), *rows)
    assert done.exit_code == 1
    for number, (changes, column, says) in enumerate(wrong, start=3):
        place = f"{tmp_path}/reports.csv:{number}: {column}: "
        told = [each for each in done.stderr.splitlines() if each.startswith(place)]
        assert told, (number, changes)
        assert says in told[0]
    assert counts() == before


def test_all_faults_are_told_at_once(app, tmp_path):
    cast()
    done = import_rows(app, tmp_path, line(claimed="0", activity_day="x"), line(team_code="!"))
    assert done.exit_code == 1
    for place in ("2: claimed", "2: activity_day", "3: team_code"):
        assert f"reports.csv:{place}: " in done.stderr


DISAGREEING = [
    ({"team_code": "QN2"}, "team_code"),
    ({"activity_day": "2026-03-07"}, "activity_day"),
    ({"submitted_at": "2026-03-08T20:00:00+07:00"}, "submitted_at"),
    ({"decided_at": "2026-03-09T09:00:00+07:00"}, "decided_at"),
    ({"verifier_login": "verifier@cast.example"}, "verifier_login"),
    ({"decision": "", "decided_at": ""}, "decision"),
    ({"activity_code": "vneid_level2_support"}, "activity_code"),
]


def test_rows_of_one_report_agree(app, tmp_path):
    cast()
    rows = []
    for number, (changes, _) in enumerate(DISAGREEING):
        rows.append(line(report_id=report_id(number)))
        rows.append(line(**{"report_id": report_id(number), "activity_code": "dvc_full_support", **changes}))
    done = import_rows(app, tmp_path, *rows)
    assert done.exit_code == 1
    told = done.stderr.splitlines()
    assert len(told) == len(DISAGREEING)
    for number, (each, (_, column)) in enumerate(zip(told, DISAGREEING, strict=True)):
        assert f"reports.csv:{2 * number + 3}: {column}: " in each


def test_late_rows_lose_the_peak_and_locked_ones_need_a_reason(app, tmp_path):
    people_ = cast()
    late = line(submitted_at="2026-03-11T00:00:00+07:00", decided_at="2026-03-12T08:00:00+07:00")
    locked = line(
        report_id=report_id(2),
        team_code="QN2",
        submitted_at="2026-03-14T00:00:00+07:00",
        decided_at="2026-03-15T08:00:00+07:00",
        reason="xã mất mạng sau bão",
    )
    on_time = line(
        report_id=report_id(3),
        team_code="AN1",
        submitted_at="2026-03-10T23:59:59+07:00",
        decided_at="2026-03-11T08:00:00+07:00",
    )
    done = import_rows(app, tmp_path, late, locked, on_time)
    assert done.exit_code == 0, done.stderr
    assert points(people_.enrolments["QN1"]) == 60
    assert points(people_.enrolments["QN2"]) == 60
    assert points(people_.enrolments["AN1"]) == 72
    assert the_report(report_id(2)).late_reason == "xã mất mạng sau bão"


def test_a_stored_undecided_report_gains_its_decision(app, tmp_path):
    people_ = cast()
    import_rows(app, tmp_path, undecided())
    done = import_rows(app, tmp_path, line(verified="10", verifier_login="Verifier@cast.example"))
    assert done.exit_code == 0, done.stderr
    assert points(people_.enrolments["QN1"]) == 36
    decision = db.session.get_one(Decision, the_report().decision_id)
    assert decision.by.login == "verifier@cast.example"
    emptier = import_rows(app, tmp_path, undecided())
    assert emptier.exit_code == 0, emptier.stderr


CONTRADICTING = [
    ({"claimed": "21"}, "claimed", "20", "21"),
    ({"verified": "19"}, "verified", "20", "19"),
    ({"decision": "rejected"}, "decision", "verified", "rejected"),
    ({"team_code": "QN2"}, "team_code", "QN1", "QN2"),
    ({"activity_day": "2026-03-07"}, "activity_day", "2026-03-08", "2026-03-07"),
    ({"submitted_at": "2026-03-08T20:00:00+07:00"}, "submitted_at", "12:00:00", "13:00:00"),
    ({"verifier_login": "verifier@cast.example"}, "verifier_login", "cli", "verifier@cast.example"),
    ({"activity_code": "dvc_full_support"}, "activity_code", "vneid_level2_support", "(trống)"),
]


def test_contradictions_are_refused_with_both_values(app, tmp_path):
    cast()
    ids = [report_id(number) for number, _ in enumerate(CONTRADICTING)]
    import_rows(app, tmp_path, *(line(report_id=each) for each in ids))
    before = counts()
    changed = [line(**{"report_id": each, **rest[0]}) for each, rest in zip(ids, CONTRADICTING, strict=True)]
    done = import_rows(app, tmp_path, line(report_id=report_id(98)), *changed)
    assert done.exit_code == 1
    for number, (_, column, stored, value) in enumerate(CONTRADICTING, start=3):
        told = [each for each in done.stderr.splitlines() if f"reports.csv:{number}: {column}: " in each]
        assert told, (number, column)
        assert stored in told[0]
        assert value in told[0]
    assert counts() == before


def test_the_same_instant_in_another_zone_is_no_contradiction(app, tmp_path):
    cast()
    import_rows(app, tmp_path, line())
    same = line(submitted_at="2026-03-08T12:00:00Z", decided_at="2026-03-09T01:00:00+00:00")
    assert import_rows(app, tmp_path, same).exit_code == 0


def test_a_member_of_the_team_is_no_verifier_of_its_reports(app, tmp_path):
    people_ = cast()
    with transaction():
        people.grant(people_.member, "verifier", people_.units["X21583"], people.system_actor())
    done = import_rows(app, tmp_path, line(verifier_login=people_.member.login))
    assert done.exit_code == 1
    assert "verifier_login: " in done.stderr
    assert "không được thẩm định" in done.stderr


def test_separators_of_thousands_are_read_and_shown(app, tmp_path):
    cast()
    done = import_rows(
        app,
        tmp_path,
        line(claimed="1.234", activity_code="digital_platform_support"),
        line(claimed="1,234", verified="1.000", activity_code="e_payment_support"),
    )
    assert done.exit_code == 0, done.stderr
    assert [each.claimed for each in the_report().lines] == [1234, 1234]
    assert "“1.234” được đọc là 1234" in done.stderr


def test_a_file_with_bom_and_columns_in_another_order_is_read(app, tmp_path):
    cast()
    row = dict(reversed(line(place="Chợ Đầm", hamlet="Khu phố 1", place_kind="community_site").items()))
    path = write_csv(tmp_path / "bom.csv", [row], encoding="utf-8-sig")
    done = run(app, "reports", "import", path, "--campaign", CODE)
    assert done.exit_code == 0, done.stderr
    assert (the_report().place.name, the_report().place.hamlet) == ("Chợ Đầm", "Khu phố 1")


def test_a_workbook_is_read_and_its_numbers_must_be_whole(app, tmp_path):
    people_ = cast()
    path = write_xlsx(tmp_path / "rows.xlsx", [line(claimed=20, members_present=5)])
    done = run(app, "reports", "import", path, "--campaign", CODE)
    assert done.exit_code == 0, done.stderr
    assert points(people_.enrolments["QN1"]) == 72
    wrong = write_xlsx(tmp_path / "wrong.xlsx", [line(claimed=1.234)])
    done = run(app, "reports", "import", wrong, "--campaign", CODE)
    assert done.exit_code == 1
    assert "wrong.xlsx:2: claimed: ô số 1.234" in done.stderr


@pytest.mark.parametrize(
    ("rows", "column"),
    [([line() | {"colour": "red"}], "colour"), ([{k: v for k, v in line().items() if k != "reason"}], "reason")],
)
def test_an_unknown_or_missing_column_is_a_fault(app, tmp_path, rows, column):
    cast()
    done = import_rows(app, tmp_path, *rows)
    assert done.exit_code == 1
    assert f"reports.csv:1: {column}: " in done.stderr


def test_taps_are_kept_in_order_and_the_same_file_changes_nothing(app, tmp_path):
    cast()
    rows = (undecided(taps="60 0  5 5"), undecided(activity_code="e_payment_support"))
    assert import_rows(app, tmp_path, *rows).exit_code == 0
    assert [each.taps for each in the_report().lines] == [[0, 5, 5, 60], None]
    again = import_rows(app, tmp_path, undecided(taps="0 5 5 60"), rows[1])
    assert (again.exit_code, the_report().lines[0].taps) == (0, [0, 5, 5, 60])
    assert import_rows(app, tmp_path, undecided(taps=""), rows[1]).exit_code == 0
    differs = import_rows(app, tmp_path, rows[0], rows[1] | {"taps": "7"})
    assert differs.exit_code == 1
    assert "reports.csv:3: taps: " in differs.stderr
    assert "(trống)" in differs.stderr


def test_taps_are_whole_seconds_of_one_day_and_ten_thousand_at_most(app, tmp_path):
    cast()
    fine = line(taps=" ".join(["86400"] * 10_000))
    assert import_rows(app, tmp_path, fine).exit_code == 0
    assert the_report().lines[0].taps == [86400] * 10_000
    cells = ("86401", "-1", "1.5", "x", "5 ٣", "0,5", "1 " * 10_001)
    done = import_rows(app, tmp_path, *(line(report_id=report_id(n), taps=taps) for n, taps in enumerate(cells)))
    assert done.exit_code == 1
    told = [each for each in done.stderr.splitlines() if ": taps: " in each]
    assert [each.split("reports.csv:")[1].split(":")[0] for each in told] == [str(row) for row in range(2, 9)]
    assert "“86401”" in told[0]
    assert "10001 lượt" in told[-1]


def test_waiting_reports_of_a_file_are_flagged_and_decided_ones_are_not(app, tmp_path):
    cast()
    burst = " ".join(map(str, range(600, 640)))
    place = {"place": "Chợ Đầm"}
    rows = (
        undecided(claimed="40", taps=burst) | place,
        undecided(report_id=report_id(2), team_code="QN2", activity_code="e_payment_support", claimed="50") | place,
        line(report_id=report_id(3), team_code="AN1", claimed="40", taps=burst) | place,
    )
    assert import_rows(app, tmp_path, *rows).exit_code == 0
    found = db.session.execute(
        select(Report.uuid, ReportFlag.code).join(ReportFlag, ReportFlag.report_id == Report.id)
    ).all()
    mine, theirs = ("burst_taps", "even_taps", "shared_day"), ("round_number", "shared_day")
    assert set(map(tuple, found)) == {(FIRST, each) for each in mine} | {(report_id(2), each) for each in theirs}


def test_caps_hold_across_two_imports_in_any_order(app, tmp_path):
    people_ = cast()
    later = line(report_id=report_id(5), submitted_at="2026-03-08T20:00:00+07:00", claimed="30")
    assert import_rows(app, tmp_path, later).exit_code == 0
    assert points(people_.enrolments["QN1"]) == 108
    assert import_rows(app, tmp_path, line()).exit_code == 0
    # 40 accounts a day: 20 of the earlier report, 20 of the later one
    assert points(people_.enrolments["QN1"]) == 144
    kinds = db.session.scalars(select(LedgerEntry.kind).order_by(LedgerEntry.seq)).all()
    assert kinds == ["award", "award", "adjustment"] or kinds == ["award", "adjustment", "award"]


def test_members_present_and_day_are_kept(app, tmp_path):
    cast()
    import_rows(app, tmp_path, line(members_present="7"))
    report = the_report()
    assert (report.members_present, report.activity_day) == (7, date(2026, 3, 8))


def test_an_unknown_campaign_is_refused_and_a_missing_option_is_wrong_usage(app, tmp_path):
    cast()
    path = write_csv(tmp_path / "reports.csv", [line()])
    assert run(app, "reports", "import", path, "--campaign", "NONE").exit_code == 1
    assert run(app, "reports", "import", path).exit_code == 2
