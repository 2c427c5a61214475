"""Another program works out the workbook of a plan, and finds our values."""

import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from brownfield.questions.plan.document import Document
from brownfield.questions.plan.sheets.book import write_workbook
from tests.questions.plan.sheets.books import formulas, read

OFFICE = shutil.which("soffice")
LONGEST = 120  # seconds
VALUE = re.compile(rb"(</f>)<v>[^<]*</v>")

pytestmark = pytest.mark.peer


@pytest.mark.skipif(
    OFFICE is None or shutil.which("localc") is None,
    reason="LibreOffice Calc is not installed",
)
def test_libreoffice_finds_the_values_that_we_store(
    told: Document, tmp_path: Path
) -> None:
    """It gets the formulas without their values, so that it has none to copy."""
    ours, bare = tmp_path / "ours.xlsx", tmp_path / "bare.xlsx"
    write_workbook(told, ours)
    without_values(ours, bare)
    theirs = read(recalculated(bare, tmp_path / "there"))
    mine = read(ours)
    assert len(formulas(mine)) > 100
    for sheet, cell in formulas(mine):
        stored, found = mine[sheet][cell].value, theirs[sheet][cell].value
        assert isinstance(found, float), (sheet, cell, found)
        assert found == pytest.approx(stored, rel=1e-9, abs=1e-6), (sheet, cell)


def without_values(source: Path, target: Path) -> None:
    """Copy a workbook without the values of its formulas."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, VALUE.sub(rb"\1", old.read(name)))
    assert all(read(target)[s][c].value is None for s, c in formulas(read(target)))


def recalculated(path: Path, folder: Path) -> Path:
    """Return a workbook as LibreOffice reads and writes it."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    words = [str(OFFICE), "--headless", profile, "--convert-to", "xlsx", "--outdir"]
    subprocess.run(
        [*words, str(folder), str(path)],
        check=True,
        capture_output=True,
        timeout=LONGEST,
    )
    return folder / path.name
