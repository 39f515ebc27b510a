"""A report with a photo leads nowhere that its reader may not go; tests/access/test_crawl.py asks it of all pages."""

import re
from io import BytesIO

from tests.outside.hostile import picture
from tests.views.test_reports import write

LOCAL = re.compile(r'<a [^>]*href="(/[^"#]*)"')


def test_every_link_of_a_report_with_a_photo_can_be_opened(visitor):
    captain = visitor("captain")
    address = write(captain, photo=(BytesIO(picture("jpeg")), "buổi.jpg"))
    offered = sorted(set(LOCAL.findall(captain.opens(address).get_data(as_text=True))))
    assert any("/evidence/" in each for each in offered)
    answers = {each: captain.opens(each) for each in offered}
    assert {each: answer.status_code for each, answer in answers.items() if answer.status_code != 200} == {}
    for answer in answers.values():
        answer.close()
