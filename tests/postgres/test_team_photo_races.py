"""Pictures of one team that are sent or removed at the same moment: one is shown, every other file is handed back."""

from secrets import token_hex

from sqlalchemy import select

from app.database import db
from app.models import Team, TeamPhoto
from app.services import team_photos
from tests.racing import codes, person, together


def team():
    return db.session.scalars(select(Team).where(Team.code == "QN1")).one()


def shows(by):
    def move():
        found = team_photos.Picture(token_hex(32), token_hex(32), 9, 4, 3)
        return team_photos.show(team(), found, "Mọi người trong ảnh đồng ý", person(by))

    return move


def removes():
    return team_photos.remove(team(), person("officer"), "Không phù hợp")


def test_of_pictures_sent_at_once_one_is_shown_and_all_others_are_destroyed(crowd):
    outcomes = together(crowd, *[shows("captain"), shows("officer")] * 3, removes)
    assert codes(outcomes) == [""] * 7
    with crowd.app_context():
        rows = db.session.scalars(select(TeamPhoto)).all()
        live = {each.file for each in rows if each.removed_at is None}
    assert len(rows) == 6
    assert len(live) <= 1
    assert sorted(file for each in outcomes for file in each.value) == sorted({each.file for each in rows} - live)
