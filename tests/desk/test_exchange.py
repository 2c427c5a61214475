"""Rows and cases come to the desk and leave it as files and pasted text."""

import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brownfield.case.case import Case
from brownfield.case.read import read_case
from brownfield.desk.pages.visit import Desk
from brownfield.desk.store.cases import kept_case
from brownfield.desk.store.states import state
from brownfield.desk.tables.incoming import edits_for, rows_in
from brownfield.desk.tables.outgoing import csv_of
from brownfield.desk.tables.sheets import SHEETS
from brownfield.errors import UseError
from tests.desk.conftest import Reader

DEMAND = "/cases/mini/tables/demand"


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
