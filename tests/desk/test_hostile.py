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
    "{% for one in 1 %}561741{% endfor %}",
    "'-alert(1)-'",
    "javascript:alert(1)",
    "</title><script>alert(1)</script>",
    "<svg/onload=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\u202e<script>alert(1)</script>",
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
        f"/cases/{name}/tables",
        f"/cases/{name}/stops?target={words}",
        f"/cases/{name}/stops?weeks={words}",
        f"/cases/{name}/compare",
        f"/cases/{name}/review",
        f"/cases/{name}/{words}",
        f"/compare?run={words}",
        f"/runs/{words}",
        f"/{words}",
    ):
        text = reader.client.get(address).text
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert "<svg/onload" not in text
        assert 'href="javascript' not in text
        assert "670592745" not in text  # 12345 x 54321
    told = reader.send(f"/cases/{name}/ask/plan").text
    assert "<script>alert" not in told


@pytest.mark.parametrize("words", FORMULAS)
def test_no_cell_of_a_page_is_a_formula(reader: Reader, words: str) -> None:
    """Whoever changed a cell, and what stands there, is marked in the CSV."""
    reader.send("/who", who=words, back="/")
    reader.send(f"{DEMAND}/rows/1", **{"was-note": "", "now-note": words})
    text = reader.client.get("/cases/mini/history.csv").text
    cells = [cell for line in csv.reader(io.StringIO(text)) for cell in line]
    starts = ("=", "+", "-", "@", "\t", "\r")
    assert not [one for one in cells if one.startswith(starts)]


@pytest.mark.parametrize(
    "address",
    [
        "/cases/..%2f..%2fetc/tables",
        "/cases/%2e%2e/file/zip",
        "/assets/0/..%2f..%2fserve.py",
        "/assets/../../../etc/passwd",
        "/cases/mini/file/..%2fzip",
        "/cases/mini/tables/..%2f..%2fcase.toml",
        "/runs/1%2f..%2f..%2fdesk.sqlite",
        "/runs/1/tables/../../../x",
    ],
)
def test_no_path_leads_outside(reader: Reader, address: str) -> None:
    """Nothing is there."""
    found = reader.client.get(address, follow_redirects=False)
    assert found.status_code in (400, 404)
    assert "root:" not in found.text
    assert "import " not in found.text


@pytest.mark.parametrize(
    "fields",
    [
        {f"now-{n}": "1" for n in range(3_000)},
        {"now-note": "x" * 1_100_000},
        {"now-price": "9" * 100_000},
        {"now-product": "VE," * 50_000},
    ],
    ids=["fields", "part", "number", "name"],
)
def test_what_is_too_large_harms_nobody(reader: Reader, fields: dict[str, str]) -> None:
    """It is refused, or kept as a wrong cell; the table is there afterwards."""
    found = reader.send(f"{DEMAND}/rows/1", **fields)
    assert found.status_code < 500
    assert reader.client.get(DEMAND).status_code == 200


@pytest.mark.parametrize(
    "asked",
    [
        "target=" + "&target=".join(f"place:p{n}" for n in range(3_000)),
        f"weeks={'9' * 4_000}",
        "latitude=1e308&longitude=1&radius=1",
        "zoom=999999999",
    ],
    ids=["targets", "weeks", "far", "zoom"],
)
def test_an_address_that_is_too_much_is_answered(reader: Reader, asked: str) -> None:
    """As a page, or as what is wrong with it."""
    assert reader.client.get(f"/cases/mini/stops?{asked}").status_code in (200, 400)
