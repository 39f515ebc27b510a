"""The officer's pages for the rules: the sheet, the file, the preview, the publication, the list."""

import io
import re
from html import unescape
from uuid import uuid4

import pytest

from app.database import db
from app.models import LedgerEntry, RuleVersion
from tests.access.nonsense import VALUES
from tests.cast import CODE, NOISE, NOW, RULES, stand_still
from tests.views.season import VNEID

LIST = f"/campaigns/{CODE}/rule-versions"
NEW = f"{LIST}/new"
WHY = "Hội đồng thống nhất"
TOMORROW = "2026-03-16"


def rule_text(**campaign):
    """The campaign's own rule file, as its officer would send it."""
    text = RULES.read_text(encoding="utf-8").replace('"TTN2026"', f'"{CODE}"', 1)
    text = text.replace("Tháng Thanh niên năm 2026 tỉnh Gia Lai", f"Tháng Thanh niên thử nghiệm {CODE}")
    for name, value in campaign.items():
        text = text.replace("[campaign]\n", f"[campaign]\n{name} = {value}\n", 1)
    return text


def form(browser, source="sheet"):
    """The fields of one of the page's two forms, as a browser would send them untouched."""
    part = next(
        each
        for each in re.findall(r"<form.*?</form>", browser.text, re.DOTALL)
        if f'name="source" value="{source}"' in each
    )
    found = {}
    for tag in re.findall(r"<input[^>]*>", part):
        name, value = (re.search(rf'{key}="([^"]*)"', tag) for key in (" name", " value"))
        if name and 'type="file"' not in tag and ('type="checkbox"' not in tag or " checked" in tag):
            found[name.group(1)] = unescape(value.group(1)) if value else ""
    for name, value in re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>([^<]*)</textarea>', part):
        found[name] = unescape(value)
    return found


def sends(browser, which="sheet", /, publish=False, **changes):
    """The open page's form with some fields changed; None leaves a field out."""
    fields = {**form(browser, which), "reason": WHY, "step": "publish" if publish else "preview"}
    fields |= {name.replace("__", "-"): value for name, value in changes.items()}
    kept = {name: value for name, value in fields.items() if value is not None}
    browser.page = browser.client.post(NEW, data=kept, content_type="multipart/form-data")
    browser.address = NEW
    return browser._follow()


def publishes(browser):
    """The preview's own form, as it stands there."""
    part = browser.text.split('id="preview"')[1].split("</form>")[0]
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', part))
    browser.page = browser.client.post(
        NEW, data={name: unescape(each) for name, each in fields.items()} | {"step": "publish"}
    )
    return browser._follow()


def written(season):
    with season.app.app_context():
        return [db.session.query(table).count() for table in (RuleVersion, LedgerEntry)]


@pytest.fixture
def officer(season, visitor):
    browser = visitor("officer")
    browser.opens(NEW)
    return browser


def test_the_sheet_starts_from_the_newest_rules(officer):
    fields = form(officer)
    assert (fields[f"points-{VNEID}"], fields[f"cap-{VNEID}"], fields[f"on-{VNEID}"]) == ("3", "40", "1")
    assert (fields["daily_ceiling"], fields["version"], fields["effective_from"]) == ("400", "1", "2026-03-15")
    assert "cap-training_attendance" not in fields
    assert "bằng số thành viên của đội" in officer.text


def test_a_retroactive_change_is_previewed_then_published_and_listed(season, officer):
    before = written(season)
    assert sends(officer, **{f"points__{VNEID}": "4"}, effective_from="2026-03-14", retroactive="1").status_code == 200
    assert written(season) == before
    for words in ("3 → 4 điểm", "Tổ công nghệ số Quy Nhơn 1", "163 → <b>207</b> (+44)", "14/03", "Đội đổi điểm"):
        assert words in officer.text, words
    assert form(officer)[f"points-{VNEID}"] == "4"
    assert publishes(officer).status_code == 200
    assert officer.address == LIST
    assert "Đã công bố phiên bản 2, áp dụng từ 14/03/2026. Đã ghi 4 bút toán điều chỉnh ở 4 đội." in officer.text
    for words in ("Phiên bản 2", "đang áp dụng", WHY, "Áp dụng từ 01/03/2026 đến 13/03/2026.", "Hồ Thị Mai"):
        assert words in officer.text, words
    assert written(season) == [before[0] + 1, before[1] + 4]


