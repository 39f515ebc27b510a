import pytest

from app.rulebook.logins import canonical


@pytest.mark.parametrize("text", ["0905123456", "+84905123456", "84905123456", " 0905 123 456 ", "+84 (0)905.123-456"])
def test_one_mobile_number_has_one_spelling(text):
    assert canonical(text) == ("phone", "0905123456")


def test_an_address_is_lower_case_whatever_was_typed():
    assert canonical(" Captain@XungKich.Example ") == ("email", "captain@xungkich.example")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "captain",
        "0123456789",
        "090512345",
        "09051234567",
        "٠905123456",
        "a@b",
        "a b@c.vn",
        "а@mail.vn",
        "a@b..vn",
    ],
)
def test_what_is_neither_is_refused(text):
    assert canonical(text) is None


def test_the_longest_address_that_mail_can_carry_is_taken():
    address = f"{'a' * 64}@{'d' * 60}.{'d' * 62}.{'d' * 62}.vn"
    assert len(address) == 254
    assert canonical(address) == ("email", address)
    assert canonical(f"a{address}") is None
