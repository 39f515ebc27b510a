"""Every route and method, asked by every person of the cast; a route that is missing from the matrix fails."""

import pytest

from tests.access.ground import EVERYONE, STRANGER
from tests.access.matrix import MATRIX, answered


@pytest.mark.parametrize("route", MATRIX)
def test_a_route_lets_in_exactly_those_it_is_for(ground, route):
    cell, got = MATRIX[route], {}
    ground.restore(cell.state)
    for name in sorted(EVERYONE):
        got[name] = answered(ground, name, cell)
        if cell.method == "POST":
            ground.restore(cell.state)
    assert got == {
        name: "let in" if name in cell.who else "asked to sign in" if name == STRANGER else "refused"
        for name in EVERYONE
    }


def test_no_route_and_no_method_is_left_out(ground):
    known = {(route.split(" ")[0], cell.method) for route, cell in MATRIX.items()}
    assert known == {
        (rule.endpoint, method)
        for rule in ground.app.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
