"""Small answers: text is gzipped where accepted, and what a first view loads stays under 100 KB."""

import gzip
import re

from tests.cast import CODE

ACCEPTING = {"Accept-Encoding": "gzip"}


def test_the_public_board_is_gzipped_and_small(visitor):
    answer = visitor().client.get(f"/campaigns/{CODE}/leaderboard", headers=ACCEPTING)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.data) < 40_000
    assert "Bảng xếp hạng" in gzip.decompress(answer.data).decode()


def test_without_gzip_the_page_comes_as_it_is(visitor):
    answer = visitor().client.get(f"/campaigns/{CODE}/leaderboard")
    assert "Content-Encoding" not in answer.headers
    assert "Bảng xếp hạng" in answer.get_data(as_text=True)


def test_a_first_view_stays_under_100_kb(visitor):
    client = visitor().client
    page = client.get(f"/campaigns/{CODE}", headers=ACCEPTING)
    text = gzip.decompress(page.data).decode()
    parts = set(re.findall(r'(?:href|src)="(/static/[^"#]+)', text)) | {"/static/img/icons.svg"}
    total = len(page.data)
    for part in parts:
        answer = client.get(part, headers=ACCEPTING)
        total += len(answer.data)
        answer.close()
    fonts = [client.get(path) for path in set(re.findall(r"/static/fonts/[^\"')]+", text))]
    assert total + sum(len(font.data) for font in fonts) < 100_000
