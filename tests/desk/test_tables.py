"""Tables on the desk: cells are changed, checked, pasted and given away."""

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brownfield.case.case import Case
from brownfield.case.read import read_case
from brownfield.desk.pages.visit import Desk
from brownfield.desk.store.cases import keep, kept_case
from brownfield.desk.store.states import state
from brownfield.desk.tables.incoming import edits_for, rows_in
from brownfield.desk.tables.outgoing import csv_of, safe, unmarked
from brownfield.desk.tables.reading import read
from brownfield.desk.tables.sheets import SHEETS
from brownfield.errors import UseError
from tests.desk.conftest import Reader

DEMAND = "/cases/mini/tables/demand"
FORMULAS = ("=1+1", "+A1", "-A1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0", "'=1")
BROKEN = bytes(46) + b"PK\5\6" + bytes(8) + b"\x2e" + bytes(9)  # a ZIP of nothing
XSS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 12345*54321 }}",
)


def save(reader: Reader, row: int, **cells: tuple[str, str]) -> int:
    """Change cells of a row of `demand`; return the status."""
    fields = {f"was-{name}": was for name, (was, _) in cells.items()}
    fields |= {f"now-{name}": now for name, (_, now) in cells.items()}
    return int(reader.send(f"{DEMAND}/rows/{row}", **fields).status_code)


def test_a_wrong_cell_is_told_beside_it_and_mended(reader: Reader) -> None:
    """It is kept, marked and counted; no question is asked until it is mended."""
    assert save(reader, 1, price=("21500", "abc")) == 303
    page = reader.client.get(f"{DEMAND}.json").json()
    (line,) = [one for one in page["rows"] if one["row"] == 1]
    assert line["cells"]["price"] == "abc"
    assert [one["column"] for one in line["remarks"]] == ["price"]
    assert page["num_problems"] == 1
    text = reader.client.get(DEMAND).text
    assert "This column holds a number" in text
    assert reader.send("/cases/mini/ask/plan").status_code == 400
    assert reader.client.get("/runs.json").json()["runs"] == []
    assert save(reader, 1, price=("abc", "21500")) == 303
    assert reader.client.get(f"{DEMAND}.json").json()["num_problems"] == 0
    assert reader.send("/cases/mini/ask/plan").headers["Location"] == "/runs/1"


def test_a_script_hears_what_is_wrong_with_the_row(reader: Reader) -> None:
    """The address of the JSON takes the same form, and gives the row."""
    form = {"was-year": "2027", "now-year": "1800"}
    told = reader.send(f"{DEMAND}/rows/1.json", **form).json()
    (cell,) = [one for one in told["cells"] if one["name"] == "year"]
    assert cell["value"] == "1800"
    assert cell["remarks"][0]["is_problem"]


@pytest.mark.parametrize(
    ("column", "text", "told"),
    [
        ("price", "abc", "This column holds a number"),
        ("price", "-1", "at least 0"),
        ("price", "", "needed"),
        ("product", "VX", "VE"),
        ("price", "23000", ""),
    ],
)
def test_a_cell_is_judged_as_it_is_typed(
    reader: Reader, column: str, text: str, told: str
) -> None:
    """Type, limits, blanks and references; nothing is kept."""
    asked = {"column": column, "text": text}
    found = reader.client.get(f"{DEMAND}/rows/1/judge.json", params=asked).json()
    words = " ".join(one["words"] for one in found["remarks"])
    assert told in words
    assert len(found["remarks"]) == bool(told)
    assert reader.client.get("/cases/mini/history.json").json()["version"] == 0


