"""The papers as LibreOffice opens them: the same words in the same order, in Word and in Excel."""

import csv
import io
import os
import shutil
import subprocess

import pytest

from app.exports import annex_excel
from app.exports.papers import PAPERS, to_docx
from tests.exports.sheets import sheet
from tests.exports.test_papers import texts, words

__all__ = ["words"]
pytestmark = pytest.mark.soak
UTF8 = "csv:Text - txt - csv (StarCalc):44,34,76"  # comma, quotes, UTF-8


def converted(folder, name, body, kind):
    """What LibreOffice makes of a file, without a window."""
    office = shutil.which("soffice")
    assert office is not None, "missing: libreoffice-writer-nogui, libreoffice-calc-nogui"
    (folder / name).write_bytes(body)
    home = f"-env:UserInstallation=file://{folder}/home"
    command = [office, home, "--headless", "--convert-to", kind, "--outdir", str(folder), str(folder / name)]
    subprocess.run(command, check=True, capture_output=True, timeout=120, env=os.environ | {"HOME": str(folder)})
    return (folder / name).with_suffix(f".{kind.partition(':')[0]}").read_bytes()


def squeezed(lines):
    return [" ".join(each.split()) for each in lines if each.strip()]


@pytest.mark.parametrize("code", PAPERS)
def test_libreoffice_reads_every_paper_to_its_end(tmp_path, code):
    body = to_docx(code, sheet())
    plain = converted(tmp_path, f"{code}.docx", body, "txt:Text (encoded):UTF8").decode("utf-8-sig")
    assert squeezed(plain.splitlines()) == squeezed(texts(body))
    pdf = converted(tmp_path, f"{code}.docx", body, "pdf")
    told = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    assert "ĐOÀN TNCS HỒ CHÍ MINH" in told.stdout.decode()


def test_libreoffice_reads_the_annex_as_numbers_and_texts(tmp_path):
    body = annex_excel.to_xlsx(sheet(name="=1+1"))
    rows = list(csv.reader(io.StringIO(converted(tmp_path, "annex.xlsx", body, UTF8).decode())))
    assert rows[1][3] == "=1+1"
    assert rows[1][7] in ("10,000", "10.000", "10000")
