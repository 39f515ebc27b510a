"""Signed credentials: the same each time, about a team alone, and honest about what was taken back."""

import io
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from urllib.parse import urlsplit

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.database import db
from app.models import BadgeAward
from app.outside import notary, seals
from tests.access.nonsense import VALUES
from tests.cast import CODE, PEOPLE, cast
from tests.reporting import decided, sent
from tests.views.season import VNEID

PARTS = ("", ".json", ".jwt", ".svg", ".png", "/status.jwt")


def newest(season) -> BadgeAward:
    with season.app.app_context():
        found = db.session.query(BadgeAward).filter_by(badge_code="vneid_guide").order_by(BadgeAward.id.desc()).first()
        assert found is not None
        return found


def token_of(season, uuid: str | None = None) -> str:
    got = season.app.test_client().get(f"/badges/{uuid or newest(season).uuid}.json").get_json()
    return str(got["jwt"])


def claims_of(token: str) -> dict:
    part = token.split(".")[1]
    return dict(json.loads(urlsafe_b64decode(part + "=" * (-len(part) % 4))))


def packed(found: object) -> str:
    return urlsafe_b64encode(json.dumps(found).encode()).rstrip(b"=").decode()


def taken_back(season) -> str:
    """An award that does not hold any more."""
    report = season.earns("QN2", {VNEID: 30})
    award = newest(season).uuid
    season.reopens(report)
    return award


def held_up(visitor, credential: str) -> str:
    browser = visitor()
    browser.opens("/badges/verify")
    browser.sends("/badges/verify", credential=credential)
    return browser.text


def test_on_both_databases_an_award_answers_with_a_credential_that_its_own_key_verifies(app):
    people = cast()
    decided(sent(people.enrolments["QN1"], people.captain, {VNEID: 30}), people.verifier)
    award = db.session.query(BadgeAward).filter_by(badge_code="vneid_guide").one()
    uuid, seq = award.uuid, award.seq
    db.session.remove()
    got = app.test_client().get(f"/badges/{uuid}.json").get_json()
    opened = seals.open_seal(got["jwt"])
    assert opened.fault == ""
    subject = opened.claims["credentialSubject"]
    assert subject["id"].endswith("/teams/QN1")
    assert subject["achievement"]["name"] == "Người dẫn lối VNeID · Mức Đồng"
    assert subject["result"][0]["value"] == "30"
    assert opened.claims["validFrom"] == "2026-03-15T13:30:00Z"
    assert f"bút toán số {seq} " in opened.claims["evidence"][0]["narrative"]
    assert got["revoked"] is None


def test_the_same_award_gives_the_same_bytes(season):
    assert token_of(season) == token_of(season)


def test_a_credential_names_no_person(season):
    text = json.dumps(claims_of(token_of(season)), ensure_ascii=False)
    for login, name, *_ in PEOPLE.values():
        assert login not in text
        assert name not in text


def test_everything_a_credential_points_at_is_there(season):
    claims, client = claims_of(token_of(season)), season.app.test_client()
    head = json.loads(urlsafe_b64decode(token_of(season).split(".")[0] + "=="))
    achievement = claims["credentialSubject"]["achievement"]
    status = claims["credentialStatus"]["statusListCredential"]
    pointed = [claims["id"], claims["issuer"]["id"], achievement["id"], achievement["image"]["id"], status, head["kid"]]
    for address in [*pointed, claims["credentialSubject"]["id"]]:
        assert client.get(urlsplit(address).path).status_code == 200, address
    assert client.get(urlsplit(head["kid"]).path).get_json() == seals.jwk()
    assert client.get("/badges/keys.json").get_json() == {"keys": [seals.jwk()]}
    issuer = client.get("/badges/issuer.json").get_json()
    assert {key: issuer[key] for key in claims["issuer"]} == claims["issuer"]
    alone = client.get(urlsplit(achievement["id"]).path).get_json()
    assert {key: alone[key] for key in achievement} == achievement


def test_badges_have_a_key_of_their_own(season):
    assert notary.public_key(notary.BADGES) != notary.public_key()


