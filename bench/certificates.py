"""What certificates cost: 2,000 in one ZIP, in a process of its own so that its memory is its own; and one alone."""

import resource
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from time import perf_counter

from flask import Flask
from flask_babel import Babel

from app.exports.certificate_words import Certificate
from app.exports.certificates import TOGETHER, certificate, together, zipped
from bench.figures import Figure

MANY = 2_000
SAMPLE = Certificate(
    kind="team",
    address="https://xungkich.example/certificates/4f1f6f0e-7c0b-4a55-9d2e-0d6f5d1a2b3c",
    recipient="Tổ công nghệ số thanh niên",
    unit="Đoàn phường Quy Nhơn",
    prize_code="first",
    prize="Giải Nhất",
    cluster="Phường",
    campaign="Tháng Thanh niên năm 2026",
    starts_on=date(2026, 3, 1),
    ends_on=date(2026, 3, 31),
    issuer="Tỉnh Đoàn Gia Lai",
    place="Gia Lai",
    made_on=date(2026, 4, 13),
)


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
        size = sum(len(piece) for piece in zipped((f"{at:04}", _numbered(at)) for at in range(MANY)))
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
