import pytest

from app.rulebook.permissions import ACTIONS, ANYONE, ROLES, SIGNED_IN, allows

NOBODY: frozenset[str] = frozenset()


@pytest.mark.parametrize("action", ACTIONS)
def test_every_action_names_known_roles_only(action):
    assert ACTIONS[action]
    assert ACTIONS[action] <= {*ROLES, ANYONE, SIGNED_IN}


@pytest.mark.parametrize("action", ACTIONS)
def test_a_stranger_may_do_only_what_anyone_may(action):
    assert allows(action, NOBODY) == (ANYONE in ACTIONS[action])


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("role", ROLES)
def test_a_role_allows_exactly_what_the_table_says(action, role):
    expected = bool(ACTIONS[action] & {role, ANYONE, SIGNED_IN})
    assert allows(action, frozenset({role})) == expected


def test_a_person_without_any_role_sees_today_and_nothing_of_others():
    roles = frozenset({SIGNED_IN})
    assert allows("see_today", roles)
    assert not allows("report_read", roles)


@pytest.mark.parametrize("role", ROLES)
def test_nobody_both_writes_and_decides_by_one_role(role):
    assert not (allows("report_write", frozenset({role})) and allows("report_decide", frozenset({role})))


def test_roles_add_up():
    assert allows("report_decide", frozenset({"captain", "verifier"}))


def test_an_undeclared_action_is_an_error():
    with pytest.raises(KeyError):
        allows("anything", frozenset(ROLES))
