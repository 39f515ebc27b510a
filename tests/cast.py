"""A fixed cast for tests: people with known rights on a small campaign, on Sunday 15/03/2026 20:30 in Vietnam.

    def test_a_verifier_sees_only_their_commune(app):
        people = cast()
        people.captain, people.verifier, people.teams["QN1"], people.enrolments["QN1"], people.campaign

Inside an app context (`with sqlite_app.app_context():` where the fixture gives none); it commits. Gia Lai (T52) has
two communes: Quy Nhơn (a ward, teams QN1 and QN2) and An Nhơn (a lowland commune, teams AN1 and AN2). Passwords are
PASSWORD once `give_password(person)` was called. Noise that no query may pick up: Hà Nội with a team, captain and
verifier of its own, in another campaign (`noise`) where QN1 is enrolled too.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from app import clock
from app.config import ROOT
from app.database import db, transaction
from app.models import Campaign, Enrolment, Person, Team, Unit
from app.queries.campaigns import by_code
from app.rulebook.rulefile import parse
from app.services import people, rule_files, teams, units
from app.services.teams import TeamRow
from app.services.units import UnitRow
from tests.keeping import is_fresh, keep

NOW = datetime(2026, 3, 15, 13, 30, tzinfo=UTC)
BEGUN = date(2026, 3, 1)
CODE = "THU2026"
NOISE = "NHIEU2026"
PASSWORD = "đội hình thanh niên"
OUTSIDER = "outsider@cast.example"
RULES = ROOT / "campaigns" / "ttn2026-gia-lai.toml"

UNITS = (
    UnitRow(2, "VN", "central", "country", "Trung ương Đoàn"),
    UnitRow(3, "T52", "province", "province", "Tỉnh Đoàn Gia Lai", "VN"),
    UnitRow(4, "X21583", "commune", "ward", "Đoàn phường Quy Nhơn", "T52"),
    UnitRow(5, "X21907", "commune", "commune", "Đoàn xã An Nhơn", "T52"),
    UnitRow(6, "T01", "province", "city", "Thành Đoàn Hà Nội", "VN"),
    UnitRow(7, "X00004", "commune", "ward", "Đoàn phường Ba Đình", "T01"),
)
TEAMS = (
    TeamRow(2, "QN1", "Tổ công nghệ số Quy Nhơn 1", "youth_digital_team", "X21583", "phuong", 8),
    TeamRow(3, "QN2", "Tổ công nghệ số Quy Nhơn 2", "youth_digital_team", "X21583", "phuong", 8),
    TeamRow(4, "AN1", "Đội hình tình nguyện An Nhơn 1", "volunteer_team", "X21907", "xa-dong-bang", 6),
    TeamRow(5, "AN2", "Đội hình tình nguyện An Nhơn 2", "volunteer_team", "X21907", "xa-dong-bang", 6),
)
NOISE_TEAMS = (
    TEAMS[0],
    TeamRow(3, "HN1", "Tổ công nghệ số Ba Đình", "youth_digital_team", "X00004", "phuong", 8),
)
# attribute -> login, full name, role, team or unit
PEOPLE = {
    "captain": ("captain@cast.example", "Nguyễn Thị Ngọc Ánh", "captain", "QN1"),
    "member": ("member@cast.example", "Trần Văn Bình", "member", "QN1"),
    "captain_qn2": ("captain.qn2@cast.example", "Lê Minh Cường", "captain", "QN2"),
    "captain_an1": ("captain.an1@cast.example", "Siu H'Lan", "captain", "AN1"),
    "captain_an2": ("0905123456", "Phạm Thu Hà", "captain", "AN2"),
    "verifier": ("verifier@cast.example", "Võ Thanh Dũng", "verifier", "X21583"),
    "verifier_an": ("verifier.an@cast.example", "Đặng Quốc Đạt", "verifier", "X21907"),
    "officer": ("officer@cast.example", "Hồ Thị Mai", "officer", "T52"),
    "signatory": ("signatory@cast.example", "Bùi Anh Tuấn", "signatory", "T52"),
    "council": ("council@cast.example", "Đỗ Kim Oanh", "council", "T52"),
    "auditor": ("auditor@cast.example", "Rơ Châm Y Thu", "auditor", "T52"),
    "admin": ("admin@cast.example", "Ngô Gia Khánh", "admin", "T52"),
    "captain_hn": ("captain.hn@cast.example", "Vũ Hải Yến", "captain", "HN1"),
    "verifier_hn": ("verifier.hn@cast.example", "Trịnh Công Sơn", "verifier", "T01"),
}


@dataclass(frozen=True)
class Cast:
    """The campaign, its places and its people; `outsider` has an account and no role."""

    campaign: Campaign
    noise: Campaign
    units: dict[str, Unit]
    teams: dict[str, Team]
    enrolments: dict[str, Enrolment]
    captain: Person
    member: Person
    captain_qn2: Person
    captain_an1: Person
    captain_an2: Person
    verifier: Person
    verifier_an: Person
    officer: Person
    signatory: Person
    council: Person
    auditor: Person
    admin: Person
    captain_hn: Person
    verifier_hn: Person
    outsider: Person


def cast() -> Cast:
    """Everybody in their places, and the clock set: the competition's time stands still at NOW.

    The services build it once per process; later databases are given the same rows, which takes a tenth of the time.
    """
    stand_still(NOW)
    if is_fresh():
        keep("the cast", build)
    else:
        build()
    return gathered()


def gathered() -> Cast:
    """Everybody, where they are already in their places."""
    places = {each.code: each for each in db.session.query(Unit)}
    found = {each.code: each for each in db.session.query(Team)}
    by_login = {each.login: each for each in db.session.query(Person)}
    campaign = _found(CODE)
    return Cast(
        campaign=campaign,
        noise=_found(NOISE),
        units=places,
        teams=found,
        enrolments={
            each.team.code: each for each in db.session.query(Enrolment).where(Enrolment.campaign_id == campaign.id)
        },
        outsider=by_login[OUTSIDER],
        **{name: by_login[login] for name, (login, *_) in PEOPLE.items()},
    )


def build() -> None:
    """The same by the services, with ids of its own."""
    with transaction():
        by = people.system_actor()
        units.import_units(UNITS, by)
        campaign, noise = _campaign(CODE, "T52", by), _campaign(NOISE, "VN", by)
        teams.import_teams(campaign, TEAMS, by)
        teams.import_teams(noise, NOISE_TEAMS, by)
    with transaction() as session:
        by = people.system_actor()
        scopes: dict[str, Unit | Team] = {each.code: each for each in session.query(Unit)}
        scopes |= {each.code: each for each in session.query(Team)}
        people.add(OUTSIDER, "Lý Thị Khách", None, by)
        for login, full_name, role, scope in PEOPLE.values():
            people.grant(people.add(login, full_name, None, by), role, scopes[scope], by, since=BEGUN)


def person_named(name: str) -> Person:
    """One of the cast, read anew; inside an app context."""
    found = people.by_login(PEOPLE[name][0])
    assert found is not None, name
    return found


def stand_still(at: datetime) -> None:
    """The competition's time is `at` until told otherwise; a new app follows its own database again."""
    clock.stop(at)


def give_password(person: Person) -> None:
    """Let this person sign in with PASSWORD."""
    with transaction():
        people.change_password(person, PASSWORD)


def _campaign(code: str, unit_code: str, by: Person) -> Campaign:
    file, faults = parse(RULES.read_text(encoding="utf-8"))
    assert file is not None, faults
    name = f"Tháng Thanh niên thử nghiệm {code}"
    return rule_files.load(replace(file, code=code, unit_code=unit_code, name=name), by)[0]


def _found(code: str) -> Campaign:
    campaign = by_code(code)
    assert campaign is not None
    return campaign
