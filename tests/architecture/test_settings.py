"""Every setting is described in docs/settings.md."""

import re

from app.config import ROOT

NAME = re.compile(r"\bXUNGKICH_[A-Z][A-Z_]*[A-Z]\b")
SOURCES = [
    *sorted((ROOT / "app").rglob("*.py")),
    *ROOT.glob("*.py"),
    *ROOT.glob("bench/*.py"),
    ROOT / "Makefile",
]


def undescribed(sources: list[str], text: str) -> set[str]:
    """The settings that `sources` name and `text` does not."""
    return {name for source in sources for name in NAME.findall(source)} - set(NAME.findall(text))


def test_every_setting_is_described():
    text = (ROOT / "docs" / "settings.md").read_text()
    assert undescribed([path.read_text() for path in SOURCES], text) == set()


def test_no_description_outlives_its_setting():
    text = (ROOT / "docs" / "settings.md").read_text()
    assert undescribed([text], "\n".join(path.read_text() for path in SOURCES)) == set()


def test_a_planted_setting_is_seen():
    assert undescribed(['get("XUNGKICH_BIND", environ["XUNGKICH_NEW"])'], "`XUNGKICH_BIND`") == {"XUNGKICH_NEW"}
