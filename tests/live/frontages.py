"""nginx with nchan as `deploy/boards.conf` sets them up, as a process of our own on free loopback ports."""

import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.config import ROOT

MODULE = Path("/usr/lib/nginx/modules/ngx_nchan_module.so")
MAIN = """
load_module {module};
worker_processes auto;
worker_rlimit_nofile {most};
daemon off;
{user}
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
events {{ worker_connections {most}; }}
http {{
    access_log off;
    sendfile on;
    tcp_nopush on;
    keepalive_requests 1000000;
    nchan_shared_memory_size 128M;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {boards}
}}
"""


@dataclass(frozen=True)
class Frontage:
    """Where readers and the publishing app find it."""

    port: int
    publish_url: str
    pid: int


@contextmanager
def frontage(folder: Path, app_port: int, user: str = "", most: int = 4096) -> Iterator[Frontage]:
    """The recipe of deploy/ with other addresses."""
    if not MODULE.exists():
        pytest.fail("missing: nginx with nchan (apt-get install nginx libnginx-mod-nchan)")
    port, inner = free_port(), free_port()
    boards = (ROOT / "deploy" / "boards.conf").read_text(encoding="utf-8")
    for ours, theirs in (
        ("127.0.0.1:8000", f"127.0.0.1:{app_port}"),
        ("127.0.0.1:8080", f"127.0.0.1:{port}"),
        ("127.0.0.1:8081", f"127.0.0.1:{inner}"),
        ("/var/cache/nginx/xungkich", f"{folder}/cache"),
    ):
        assert ours in boards
        boards = boards.replace(ours, theirs)
    settings = folder / "nginx.conf"
    settings.write_text(
        MAIN.format(module=MODULE, folder=folder, user=user, most=most, boards=boards), encoding="utf-8"
    )
    process = subprocess.Popen(["/usr/sbin/nginx", "-p", folder, "-c", settings], stderr=subprocess.PIPE, text=True)
    try:
        wait_for(process, port)
        yield Frontage(port, f"http://127.0.0.1:{inner}/boards", process.pid)
    finally:
        process.terminate()
        process.communicate(timeout=20)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def wait_for(process: "subprocess.Popen[str]", port: int) -> None:
    for _ in range(200):
        with suppress(OSError):
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=0.05)
            break
    pytest.fail(f"nginx did not start:\n{process.communicate()[1]}")