def test_the_page_of_an_award_leads_to_all_its_forms(season, visitor):
    browser, award = visitor(), newest(season).uuid
    browser.opens(f"/badges/{award}")
    for end in PARTS[1:]:
        assert f"/badges/{award}{end}" in browser.text
    assert f'property="og:image" content="http://127.0.0.1:8000/badges/{award}.png"' in browser.text
    assert "Hỗ trợ" in browser.text or "tài khoản" in browser.text


def test_a_revocation_is_told_by_the_page_the_answer_and_the_status(season, visitor):
    award = taken_back(season)
    browser = visitor()
    browser.opens(f"/badges/{award}")
    assert "đã được thu lại lúc 20:30 ngày 15/03/2026: một quyết định thẩm định làm căn cứ được mở lại" in browser.text
    got = browser.client.get(f"/badges/{award}.json").get_json()
    assert got["revoked"] == {"at": "2026-03-15T13:30:00Z", "reason": "reopening"}
    kept = claims_of(browser.client.get(f"/badges/{award}/status.jwt").get_data(as_text=True))
    other = claims_of(browser.client.get(f"/badges/{first_award(season)}/status.jwt").get_data(as_text=True))
    assert kept["credentialSubject"]["encodedList"] != other["credentialSubject"]["encodedList"]


def first_award(season) -> str:
    with season.app.app_context():
        return str(db.session.query(BadgeAward).filter_by(revoked_seq=None).order_by(BadgeAward.id).first().uuid)


# --- behind a frozen board ---


def test_an_award_behind_the_freeze_has_no_address_of_any_kind(season):
    season.freezes()
    season.earns("AN1", {VNEID: 40})
    client = season.app.test_client()
    for end in PARTS:
        assert client.get(f"/badges/{newest(season).uuid}{end}").status_code == 404, end


def test_a_revocation_behind_the_freeze_changes_no_byte_of_what_the_public_sees(season, visitor):
    report = season.earns("QN2", {VNEID: 30})
    award, client = newest(season).uuid, season.app.test_client()
    season.freezes()
    before = [client.get(f"/badges/{award}{end}").get_data() for end in PARTS]
    season.reopens(report)
    assert [client.get(f"/badges/{award}{end}").get_data() for end in PARTS] == before
    assert "thật và còn hiệu lực" in held_up(visitor, token_of(season, award))
    officer = visitor("officer")
    officer.opens(f"/badges/{award}")
    assert "đã được thu lại" in officer.text


# --- held up by somebody ---


def test_a_true_credential_is_said_to_be_true(season, visitor):
    said = held_up(visitor, token_of(season))
    assert "Chứng nhận thật và còn hiệu lực" in said
    assert "Tổ công nghệ số Quy Nhơn 1" in said


def test_a_revoked_one_is_said_to_be_revoked_with_reason_and_time(season, visitor):
    said = held_up(visitor, token_of(season, taken_back(season)))
    assert "Đã thu lại" in said
    assert "20:30 ngày 15/03/2026: một quyết định thẩm định làm căn cứ được mở lại" in said


def test_a_credential_whose_award_is_not_public_yet_says_no_more_than_that(season, visitor):
    season.freezes()
    season.earns("AN1", {VNEID: 40})
    officer = visitor("officer")
    token = officer.client.get(f"/badges/{newest(season).uuid}.json").get_json()["jwt"]
    said = held_up(visitor, token)
    assert "chưa có trang công khai" in said
    assert "An Nhơn" not in said


def changed(token: str) -> str:
    head, _, signature = token.split(".")
    forged = claims_of(token)
    forged["credentialSubject"]["id"] = "https://elsewhere.example"
    return f"{head}.{packed(forged)}.{signature}"


def signed_elsewhere(token: str) -> str:
    signed = f"{packed({'alg': 'EdDSA', 'kid': 'https://elsewhere.example/key'})}.{token.split('.')[1]}"
    signature = Ed25519PrivateKey.generate().sign(signed.encode())
    return f"{signed}.{urlsafe_b64encode(signature).rstrip(b'=').decode()}"


