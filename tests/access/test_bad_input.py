"""Whatever is typed into an address or a field, the answer is a Vietnamese page: never a 5xx, nothing written."""

import re

import pytest

from tests.access.crawling import fetch
from tests.access.ground import STRANGER
from tests.access.matrix import MATRIX
from tests.access.nonsense import QUERIES, VALUES, addresses, picture_in_name_only, plain, raw

POSTS = {route: cell for route, cell in MATRIX.items() if cell.method == "POST" and cell.who}
READERS = (STRANGER, "captain", "officer")
TRIED = {"sign_in_attempts": 0}  # a wrong password is an attempt
WRITES_ANYWAY = {"sign_in.leave", "people.link", "reports.withdraw", "privacy.destroy"}  # their forms have no field
WRITES_ANYWAY |= {"looks.look", "looks.open_photo", "delegations.withdraw"}
WRITES_ANYWAY |= {"batch_reviews.apply", "batch_reviews.cancel", "verifiers.end", "documents.issue"}
WRITES_ANYWAY |= {"team_photos.remove"}  # a captain takes the own picture back without a word
WRITES_ANYWAY |= {"batch_previews.ask", "timeline.prove", "documents.print_all"}


def is_ours(answer):
    """A redirect within the site, a page or fragment in Vietnamese, or a file."""
    if answer.status_code in (301, 302, 303, 304, 308):
        return answer.headers.get("Location", "/").removeprefix("http://localhost").startswith("/")
    if answer.status_code >= 500 or "X-Bad" in answer.headers:
        return False
    if answer.mimetype == "text/html":
        text = answer.get_data(as_text=True)
        return "Traceback" not in text and ('<html lang="vi">' in text or "<html" not in text)
    return answer.status_code == 200


# The same code answers all addresses and reads all queries: a share of them each; the soak asks for everything.
PARTLY = (2, pytest.param(1, marks=pytest.mark.soak))


@pytest.mark.parametrize("share", PARTLY)
@pytest.mark.parametrize("name", READERS)
def test_no_address_breaks_a_page(ground, name, share):
    before, client = ground.rows(), ground.browser(name)
    everything = list(addresses(ground.app, ground.ids))
    assert len(everything) > 400
    asked = everything[READERS.index(name) :: len(READERS) * share]
    assert [address[:200] for address in asked if not is_ours(raw(client, address))] == []
    assert ground.rows() == before


@pytest.mark.parametrize("share", PARTLY)
@pytest.mark.parametrize("name", READERS)
def test_no_query_breaks_a_page(ground, name, share):
    before = ground.rows()
    mine = [page for page, who in readers(ground).items() if who == name]
    assert mine
    every = 4 * share
    swept = [
        (page, FEW if IS_FILE.search(page) else QUERIES[place % every :: every]) for place, page in enumerate(mine)
    ]
    asked = [f"{page}?{query}" for page, queries in swept for query in queries]
    client = ground.browser(name)
    assert [address[:200] for address in asked if not is_ours(raw(client, address))] == []
    assert ground.rows() == before


IS_FILE = re.compile(r"/badges/.*\.[a-z]+$")  # nothing in them follows from a query
FEW = QUERIES[::10]


def readers(ground):
    """Every page with the first of the readers who gets it: it need not be swept for the others."""
    if not READ:
        routes = [
            each for each in ground.app.url_map.iter_rules() if "GET" in each.methods and each.endpoint != "static"
        ]
        for page in [plain(each, ground.ids) for each in routes]:
            let_in = (who for who in READERS if fetch(ground.browser(who), page).status == 200)
            READ[page] = next(let_in, None)
    return READ


READ: dict[str, str | None] = {}  # of the one campaign that is played in this process


PART = 'Content-Disposition: form-data; name="f{}"\r\n\r\nx\r\n--b'
HUGE = b"reason=" + b"x" * 14 * 1024 * 1024
BODIES = (
    ("application/x-www-form-urlencoded", "&".join(f"f{number}=x" for number in range(10_000))),
    ("multipart/form-data; boundary=b", "\r\n".join(["--b", *map(PART.format, range(10_000))]) + "--\r\n"),
    ("multipart/form-data; boundary=b", b"--b\r\nbroken"),
    ("application/x-www-form-urlencoded", HUGE),
    ("application/octet-stream", HUGE),
    ("application/x-www-form-urlencoded", b"\xff\xfe=\x00&%=%&&=="),
    ("application/json", b"{}"),
)


