"""The page on which a verifier asks somebody to stand in, without JavaScript."""

import re
from datetime import timedelta

from sqlalchemy import select, update

from app.clock import wall
from app.database import db, transaction
from app.models import Delegation, RoleGrant
from tests.browsing import Forms
from tests.cast import person_named
from tests.telling import later

PAGE = "/delegations"


def filled(browser, **changes):
    """What the open form sends, with some fields changed."""
    form = next(each for each in Forms(browser.text).found if each["action"] == PAGE and "login" in each["fields"])
    plain = {name: value[0] if isinstance(value, list) else value for name, value in form["fields"].items()}
    return {**plain, "to_day": "2026-03-20", "reason": "Đi tập huấn", **changes}


def sends(browser, **changes):
    browser.page = browser.client.post(PAGE, data=filled(browser, **changes))
    return browser._follow()


def test_a_verifier_lends_to_somebody_of_the_unit_and_both_see_it(small_campaign, visitor):
    giver, deputy = visitor("verifier"), visitor("captain_qn2")
    assert deputy.opens(PAGE).status_code == 403
    giver.opens(PAGE)
    assert "Chưa nhờ ai thay" in giver.text
    with small_campaign.app_context():
        wanted = person_named("captain_qn2").uuid
    assert "Siu H&#39;Lan" not in giver.text  # another unit's captain is not offered
    sends(giver, person=wanted)
    assert "Lê Minh Cường thay đến hết ngày 20/03/2026." in giver.text
    assert giver.text.count("đang thay") == 1
    deputy.opens("/queue")
    assert deputy.page.status_code == 200
    deputy.opens(PAGE)
    assert "Bạn đang thay người khác nên không nhờ tiếp" in deputy.text
    assert "15/03/2026–20/03/2026" in deputy.text
    with later():
        deputy.opens("/notices")
        assert "Bạn thay Võ Thanh Dũng thẩm định cho Đoàn phường Quy Nhơn từ ngày 15/03/2026" in deputy.text


def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(visitor):
    giver = visitor("verifier")
    giver.opens(PAGE)
    for changes, words in (
        ({}, "Bạn chọn một người trong danh sách, hoặc gõ email hay số điện thoại."),
        ({"login": "ai@dau.example"}, "Chưa có tài khoản này."),
        ({"login": "verifier@cast.example"}, "Không nhờ chính mình thay."),
        ({"login": "0905123456", "to_day": "2026-03-14"}, "Ngày kết thúc phải từ ngày bắt đầu trở đi."),
        ({"login": "0905123456", "from_day": "2026-03-14"}, "Ngày bắt đầu từ hôm nay (15/03/2026) trở đi."),
        ({"login": "0905123456", "to_day": "2026-04-15"}, "Mỗi lần nhờ tối đa 31 ngày."),
        ({"login": "0905123456", "reason": " "}, "Bạn ghi lý do"),
    ):
        giver.opens(PAGE)
        answer = sends(giver, **changes)
        assert (answer.status_code, words in giver.text) == (422, True), changes
        assert filled(giver)["login"] == changes.get("login", "")


def test_the_same_form_twice_is_one_and_it_is_ended_early(small_campaign, visitor):
    giver = visitor("verifier")
    giver.opens(PAGE)
    form = filled(giver, login="090 512 3456")
    assert [giver.client.post(PAGE, data=form).status_code for _ in range(2)] == [303, 303]
    giver.opens(PAGE)
    [action] = re.findall(r"/delegations/[0-9a-f-]+/withdrawal", giver.text)
    giver.sends(action)
    assert "Đã kết thúc việc thay." in giver.text
    assert "Võ Thanh Dũng, " in giver.text
    with small_campaign.app_context():
        assert len(db.session.scalars(select(Delegation)).all()) == 1
    assert visitor("verifier_an").client.post(action, data=form).status_code in (400, 404)


def test_an_officer_chooses_for_whom_and_hears_when_the_role_has_ended(small_campaign, visitor):
    officer = visitor("officer")
    officer.opens(PAGE)
    assert "Võ Thanh Dũng, Đoàn phường Quy Nhơn" in officer.text
    assert "Trịnh Công Sơn" not in officer.text  # Hà Nội's
    with small_campaign.app_context():
        roles = {each.person.full_name: each.id for each in db.session.scalars(select(RoleGrant))}
    assert officer.opens(f"{PAGE}?role={roles['Trịnh Công Sơn']}").status_code == 404
    officer.opens(f"{PAGE}?role={roles['Võ Thanh Dũng']}")
    form = filled(officer, login="0905123456")
    with small_campaign.app_context(), transaction():
        ended = update(RoleGrant).where(RoleGrant.id == roles["Võ Thanh Dũng"])
        db.session.execute(ended.values(ends_at=wall() + timedelta(days=1)))
    assert officer.client.post(PAGE, data=form).status_code == 422
    with small_campaign.app_context(), transaction():
        db.session.execute(ended.values(ends_at=wall()))
    assert officer.client.post(PAGE, data=form).status_code == 404
