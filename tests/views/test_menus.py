"""No dead ends: whatever a page offers its reader, the reader may open."""

import re
from io import BytesIO

import pytest

from tests.cast import PEOPLE
from tests.outside.hostile import picture
from tests.views.test_reports import write

LOCAL = re.compile(r'<a [^>]*href="(/[^"#]*)"')


@pytest.mark.parametrize("name", sorted({name.split("_")[0] for name in PEOPLE}))
def test_every_link_of_the_pages_in_somebodys_menu_can_be_opened(visitor, name):
    write(visitor("captain"), photo=(BytesIO(picture("jpeg")), "buổi.jpg"))
    person = visitor(name)
    offered = set(LOCAL.findall(person.text))
    pages = {address: person.opens(address).get_data(as_text=True) for address in sorted(offered)}
    offered |= {address for text in pages.values() for address in LOCAL.findall(text)}
    refused = {}
    for address in sorted(offered):
        answer = person.opens(address)
        if answer.status_code != 200:
            refused[address] = answer.status_code
        answer.close()
    assert refused == {}