def sends(ground, route, form, **options):
    cell = POSTS[route]
    who = "officer" if "officer" in cell.who else sorted(cell.who)[0]
    return ground.browser(who).post(cell.address.format(**ground.ids), data=form, buffered=True, **options)


def fields(ground, route):
    """The names the form has, two of those that are numbered alike, with the few that pages may add."""
    keys = list(POSTS[route].filled(ground.ids))
    named = [key for at, key in enumerate(keys) if [kind(each) for each in keys[:at]].count(kind(key)) < 2]
    more = ("version", "note", "hamlet", "members") if route.startswith("reports") else ("next", "reason")
    return [*named, *(name for name in more if name not in named)]


def kind(name):
    """`points-vneid` and `points-posters` are read by the same code."""
    return name.partition("-")[0]


def test_a_write_leaves_its_stamp(ground):
    stamp = ground.stamp()
    ground.browser("officer").get("/people")
    assert ground.stamp() == stamp
    assert sends(ground, "people.link", {}).status_code == 200
    assert ground.stamp() != stamp


# Neighbouring fields share the values between them; the soak tries every value in every field.
SHARES = (5, pytest.param(1, marks=pytest.mark.soak))


@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize("route", POSTS)
def test_no_field_breaks_a_form_and_nothing_half_read_is_written(ground, route, share):
    cell = POSTS[route]
    good = cell.filled(ground.ids)
    ground.restore(cell.state)
    before, stamp = ground.rows(), ground.stamp()
    for place, name in enumerate(fields(ground, route)):
        for value in VALUES[place % share :: share]:
            answer = sends(ground, route, {**good, name: value.encode("utf-8", "surrogatepass")})
            assert is_ours(answer), (name, value[:40], answer.status_code)
            if 200 <= answer.status_code < 400:
                ground.restore(cell.state)
                stamp = ground.stamp()
            elif ground.stamp() != stamp:
                assert {**ground.rows(), **TRIED} == {**before, **TRIED}, (name, value[:40])


@pytest.mark.parametrize("route", POSTS)
def test_missing_many_and_huge_fields_write_nothing(ground, route):
    ground.restore(POSTS[route].state)
    before = ground.rows()
    answers = [sends(ground, route, body, content_type=kind) for kind, body in BODIES]
    assert [answer.status_code for answer in answers if not is_ours(answer)] == []
    if route not in WRITES_ANYWAY:
        assert ground.rows() == before


def test_a_file_that_only_claims_to_be_a_photo_is_asked_about_again(ground):
    before = ground.rows()
    form = {**(MATRIX["reports.create"].form or {}), "photo": picture_in_name_only()}
    answer = ground.browser("captain").post("/reports", data=form, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert "JPEG" in answer.get_data(as_text=True)
    assert ground.rows() == before


@pytest.mark.parametrize(
    "headers",
    [
        {"Cookie": "xungkich=garbage.garbage.garbage"},
        {"Cookie": "xungkich=" + "x" * 8000},
        {"If-None-Match": 'W/"' + "x" * 8000},
        {"HX-Request": "true", "HX-Current-URL": "javascript:alert(1)", "HX-Target": "\x7f"},
        {"Host": "elsewhere.example"},
        {"Accept-Encoding": "gzip;q=NaN", "Accept-Language": "x" * 5000},
        {"X-Forwarded-For": "' OR 1=1", "X-Forwarded-Proto": "javascript"},
        {"Range": "bytes=-1-,x"},
    ],
    ids=lambda headers: next(iter(headers)),
)
@pytest.mark.parametrize("address", ["/", "/campaigns/THU2026/leaderboard", "/today", "/search?q=quy", "/healthz"])
def test_odd_headers_break_nothing(ground, headers, address):
    assert is_ours(ground.app.test_client().get(address, headers=headers, buffered=True))
