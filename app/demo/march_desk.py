"""What the offices recorded by the evening of the story: a meeting, a training, figures, a penalty taken back."""

from collections.abc import Sequence
from datetime import date
from random import Random
from uuid import UUID

from sqlalchemy import select

from app.database import db
from app.demo.march_units import BRANCHES, QUY_NHON, SCHOOLS
from app.demo.plans import new_uuid
from app.demo.scene_book import SceneBook
from app.models import Enrolment, Person, Unit
from app.services import extras, organising, people, unit_figures
from app.services.organising import Gathering
from app.services.unit_figures import Figures

OFFICER = "officer@xungkich.example"
MEETING, TRAINING = "monthly_online_meeting", "training_attendance"
MET, TRAINED, COUNTED = date(2026, 3, 12), date(2026, 3, 6), date(2026, 3, 10)
LATE = "Gửi muộn ba báo cáo liền."
FORGIVEN = "Đội ở vùng mất sóng hai ngày, có xác nhận của xã."
IDEA = "Biên bản số 02 của Hội đồng: bảng chữ to cho người cao tuổi."
MEMBERS = {QUY_NHON: (412, 398)}


def record(book: SceneBook, dice: Random) -> None:
    """Everything through the services, by the officer of the story."""
    officer = people.by_login(OFFICER)
    assert officer is not None
    schools = [each for each in book.enrolments.values() if each.team.unit.code in {one.code for one in SCHOOLS}]
    gathered = (
        (MEETING, MET, {each.id: 1 for each in book.enrolments.values()}),
        (TRAINING, TRAINED, {each.id: max(1, each.size - dice.randrange(3)) for each in schools}),
    )
    for code, day, counts in gathered:
        organising.record(book.campaign, Gathering(UUID(new_uuid(dice)), code, day, counts), officer)
    _posted(schools, officer, dice)
    for unit in db.session.scalars(select(Unit).where(Unit.code.in_(_communes(book)))):
        members, accounts = MEMBERS.get(unit.code) or _counted(dice)
        unit_figures.enter(unit, Figures(COUNTED, members, accounts), officer)


def _posted(schools: Sequence[Enrolment], officer: Person, dice: Random) -> None:
    fined, praised = schools[0], schools[-1]
    penalty = extras.post(fined, "penalty", "repeated_late", new_uuid(dice), 5, officer, LATE)
    extras.reverse(penalty, officer, FORGIVEN)
    extras.post(praised, "bonus", "creative_model", new_uuid(dice), 20, officer, IDEA)


def _communes(book: SceneBook) -> set[str]:
    """Two thirds of the communes have counted."""
    codes = sorted(
        {each.team.unit.code for each in book.enrolments.values()} - {one.code for one in (*SCHOOLS, *BRANCHES)}
    )
    return {code for place, code in enumerate(codes) if place % 3 or code == QUY_NHON}


def _counted(dice: Random) -> tuple[int, int]:
    members = dice.randrange(120, 480)
    return members, members - dice.randrange(members // 6)
