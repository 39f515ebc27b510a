"""The public page of signed checkpoints, and what a frozen board keeps from it."""

import json

from app.database import transaction
from app.jobs import checkpoints
from app.queries.past_board import last_posted
from app.services import campaigns
from app.services import checkpoints as service
from tests.cast import CODE
from tests.racing import campaign, enrolment, person
from tests.reporting import decided, sent

ADDRESS = f"/campaigns/{CODE}/checkpoints"


def verified(app, quantity=5):
    with app.app_context():
        decided(sent(enrolment("QN1"), person("captain"), {"vneid_level2_support": quantity}), person("verifier"))


def test_before_the_first_checkpoint_the_page_says_when_it_comes(small_campaign, visitor):
    stranger = visitor()
    assert stranger.opens(ADDRESS).status_code == 200
    assert "Chưa có mốc nào" in stranger.text


def test_a_checkpoint_can_be_read_scanned_and_kept(small_campaign, visitor):
    verified(small_campaign)
    with small_campaign.app_context():
        checkpoints.run()
    stranger = visitor()
    stranger.opens(ADDRESS)
    assert "Bút toán số 1" in stranger.text
    assert '<svg xmlns="http://www.w3.org/2000/svg" viewBox=' in stranger.text.replace('class="qr" ', "")
    file = stranger.client.get(f"{ADDRESS}/1.json")
    assert json.loads(file.data)["seq"] == 1
    assert file.data.endswith(b"}\n")
    assert "attachment" in file.headers["Content-Disposition"]
    assert stranger.client.get(f"{ADDRESS}/99.json").status_code == 404


def test_behind_a_frozen_board_nothing_later_is_told(small_campaign, visitor):
    verified(small_campaign)
    with small_campaign.app_context(), transaction():
        campaigns.freeze(campaign(), person("officer"), "Giữ bảng đến lễ công bố")
    stranger, officer = visitor(), visitor("officer")
    stranger.opens(ADDRESS)
    before = stranger.text
    verified(small_campaign, 7)
    with small_campaign.app_context(), transaction():
        later = service.take(campaign(), "day", last_posted(campaign())).id
    stranger.opens(ADDRESS)
    assert stranger.text == before
    assert stranger.client.get(f"{ADDRESS}/{later}.json").status_code == 404
    officer.opens(ADDRESS)
    assert "Bút toán số 2" in officer.text
    assert officer.client.get(f"{ADDRESS}/{later}.json").status_code == 200
