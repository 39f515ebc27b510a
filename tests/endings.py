"""A campaign played to its end through the services, so that every append-only table holds a real row."""

from datetime import date
from uuid import uuid4

from app.database import transaction
from app.models import Extra, LedgerCheck, Reconciliation, Report, VerifierAward
from app.queries.past_board import last_posted
from app.services import (
    campaigns,
    ceremonies,
    council,
    excuses,
    extra_rechecks,
    extras,
    joint_sessions,
    late_openings,
    layouts,
    nominations,
    openings,
    rechecks,
    reports,
    team_photos,
    unit_figures,
)
from app.services import people as people_of
from app.services.joint_sessions import Part, Plan
from app.services.late_openings import Opening
from app.services.report_photos import Photo
from app.services.unit_figures import Figures
from tests.cast import NOW, Cast, cast, stand_still
from tests.concluding import concluded
from tests.reporting import decided, returned, sent

SUNDAYS = (date(2026, 3, 1), date(2026, 3, 8), date(2026, 3, 15))


def announced() -> Cast:
    """The cast after three Sundays, with a report sent back, a frozen board and an announcement with prizes."""
    people = cast()
    contested = None
    for day in SUNDAYS:
        stand_still(NOW.replace(day=day.day))
        for team, captain, verifier in (
            ("QN1", people.captain, people.verifier),
            ("AN1", people.captain_an1, people.verifier_an),
        ):
            contested = decided(
                sent(people.enrolments[team], captain, {"vneid_level2_support": 10 + day.day}, day), verifier
            )
    assert contested is not None
    _looked_at_again(people, contested)
    _worked_together(people)
    waiting = sent(
        people.enrolments["QN2"], people.captain_qn2, {"dvc_full_support": 3}, photos=(Photo("a" * 64, 9, 4, 3),)
    )
    with transaction():
        openings.look_at(waiting.evidence[0], people.verifier)
    sent_back = returned(waiting, people.verifier)
    with transaction():
        reports.withdraw(sent_back, people.captain_qn2)
    with transaction():
        shown = team_photos.Picture("c" * 64, "b" * 64, 9, 4, 3)
        team_photos.show(people.teams["QN1"], shown, "Mọi người trong ảnh đồng ý", people.captain)
    with transaction():
        layouts.keep(people.campaign.unit, "decision", "mau.docx", b"PK", people.officer)
    with transaction():
        campaigns.freeze(people.campaign, people.officer, "Giữ bảng đến lễ công bố")
    _looked_after(people)
    _honoured(people)
    with transaction():
        concluded(people.campaign, people.officer, people.signatory)
    with transaction():
        ceremony = ceremonies.prepare(people.campaign, str(uuid4()), people.officer, ["phuong"], rehearsal=False)
        ceremonies.step(ceremony, 1, "next", people.officer)
    return people


def _honoured(people: Cast) -> None:
    """A member is put forward, agrees, and is chosen by the council."""
    with transaction():
        team = people.teams["QN1"]
        put = nominations.nominate(people.campaign, str(uuid4()), people.member, team, people.verifier, "200 người")
        nominations.consent(put, "member", True, people.member)
        choice = {"winners": [{"nomination": put.uuid}]}
        about = ("special", "outstanding_individuals", choice, people.council)
        council.record(people.campaign, str(uuid4()), *about, "Tận tụy")


def _looked_at_again(people: Cast, contested: Report) -> None:
    """AN1 contests its last report, and the officer lets it stand."""
    with transaction():
        asked = rechecks.ask(str(uuid4()), contested, contested.decision_id or 0, people.captain_an1, "Bộ đếm ghi đủ")
    with transaction():
        rechecks.turn_down(asked, people.officer, contested.decision_id or 0, "Ảnh không đủ")


def _looked_after(people: Cast) -> None:
    """A penalty, a commune's own figures, and a night on which the verifier found the ledger intact."""
    with transaction() as session:
        about = (people.enrolments["AN2"], "penalty", "repeated_late", "march", 5, people.officer, "Nhắc hai lần")
        _contested(people, extras.post(*about))
        unit_figures.enter(people.units["X21583"], Figures(SUNDAYS[0], 40, 38), people.verifier)
        seq = last_posted(people.campaign)
        session.add(LedgerCheck(campaign_id=people.campaign.id, at=NOW, seq=seq, intact=True, verdict="intact"))
        found = {"reason": "ledger", "figures": {}, "differing": 0, "export_sha256": "0" * 64}
        session.add(Reconciliation(campaign_id=people.campaign.id, at=NOW, seq=seq, **found))
        earned = {"person_id": people.verifier.id, "badge_code": "fair_appraiser", "level": "bronze"}
        session.add(VerifierAward(campaign_id=people.campaign.id, at=NOW, **earned))


def _contested(people: Cast, penalty: Extra) -> None:
    """AN2 contests the penalty, and an officer of the country lets it stand."""
    above = people_of.add("central.officer@cast.example", "Kiều Văn Phú", None, people.officer)
    people_of.grant(above, "officer", people.units["VN"], people.officer)
    asked = extra_rechecks.ask(str(uuid4()), penalty, people.captain_an2, "Đội đã báo trước")
    extra_rechecks.turn_down(asked, above, "Không có báo trước nào được ghi")


def _worked_together(people: Cast) -> None:
    """A session of two teams, reported by one of them, and a locked day that was opened for the other."""
    teams = tuple(people.enrolments[each].id for each in ("QN2", "AN2"))
    with transaction():
        plan = Plan(SUNDAYS[-1], "Chợ phiên Quy Nhơn", teams, (Part("e_payment_support", 10, (6, 4)),))
        session = joint_sessions.open_session(str(uuid4()), people.enrolments["QN2"], plan, people.captain_qn2)
        late_openings.open_day(people.enrolments["AN2"], Opening(SUNDAYS[0], "Đội mất điện thoại"), people.officer)
        excuses.declare(people.campaign, people.units["X21907"], SUNDAYS[1], "Bão số 3", people.officer)
    report = sent(people.enrolments["QN2"], people.captain_qn2, {"e_payment_support": 6}, joint_session=session.uuid)
    with transaction():
        reports.withdraw(report, people.captain_qn2)
