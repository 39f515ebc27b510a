"""Nothing in the repository points at the machine it was written on, or at a registry."""

import re
import subprocess

from app.config import ROOT

ADDRESS = re.compile(
    r"https?://[^\s\"']*(?:registry|/simple/|/packages/[0-9a-f]{2}/)"
    r"|(?:files\.pythonhosted|registry\.npmjs|registry\.yarnpkg)\.org"
    r"|--(?:extra-)?index-url"
    r"|(?<![\w.*}])/(?:work|root|home|Users|tmp|private|mnt|workspace)/(?=[\w.<$])"
)


def tracked() -> list[str]:
    """Every file that is committed or would be."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")[:-1]


def found(text: str) -> list[str]:
    return ADDRESS.findall(text)


def test_no_file_names_a_registry_or_a_place_on_one_machine():
    suspects = {}
    for name in tracked():
        path = ROOT / name
        if (
            path.is_file()
            and b"\0" not in (content := path.read_bytes())
            and (hits := found(content.decode(errors="replace")))
        ):
            suspects[name] = hits
    assert suspects == {}


def test_planted_addresses_are_seen():
    assert found("see https:" + "//registry.example/pico") != []
    assert found("url = https:" + "//example.org/simple/flask") != []
    assert found("pip install --index" + "-url x") != []
    assert found("open('/ho" + "me/me/notes.txt')") != []
    assert found("cd /ro" + "ot/x") != []
    assert found("/usr/bin/chromium, /usr/lib/postgresql, app/home/x, https://xungkich.example/home/") == []