@pytest.mark.parametrize(
    ("typed", "ends"),
    [
        ("20000 to 24000", ("20000", "22000", "24000")),
        ("20000 to 21000 TO 24e3", ("20000", "21000", "24000")),
    ],
)
def test_a_range_is_an_assumption(
    reader: Reader, typed: str, ends: tuple[str, ...]
) -> None:
    """The cell gets the likeliest number; the same cell has one row of assumptions."""
    assert save(reader, 1, price=("21500", "1 to 2")) == 303
    assert save(reader, 1, price=("1.5", typed)) == 303
    row = reader.client.get(f"{DEMAND}.json").json()["rows"][0]
    assert row["cells"]["price"] == ends[1]
    page = reader.client.get("/cases/mini/tables/assumptions.json").json()
    where = "product=VE, place=uk, year=2027"
    assert [one["cells"] for one in page["rows"]] == [
        {"table": "demand", "where": where, "column": "price"}
        | dict(zip(("low", "mode", "high"), ends, strict=True))
    ]
    assert page["num_problems"] == 0
    reader.send("/cases/mini/history/undo")
    reader.send("/cases/mini/history/undo")
    page = reader.client.get("/cases/mini/tables/assumptions.json").json()
    assert page["count"] == 0


def test_two_ranges_of_a_row_are_two_assumptions(reader: Reader) -> None:
    """Sent together, with a new key of the row: they name it as it is then."""
    cells = {"price": ("21500", "1 to 3"), "volume": ("25000", "4 to 6")}
    assert save(reader, 1, year=("2027", "2026"), **cells) == 303
    page = reader.client.get("/cases/mini/tables/assumptions.json").json()
    found = {one["cells"]["column"]: one["cells"] for one in page["rows"]}
    assert {name: one["mode"] for name, one in found.items()} == {
        "price": "2",
        "volume": "5",
    }
    assert {one["where"] for one in found.values()} == {
        "product=VE, place=uk, year=2026"
    }


def test_a_range_in_a_new_row_is_an_assumption(reader: Reader) -> None:
    """As in a row that is there; a range in `assumptions` itself is a wrong cell."""
    cells = {"product": "VE", "place": "uk", "year": "2026", "price": "1 to 3"}
    sent = reader.send(f"{DEMAND}/new", **{f"now-{n}": c for n, c in cells.items()})
    page = reader.client.get(f"{sent.headers['Location']}.json").json()
    assert json.loads(page["was"]) == {**cells, "price": "2"}
    assumptions = "/cases/mini/tables/assumptions"
    reader.send(f"{assumptions}/new", **{"now-low": "1 to 2"})
    page = reader.client.get(f"{assumptions}.json").json()
    first, second = (one["cells"] for one in page["rows"])
    assert [first[n] for n in ("column", "low", "mode", "high")] == ["price", *"123"]
    assert second == {"low": "1 to 2"}


@pytest.mark.parametrize("typed", ["2 to 1", "1 to", "to 2", "1 to 2 to 3 to 4"])
def test_what_is_no_range_stays_a_wrong_cell(reader: Reader, typed: str) -> None:
    """And is told beside it."""
    assert save(reader, 1, price=("21500", typed)) == 303
    page = reader.client.get(f"{DEMAND}.json").json()
    assert (page["rows"][0]["cells"]["price"], page["num_problems"]) == (typed, 1)


def test_two_readers_do_not_write_over_each_other(reader: Reader) -> None:
    """The second one is told who was quicker, and what stands there."""
    assert save(reader, 1, price=("21500", "22000")) == 303
    found = reader.send(
        f"{DEMAND}/rows/1", **{"was-price": "21500", "now-price": "23000"}
    )
    assert found.status_code == 409
    assert "column price is 22000 now" in found.text


def test_a_row_is_added_and_taken_away(reader: Reader) -> None:
    """Both can be taken back."""
    cells = {"now-product": "VE", "now-place": "uk", "now-year": "2026"}
    made = reader.send(f"{DEMAND}/new", **cells, **{"now-volume": "7"})
    assert made.headers["Location"] == f"{DEMAND}/rows/13"
    was = reader.client.get(f"{DEMAND}/rows/13.json").json()["was"]
    assert reader.send(f"{DEMAND}/rows/13/drop", was=was).status_code == 303
    assert reader.client.get(f"{DEMAND}/rows/13").status_code == 404
    reader.send("/cases/mini/history/undo")
    assert reader.client.get(f"{DEMAND}/rows/13.json").json()["was"] == was
    reader.send("/cases/mini/history/restore", version="0")
    assert reader.client.get(f"{DEMAND}.json").json()["count"] == 12


