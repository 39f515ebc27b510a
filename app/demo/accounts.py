"""The eight accounts that the demonstration opens, one a role."""

from app.demo.cast import HOST, units_by_code
from app.demo.march_teams import DEMO
from app.demo.march_units import PROVINCE, QUY_NHON
from app.demo.scene_book import SceneBook
from app.models import Person
from app.services import people
from app.services.passwords import hashed

PAST = "L52"
NATION = "VN"
OFFICES = {
    "officer": ("Huỳnh Quốc Dũng", (PROVINCE, PAST)),
    "signatory": ("Phạm Ơn", (PROVINCE, PAST)),
    "council": ("Đỗ Đức Đạt", (PROVINCE, PAST)),
    "auditor": ("Võ Thị Thanh Thủy", (PROVINCE, PAST)),
    "admin": ("Đặng Hữu Phước", (NATION,)),
}


def open_accounts(book: SceneBook, crews: dict[str, list[Person]], by: Person, password: str) -> list[str]:
    """Give the story's people their logins and one password, the offices their people; returns the logins."""
    captain, member = crews[DEMO][:2]
    cast = {
        "captain": _known(captain, "captain", "Nguyễn Thị Ngọc Ánh"),
        "member": _known(member, "member", "Rơ Châm H'Bích"),
        "verifier": _known(book.verifiers[QUY_NHON], "verifier", "Trần Lê Ỷ Nhi"),
    }
    for role, (name, codes) in OFFICES.items():
        cast[role] = _office(role, name, codes, by)
    secret = hashed(password)
    for person in cast.values():
        person.take_password(secret)
    return [each.login for each in cast.values()]


def _known(person: Person, role: str, name: str) -> Person:
    person.login, person.full_name = f"{role}@{HOST}", name
    return person


def _office(role: str, name: str, codes: tuple[str, ...], by: Person) -> Person:
    person = people.add(f"{role}@{HOST}", name, None, by)
    units = units_by_code(codes)
    for code in codes:
        people.grant(person, role, units[code], by)
    return person
