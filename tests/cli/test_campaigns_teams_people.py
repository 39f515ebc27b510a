"""`campaign load`, `teams import`, `people import`, `people link`."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app import clock
from app.database import db
from app.models import Enrolment, Person, RuleVersion, SignInLink, Standing, Team
from app.queries.rights import rights_of
from app.services import people as services
from tests.cast import CODE, NOISE, RULES, cast
from tests.importing import run, write_csv


def team(code: str = "QN9", **changes: object) -> dict[str, object]:
    return {
        "code": code,
        "name": "Tổ công nghệ số Quy Nhơn 9",
        "kind": "youth_digital_team",
        "unit_code": "X21583",
        "cluster_code": "phuong",
        "size": "8",
    } | changes


def person(login: str = "new@cast.example", **changes: object) -> dict[str, object]:
    return {
        "login": login,
        "full_name": "Nguyễn Văn Mới",
        "role": "member",
        "scope_code": "QN1",
        "minor_until": "",
    } | changes


def count(table: type) -> int | None:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(table))


def in_days(days: int) -> str:
    return (clock.local_day(clock.wall(), "Asia/Ho_Chi_Minh") + timedelta(days=days)).isoformat()


def test_a_campaign_loads_twice_without_change_and_a_change_needs_its_day(app, tmp_path):
    cast()
    assert run(app, "campaign", "load", RULES).exit_code == 0
    versions = count(RuleVersion)
    again = run(app, "campaign", "load", RULES)
    assert "không đổi" in again.stderr
    changed = tmp_path / "changed.toml"
    text = RULES.read_text().replace("daily_ceiling = 400", "daily_ceiling = 500")
    changed.write_text(text)
    refused = run(app, "campaign", "load", changed)
    assert refused.exit_code == 1
    assert "effective_from" in refused.stderr
    changed.write_text(text.replace('kind = "youth_month"', 'kind = "youth_month"\neffective_from = 2026-03-20'))
    assert run(app, "campaign", "load", changed).exit_code == 0
    assert count(RuleVersion) == (versions or 0) + 1


def test_a_wrong_rule_file_is_told_by_line(app, tmp_path):
    cast()
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(RULES.read_text().replace("daily_ceiling = 400", "daily_ceiling = -4"))
    done = run(app, "campaign", "load", wrong)
    assert done.exit_code == 1
    assert f"{wrong}:14: rules.daily_ceiling: " in done.stderr


def test_teams_are_made_once_and_brought_up_to_date(app, tmp_path):
    cast()
    path = write_csv(tmp_path / "t.csv", [team()])
    assert "1 ghi danh mới" in run(app, "teams", "import", path, "--campaign", CODE).stderr
    enrolled = count(Enrolment)
    assert "1 không đổi" in run(app, "teams", "import", path, "--campaign", CODE).stderr
    renamed = write_csv(tmp_path / "t.csv", [team(name="Tổ Chín", size="9")])
    assert "1 cập nhật" in run(app, "teams", "import", renamed, "--campaign", CODE).stderr
    assert count(Enrolment) == enrolled == count(Standing)
    assert run(app, "teams", "import", path, "--campaign", NOISE).exit_code == 0
    assert count(Enrolment) == (enrolled or 0) + 1
    assert db.session.scalars(select(Team.name).where(Team.code == "QN9")).one() == "Tổ Chín"


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"unit_code": "X9"}, "unit_code"),
        ({"cluster_code": "bien-dao"}, "cluster_code"),
        ({"kind": "choir"}, "kind"),
        ({"size": "0"}, "size"),
        ({"code": "mã đội"}, "code"),
        ({"code": "QN8"}, "code"),
    ],
)
def test_a_wrong_team_is_named_and_none_is_written(app, tmp_path, changes, column):
    cast()
    before = count(Team)
    path = write_csv(tmp_path / "t.csv", [team("QN8"), team(**changes)])
    done = run(app, "teams", "import", path, "--campaign", CODE)
    assert done.exit_code == 1
    assert f"t.csv:3: {column}: " in done.stderr
    assert count(Team) == before


def test_a_new_person_gets_a_link_and_an_old_one_none(app, tmp_path):
    cast()
    rows = [person("0905 111 222"), person("0905111222", role="verifier", scope_code="X21583")]
    path = write_csv(tmp_path / "p.csv", rows)
    done = run(app, "people", "import", path)
    assert done.exit_code == 0, done.stderr
    login, link = done.stdout.strip().split(",")
    assert login == "0905111222"
    assert link.startswith("http://127.0.0.1:8000/links/")
    found = services.find_link(link.rpartition("/")[2])
    assert found is not None
    assert rights_of(found.person).roles == {"member", "verifier"}
    before = count(SignInLink)
    assert run(app, "people", "import", path).stdout == ""
    assert count(SignInLink) == before


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"login": "không phải"}, "login"),
        ({"role": "boss"}, "role"),
        ({"scope_code": "X21583"}, "scope_code"),
        ({"role": "verifier"}, "scope_code"),
        ({"role": "captain", "minor_until": "soon"}, "role"),
        ({"role": "verifier", "scope_code": "X21583", "minor_until": "soon"}, "role"),
        ({"minor_until": "child"}, "minor_until"),
        ({"full_name": ""}, "full_name"),
        ({"login": "first@cast.example", "full_name": "Tên khác"}, "full_name"),
    ],
)
def test_a_wrong_person_is_named_and_nobody_is_added(app, tmp_path, changes, column):
    cast()
    before = count(Person)
    days = {"soon": in_days(100), "child": in_days(900)}
    changes = {name: days.get(value, value) for name, value in changes.items()}
    path = write_csv(tmp_path / "p.csv", [person("first@cast.example"), person(**changes)])
    done = run(app, "people", "import", path)
    assert done.exit_code == 1
    assert f"p.csv:3: {column}: " in done.stderr
    assert count(Person) == before


def test_a_minor_may_be_a_member(app, tmp_path):
    cast()
    path = write_csv(tmp_path / "p.csv", [person(minor_until=in_days(100))])
    assert run(app, "people", "import", path).exit_code == 0


def test_a_fresh_link_closes_the_one_before(app):
    people = cast()
    first, second = (run(app, "people", "link", people.captain_an2.login).stdout.strip() for _ in range(2))
    assert services.find_link(first.rpartition("/")[2]) is None
    assert services.find_link(second.rpartition("/")[2]) is not None
    assert run(app, "people", "link", "nobody@cast.example").exit_code == 1


def test_a_role_ends_by_command_and_a_role_nobody_holds_does_not(app):
    people = cast()
    assert run(app, "people", "end", people.verifier.login, "verifier", "X21583").exit_code == 0
    db.session.rollback()
    assert rights_of(people.verifier).roles == frozenset()
    again = run(app, "people", "end", people.verifier.login, "verifier", "X21583")
    assert (again.exit_code, "đã kết thúc" in again.stderr) == (1, True)
