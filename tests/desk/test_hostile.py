"""What strangers send does no harm: markup, formulas, paths, sizes."""

import csv
import io
from pathlib import Path

import pytest

from brownfield.case.case import Case
from brownfield.desk.pages.visit import Desk
from brownfield.desk.store.cases import keep
from brownfield.desk.tables.outgoing import csv_of, safe, unmarked
from brownfield.desk.tables.sheets import SHEETS
from tests.desk.conftest import Reader

DEMAND = "/cases/mini/tables/demand"
FORMULAS = ("=1+1", "+A1", "-A1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0", "'=1")
BROKEN = bytes(46) + b"PK\5\6" + bytes(8) + b"\x2e" + bytes(9)  # a ZIP of nothing
XSS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 12345*54321 }}",
)


@pytest.mark.parametrize("cell", FORMULAS)
def test_no_cell_of_csv_is_a_formula(cell: str) -> None:
    """A spreadsheet takes nothing of it for one; numbers stay numbers."""
    rows = [{"product": cell, "note": cell, "price": "-1.5"}]
    lines = list(csv.DictReader(io.StringIO(csv_of(SHEETS["demand"], rows))))
    assert {lines[0]["product"][0], lines[0]["note"][0]} == {"'"}
    assert lines[0]["price"] == "-1.5"
    assert unmarked(safe(cell)) == cell


@pytest.mark.parametrize(
    "name", ["../../evil.csv", "..\\evil.csv", "/etc/passwd", "x.exe", "broken.xlsx"]
)
def test_a_file_that_is_none_of_a_case_is_refused(
    reader: Reader, tmp_path: Path, name: str
) -> None:
    """Folders in its name mean nothing, and nothing is written under its name."""
    sent = reader.client.post(
        "/cases",
        data={"mark": reader.mark()},
        files=[("files", (name, BROKEN))],
        follow_redirects=False,
    )
    assert sent.status_code == 400
    assert not list(tmp_path.rglob("evil*"))


@pytest.mark.parametrize("words", XSS)
def test_words_of_a_case_are_never_markup(
    reader: Reader, desk: Desk, mini: Case, words: str
) -> None:
    """Not in its title, its cells, its history, or what is wrong with it."""
    title = mini.with_settings("case", {"title": words})
    with desk.space.changing() as link:
        name = keep(link, title, words, words).name
    row = f"/cases/{name}/tables/demand/rows/1"
    reader.send(row, **{"was-note": "", "now-note": words, "now-price": words,
                        "was-price": "21500"})  # fmt: skip
    for address in (
        "/",
        f"/cases/{name}",
        f"/cases/{name}/tables/demand?words={words}",
        row,
        f"/cases/{name}/history",
        f"/cases/{name}/history/difference",
        f"/cases/{name}/{words}",
        f"/{words}",
    ):
        text = reader.client.get(address).text
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert "561741" not in text