def test_a_version_whose_days_were_all_settled_again_says_that_a_later_one_counts(season, officer):
    sends(officer, **{f"points__{VNEID}": "4"}, effective_from="2026-03-01", retroactive="1")
    publishes(officer)
    first = officer.text.split("Phiên bản 1</a>")[1].split("</li>")[0]
    assert "đã được thay thế" in first
    assert "Đặt từ 01/03/2026; mọi ngày từ đó nay tính theo phiên bản sau." in first


def test_a_change_from_tomorrow_says_calmly_that_nothing_moves(season, officer):
    before = written(season)
    sends(officer, **{f"points__{VNEID}": "4"}, effective_from=TOMORROW)
    assert "Không đội nào đổi điểm hay đổi hạng" in officer.text
    publishes(officer)
    assert "Không điểm nào thay đổi" in officer.text
    assert "sắp áp dụng" in officer.text
    assert written(season) == [before[0] + 1, before[1]]
    officer.opens(NEW)
    assert "Phiên bản 2 chỉ áp dụng từ 16/03/2026" in officer.text


def test_what_is_not_on_the_sheet_is_carried_over(season, officer, visitor):
    sends(officer, **{f"on__{VNEID}": None, "daily_ceiling": "1.500"}, publish=True)
    reader = visitor()
    reader.opens(f"/campaigns/{CODE}/rules")
    for words in ("nhiều nhất 1.500 điểm một ngày", "Chủ nhật hằng tuần: nhân 120%", "Người dẫn lối VNeID"):
        assert words in reader.text, words
    assert "Có trong danh mục nhưng không dùng ở phiên bản này: Hỗ trợ kích hoạt" in " ".join(reader.text.split())


def test_a_day_past_without_the_tick_is_refused_beside_it_and_everything_typed_stays(season, officer):
    before = written(season)
    sends(officer, **{f"points__{VNEID}": "7"}, effective_from="2026-03-14", publish=True)
    assert officer.page.status_code == 422
    assert 'id="retroactive-error"' in officer.text
    assert "Ngày 14/03/2026 đã qua" in officer.text
    kept = form(officer)
    assert (kept[f"points-{VNEID}"], kept["effective_from"], kept["reason"]) == ("7", "2026-03-14", WHY)
    assert written(season) == before


WRONG = ("１２", "-1", "1_000", str(10**30), "a\0b", "3.5", "abc", "", "1001", " ", "1e3", "²", "\u202e4")


@pytest.mark.parametrize("value", WRONG)
@pytest.mark.parametrize("step", ["preview", "publish"])
def test_a_number_that_cannot_be_taken_is_told_at_its_field(season, officer, value, step):
    before = written(season)
    sends(officer, **{f"points__{VNEID}": value}, publish=step == "publish")
    assert officer.page.status_code == 422
    assert f'id="points-{VNEID}-error"' in officer.text
    assert written(season) == before
    assert form(officer)["reason"] == WHY


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        (f"cap__{VNEID}", "0", "từ 1 đến 10000"),
        (f"cap__{VNEID}", "10001", "từ 1 đến 10000"),
        ("daily_ceiling", "0", "từ 1 đến 100000"),
        ("daily_ceiling", "", "Bạn điền ô này"),
        ("effective_from", "hôm qua", "Ngày viết như"),
        ("effective_from", "", "Ngày viết như"),
        ("effective_from", "2026-02-30", "Ngày viết như"),
        ("effective_from", "2027-01-01", "từ 01/03/2026 đến 31/03/2026"),
        ("reason", "", "Bạn ghi lý do"),
        ("reason", "   ", "Bạn ghi lý do"),
        ("reason", "a\0b", "Có ký tự không đọc được"),
        ("reason", "x" * 501, "Tối đa 500 ký tự"),
        ("reason", "Căn cước 079203001234", "số căn cước"),
    ],
)
def test_each_wrong_field_says_what_would_be_right(season, officer, name, value, words):
    before = written(season)
    sends(officer, **{f"points__{VNEID}": "4", name: value})
    assert officer.page.status_code == 422
    assert f'id="{name.replace("__", "-")}-error"' in officer.text
    assert words in officer.text
    assert form(officer)[f"points-{VNEID}"] == "4"
    assert written(season) == before


