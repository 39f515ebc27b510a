"""What certificates cost: 2,000 in one ZIP, in a process of its own so that its memory is its own; and one alone."""

import resource
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from time import perf_counter

from flask import Flask
from flask_babel import Babel

from app.exports.certificate_words import Certificate
from app.exports.certificates import TOGETHER, certificate, singly, together
from app.exports.zips import packed
from bench.figures import Figure
from tests.exports.sheets import CERTIFICATE as SAMPLE

MANY = 2_000


def measure() -> Sequence[Figure]:
    """Seconds and memory of the whole, milliseconds of one."""
    told = subprocess.run([sys.executable, "-m", "bench.certificates"], capture_output=True, text=True, check=True)
    whole, cpu, peak, size, one, hundred, peak_of_hundred = map(float, told.stdout.split())
    return [
        Figure(f"{MANY:,} certificates in a ZIP", whole, "s", 60),
        Figure("processor time for them", cpu, "s"),
        Figure("memory of the whole process", peak, "MiB", 300),
        Figure("size of the ZIP", size, "MiB"),
        Figure("one certificate", one, "ms"),
        Figure(f"{TOGETHER} in one PDF for the printer", hundred, "s"),
        Figure("memory of the process after that", peak_of_hundred, "MiB", 300),
    ]


def _run() -> None:
    app = Flask(__name__)
    Babel(app, default_locale="vi")
    with app.test_request_context():
        one = _timed(lambda: certificate(_numbered(0)))
        begun, cpu = perf_counter(), _cpu()
        files = ((name, [body]) for name, body in singly((f"{at:04}", _numbered(at)) for at in range(MANY)))
        size = sum(len(piece) for piece in packed(files))
        taken, cpu, peak = perf_counter() - begun, _cpu() - cpu, _peak()
        hundred = _timed(lambda: together([_numbered(at) for at in range(TOGETHER)]))
        print(taken, cpu, peak, size / 2**20, one * 1000, hundred, _peak())


def _numbered(at: int) -> Certificate:
    return replace(SAMPLE, recipient=f"{SAMPLE.recipient} số {at}", address=f"{SAMPLE.address[:-4]}{at:04}")


def _timed(move: object) -> float:
    assert callable(move)
    move()
    begun = perf_counter()
    move()
    return perf_counter() - begun


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    _run()
