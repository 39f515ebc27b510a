"""Templates keep the content security policy and the rules of fragments (docs: architecture)."""

import re
from html.parser import HTMLParser

import pytest

from app.config import ROOT

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
NEEDS = re.compile(r"\{# needs: .+ #\}")
FETCHING = {"script": "src", "link": "href", "img": "src", "iframe": "src", "source": "src"}
POST_FORM = re.compile(r"<form\b[^>]*method=.post.*?</form>", re.IGNORECASE | re.DOTALL)


class Reader(HTMLParser):
    """Collects what a strict policy would refuse to run."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag if tag in ("script", "style") else ""
        if tag == "style":
            self.faults.append("<style>")
        for name, value in attrs:
            self.faults += attribute_faults(tag, name.removeprefix("data-"), value or "")

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside == "script" and data.strip():
            self.faults.append("inline <script>")


def attribute_faults(tag: str, name: str, value: str) -> list[str]:
    """What is wrong with one attribute."""
    compact = value.strip().lower()
    checks = {
        "inline style": name == "style",
        f"event attribute {name}": re.fullmatch(r"on[a-z]+", name) is not None or name.startswith("hx-on"),
        f"{name} needs eval": name == "hx-vars" or compact.startswith(("js:", "javascript:")),
        "trigger filter": name == "hx-trigger" and "[" in value,
        f"{name} from elsewhere": FETCHING.get(tag) == name and compact.startswith(("http:", "https:", "//")),
    }
    return [fault for fault, wrong in checks.items() if wrong]


def without_jinja(text: str) -> str:
    """The HTML alone: comments and statements away, expressions as one neutral word."""
    text = re.sub(r"\{#.*?#\}", "", text, flags=re.DOTALL)
    text = re.sub(r"\{%.*?%\}", " ", text, flags=re.DOTALL)
    return re.sub(r"\{\{.*?\}\}", "value", text, flags=re.DOTALL)


def faults(text: str) -> list[str]:
    """Everything in a template that the policy, or the care for user text, forbids."""
    reader = Reader()
    reader.feed(without_jinja(text))
    reader.close()
    found = reader.faults
    if re.search(r"\|\s*safe\b|\bautoescape\s+false\b", text):
        found.append("unescaped text")
    if any("csrf" not in form and "hidden_tag" not in form for form in POST_FORM.findall(text)):
        found.append("a form without a CSRF field")
    return found


def says_its_needs(text: str) -> bool:
    return NEEDS.fullmatch(text.split("\n", 1)[0].rstrip()) is not None


def test_there_are_templates():
    assert TEMPLATES


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_a_template_keeps_the_policy(path):
    text = path.read_text()
    assert faults(text) == []
    if path.name.startswith("_"):
        assert says_its_needs(text), "a fragment's first line is {# needs: ... #}"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('<p style="color: red">', "inline style"),
        ("<style>p {}</style>", "<style>"),
        ("<script>go()</script>", "inline <script>"),
        ('<button onclick="go()">', "event attribute onclick"),
        ('<button hx-on:click="go()">', "event attribute hx-on:click"),
        ('<button data-hx-on--load="go()">', "event attribute hx-on--load"),
        ("<div hx-vals='js:{a: 1}'>", "hx-vals needs eval"),
        ('<a href=" JavaScript:go()">', "href needs eval"),
        ('<a {% if x > 1 %}class="x"{% endif %} hx-trigger="click[ctrlKey]">', "trigger filter"),
        ('<script src="https://cdn.example/x.js"></script>', "src from elsewhere"),
        ("<p>{{ note | safe }}</p>", "unescaped text"),
        ('<form method="post"><button>Gửi</button></form>', "a form without a CSRF field"),
    ],
)
def test_a_planted_fault_is_seen(text, fault):
    assert faults(text) == [fault]


def test_clean_html_passes():
    text = """{# needs: team #}
    {% if a > b %}<a href="{{ url_for('x') }}" hx-get="/x" hx-trigger="click once">{{ "<" }}</a>{% endif %}
    <script src="{{ url_for('static', filename='x.js') }}" defer></script>"""
    assert faults(text) == []
    assert says_its_needs(text)
    assert not says_its_needs("<p></p>")
