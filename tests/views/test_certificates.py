"""The page behind a certificate's code, and who may print one."""

import io
from datetime import date
from functools import partial
from uuid import uuid4
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from app.database import db, transaction
from app.exports.papers import PAPERS
from app.exports.result_filling import result_sheet
from app.models import Certificate, Person
from app.queries.campaigns import stage
from app.services import results
from app.views.certificate_words import shortened
from tests.cast import CODE, NOW, person_named, stand_still
from tests.concluding import CONCLUDING, concluded
from tests.exports.test_certificates import flat, read
from tests.exports.test_papers import texts
from tests.racing import campaign, enrolment
from tests.reporting import decided, sent

VNEID = "vneid_level2_support"
DESK = f"/campaigns/{CODE}/documents"

FORGED = "0d5a1f6e-8d6b-4a87-9a61-5c1f0e7b9a10"


@pytest.fixture
def finished(small_campaign, once):
    """QN1 won its cluster before QN2; the member of QN1 is a minor."""
    once("three Sundays of two teams", partial(three_sundays, small_campaign))
    with small_campaign.app_context(), transaction():
        concluded(campaign(), person_named("officer"), person_named("signatory"))
    return small_campaign


def three_sundays(app):
    with app.app_context():
        for day in (1, 8, 15):
            stand_still(NOW.replace(day=day))
            for team, captain, quantity in (("QN1", "captain", 20), ("QN2", "captain_qn2", 10)):
                when = NOW.replace(day=day).date()
                decided(sent(enrolment(team), person_named(captain), {VNEID: quantity}, when), person_named("verifier"))
        with transaction():
            person_named("member").minor_until = date(2099, 1, 1)


def uuids(app, team="QN1", kind="team", person=None):
    with app.app_context():
        wanted = select(Certificate.uuid).where(
            Certificate.kind == kind, Certificate.enrolment_id == enrolment(team).id
        )
        if person:
            login = person_named(person).login
            wanted = wanted.join(Person, Person.id == Certificate.person_id).where(Person.login == login)
        return list(db.session.scalars(wanted.order_by(Certificate.id)))


def amend(app):
    with app.app_context():
        stand_still(CONCLUDING)
        with transaction():
            changes = [{"kind": "team", "id": "QN1"}]
            sent_in = results.submit(campaign(), str(uuid4()), person_named("officer"), "Số liệu sai", changes)
            results.approve(sent_in, person_named("signatory"), "20-QĐ/TĐTN", date(2026, 5, 4))


def test_anybody_learns_that_a_certificate_is_genuine(finished, visitor):
    stranger = visitor()
    stranger.opens(f"/certificates/{uuids(finished)[0]}")
    for each in ("Giấy chứng nhận này là thật", "Tổ công nghệ số Quy Nhơn 1", "Giải Nhất", "12-QĐ/TĐTN"):
        assert each in stranger.text
    assert ".pdf" not in stranger.text


def test_after_an_amendment_it_says_annulled_or_leads_to_the_newer_one(finished, visitor):
    amend(finished)
    stranger = visitor()
    stranger.opens(f"/certificates/{uuids(finished)[0]}")
    assert "đã bị hủy" in stranger.text
    assert visitor("officer").client.get(f"/certificates/{uuids(finished)[0]}.pdf").status_code == 404
    assert "20-QĐ/TĐTN" in stranger.text
    old, new = uuids(finished, "QN2")
    stranger.opens(f"/certificates/{old}")
    assert "Đã được thay bằng giấy khác" in stranger.text
    assert f'href="/certificates/{new}"' in stranger.text
    stranger.opens(f"/certificates/{new}")
    assert "Giấy chứng nhận này là thật" in stranger.text


@pytest.mark.parametrize("wrong", [FORGED, "x", "00000000-0000-0000-0000-000000000000", "%2e%2e", "đ", "1"])
def test_a_forged_id_is_told_that_we_did_not_issue_it(finished, visitor, wrong):
    stranger = visitor()
    assert stranger.opens(f"/certificates/{wrong}").status_code == 404
    assert "Chúng tôi không phát hành giấy chứng nhận này" in stranger.text


def test_an_id_written_otherwise_is_not_the_same_id(finished, visitor):
    known = uuids(finished)[0]
    for wrong in (known.upper(), known.replace("-", ""), f"{{{known}}}", f"urn:uuid:{known}"):
        assert visitor().opens(f"/certificates/{wrong}").status_code == 404


def test_a_grown_up_member_is_shown_shortened_and_a_minor_not_at_all(finished, visitor):
    stranger = visitor()
    stranger.opens(f"/certificates/{uuids(finished, kind='member', person='captain')[0]}")
    assert "Ánh N." in stranger.text
    assert "Nguyễn Thị" not in stranger.text
    stranger.opens(f"/certificates/{uuids(finished, kind='member', person='member')[0]}")
    assert "Một thành viên của đội" in stranger.text
    assert "Bình" not in stranger.text.replace("Bình Định", "")
    assert shortened("Rơ Châm H'Bích") == "H'Bích R."
    assert shortened("Thu") == "Thu"


