"""Search as people type: without diacritics, words in any order, exact spellings first."""

import re

from app.database import db, transaction
from app.models import Team, Unit
from app.queries.find import rank_matches
from app.rulebook.text import search_key
from tests.cast import NOW


def names(text: str) -> list[str]:
    return re.findall(r'class="next-step" href="[^"]+"><span>([^<]+)<', text)


def test_a_team_is_found_without_diacritics_and_by_its_code(season, visitor):
    browser = visitor()
    for typed in ("quy+nhon", "QUI+NHON", "Quy+Nhơn", "nhon+quy"):
        browser.opens(f"/search?q={typed}")
        assert "Tổ công nghệ số Quy Nhơn 1" in names(browser.text), typed
    browser.opens("/search?q=qn2")
    assert names(browser.text) == ["Tổ công nghệ số Quy Nhơn 2"]


def test_a_unit_is_found_with_its_teams(season, visitor):
    browser = visitor()
    browser.opens("/search?q=doan+phuong+quy+nhon")
    assert "<h3>Đoàn phường Quy Nhơn</h3>" in browser.text
    assert 'href="/teams/QN2"' in browser.text


def test_what_was_typed_with_diacritics_comes_first(season, visitor):
    with season.app.app_context(), transaction():
        unit = db.session.query(Unit).filter_by(code="X21583").one()
        for code, name in (("D1", "Đội Đồng Dao"), ("D2", "Đội Đông Đảo")):
            db.session.add(
                Team(
                    code=code,
                    name=name,
                    search_key=search_key(name),
                    kind="volunteer_team",
                    unit_id=unit.id,
                    created_at=NOW,
                )
            )
    browser = visitor()
    browser.opens("/search?q=đông+đảo")
    assert names(browser.text)[0] == "Đội Đông Đảo"
    browser.opens("/search?q=đồng+dao")
    assert names(browser.text)[0] == "Đội Đồng Dao"
    browser.opens("/search?q=dong+dao")
    assert len(names(browser.text)) == 2


def test_exact_spellings_are_ranked_before_others():
    assert rank_matches("đồng", ["Đông Hòa", "Đồng Hòa"]) == [1, 0]
    assert rank_matches("dong", ["Đông Hòa", "Đồng Hòa"]) == [0, 1]


def test_odd_queries_are_answered_calmly(season, visitor):
    browser = visitor()
    for typed in ("", "a", "%25", "_", "%00", "'; DROP TABLE teams", "x" * 500, "%E2%80%AEabc"):
        assert browser.opens(f"/search?q={typed}").status_code == 200, typed
    assert browser.opens("/search").status_code == 200


def test_the_list_alone_is_sent_as_you_type(season, visitor):
    browser = visitor()
    browser.opens("/search?q=quy+nhon", headers={"HX-Request": "true"})
    assert browser.text.lstrip().startswith('<div id="found"')
