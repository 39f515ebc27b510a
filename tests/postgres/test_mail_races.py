"""Two workers at once, by mistake or for safety: each letter is written once and sent once. On both databases."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from app.jobs import mail_sending, notice_mails
from app.models import Mail
from tests.postmen import postman
from tests.racing import count, enrolment, person
from tests.reporting import returned, sent
from tests.telling import later

REPORTS = 6


def both(app, job):
    """The job in two workers, let go at once."""
    start = Barrier(2, timeout=30)

    def run():
        with app.app_context():
            start.wait()
            return job()

    with ThreadPoolExecutor(2) as pool:
        return [each.result() for each in [pool.submit(run), pool.submit(run)]]


def test_two_workers_write_and_send_each_letter_once(crowd):
    with postman() as server:
        with crowd.app_context():
            for _ in range(REPORTS):
                returned(sent(enrolment("QN1"), person("captain"), {"poster_distribution": 3}), person("officer"))
        with later():
            both(crowd, notice_mails.run)
            with crowd.app_context():
                notice_mails.run()  # what one left because the other held it
                written = count(Mail)
                assert count(Mail, Mail.key.startswith("decision:")) == REPORTS
            first, second = both(crowd, mail_sending.run)
        assert len(first) + len(second) == written
        assert len(server.ids) == len(set(server.ids)) == written
        assert sorted(server.to).count("captain@cast.example") == REPORTS