def without_signature(token: str) -> str:
    return f"{packed({'alg': 'none'})}.{token.split('.')[1]}.{token.split('.')[2]}"


WRONG = {
    "tampered": (changed, "Đã bị sửa"),
    "another signature": (lambda token: token[:-20] + "A" * 20, "Đã bị sửa"),
    "signed elsewhere": (signed_elsewhere, "Không phải do hệ thống này cấp"),
    "no algorithm": (without_signature, "Cách ký không được chấp nhận"),
    "cut in the signature": (lambda token: token[:-12], "Bị cắt cụt"),
    "cut in the middle": (lambda token: token[:700], "Bị cắt cụt"),
    "a letter lost": (lambda token: token[:400] + token[401:], "Bị hỏng"),
    "plain words": (lambda token: "xin chào", "Không phải chứng nhận"),
    "an address": (lambda token: "https://xungkich.example/badges/1", "Không phải chứng nhận"),
    "nothing": (lambda token: "  ", "Chưa có gì để kiểm tra"),
    "too much": (lambda token: token * 40, "Nội dung quá lớn"),
    "JSON without one": (lambda token: '{"a": 1}', "Không thấy chứng nhận"),
    "SVG without one": (lambda token: "<svg></svg>", "Không thấy chứng nhận"),
}


@pytest.mark.parametrize("name", WRONG)
def test_the_page_says_exactly_what_is_wrong(season, visitor, name):
    spoil, words = WRONG[name]
    said = held_up(visitor, spoil(token_of(season)))
    assert words in said
    assert "còn hiệu lực" not in said


def test_a_status_list_held_up_is_no_badge(season, visitor):
    token = season.app.test_client().get(f"/badges/{newest(season).uuid}/status.jwt").get_data(as_text=True)
    assert "Không phải huy hiệu" in held_up(visitor, token)


@pytest.mark.parametrize("end", [".json", ".jwt", ".svg", ".png"])
def test_every_downloaded_form_can_be_held_up_as_a_file(season, visitor, end):
    browser = visitor()
    file = browser.client.get(f"/badges/{newest(season).uuid}{end}").get_data()
    browser.opens("/badges/verify")
    browser.sends("/badges/verify", file=(io.BytesIO(file), f"badge{end}"))
    assert "Chứng nhận thật và còn hiệu lực" in browser.text


def test_line_breaks_of_a_mail_program_do_no_harm(season, visitor):
    token = token_of(season)
    assert "còn hiệu lực" in held_up(visitor, "\n".join(token[at : at + 70] for at in range(0, len(token), 70)))


@pytest.mark.parametrize(
    "value", [*VALUES, "a.b.c", "eyJ.eyJ.eyJ", "{" * 20_000, "[" * 20_000, "é.é.é", "..", "{}.{}.{}"]
)
def test_nonsense_is_answered_and_never_believed(season, visitor, value):
    browser = visitor()
    browser.opens("/badges/verify")
    got = browser.sends("/badges/verify", credential=value.encode("utf-8", "replace").decode())
    assert got.status_code in (200, 422)
    assert "còn hiệu lực" not in browser.text


@pytest.mark.parametrize(
    "address",
    [
        "/badges/art/work-flag-platinum.svg",
        "/badges/art/round-flag-gold.svg",
        "/badges/art/work--gold.svg",
        "/badges/art/work-Flag-gold.svg",
        f"/badges/achievements/{CODE}/9/vneid_guide-gold.json",
        f"/badges/achievements/{CODE}/1/vneid_guide-platinum.json",
        f"/badges/achievements/{CODE}/1/unknown-gold.json",
        "/badges/achievements/KHONG-CO/1/vneid_guide-gold.json",
        "/badges/keys/khong-co.json",
        "/badges/khong-co.png",
    ],
)
def test_what_is_not_there_is_not_found(season, address):
    assert season.app.test_client().get(address).status_code == 404


def test_a_new_badge_without_a_symbol_has_a_picture_all_the_same(season):
    got = season.app.test_client().get("/badges/art/work-literacy_friend-gold.svg")
    assert got.mimetype == "image/svg+xml"
    assert got.headers["Cache-Control"] == "public, max-age=604800"
