"""The recipes of docs/recipes/ hold: what is data needs no code."""

from dataclasses import replace
from datetime import date

from app.database import transaction
from app.rulebook.rulefile import parse
from app.services import people, rule_files
from tests.cast import CODE, RULES

NEW_ACTIVITY = """
[[activities]]
code = "digital_literacy_help"
label = "Kèm học Bình dân học vụ số"
label_en = "Digital literacy tutoring"
unit = "person"
unit_label = "người"
points = 3
cap = 20
definition = "Mỗi người được kèm trọn một bài là một."
evidence = ["site_photo"]
on = true
origin = "proposed"
"""
NEW_BADGE = """
[[badges]]
number = 27
code = "literacy_friend"
name = "Bạn học số"
name_en = "Literacy Friend"
metric = "quantity"
activities = ["digital_literacy_help"]
unit_label = "người"
levels = { bronze = 5, silver = 20, gold = 60 }
symbol = "presentation"
tied_to = "P"
active = true
"""


def load(app, addition):
    text = RULES.read_text(encoding="utf-8") + addition
    file, faults = parse(text)
    assert file is not None, faults
    changed = replace(file, code=CODE, name=f"Tháng Thanh niên thử nghiệm {CODE}", effective_from=date(2026, 3, 15))
    with app.app_context(), transaction():
        rule_files.load(changed, people.system_actor())


def test_a_new_activity_type_is_in_the_form_and_the_rules_after_one_load(small_campaign, visitor):
    load(small_campaign, NEW_ACTIVITY)
    captain = visitor("captain")
    captain.opens("/reports/new")
    assert "Kèm học Bình dân học vụ số" in captain.text
    captain.sends("/reports", qty__digital_literacy_help="6", place="Chợ", action="send")
    assert "Kèm học Bình dân học vụ số" in captain.text
    stranger = visitor()
    stranger.opens(f"/campaigns/{CODE}/rules")
    assert "Mỗi người được kèm trọn một bài là một." in stranger.text


def test_a_new_badge_is_on_the_badge_page_after_one_load(small_campaign, visitor):
    load(small_campaign, NEW_ACTIVITY + NEW_BADGE)
    stranger = visitor()
    stranger.opens(f"/campaigns/{CODE}/badges")
    assert "Bạn học số" in stranger.text
