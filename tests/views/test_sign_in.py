"""Getting in: with e-mail or number, by a single-use link, and out again."""

import pytest

from app.database import transaction
from app.services import people
from tests.cast import PASSWORD, PEOPLE, give_password, person_named


@pytest.fixture
def visitor(small_campaign, visitor):
    """Here people come in by the door: a browser in which that person has signed in with their password."""

    def visit(name=None):
        browser = visitor()
        if name:
            with small_campaign.app_context():
                give_password(person_named(name))
            browser.signs_in(PEOPLE[name][0])
        return browser

    return visit


def test_a_captain_signs_in_with_their_number_written_as_people_do(visitor):
    visitor("captain_an2")
    stranger = visitor()
    assert stranger.signs_in("+84 905 123 456").status_code == 200
    assert "Hôm nay" in stranger.text


def test_a_wrong_password_says_so_and_keeps_what_was_typed(visitor):
    visitor("captain")
    stranger = visitor()
    assert stranger.signs_in(PEOPLE["captain"][0], "sai mật khẩu").status_code == 422
    assert "chưa đúng" in stranger.text
    assert PEOPLE["captain"][0] in stranger.text


def test_the_sixth_wrong_try_in_a_minute_is_refused_even_with_the_right_password(visitor):
    visitor("captain")
    stranger = visitor()
    for _ in range(5):
        assert stranger.signs_in(PEOPLE["captain"][0], "sai mật khẩu").status_code == 422
    assert stranger.signs_in(PEOPLE["captain"][0]).status_code == 429


@pytest.mark.parametrize("name", ["captain", "verifier", "officer", "admin", "auditor", "member"])
def test_signing_in_lands_where_the_work_is(visitor, name):
    landing = {"captain": "/today", "member": "/today", "verifier": "/queue", "admin": "/people"}
    assert visitor(name).address == landing.get(name, "/desk")


@pytest.mark.parametrize("address", ["//evil.example", "/\\evil.example", "https://evil.example", "/no-such-page"])
def test_signing_in_never_leads_away(visitor, address):
    visitor("captain")
    stranger = visitor()
    stranger.opens("/sign-in", query_string={"next": address})
    stranger.sends("/sign-in", login=PEOPLE["captain"][0], password=PASSWORD)
    assert stranger.address == "/today"


def test_a_page_that_needs_signing_in_comes_back_to_itself(visitor):
    visitor("captain")
    stranger = visitor()
    stranger.opens("/reports")
    assert stranger.address.startswith("/sign-in?next=")
    stranger.sends("/sign-in", login=PEOPLE["captain"][0], password=PASSWORD)
    assert stranger.address == "/reports"


def make_link(app, name):
    with app.app_context(), transaction():
        return people.make_link(person_named(name), people.system_actor())


def test_a_new_person_opens_a_link_sets_a_password_and_lands_on_today(small_campaign, visitor):
    token = make_link(small_campaign, "captain")
    newcomer = visitor()
    assert newcomer.opens(f"/links/{token}").status_code == 200
    newcomer.sends(f"/links/{token}", password="một câu dễ nhớ", again="một câu dễ nhớ")
    assert newcomer.address == "/today"
    assert visitor().opens(f"/links/{token}").status_code == 410


def test_a_short_or_mistyped_password_is_refused_and_the_link_stays_open(small_campaign, visitor):
    token = make_link(small_campaign, "captain")
    newcomer = visitor()
    newcomer.opens(f"/links/{token}")
    assert newcomer.sends(f"/links/{token}", password="ngắn", again="ngắn").status_code == 422
    assert newcomer.sends(f"/links/{token}", password="một câu dễ nhớ", again="khác").status_code == 422
    assert visitor().opens(f"/links/{token}").status_code == 200


def test_a_fresh_link_closes_the_ones_before(small_campaign, visitor):
    first, second = make_link(small_campaign, "captain"), make_link(small_campaign, "captain")
    assert visitor().opens(f"/links/{first}").status_code == 410
    assert visitor().opens(f"/links/{second}").status_code == 200


def test_a_new_password_ends_every_other_session(visitor):
    here, there = visitor("captain"), visitor("captain")
    here.signs_in(PEOPLE["captain"][0])
    there.opens("/account")
    there.sends("/account/password", current=PASSWORD, password="một câu dễ nhớ", again="một câu dễ nhớ")
    assert "Đã đổi mật khẩu" in there.text
    here.opens("/today")
    assert here.address.startswith("/sign-in")


def test_signing_out_ends_the_session(visitor):
    captain = visitor("captain")
    captain.opens("/account")
    captain.sends("/sign-out")
    captain.opens("/today")
    assert captain.address.startswith("/sign-in")


def test_a_form_without_its_token_is_turned_away(visitor):
    captain = visitor("captain")
    answer = captain.client.post("/sign-out")
    assert answer.status_code == 400
    assert "Biểu mẫu đã cũ" in answer.get_data(as_text=True)
