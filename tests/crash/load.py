"""Four teams and their verifiers at work over HTTP while the ground is pulled from under the server.

A crew sends what it has to send again until somebody answers, then goes on. Whatever was answered must be in the
database at the end, and everything that was sent must be there exactly once.
"""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from random import Random
from threading import Event
from uuid import UUID

from flask import Flask
from PIL import Image
from sqlalchemy import func, select

from app.database import db
from app.models import AuditEvent, Decision, Evidence, EvidenceOpening, Report
from app.queries.invariants.photos import photos_kept
from app.services.invariants import INVARIANTS
from tests.browsing import Forms
from tests.cast import NOW, PEOPLE, Cast, give_password, stand_still
from tests.crash.clients import Answer, Browser, Carry
from tests.reporting import SUNDAY

CREWS = {"captain": "verifier", "captain_qn2": "officer", "captain_an1": "verifier_an", "captain_an2": "officer"}
WORK = ("dvc_partial_support", "dvc_full_support")  # what a service point's confirmation proves, without a photo
ANSWERS = {200, 303, 409}
AWAY = {0, 503}


@dataclass
class Write:
    """One form: sent until it is answered, with the same id and version each time."""

    kind: str
    uuid: str
    path: str
    fields: dict[str, str]
    photo: bytes = b""
    answered: list[int] = field(default_factory=list)

    @property
    def is_done(self) -> bool:
        return bool(self.answered) and self.answered[-1] not in AWAY


def give_passwords(people: Cast) -> None:
    """Let everybody who works here sign in; inside an app context."""
    for name in {*CREWS, *CREWS.values()}:
        give_password(getattr(people, name))


class Crew:
    """A captain and a verifier in one thread: report, sometimes corrected, then verified, then the next."""

    def __init__(self, carry: Carry, captain: str, seed: str) -> None:
        self.captain = Browser(carry, PEOPLE[captain][0])
        self.verifier = Browser(carry, PEOPLE[CREWS[captain]][0])
        self.random = Random(f"{seed} {captain}")
        self.gave_up = False
        self.unheard = 0
        self.writes: list[Write] = []
        self.odd: list[Answer] = []

    def work(self, stop: Event) -> None:
        """Until told to stop; what is under way is brought to its end."""
        while not stop.is_set():
            for _ in self.story():
                if stop.is_set():
                    return

    def story(self, corrected: float = 0.25, pictured: float = 0.5) -> Iterator[None]:
        """One report on its way, a step at a time."""
        uuid = str(UUID(int=self.random.getrandbits(128), version=4))
        fields, photo = self._report(uuid), self._photo(pictured)
        self._insist(self.captain, Write("report", uuid, "/reports", fields, photo))
        yield
        if self.random.random() < corrected:
            again = {**fields, "version": "1", "note": "Có thêm hai bạn"}
            self._insist(self.captain, Write("correction", uuid, f"/reports/{uuid}/edit", again, photo))
            yield
        path = f"/reports/{uuid}/decision"
        for opening in self._closed(path):
            self._insist(self.verifier, Write("opening", uuid, opening, {"csrf_token": self.verifier.token}))
            yield
        if verdicts := self._verdicts(path):
            self._insist(self.verifier, Write("decision", uuid, path, verdicts))
            yield

    def _report(self, uuid: str) -> dict[str, str]:
        return {
            "csrf_token": self.captain.token,
            "uuid": uuid,
            "activity_day": (SUNDAY - timedelta(days=self.random.randrange(2))).isoformat(),
            "place_kind": "community_site",
            "place": f"Nhà văn hóa khu phố {self.random.randrange(5)}",
            **{f"qty-{code}": str(self.random.randint(1, 9)) for code in WORK},
            "service_confirmation": "MC-07",
        }

    def _photo(self, share: float) -> bytes:
        """A photo of noise for that share of the reports, like no other."""
        if self.random.random() >= share:
            return b""
        kept = BytesIO()
        Image.frombytes("RGB", (80, 60), self.random.randbytes(80 * 60 * 3)).save(kept, "JPEG")
        return kept.getvalue()

    def _closed(self, path: str) -> list[str]:
        """Where the verifier opens the photos that are still closed."""
        actions = [str(each["action"]) for each in Forms(self._page(path)).found]
        return [each for each in actions if each.endswith("/opening")]

    def _verdicts(self, path: str) -> dict[str, str]:
        """The form as the verifier finds it, every line verified; nothing for a report that is gone."""
        forms = [each["fields"] for each in Forms(self._page(path)).found if "verdict" in str(each["fields"])]
        return {**forms[0], "csrf_token": self.verifier.token} if forms else {}

    def _page(self, path: str) -> str:
        page = Answer()
        while page.status in AWAY and not self.gave_up:
            page = self._asked(self.verifier.asks(path))
        return page.text

    def _insist(self, browser: Browser, write: Write) -> None:
        self.writes.append(write)
        while not write.is_done and not self.gave_up:
            write.answered.append(self._asked(browser.asks(write.path, write.fields, write.photo)).status)

    def _asked(self, answer: Answer) -> Answer:
        """Note what no fault of the machine excuses; where nobody is there, give it a moment."""
        self.unheard += not answer.status
        if answer.status in AWAY:
            Event().wait(0.05)
        polite = "Traceback" not in answer.text and (answer.status != 503 or answer.headers.get("Retry-After") == "5")
        if answer.status not in ANSWERS | AWAY or not polite:
            self.odd.append(answer)
        return answer


