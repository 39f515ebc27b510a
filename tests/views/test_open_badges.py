"""openbadgeslib, which knows nothing of this project, is asked what it thinks of our badges."""

import json
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from openbadgeslib.ob3 import OB3Verifier
from openbadgeslib.ob3.verifier import OB3VerificationError

from app.database import db
from app.models import BadgeAward
from tests.views.season import VNEID

TEAM = "http://127.0.0.1:8000/teams/QN1"


@pytest.fixture
def client(season):
    return season.app.test_client()


@pytest.fixture
def award(season) -> str:
    with season.app.app_context():
        return str(db.session.query(BadgeAward).filter_by(badge_code="vneid_guide").one().uuid)


def verifier(client) -> OB3Verifier:
    return OB3Verifier(pubkey_pem=client.get("/badges/key.pem").get_data())


def verified(client, token: str, **wanted):
    def fetched(address: str) -> bytes:
        return client.get(urlsplit(address).path).get_data()

    return verifier(client).verify(token, check_status=True, download=fetched, **wanted)


def run(folder: Path, file: str, recipient: str = TEAM) -> tuple[int, dict]:
    """What its command says about a downloaded file."""
    call = "import sys; from openbadgeslib.openbadges_verifier import main; main()"
    options = ["-i", file, "-k", "xungkich.pem", "-r", recipient, "--json"]
    got = subprocess.run(
        [sys.executable, "-c", call, *options], cwd=folder, capture_output=True, text=True, check=False
    )
    return got.returncode, json.loads(got.stdout)


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_a_stranger_verifies_a_downloaded_badge_with_openbadgeslib_alone(client, award, tmp_path, kind):
    (tmp_path / f"badge.{kind}").write_bytes(client.get(f"/badges/{award}.{kind}").get_data())
    (tmp_path / "xungkich.pem").write_bytes(client.get("/badges/key.pem").get_data())
    code, said = run(tmp_path, f"badge.{kind}")
    assert (code, said["valid"], said["trusted"]) == (0, True, True), said
    code, said = run(tmp_path, f"badge.{kind}", "https://elsewhere.example/teams/QN1")
    assert (code, said["valid"]) == (1, False)


def test_it_reads_team_and_achievement_and_finds_the_badge_in_force(client, award):
    token = client.get(f"/badges/{award}.json").get_json()["jwt"]
    found = verified(client, token, expected_recipient=TEAM)
    assert found.achievement.name == "Người dẫn lối VNeID · Mức Đồng"
    assert found.issuer.name == "Xung Kích"


def test_it_sees_a_revocation_through_the_signed_status_list(season, client, award):
    report = season.earns("QN2", {VNEID: 30})
    with season.app.app_context():
        lost = db.session.query(BadgeAward).filter_by(badge_code="vneid_guide").order_by(BadgeAward.id.desc()).first()
        uuid = lost.uuid
    token = client.get(f"/badges/{uuid}.json").get_json()["jwt"]
    verified(client, token)
    season.reopens(report)
    assert client.get(f"/badges/{uuid}.json").get_json()["jwt"] == token
    with pytest.raises(OB3VerificationError, match="revocation"):
        verified(client, token)


@pytest.mark.parametrize("spoil", [lambda token: token[:-9], lambda token: token.replace("a", "b"), lambda token: "x"])
def test_it_refuses_what_was_spoilt(client, award, spoil):
    token = client.get(f"/badges/{award}.json").get_json()["jwt"]
    with pytest.raises(OB3VerificationError):
        verified(client, spoil(token))