def test_rows_are_sought_and_put_in_order(reader: Reader) -> None:
    """By the numbers of a column, and by words in any cell."""
    asked = f"{DEMAND}.json?order=volume&down=1"
    rows = reader.client.get(asked).json()["rows"]
    volumes = [float(one["cells"]["volume"]) for one in rows]
    assert volumes == sorted(volumes, reverse=True)
    assert len(set(volumes)) > 1
    found = reader.client.get(f"{DEMAND}.json?words=vh").json()
    assert {one["cells"]["product"] for one in found["rows"]} == {"VH"}
    assert reader.client.get(f"{DEMAND}.json?words=%25").json()["count"] == 0


@pytest.mark.parametrize("page", ["0", "-1", "1e9", "9999999", "x", "', 1"])
def test_a_page_that_is_none_is_no_error(reader: Reader, page: str) -> None:
    """What stands in an address is a number, or the first page is shown."""
    assert reader.client.get(f"{DEMAND}?page={page}").status_code == 200


def test_a_large_table_is_paged_on_the_server(reader: Reader, desk: Desk) -> None:
    """5,000 rows: a page holds 100 of them."""
    lines = "\n".join(f"p{n},uk,2027,{n},1" for n in range(5_000))
    text = f"product,place,year,volume,price\n{lines}"
    sent = reader.client.post(
        f"{DEMAND}/take",
        data={"mark": reader.mark(), "whole": "1"},
        files={"file": ("demand.csv", text.encode())},
        follow_redirects=False,
    )
    assert sent.status_code == 303
    with desk.space.reading() as link:
        case = kept_case(link, "mini")
        assert len(state(link, case, case.version)["demand"]) == 5_000
    page = reader.client.get(f"{DEMAND}.json?page=50&order=volume").json()
    assert [page["count"], page["num_pages"], len(page["rows"])] == [5_000, 50, 100]
    assert page["rows"][-1]["cells"]["volume"] == "4999"


def test_pasted_rows_take_the_place_of_those_with_their_key(reader: Reader) -> None:
    """A known key changes its cells, a new one adds a row; others stay."""
    rows = "product\tplace\tyear\tvolume\tprice\nVE\tuk\t2027\t1\t2\nVE\tuk\t2026\t3\t4"
    assert reader.send(f"{DEMAND}/take", rows=rows).status_code == 303
    found = reader.client.get(f"{DEMAND}.json").json()["rows"]
    assert len(found) == 13
    assert found[0]["cells"]["volume"] == "1"
    assert found[0]["cells"]["lost_sale_penalty"] == "0"
    assert found[-1]["cells"]["year"] == "2026"


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("product,plaec\nVE,uk", "Did you mean 'place'?"),
        ("product,product\nVE,uk", "Two columns are called 'product'"),
        ("VE,uk,2027,1,2,3,4,5,6,7,8,9", "Line 1 has 12 cells, and there are 10"),
        (" \n ", "There are no rows"),
    ],
)
def test_rows_that_are_none_are_told(rows: str, told: str) -> None:
    """With what is allowed."""
    with pytest.raises(UseError, match=told.replace("?", r"\?")):
        rows_in(SHEETS["demand"], rows)


@settings(max_examples=20, derandomize=True)
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r\n\x00")))
def test_a_text_of_csv_is_read_back(text: str) -> None:
    """However it begins; blanks around it go."""
    cell = text.strip()
    rows = [{"product": "VE", "note": cell}] if cell else [{"product": "VE"}]
    read_back = rows_in(SHEETS["demand"], csv_of(SHEETS["demand"], rows))
    assert read_back == rows


@pytest.mark.parametrize("cell", FORMULAS)
def test_no_cell_of_csv_is_a_formula(cell: str) -> None:
    """A spreadsheet takes nothing of it for one; numbers stay numbers."""
    rows = [{"product": cell, "note": cell, "price": "-1.5"}]
    lines = list(csv.DictReader(io.StringIO(csv_of(SHEETS["demand"], rows))))
    assert {lines[0]["product"][0], lines[0]["note"][0]} == {"'"}
    assert lines[0]["price"] == "-1.5"
    assert unmarked(safe(cell)) == cell


