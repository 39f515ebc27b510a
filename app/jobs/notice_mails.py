"""Ready notices become e-mails: at once, or in one letter a day at half past seven, with the verifiers' queue in it."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from app.clock import wall
from app.database import transaction
from app.exports import notice_mails
from app.outside import mail
from app.queries import outbox
from app.queries.outbox import Candidate
from app.queries.queue_sizes import waiting_by_person
from app.queries.whereabouts import rules_today
from app.rulebook import flags
from app.rulebook.mail_times import last_letter
from app.services import claims, notices
from app.services import outbox as service
from app.services.notices import Facts
from app.services.outbox import Draft

JOB = "queue_letters"
EVENING = timedelta(hours=4)
Step = Callable[[], tuple[int, int]]


def run() -> list[str]:
    """Write what is due into the outbox; returns how many e-mails. Without a server nothing is kept for one."""
    if not mail.is_open():
        with transaction():
            service.settle_all(wall())
        return []
    cutoff = last_letter(wall())
    _count_queues(cutoff)
    written = _all(_at_once) + _all(lambda: _letters(cutoff))
    return [str(written)] if written else []


def _count_queues(cutoff: datetime) -> None:
    """Once an evening each verifier for whom something waits is told how much; the next morning it is too late."""
    day = cutoff.date()
    if wall() - cutoff > EVENING or claims.is_done(JOB, day.isoformat()):
        return
    with transaction():
        if claims.claim(JOB, day.isoformat()):
            notices.tell_each("queue_waiting", f"queue:{day.isoformat()}", _queues(), cutoff)


def _queues() -> dict[int, Facts]:
    """By person id how many reports wait, and the minutes that their queue says."""
    waiting = waiting_by_person()
    rules = rules_today({campaign_id for counts in waiting.values() for campaign_id, _risk in counts})
    lookouts = {each: today.flags for each, today in rules.items()}
    return {
        person_id: {"count": counts.total(), "minutes": flags.evening(flags.bands_of(counts, lookouts), lookouts)}
        for person_id, counts in waiting.items()
    }


def _all(step: Step) -> int:
    """One transaction after the other until nothing is left."""
    written = 0
    while True:
        with transaction():
            seen, made = step()
        written += made
        if not seen:
            return written


def _at_once() -> tuple[int, int]:
    seen = outbox.at_once(wall())
    drafts = [_draft(each.key, [each]) for each in seen if each.goes]
    return len(seen), service.write(seen, drafts)


def _letters(cutoff: datetime) -> tuple[int, int]:
    seen = outbox.of_the_day(cutoff, cutoff.date(), wall())
    by_person: defaultdict[int, list[Candidate]] = defaultdict(list)
    for each in seen:
        if each.goes:
            by_person[each.person_id].append(each)
    drafts = [_draft(outbox.letter_key(cutoff.date(), person), mine) for person, mine in by_person.items()]
    return len(seen), service.write(seen, drafts)


def _draft(key: str, about: Sequence[Candidate]) -> Draft:
    return Draft(key, notice_mails.subject(about), notice_mails.body(about), about)