class Load:
    """All crews, round after round."""

    def __init__(self, carry: Carry, seed: str) -> None:
        self.crews = [Crew(carry, captain, seed) for captain in CREWS]
        self.random = Random(seed)
        self.tally: Counter[str] = Counter()

    @contextmanager
    def under_way(self, longest: float) -> Iterator[None]:
        """Everybody works for a random while; then the block, and then everybody ends what they have begun."""
        stop = Event()
        with ThreadPoolExecutor(len(self.crews)) as pool:
            working: list[Future[None]] = [pool.submit(crew.work, stop) for crew in self.crews]
            try:
                Event().wait(self.random.uniform(0, longest))
                yield
            except BaseException:
                for crew in self.crews:
                    crew.gave_up = True  # nobody will answer any more
                raise
            finally:
                stop.set()
            for each in working:
                each.result()

    def finished(self) -> list[Write]:
        """What was written since the last time, all of it answered; counts what it took."""
        writes = [write for crew in self.crews for write in crew.writes]
        for crew in self.crews:
            crew.writes = []
        self.tally["written"] += len(writes)
        self.tally["opened photos"] += sum(each.kind == "opening" for each in writes)
        self.tally["sent again"] += sum(len(each.answered) - 1 for each in writes)
        self.tally["broken off"] = sum(crew.unheard for crew in self.crews)
        self.tally["told to wait"] += sum(each.answered.count(503) for each in writes)
        self.tally["had landed unheard"] += sum(each.answered[-1] == 409 for each in writes if len(each.answered) > 1)
        return writes

    @property
    def odd(self) -> list[Answer]:
        return [answer for crew in self.crews for answer in crew.odd]


def wrong(app: Flask, writes: list[Write]) -> list[str]:
    """Writes that are not there exactly once; every one of them was answered."""
    sent = Counter((each.uuid, each.kind) for each in writes)
    uuids = {each.uuid for each in writes}
    stand_still(NOW)
    with app.app_context():
        found = _found(uuids)
    told = {uuid: [(each.kind, each.answered) for each in writes if each.uuid == uuid] for uuid in uuids}
    expected: Counter[tuple[str, str]] = Counter()
    for (uuid, kind), number in sent.items():
        for table in TABLES[kind]:
            expected[uuid, table] += number
    return [
        f"{table} of report {uuid}: {found[uuid, table]} instead of {expected[uuid, table]}, {told[uuid]}"
        for uuid, table in sorted(expected | found)
        if (uuid, table) in expected and found[uuid, table] != expected[uuid, table]
    ]


TABLES = {
    "report": ("reports", "report.submitted"),
    "correction": ("report.submitted",),
    "decision": ("decisions", "report.decided"),
    "opening": ("openings",),
}


def _found(uuids: set[str]) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    for uuid in db.session.scalars(select(Report.uuid).where(Report.uuid.in_(uuids))):
        found[uuid, "reports"] += 1
    subjects = [f"report:{uuid}" for uuid in uuids]
    for subject, kind in db.session.execute(
        select(AuditEvent.subject, AuditEvent.kind).where(AuditEvent.subject.in_(subjects))
    ):
        found[subject.removeprefix("report:"), kind] += 1
    decided = select(Report.uuid).join(Decision, Decision.report_id == Report.id).where(Report.uuid.in_(uuids))
    for uuid in db.session.scalars(decided):
        found[uuid, "decisions"] += 1
    opened = select(Report.uuid).join(Evidence, Evidence.report_id == Report.id).join(EvidenceOpening)
    for uuid in db.session.scalars(opened.where(Report.uuid.in_(uuids))):
        found[uuid, "openings"] += 1
    return found


def photos(app: Flask) -> int:
    """How many photos reports show."""
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Evidence)) or 0


def dangling(app: Flask) -> list[str]:
    """Photos that a report shows and that are not whole in the store (I15)."""
    with app.app_context():
        return list(photos_kept(app.extensions["photos"]))


def broken(app: Flask) -> list[str]:
    """Everything any invariant finds, photos that are not there included."""
    stand_still(NOW)
    with app.app_context():
        found = [f"{name}: {each}" for name, find in INVARIANTS.items() for each in find()]
    return found + dangling(app)