def test_given_away_and_taken_back_nothing_changes(reader: Reader) -> None:
    """The CSV of a table, sent again, is no change."""
    text = reader.client.get(f"{DEMAND}/csv").text
    reader.send(f"{DEMAND}/take", rows=text, whole="1")
    assert reader.client.get("/cases/mini/history.json").json()["version"] == 0


def test_rows_left_out_go_where_all_are_given() -> None:
    """And a key that comes twice keeps two rows."""
    one, two = {"product": "VE", "year": "1"}, {"product": "VE", "year": "2"}
    known = {4: one, 7: two, 9: one}
    edits = edits_for(SHEETS["demand"], known, [one, one], 10, is_whole=True)
    assert [(edit.row, edit.now) for edit in edits] == [(7, None)]


@pytest.mark.parametrize("form", ["xlsx", "duckdb", "sqlite", "zip"])
def test_a_case_given_away_is_the_case(
    reader: Reader, mini: Case, tmp_path: Path, form: str
) -> None:
    """Every form has the same digest; sent again it is one more case."""
    content = reader.client.get(f"/cases/mini/file/{form}").content
    path = tmp_path / f"mine.{form}"
    path.write_bytes(content)
    if form == "zip":
        with zipfile.ZipFile(path) as book:
            book.extractall(tmp_path)
        path = tmp_path / "mini"
    assert read_case(path).digest == mini.digest
    files = [path] if path.is_file() else sorted(path.iterdir())
    sent = reader.client.post(
        "/cases",
        data={"mark": reader.mark()},
        files=[("files", (one.name, one.read_bytes())) for one in files],
        follow_redirects=False,
    )
    assert sent.status_code == 303, sent.text


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


def test_changes_become_a_what_if(reader: Reader, desk: Desk) -> None:
    """Cells, a row more and a row less; the case is as it was before them."""
    save(reader, 1, price=("21500", "20000"))
    was = reader.client.get(f"{DEMAND}/rows/2.json").json()["was"]
    reader.send(f"{DEMAND}/rows/2/drop", was=was)
    cells = {
        "product": "VE",
        "place": "eu",
        "year": "2026",
        "volume": "9",
        "price": "8",
    }
    reader.send(f"{DEMAND}/new", **{f"now-{n}": cell for n, cell in cells.items()})
    kept = reader.send("/cases/mini/history/keep", first="0", name="mine")
    assert kept.status_code == 303, kept.text
    with desk.space.reading() as link:
        case = kept_case(link, "mini")
        now = read("mini", state(link, case, case.version)).case()
    mini = read_case("mini")
    assert now.tables["demand"].equals(mini.tables["demand"])
    changed = now.apply("mine").tables["demand"]
    assert changed.height == mini.tables["demand"].height
    assert changed["price"][0] == 20_000.0
    assert changed.row(-1, named=True)["volume"] == 9.0
    twice = reader.send("/cases/mini/history/keep", first="0", name="mine")
    assert twice.status_code == 400


def test_a_key_is_no_matter_of_a_what_if(reader: Reader) -> None:
    """It says what to do instead, and nothing is changed."""
    save(reader, 1, year=("2027", "2026"))
    found = reader.send("/cases/mini/history/keep", first="0", name="mine")
    assert found.status_code == 400
    assert "Take the row away and add another one" in found.text
    assert reader.client.get("/cases/mini/history.json").json()["version"] == 1


def test_every_address_of_a_page_leads_somewhere(reader: Reader) -> None:
    """The links of every page, and their JSON, are there."""
    todo, seen = ["/", DEMAND], set[str]()
    while todo:
        address = todo.pop(0)
        if address in seen or len(seen) > 60:
            continue
        seen.add(address)
        found = reader.client.get(address)
        assert found.status_code == 200, address
        if found.headers["Content-Type"].startswith("text/html"):
            links = [part.split('"')[0] for part in found.text.split('href="')[1:]]
            here = address.split("?")[0]
            todo += [
                link.replace("&amp;", "&") if link.startswith("/") else here + link
                for link in links
                if link.startswith(("/", "?"))
            ]
    assert {DEMAND, f"{DEMAND}.json", f"{DEMAND}/csv"} <= seen