def test_no_change_is_refused_kindly(season, officer):
    before = written(season)
    for step in ("preview", "publish"):
        assert sends(officer, publish=step == "publish").status_code == 422
        assert "Không có gì thay đổi" in officer.text
    assert written(season) == before


def test_who_comes_second_is_told_and_loses_nothing(season, officer):
    opened = officer.page
    sends(officer, **{f"points__{VNEID}": "5"}, publish=True)
    before = written(season)
    officer.page = opened
    sends(officer, **{f"points__{VNEID}": "4"}, publish=True)
    assert officer.page.status_code == 409
    assert "Phiên bản 2 vừa được Hồ Thị Mai công bố lúc 20:30 ngày 15/03/2026" in officer.text
    assert (form(officer)[f"points-{VNEID}"], form(officer)["version"]) == ("4", "2")
    assert "đang là 5" in officer.text
    assert 'value="publish"' not in officer.text
    assert written(season) == before
    assert sends(officer).status_code == 200
    assert "5 → 4 điểm" in officer.text


def test_publishing_the_same_preview_twice_makes_one_version(season, officer):
    sends(officer, **{f"points__{VNEID}": "4"})
    preview = officer.page
    publishes(officer)
    before = written(season)
    officer.page = preview
    publishes(officer)
    assert officer.page.status_code == 409
    assert written(season) == before


def test_an_announced_campaign_keeps_its_rules(season, officer, visitor):
    season.announces()
    before = written(season)
    sends(officer, **{f"points__{VNEID}": "4"}, publish=True)
    assert officer.page.status_code == 409
    assert "quy tắc không đổi được nữa" in officer.text
    assert written(season) == before
    later = visitor("officer")
    assert later.opens(NEW).status_code == 409
    assert later.opens(LIST).status_code == 200
    assert "Sửa bộ tiêu chí" not in later.text


def test_a_file_changes_what_the_sheet_does_not_show(season, officer):
    text = rule_text().replace("percent = 120", "percent = 150", 1).replace("bronze = 25", "bronze = 5", 1)
    sends(officer, "file", file=(io.BytesIO(text.encode()), "quy-tac.toml"), effective_from="2026-03-15")
    assert officer.page.status_code == 200
    for words in ("Ngày cao điểm", "Huy hiệu", "163 → <b>203</b> (+40)"):
        assert words in officer.text, words
    assert form(officer, "file")["text"].count("percent = 150") == 1
    publishes(officer)
    assert "Đã công bố phiên bản 2" in officer.text
    officer.opens(f"/campaigns/{CODE}/rules")
    assert "Chủ nhật hằng tuần: nhân 150%" in officer.text


def test_the_files_own_day_is_taken_and_must_not_contradict_the_field(season, officer):
    text = rule_text(effective_from="2026-03-20").replace("points = 3", "points = 4", 1)
    sends(officer, "file", text=text, effective_from="2026-03-18")
    assert officer.page.status_code == 422
    assert "Tệp ghi effective_from là 20/03/2026" in officer.text
    sends(officer, "file", text=text, effective_from="")
    assert "Áp dụng từ 20/03/2026" in officer.text


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("points = 3", "points = -3", "activities[1].points"),
        ("cap = 40", "cap = 0", "activities[1].cap"),
        ("points = 3", "pionts = 3", "activities[1].pionts"),
        ('code = "dvc_full_support"', 'code = "dvc_partial_support"', "activities[5].code"),
        ('days = "saturday"', 'days = "sunday"', "peaks[2].days"),
        ("council = 2026-04-11", "council = 2026-04-09", "deadlines.council"),
        ("ends_on = 2026-03-31", "ends_on = 2026-03-30", "campaign.ends_on"),
        (f'code = "{CODE}"', 'code = "TTN2026"', "campaign.code"),
        ('code = "phuong"', 'code = "phuong-moi"', "clusters[1]"),
        ("points = 3", "points = = 3", ""),
    ],
)
def test_a_wrong_file_is_refused_whole_with_its_lines(season, officer, old, new, told):
    before = written(season)
    line = rule_text()[: rule_text().index(old)].count("\n") + 1
    line -= told.startswith("clusters")  # a table is named by its own line
    text = rule_text().replace(old, new, 1)
    sends(officer, "file", text=text, publish=True)
    assert officer.page.status_code == 422
    place = f"<b>dòng {line}, <code>{told}</code>:</b>" if told else f"<b>dòng {line}:</b>"
    assert place in officer.text
    assert new.replace('"', "&#34;") in officer.text
    assert written(season) == before


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"text": ""}, "Bạn chọn tệp quy tắc"),
        ({"text": "x" * 200_001}, "Tệp quá dài"),
        ({"file": (io.BytesIO(b"\xff\xfe\x00"), "a.toml")}, "không phải mã UTF-8"),
        ({"text": "a" + ".a" * 50_000 + " = 1"}, "quá nhiều dấu chấm"),
        ({"text": "a = " + "9" * 5_000}, "số quá dài"),
        ({"text": "[" * 5_000}, "không đúng cú pháp TOML"),
    ],
)
def test_a_file_that_cannot_be_read_says_so(season, officer, sent, words):
    sends(officer, "file", **sent)
    assert officer.page.status_code == 422
    assert words in officer.text


