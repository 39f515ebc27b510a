"""Board, ledger and export are added up side by side, as of one moment, once for every state of the ledger."""

from hashlib import sha256

import pytest
from sqlalchemy import event, select, text, update

from app.database import db, one_state, transaction
from app.exports.standings import to_csv
from app.jobs import reconciliations
from app.models import Enrolment, LedgerHead, Reconciliation, Standing
from app.services import campaigns
from tests.cast import CODE, cast
from tests.endings import announced
from tests.reporting import decided, sent

VNEID = "vneid_level2_support"


def found():
    return db.session.scalars(select(Reconciliation).order_by(Reconciliation.id)).all()


def worked(people, quantity=5):
    return decided(sent(people.enrolments["QN1"], people.captain, {VNEID: quantity}), people.verifier)


def test_all_three_are_added_up_once_for_every_state_of_the_ledger(app):
    people = cast()
    assert reconciliations.run() == []
    worked(people)
    assert reconciliations.run() == [f"{CODE}:ledger:1"]
    assert reconciliations.run() == []
    [kept] = found()
    sums = {"points": 18, "verified_quantity": 5, "scored_quantity": 5, "teams": 4, "teams_with_entries": 1}
    assert kept.figures == {"board": sums, "ledger": sums, "export": sums}
    assert (kept.seq, kept.differing) == (1, 0)
    assert kept.export_sha256 == sha256(to_csv(people.campaign)).hexdigest()
    worked(people)
    assert reconciliations.run() == [f"{CODE}:ledger:2"]


def test_a_team_outside_the_ranking_is_in_none_of_the_three(app):
    people = cast()
    worked(people)
    with transaction():
        db.session.get_one(Enrolment, people.enrolments["QN1"].id).ranked = False
    reconciliations.run()
    [kept] = found()
    assert kept.differing == 0
    assert [kept.figures[each]["teams"] for each in ("board", "ledger", "export")] == [3, 3, 3]


def test_what_has_been_compared_is_not_added_up_again(app):
    worked(cast())
    reconciliations.run()
    asked: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    reconciliations.run()
    assert asked
    assert not any("sum(ledger_entries" in each for each in asked)


def test_the_frozen_and_the_announced_board_have_a_comparison_of_their_own(app):
    people = cast()
    worked(people)
    with transaction():
        campaigns.freeze(people.campaign, people.officer, "Giữ bảng")
    worked(people, 7)
    assert reconciliations.run() == [f"{CODE}:board_freeze:1", f"{CODE}:ledger:2"]
    frozen, live = found()
    assert [each.figures["board"]["points"] for each in (frozen, live)] == [18, 43]
    assert [each.differing for each in (frozen, live)] == [0, 0]


def test_an_announced_campaign_agrees_to_the_last_entry(app):
    announced()
    done = reconciliations.run()
    assert [each.split(":")[1] for each in done] == ["announce"]
    assert found()[-1].differing == 0
    assert reconciliations.run() == []


@pytest.mark.parametrize("column", ["points", "verified_quantity", "scored_quantity"])
def test_a_board_that_says_something_else_is_found(app, column):
    people = cast()
    worked(people)
    with transaction() as session:
        session.execute(update(Standing).where(Standing.points > 0).values({column: 19}))
    reconciliations.run()
    [kept] = found()
    assert kept.differing == 1
    assert kept.figures["board"][column] == 19
    assert kept.figures["ledger"][column] != 19


def test_what_is_committed_meanwhile_belongs_to_the_next_comparison(app):
    people = cast()
    worked(people)
    head = select(LedgerHead.seq).where(LedgerHead.campaign_id == people.campaign.id)
    with one_state() as session:
        before = session.scalar(head)
        with db.engine.connect() as other:
            other.execute(text(f"UPDATE ledger_heads SET seq = 9 WHERE campaign_id = {people.campaign.id}"))
            other.commit()
        assert (before, session.scalar(head)) == (1, 1)
    assert db.session.scalar(head) == 9
