"""The site as it is served (granian, two web processes, the worker) is killed in parts and whole while people work."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.clock import wall
from app.config import ROOT
from app.database import transaction
from app.models import Setting
from app.queries.demo_clock import KEY
from tests.cast import NOW
from tests.cli.test_serving import answers, free_port
from tests.crash.clients import over_http
from tests.crash.load import Load, broken, wrong

LONGEST = 0.3


class Site:
    """`flask serve` in a process of its own."""

    def __init__(self, url: str, folder: Path) -> None:
        self.port = free_port()
        self.settings = {
            "XUNGKICH_DATABASE_URL": url,
            "XUNGKICH_INSTANCE": str(folder),
            "XUNGKICH_BIND": f"127.0.0.1:{self.port}",
            "PATH": "/usr/bin:/bin",
        }
        self.log = (folder / "site.log").open("ab")

    def start(self) -> None:
        command = [sys.executable, "-m", "flask", "--app", "wsgi:app", "serve"]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=self.settings, stdout=self.log, stderr=self.log, text=True
        )
        assert answers(self.process, f"http://127.0.0.1:{self.port}/healthz"), self.told()

    def told(self) -> str:
        return Path(self.log.name).read_text()

    def kill_a_web_process(self) -> None:
        """One of the two; another takes its place."""
        [granian] = [pid for pid in children(self.process.pid) if "granian" in Path(f"/proc/{pid}/cmdline").read_text()]
        os.kill(children(granian)[-1], signal.SIGKILL)

    def kill_everything(self) -> None:
        """And start it again."""
        os.kill(self.process.pid, signal.SIGSTOP)
        for pid in children(self.process.pid):
            os.kill(pid, signal.SIGSTOP)  # no new ones while they are counted
        for pid in [*family(self.process.pid), self.process.pid]:
            os.kill(pid, signal.SIGKILL)
        self.process.wait()
        self.start()


@contextmanager
def served(url: str, folder: Path) -> Iterator[Site]:
    """The site, ended in order by one signal."""
    site = Site(url, folder)
    site.start()
    try:
        yield site
    finally:
        site.process.send_signal(signal.SIGTERM)
        assert site.process.wait(timeout=20) == 0
        site.log.close()


def children(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return [int(each) for task in tasks for each in (task / "children").read_text().split()]


def family(pid: int) -> list[int]:
    """The processes below this one."""
    return [found for child in children(pid) for found in (child, *family(child))]


def test_the_site_killed_in_parts_and_whole_loses_and_doubles_nothing(populated, seed):
    with populated("sqlite") as (url, app, folder):
        with app.app_context(), transaction() as session:
            session.add(Setting(key=KEY, value=str((NOW - wall()).total_seconds())))
        with served(url, folder) as site:
            load = Load(over_http(site.port), seed)
            for strike in (site.kill_a_web_process, site.kill_everything):
                with load.under_way(LONGEST):
                    strike()
                writes = load.finished()
                assert load.odd == [], site.told()
                assert wrong(app, writes) == []
                assert broken(app) == []
            print(dict(load.tally))
            assert load.tally["broken off"] > 0
