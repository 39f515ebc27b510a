"""The page of long work: how far it is, what came of it, and only for who asked."""

import pytest
from sqlalchemy import select, update

from app.clock import wall
from app.database import db, transaction
from app.jobs import errands as job
from app.jobs.errand_runs import RUNS
from app.jobs.parcelling import parcel
from app.models import BatchReview, Errand, RoleGrant
from app.views import batch_previews, batch_reviews
from tests.cast import CODE
from tests.racing import enrolment, person
from tests.reporting import decided, sent

LIST = f"/campaigns/{CODE}/batch-reviews"
SIZE = 5 * 1024 * 1024  # too large to be squeezed in memory
VNEID = "vneid_level2_support"


@pytest.fixture
def officer(small_campaign, visitor, monkeypatch):
    """The officer on the page of an open batch of one report, which counts as a large one."""
    monkeypatch.setattr(batch_reviews, "AT_ONCE", 0)
    monkeypatch.setattr(batch_previews, "AT_ONCE", 0)
    with small_campaign.app_context():
        decided(sent(enrolment("QN1"), person("captain"), {VNEID: 25}), person("verifier"))
    browser = visitor("officer")
    browser.opens(LIST)
    browser.sends(LIST, reason="Kiểm tra lại")
    return browser


def works(app):
    with app.app_context():
        return [each.rpartition(":")[2] for each in job.run()]


def marked(app, done, total):
    with app.app_context():
        uuid = db.session.scalars(select(Errand.uuid).where(Errand.ended_at.is_(None))).one()
        app.extensions["progress"].marks(uuid)(done, total)


def previewed(app, officer):
    """The officer on the preview the worker made."""
    assert works(app) == ["done"]
    officer.opens(f"{officer.address}/effect")
    return officer.address.removesuffix("/effect")


def test_a_large_batch_is_worked_out_from_the_moment_it_is_opened(small_campaign, officer):
    batch = officer.address
    officer.opens(f"{batch}/effect")
    assert "Đang làm…" in officer.text
    assert f'hx-get="{batch}/effect" hx-trigger="every 1s"' in officer.text
    assert "Áp dụng cho tất cả" not in officer.text
    marked(small_campaign, 200, 1_000)
    officer.opens(f"{batch}/effect")
    assert "Đang làm: 200 trên 1.000." in officer.text
    assert 'value="200" max="1000"' in officer.text
    works(small_campaign)
    officer.opens(f"{batch}/effect")
    assert "90 → <b>0</b>" in officer.text
    assert "every 1s" not in officer.text


def test_it_is_worked_out_again_when_the_officer_wishes(small_campaign, officer):
    batch = previewed(small_campaign, officer)
    officer.sends(f"{batch}/preview")
    assert officer.address == f"{batch}/effect"
    assert "Đang làm…" in officer.text
    with small_campaign.app_context():
        assert db.session.query(Errand).count() == 2


def test_a_large_batch_is_applied_by_the_worker_while_the_officer_watches(small_campaign, officer):
    batch = previewed(small_campaign, officer)
    officer.sends(f"{batch}/application")
    errand = officer.address
    assert errand.startswith("/errands/")
    assert f'hx-get="{errand}" hx-trigger="every 1s"' in officer.text
    officer.opens(batch)
    assert "Hồ Thị Mai đang áp dụng đợt này" in officer.text
    assert f'href="{errand}"' in officer.text
    assert works(small_campaign) == ["done"]
    fragment = officer.client.get(errand, headers={"HX-Request": "true"}).get_data(as_text=True)
    assert "Đã áp dụng cho 1 báo cáo" in fragment
    assert f'href="{batch}"' in fragment
    assert "every 1s" not in fragment
    assert "<html" not in fragment


def test_the_form_pressed_twice_is_done_once(small_campaign, officer):
    batch = previewed(small_campaign, officer)
    page = officer.page
    officer.sends(f"{batch}/application")
    first, officer.page = officer.address, page
    officer.sends(f"{batch}/application")
    assert officer.address == first
    assert works(small_campaign) == ["done"]


def test_why_it_was_not_done_is_said_in_words(small_campaign, officer):
    batch = previewed(small_campaign, officer)
    officer.sends(f"{batch}/application")
    with small_campaign.app_context(), transaction():
        db.session.query(BatchReview).one().cancelled_at = db.session.query(BatchReview).one().opened_at
    assert works(small_campaign) == ["batch_closed"]
    officer.opens(officer.address)
    assert "Đợt này đã xong lúc" in officer.text


def test_what_broke_is_said_too_and_the_preview_can_be_asked_for_again(small_campaign, officer, monkeypatch):
    batch = officer.address
    monkeypatch.setitem(RUNS, "batch_preview", lambda errand, advance: 1 / 0)
    assert [works(small_campaign) for _ in range(3)] == [[], [], ["broken"]]
    officer.opens(f"{batch}/effect")
    assert "Có lỗi ở phía hệ thống" in officer.text
    assert f'action="{batch}/preview"' in officer.text


def test_nobody_else_sees_the_errand_and_a_closed_batch_asks_for_none(small_campaign, officer, visitor):
    batch = previewed(small_campaign, officer)
    page = officer.page
    officer.sends(f"{batch}/application")
    errand = officer.address
    for name in ("council", "captain", "verifier"):
        other = visitor(name)
        assert other.opens(errand).status_code == other.opens(f"{errand}/file").status_code == 404
    works(small_campaign)
    with small_campaign.app_context():
        before = db.session.query(Errand).count()
    for move in ("application", "preview"):
        officer.page = page
        officer.sends(f"{batch}/{move}", errand="")
    with small_campaign.app_context():
        assert db.session.query(Errand).count() == before


def test_a_file_is_offered_to_who_asked_as_long_as_it_is_there_and_the_role_holds(small_campaign, officer, monkeypatch):
    def packs(errand, advance):
        with parcel(errand, "danh-sách.csv", "text/csv") as (out, facts):
            out.write(b"x" * SIZE)
        return facts

    monkeypatch.setitem(RUNS, "batch_preview", packs)
    works(small_campaign)
    with small_campaign.app_context():
        uuid = db.session.scalars(select(Errand.uuid)).one()
    officer.opens(f"/errands/{uuid}")
    assert "Tải danh-sách.csv" in officer.text
    answer = officer.opens(f"/errands/{uuid}/file", buffered=True, headers={"Accept-Encoding": "gzip"})
    assert answer.get_data() == b"x" * SIZE
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=danh-sach.csv; filename*=UTF-8''")
    assert answer.headers["Cache-Control"] == "private, no-store"
    odd = {"headers": {"Range": "bytes=-1-,x"}, "buffered": True}
    assert officer.opens(f"/errands/{uuid}/file", **odd).status_code == 200
    left = small_campaign.extensions["parcels"].path(uuid)
    with small_campaign.app_context(), transaction():
        db.session.execute(update(RoleGrant).where(RoleGrant.role == "officer").values(ends_at=wall()))
    assert officer.opens(f"/errands/{uuid}/file").status_code == 404
    left.unlink()
    officer.opens(f"/errands/{uuid}")
    assert "Tệp chỉ giữ một ngày" in officer.text