@pytest.mark.parametrize("name", ["text", "version", "source", "step", f"on__{VNEID}", "retroactive"])
def test_nonsense_in_a_field_breaks_nothing(season, officer, name):
    before = written(season)
    for value in VALUES:
        form_of = "file" if name == "text" else "sheet"
        officer.opens(NEW)
        answer = sends(officer, form_of, **{name: value.encode("utf-8", "surrogatepass")})
        assert answer.status_code in (200, 409, 422), (name, value[:30])
    assert written(season) == before


def test_a_file_may_not_forget_work_that_was_reported(season, officer):
    text = rule_text().replace(VNEID, "vneid_level2_help")
    sends(officer, "file", text=text, effective_from=TOMORROW)
    assert officer.page.status_code == 422
    assert VNEID in officer.text.split("data-error-summary")[1].split("</ul>")[0]


def test_another_provinces_campaign_does_not_exist_for_an_officer(visitor):
    browser = visitor("officer")
    for address in (f"/campaigns/{NOISE}/rule-versions", f"/campaigns/{NOISE}/rule-versions/new"):
        assert browser.opens(address).status_code == 404


def test_the_way_there_is_shown_to_officers_alone(season, visitor):
    officer, auditor = visitor("officer"), visitor("auditor")
    officer.opens("/desk")
    assert LIST in officer.text
    officer.opens(f"/campaigns/{CODE}/rules")
    assert LIST in officer.text
    auditor.opens(f"/campaigns/{CODE}/rules")
    assert LIST not in auditor.text
    auditor.opens("/desk")
    assert LIST not in auditor.text
    assert auditor.opens(LIST).status_code == 403


def test_a_type_switched_off_tomorrow_is_offered_today_and_stays_for_days_that_may_still_be_reported(
    season, officer, visitor
):
    sends(officer, **{f"on__{VNEID}": None}, effective_from=TOMORROW, publish=True)
    for day, offered in ((15, True), (16, True), (20, True), (21, False)):
        stand_still(NOW.replace(day=day))
        captain = visitor("captain")
        captain.opens("/reports/new")
        assert (f'name="qty-{VNEID}"' in captain.text) == offered, day


def test_a_type_that_begins_later_is_worth_nothing_before(season, officer, visitor):
    added = rule_text().split("[[activities]]")[1].replace(VNEID, "new_kind").replace("points = 3", "points = 9")
    text = rule_text().replace("[[activities]]", f"[[activities]]{added}[[activities]]", 1)
    sends(officer, "file", text=text, effective_from=TOMORROW, publish=True)
    stand_still(NOW.replace(day=16))
    captain = visitor("captain")
    captain.opens("/reports/new")
    token = captain.text.split('name="csrf_token" value="')[1].split('"')[0]
    typed = {"activity_day": "2026-03-15", "place_kind": "mobile", "place": "Chợ", "qty-new_kind": "5"}
    typed |= {f"qty-{VNEID}": "1"}
    answer = captain.client.post("/reports/estimate", data={**typed, "csrf_token": token, "uuid": str(uuid4())})
    assert answer.status_code == 200
    assert ">3 điểm<" in answer.get_data(as_text=True)
    captain.sends("/reports", **typed, action="send")
    assert captain.page.status_code == 422
    assert "không có trong bộ tiêu chí của ngày này" in captain.text