def test_a_certificate_is_printed_for_those_whose_it_is(finished, visitor):
    team, captains, members = (
        uuids(finished)[0],
        uuids(finished, kind="member", person="captain")[0],
        uuids(finished, kind="member", person="member")[0],
    )
    expected = {
        "captain": {team, captains},
        "member": {team, members},
        "officer": {team, captains, members},
        "captain_qn2": set(),
    }
    for name, own in expected.items():
        got = {
            each
            for each in (team, captains, members)
            if visitor(name).client.get(f"/certificates/{each}.pdf").status_code == 200
        }
        assert got == own, name
    body = visitor("member").client.get(f"/certificates/{members}.pdf").get_data()
    assert "Chứng nhận đồng chí Trần Văn Bình thành viên Tổ công nghệ số Quy Nhơn 1" in flat(read(body))
    assert members in "".join(read(body).split())


def test_the_officer_takes_all_of_them_home_in_one_zip(finished, visitor):
    officer = visitor("officer")
    officer.opens(DESK)
    assert "Tổ công nghệ số Quy Nhơn 1" in officer.text
    client = officer.client
    with ZipFile(io.BytesIO(client.get(f"/campaigns/{CODE}/certificates.zip").get_data())) as archive:
        names = archive.namelist()
        assert all(name.isascii() and name.endswith(".pdf") for name in names)
        assert any("giai-nhat-to-cong-nghe-so-qui-nhon-1" in name for name in names)
    with ZipFile(io.BytesIO(client.get(f"/campaigns/{CODE}/certificates.zip?kind=team").get_data())) as archive:
        assert len(archive.namelist()) < len(names)
    with ZipFile(io.BytesIO(client.get(f"/campaigns/{CODE}/certificates.zip?print=1").get_data())) as archive:
        [name] = archive.namelist()
        assert name == f"0001-{len(names):04}.pdf"
    assert client.get(f"/campaigns/{CODE}/certificates.zip?kind=x").status_code == 404
    with finished.app_context():
        [one] = uuids(finished)
    assert client.get(f"/campaigns/{CODE}/certificates/{one}.pdf").mimetype == "application/pdf"
    assert client.get(f"/campaigns/{CODE}/certificates/{uuid4()}.pdf").status_code == 404


def test_what_holds_no_longer_is_not_in_the_zip(finished, visitor):
    amend(finished)
    body = visitor("officer").client.get(f"/campaigns/{CODE}/certificates.zip?kind=team").get_data()
    with ZipFile(io.BytesIO(body)) as archive:
        assert not any("qui-nhon-1" in name for name in archive.namelist())
        assert len(archive.namelist()) == 1


@pytest.mark.parametrize("paper", PAPERS)
def test_the_papers_say_what_was_decided(finished, visitor, paper):
    officer = visitor("officer")
    officer.opens(DESK)
    assert f'href="{DESK}/{paper}.docx"' in officer.text
    found = texts(officer.client.get(f"{DESK}/{paper}.docx").get_data())
    assert "Tổ công nghệ số Quy Nhơn 1" in found
    assert "TỈNH ĐOÀN GIA LAI" in found
    assert any("kết quả phiên bản 1" in each for each in found)
    assert not any("{" in each for each in found)


def test_a_joint_rank_prizes_and_conditions_come_from_the_results_own_sheet(finished):
    with finished.app_context(), finished.test_request_context():
        amended = result_sheet(stage(campaign()))
        assert [(each.team_code, each.prize_code) for each in amended.prizes] == [("QN1", "first"), ("QN2", "second")]
        lowland = [each for each in amended.teams if each.team_code in ("AN1", "AN2")]
        assert [each.rank for each in lowland] == [1, 1]
        assert all("Chủ nhật" in each.unmet[0] for each in lowland)
        assert (amended.number, amended.decision_number, amended.place) == (1, "12-QĐ/TĐTN", "Gia Lai")
        assert sum(each.value for each in amended.totals) == 90


def test_the_annex_lists_the_same_in_excel(finished, visitor):
    body = visitor("officer").client.get(f"{DESK}/annex.xlsx").get_data()
    rows = CalamineWorkbook.from_filelike(io.BytesIO(body)).get_sheet_by_name("Giải theo cụm").to_python()
    assert rows[1][3] == "Tổ công nghệ số Quy Nhơn 1"
    assert float(str(rows[1][7])) > 0


def test_before_the_decision_the_papers_propose(small_campaign, visitor):
    found = texts(visitor("officer").client.get(f"{DESK}/proposal.docx").get_data())
    assert any("kết quả phiên bản 0" in each for each in found)


def test_before_there_are_results_the_page_says_when_certificates_come(small_campaign, visitor):
    officer = visitor("officer")
    officer.opens(DESK)
    assert "Chưa có giấy chứng nhận" in officer.text
    assert officer.client.get(f"/campaigns/{CODE}/certificates.zip").status_code == 404
