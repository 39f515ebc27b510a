"""Play seasons over an arranged database: `python -m tests.parity URL FIRST LAST` prints a digest for each."""

import sys
import tempfile
from pathlib import Path

from tests.fixtures.databases import built_app
from tests.parity.seasons import play


def main(url: str, first: int, last: int) -> None:
    with tempfile.TemporaryDirectory() as folder, built_app(url, Path(folder)) as app, app.app_context():
        for number in range(first, last):
            print(number, play(number).digest, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
