"""What changed in a report while a verifier looked at it."""

from app.database import transaction
from app.queries.report_versions import Change, changes_since
from app.services import reports
from tests.cast import cast
from tests.reporting import content, sent


def test_a_report_sent_again_says_what_is_different_and_nothing_else(app):
    people = cast()
    before = content({"vneid_level2_support": 12, "dvc_full_support": 4})
    report = sent(people.enrolments["QN1"], people.captain, dict(before.lines), photos=before.photos)
    sent(people.enrolments["QN2"], people.captain_qn2, {"vneid_level2_support": 99})
    seen = report.version
    after = content(
        {"vneid_level2_support": 10, "e_payment_support": 3},
        photos=before.photos,
        note="Đếm lại",
        members=(people.captain.id,),
    )
    with transaction():
        reports.amend(report, after, people.captain, seen, send=True)
    assert set(changes_since(report, seen)) == {
        Change("line:vneid_level2_support", 12, 10),
        Change("line:dvc_full_support", 4, None),
        Change("line:e_payment_support", None, 3),
        Change("note", "", "Đếm lại"),
        Change("members", 0, 1),
    }
    assert changes_since(report, report.version) == []
    assert changes_since(report, 999) == ()
