"""Forms take what they ask for and nothing else; a right that ended a second ago is gone; nothing without a token."""

import pytest
from sqlalchemy import select, update

from app.clock import wall
from app.database import Base, db, transaction
from app.models import Person, Report, RoleGrant
from tests.access.ground import SIGNED_IN
from tests.access.matrix import MATRIX, Cell, answered
from tests.cast import PEOPLE

POSTS = {route: cell for route, cell in MATRIX.items() if cell.method == "POST" and cell.who}
COLUMNS = sorted({column.name for table in Base.metadata.tables.values() for column in table.columns})
SMUGGLED = {
    **dict.fromkeys(COLUMNS, "1"),
    "role": "admin",
    "state": "decided",
    "points": "99999",
    "team_id": "2",
    "enrolment_id": "2",
    "by_id": "1",
    "is_system": "1",
    "decision_id": "1",
    "late": "",
    "kind": "bonus",
    "full_name": "Kẻ Lạ",
    "login": "la@cast.example",
}


def whole(ground):
    """Every row of every table, less what no two runs have alike: times, ids made at random, hashes, hashed bodies."""
    varies = {
        "at",
        "uuid",
        "cause",
        "password_hash",
        "token_hash",
        "used_at",
        "made_at",
        "expires_at",
        "sha256",
        "file",
    }
    varies |= {"body", "hash", "ready_at", "read_at", "cancelled_at", "since", "until", "starts_at", "ends_at"}
    with ground.app.app_context():
        return {
            name: [
                {key: value for key, value in row._mapping.items() if key not in varies}
                for row in db.session.execute(table.select())
            ]
            for name, table in Base.metadata.tables.items()
        }


@pytest.mark.parametrize("route", POSTS)
def test_columns_sent_along_change_nothing(ground, route):
    cell = POSTS[route]
    name = next(each for each in sorted(cell.who) if each in SIGNED_IN)
    ground.restore(cell.state)
    assert answered(ground, name, cell) == "let in"
    plain = whole(ground)
    ground.restore(cell.state)
    asked_for = set(cell.form or {}) | {"reason"}
    extra = {key: value for key, value in SMUGGLED.items() if key not in asked_for and key not in OPTIONAL}
    sent = Cell(cell.method, cell.address, cell.who, {**extra, **(cell.form or {})}, cell.state)
    assert answered(ground, name, sent) == "let in"
    assert whole(ground) == plain


OPTIONAL = {"begins_at", "ends_at", "note", "hamlet", "members", "version", "next", "seen"}
OPTIONAL |= {"document_reference", "media_link", "unit"}
PAGES = {
    "captain": "reports.new",
    "member": "reports.page",
    "verifier": "queue.review",
    "officer": "people.index",
    "signatory": "desk.index",
    "council": "desk.export",
    "auditor": "audit.index",
    "admin": "units.index",
}


@pytest.mark.parametrize("name", PAGES)
def test_a_role_that_ended_is_refused_on_the_very_next_request(ground, name):
    browser = ground.browser(name)
    address = MATRIX[PAGES[name]].address.format(**ground.ids)
    assert browser.get(address).status_code == 200
    with ground.app.app_context(), transaction():
        mine = select(Person.id).where(Person.login == PEOPLE[name][0]).scalar_subquery()
        db.session.execute(update(RoleGrant).where(RoleGrant.person_id == mine).values(ends_at=wall()))
    assert browser.get(address).status_code in (403, 404)


@pytest.mark.parametrize("ends", ["disabled_at", "session_epoch"])
def test_an_account_that_was_closed_or_got_a_new_password_is_signed_out(ground, ends):
    browser = ground.browser("officer")
    assert browser.get("/desk").status_code == 200
    with ground.app.app_context(), transaction():
        value = wall() if ends == "disabled_at" else 7
        db.session.execute(update(Person).where(Person.login == PEOPLE["officer"][0]).values({ends: value}))
    answer = browser.get("/desk")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/sign-in?next=/desk")


@pytest.mark.parametrize("route", POSTS)
def test_nothing_is_taken_without_the_forms_token(ground, route):
    cell = POSTS[route]
    ground.restore(cell.state)
    ground.app.config["WTF_CSRF_ENABLED"] = True
    before = whole(ground)
    form = cell.filled(ground.ids)
    answer = ground.browser(sorted(cell.who)[0]).post(cell.address.format(**ground.ids), data=form)
    assert answer.status_code == 400
    assert "Biểu mẫu đã cũ" in answer.get_data(as_text=True)
    assert whole(ground) == before


def test_a_captain_cannot_put_another_teams_line_or_member_into_a_form(ground):
    with ground.app.app_context():
        other = db.session.scalars(select(Report.id).where(Report.uuid == ground.ids["waiting AN1"])).one()
        foreign = db.session.scalars(select(Person.id).where(Person.login == PEOPLE["captain_an1"][0])).one()
    address, before = f"/reports/{ground.ids['waiting QN1']}/edit", whole(ground)
    form = {
        **(MATRIX["reports.amend"].form or {}),
        "report_id": other,
        "uuid": ground.ids["waiting AN1"],
        "members": foreign,
    }
    assert ground.browser("captain").post(address, data=form).status_code == 422
    assert whole(ground) == before
