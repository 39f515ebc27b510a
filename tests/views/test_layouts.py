"""The province uploads its own layouts; what is wrong with one is said before it is kept."""

import io
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from sqlalchemy import func, select

from app.database import db
from app.exports.papers import shipped
from app.models import Layout
from tests.cast import CODE

PAGE = f"/campaigns/{CODE}/layouts"


def layout(*paragraphs, **extra):
    """A Word file with these paragraphs, and whatever else its package shall hold."""
    document = docx.Document()
    for each in paragraphs:
        document.add_paragraph(each)
    whole = io.BytesIO()
    document.save(whole)
    if not extra:
        return whole.getvalue()
    out = io.BytesIO()
    with ZipFile(whole) as package, ZipFile(out, "w", ZIP_DEFLATED) as made:
        for name in package.namelist():
            made.writestr(name, extra.pop(name, package.read(name)))
        for name, content in extra.items():
            made.writestr(name, content)
    return out.getvalue()


@pytest.fixture
def officer(visitor):
    return visitor("officer")


def upload(officer, content, paper="decision", name="mau quyết định.docx"):
    officer.opens(PAGE)
    return officer.sends(PAGE, paper=paper, file=(io.BytesIO(content), name))


def kept(app):
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Layout))


def test_an_own_layout_is_used_until_the_shipped_one_is_taken_up_again(small_campaign, officer):
    own = layout("Quyết định của {{ issuer }}")
    assert upload(officer, own).status_code == 200
    assert "mẫu của tỉnh" in officer.text
    assert "mau quyết định.docx" in officer.text
    assert officer.client.get(f"{PAGE}/decision.docx").get_data() == own
    assert officer.client.get(f"{PAGE}/decision.docx?shipped=1").get_data() == shipped("decision")
    assert officer.client.get(f"{PAGE}/notice.docx").get_data() == shipped("notice")
    assert officer.sends(PAGE, paper="decision", what="shipped").status_code == 200
    assert "mẫu của tỉnh" not in officer.text
    assert officer.client.get(f"{PAGE}/decision.docx").get_data() == shipped("decision")
    assert kept(small_campaign) == 2


@pytest.mark.parametrize("paper", ["minutes", "proposal", "decision", "notice", "report"])
def test_every_shipped_layout_can_be_uploaded_again(small_campaign, officer, paper):
    body = officer.client.get(f"{PAGE}/{paper}.docx").get_data()
    assert upload(officer, body, paper).status_code == 200


def test_an_unknown_field_is_named_beside_the_known_ones(small_campaign, officer):
    answer = upload(officer, layout("{{ issuer }} {{ decision_nummer }}"))
    assert answer.status_code == 422
    text = answer.get_data(as_text=True)
    assert "decision_nummer" in text
    assert "prizes[tt, cluster, prize" in text
    assert kept(small_campaign) == 0


LINKED = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://x/image" Target="http://elsewhere.example/a.png" TargetMode="External"/>'
    "</Relationships>"
)
FETCHING = '<w:r xmlns:w="x"><w:instrText>DDEAUTO c:\\\\cmd.exe</w:instrText></w:r>'
SPLIT = '<w:p xmlns:w="x"><w:instrText>DD</w:instrText><w:instrText>EAUTO x</w:instrText></w:p>'
HOSTILE = {
    "nothing": b"",
    "no package": b"not a zip",
    "cut off": shipped("decision")[:2000],
    "damaged within": shipped("decision")[:60] + b"\xff" * 20 + shipped("decision")[80:],
    "a bomb": layout("x", **{"word/media/a.bin": b"\0" * (11 * 1024 * 1024)}),
    "macros": layout("x", **{"word/vbaProject.bin": b"x"}),
    "an embedded object": layout("x", **{"word/embeddings/oleObject1.bin": b"x"}),
    "macros by type": layout("x", **{"word/more.xml": b"<a>application/vnd.ms-word.document.macroEnabled.main</a>"}),
    "a doctype": layout("x", **{"word/more.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
    "broken xml": layout("x", **{"word/more.xml": b"<a>"}),
    "content from elsewhere": layout("x", **{"word/_rels/more.xml.rels": LINKED}),
    "a field that runs something": layout("x", **{"word/more.xml": FETCHING}),
    "the same in two pieces": layout("x", **{"word/more.xml": SPLIT}),
    "a way out": layout("x", **{"../../etc/x": b"x"}),
    "no document": layout("x", **{"word/document.xml": b"<a/>"}),
    "sums": layout("{{ 9 ** 9 }}"),
    "an open field": layout("{{ issuer"),
    "another's insides": layout("{{ issuer.__class__.__mro__ }}"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_is_no_layout_is_refused_in_words_and_not_kept(small_campaign, officer, name):
    answer = upload(officer, HOSTILE[name])
    assert answer.status_code == 422, answer.status
    assert "error-text" in answer.get_data(as_text=True)
    assert kept(small_campaign) == 0


def test_a_file_beyond_the_limit_is_refused_before_it_is_opened(small_campaign, officer, monkeypatch):
    monkeypatch.setattr("app.forms.layouts.MOST_FILE", 20_000)
    answer = upload(officer, shipped("decision"))
    assert answer.status_code == 422
    assert "Tệp quá lớn" in answer.get_data(as_text=True)


@pytest.mark.parametrize("form", [{"paper": ""}, {"paper": "x", "what": "shipped"}, {"paper": "decision"}])
def test_a_form_without_paper_or_file_is_asked_again(small_campaign, officer, form):
    officer.opens(PAGE)
    assert officer.sends(PAGE, **form).status_code == 422
    assert kept(small_campaign) == 0
