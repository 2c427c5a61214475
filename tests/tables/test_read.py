"""Are files that are no case, or a dangerous one, told and not trusted?"""

import random
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
import xlsxwriter

from brownfield.errors import DataError
from brownfield.tables.check import check
from brownfield.tables.definitions import TABLES
from brownfield.tables.files import databases, read, workbook_scan
from brownfield.tables.files.read import read_raw
from brownfield.tables.problems import Problem
from brownfield.tables.writing.write import write_tables
from tests.tables.conftest import VALID, Write

HEADS = {
    ".xlsx": b"PK\x03\x04",
    ".duckdb": bytes(8) + b"DUCK",
    ".sqlite": b"SQLite format 3\x00",
}
ALPHABET = 'a,"\n\r;1 .5=-é\u00a0\x00'
WORDS = ["", "1", "-1", "2026", "a", "demand", "set", "add", "volume", "year=2026"]


def _problems(path: Path) -> tuple[Problem, ...]:
    return check(read_raw(path)).problems


def test_nothing_there_is_told(tmp_path: Path) -> None:
    """A path without file or folder is an error at once."""
    with pytest.raises(DataError, match="There is no case at"):
        read_raw(tmp_path / "none")


def test_a_file_of_another_kind_is_told(tmp_path: Path) -> None:
    """A text file is no case, and the message says what is."""
    (tmp_path / "case.txt").write_text("hello", encoding="utf-8")
    with pytest.raises(DataError, match=r"case.txt is not a case\. A case is a folder"):
        read_raw(tmp_path / "case.txt")


def test_databases_are_known_by_their_header(write_case: Write, tmp_path: Path) -> None:
    """A SQLite file called .db is read as SQLite."""
    checked = check(read_raw(write_case()))
    assert checked.settings is not None
    write_tables(checked.tables, checked.settings, tmp_path / "case.sqlite")
    (tmp_path / "case.sqlite").rename(tmp_path / "case.db")
    assert _problems(tmp_path / "case.db") == ()


def test_database_problems_name_table_and_row(
    write_case: Write, tmp_path: Path
) -> None:
    """A database has no lines, so the row's key says where."""
    checked = check(read_raw(write_case()))
    assert checked.settings is not None
    write_tables(checked.tables, checked.settings, tmp_path / "case.sqlite")
    with closing(sqlite3.connect(tmp_path / "case.sqlite")) as database:
        database.execute("update demand set volume = -5 where year = 2027")
        database.execute("create table lane (origin, destination)")
        database.commit()
    unknown, bounds = _problems(tmp_path / "case.sqlite")
    assert (unknown.table, unknown.rule) == ("lane", "unknown_table")
    assert (bounds.line, bounds.row) == (None, "product=car, place=home, year=2027")
    assert "case.sqlite, table demand, column volume (product=car" in str(bounds)


def test_a_database_cannot_read_other_files(tmp_path: Path) -> None:
    """A view that reads a file outside the database is a problem, not a leak."""
    secret = tmp_path / "secret.csv"
    secret.write_text("place,customs_territory\nhome,UK\n", encoding="utf-8")
    path = tmp_path / "case.duckdb"
    with closing(duckdb.connect(str(path))) as database:
        database.execute(f"create view places as from read_csv('{secret}')")
    raw = read_raw(path)
    assert "places" not in raw.tables
    assert ("places", "unreadable") in {(p.table, p.rule) for p in raw.problems}


def test_the_same_table_twice_is_told(write_case: Write) -> None:
    """A table as CSV and as Parquet is ambiguous."""
    folder = write_case()
    pl.DataFrame({"place": ["x"]}).write_parquet(folder / "places.parquet")
    (problem,) = _problems(folder)
    assert (problem.file, problem.rule) == ("places.parquet", "table_twice")


def test_other_files_beside_the_tables_are_let_be(write_case: Write) -> None:
    """Readme and hidden files are ignored; a table in a foreign format is told."""
    folder = write_case()
    for name in ("README.md", ".hidden.csv", "lanes.xlsx"):
        (folder / name).write_text("x", encoding="utf-8")
    (problem,) = _problems(folder)
    assert (problem.file, problem.rule) == ("lanes.xlsx", "unknown_file")
    assert problem.hint == "Save the table as lanes.csv"


def test_parquet_columns_of_lists_are_told(write_case: Write) -> None:
    """A nested column has no text form."""
    folder = write_case(places=None)
    (folder / "places.csv").unlink(missing_ok=True)
    pl.DataFrame({"place": [["x"]]}).write_parquet(folder / "places.parquet")
    (problem,) = _problems(folder)
    assert (problem.file, problem.rule) == ("places.parquet", "unreadable")


def test_error_cells_are_told(tmp_path: Path) -> None:
    """#N/A typed as a value would be read as blank, so it is a problem."""
    path = tmp_path / "case.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("places")
        sheet.write_row(0, 0, ["place", "customs_territory"])
        sheet.write_row(1, 0, ["home", "UK"])
    _replace_part(
        path, "xl/worksheets/sheet1.xml", b't="s"><v>3</v>', b't="e"><v>#N/A</v>'
    )
    found = [p for p in _problems(path) if p.rule == "error_cell"]
    assert [(p.line, p.column, p.value) for p in found] == [
        (2, "customs_territory", "#N/A")
    ]


def _replace_part(path: Path, part: str, old: bytes, new: bytes) -> None:
    with zipfile.ZipFile(path) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    assert old in content[part]
    content[part] = content[part].replace(old, new)
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in content.items():
            archive.writestr(name, data)


def test_a_workbook_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A small file that unpacks to a large one is not opened."""
    path = tmp_path / "case.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bytes(3_000_000))
    monkeypatch.setattr(workbook_scan, "MOST_UNPACKED", 2_000_000)
    (problem,) = _problems(path)
    assert problem.rule == "unreadable"
    assert "it unpacks to more than 2 MB" in problem.message


def test_a_workbook_with_its_own_document_type_is_refused(tmp_path: Path) -> None:
    """Entities could expand without end, so they are refused."""
    path = tmp_path / "case.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a/>')
    (problem,) = _problems(path)
    assert "declares a document type" in problem.message


@pytest.mark.parametrize("ending", sorted(HEADS))
def test_garbage_with_the_right_header_is_one_problem(
    tmp_path: Path, ending: str
) -> None:
    """Files that only begin like a case are told, once, and never raise."""
    source = random.Random(7)  # noqa: S311 (not for secrets)
    for size in (0, 10, 3_000):
        path = tmp_path / f"case{ending}"
        path.write_bytes(HEADS[ending] + source.randbytes(size))
        assert {problem.rule for problem in _problems(path)} <= {
            "unreadable",
            "missing_settings",
            "missing_table",
        }
        assert _problems(path)


@pytest.mark.parametrize("seed", range(40))
def test_garbage_tables_give_problems_and_never_raise(
    write_case: Write, seed: int
) -> None:
    """Random bytes, random marks and random words in real columns are all told."""
    source = random.Random(seed)  # noqa: S311 (not for secrets)
    tables = ("demand", "what_ifs", "scenarios", "ramp_curves", "trade_measures")
    changes = {name: _garbage(source, name) for name in tables}
    folder = write_case(**changes, case=source.randbytes(source.randint(0, 40)))
    (folder / "facts.parquet").write_bytes(b"PAR1" + source.randbytes(50))
    problems = _problems(folder)
    assert problems
    assert all(str(problem) for problem in problems)


def _garbage(source: random.Random, name: str) -> bytes:
    kind = source.randrange(3)
    if kind == 0:
        return source.randbytes(source.randint(0, 200))
    if kind == 1:
        return "".join(source.choices(ALPHABET, k=source.randint(0, 120))).encode()
    columns = TABLES[name].column_names
    rows = [source.choices(WORDS, k=len(columns)) for _ in range(4)]
    return "\n".join(",".join(row) for row in [columns, *rows]).encode()


def test_case_sheet_lists_and_numbers_are_read(tmp_path: Path) -> None:
    """Keys of the sheet `case` are split at dots, lists at commas."""
    path = tmp_path / "case.xlsx"
    pairs = [
        ("key", "value"),
        ("case.first_year", 2026),
        ("case.last_year", 2027),
        ("plan.parties", "maker, guest"),
        ("plan.objective_weights.maker", 0.5),
        ("alternatives.import-only", "Import only"),
        ("solve.gap", "lots"),
        ("case.price_base", None),
    ]
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("case")
        for row, cells in enumerate(pairs):
            sheet.write_row(row, 0, cells)
    raw = read_raw(path)
    assert raw.settings is not None
    assert raw.settings.content["plan"] == {
        "parties": ["maker", "guest"],
        "objective_weights": {"maker": "0.5"},
    }
    assert raw.settings.content["alternatives"] == {"import-only": "Import only"}
    (wrong,) = [p for p in check(raw).problems if p.rule == "settings"]
    assert (wrong.sheet, wrong.line, wrong.column) == ("case", 7, "solve.gap")


def test_valid_files_name_declared_tables() -> None:
    """The case the tests change uses declared tables only."""
    assert {name.partition(".")[0] for name in VALID} - {"case"} <= set(TABLES)


def test_a_link_to_nothing_and_a_folder_are_told(write_case: Write) -> None:
    """A table behind a broken link is not a table without rows."""
    folder = write_case()
    (folder / "lanes.csv").unlink(missing_ok=True)
    (folder / "lanes.csv").symlink_to("moved.csv")
    (folder / "hazards.csv").mkdir()
    (folder / "thesis.csv").mkdir()
    found = {p.file: p for p in _problems(folder) if p.rule == "no_file"}
    assert set(found) == {"lanes.csv", "hazards.csv"}
    assert found["lanes.csv"].value == "moved.csv"
    assert "a link to a file that is not there" in found["lanes.csv"].message
    assert "there is no file" in found["hazards.csv"].message


def test_settings_behind_a_broken_link_are_told(write_case: Write) -> None:
    """Once, and not as settings that are missing."""
    folder = write_case()
    (folder / "case.toml").unlink()
    (folder / "case.toml").symlink_to("case.toml")
    assert [(p.file, p.rule) for p in _problems(folder)] == [("case.toml", "no_file")]


VIEW_OF_MANY = {
    ".sqlite": "create view places as with recursive n(place) as "
    "(select 1 union all select place + 1 from n) "
    "select place, 'UK' as customs_territory from n",
    ".duckdb": "create view places as "
    "select range as place, 'UK' as customs_territory from range(1000000)",
}
VIEW_OF_NONE = (
    "create view places as with recursive n(place) as "
    "(select 1 union all select place + 1 from n) select count(*) from n"
)


@pytest.mark.parametrize("ending", [".sqlite", ".duckdb"])
@pytest.mark.parametrize("limit", ["MOST_ROWS", "MOST_TEXT"])
def test_a_view_of_any_number_of_rows_is_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str, limit: str
) -> None:
    """Reading stops at the limit, of rows or of characters, and says so."""
    monkeypatch.setattr(databases, limit, 5_000)
    monkeypatch.setattr(databases, "AT_ONCE", 1_000)
    path = tmp_path / f"case{ending}"
    with _opened(path) as database:
        database.execute(VIEW_OF_MANY[ending])
        database.commit()
    raw = read_raw(path)
    assert "places" not in raw.tables
    (problem,) = [p for p in raw.problems if p.table == "places"]
    assert problem.rule == "too_many"
    assert "was not read" in problem.message


def test_a_view_that_never_ends_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It gives no row, so only its steps can be counted."""
    monkeypatch.setattr(databases, "MOST_STEPS", 1)
    path = tmp_path / "case.sqlite"
    with _opened(path) as database:
        database.execute(VIEW_OF_NONE)
        database.commit()
    (problem,) = [p for p in read_raw(path).problems if p.table == "places"]
    assert problem.rule == "too_slow"


def _opened(path: Path) -> Any:
    is_sqlite = path.suffix == ".sqlite"
    return closing(sqlite3.connect(path) if is_sqlite else duckdb.connect(str(path)))


def test_a_parquet_file_that_claims_too_many_cells_is_told(
    write_case: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three rows of two columns are six cells, one more than allowed here."""
    folder = write_case(places=None)
    (folder / "places.csv").unlink(missing_ok=True)
    rows = pl.DataFrame({"place": ["a", "b", "c"], "customs_territory": ["UK"] * 3})
    rows.write_parquet(folder / "places.parquet")
    monkeypatch.setattr(read, "MOST_CELLS", 5)
    assert [p.rule for p in _problems(folder) if p.file == "places.parquet"] == [
        "unreadable"
    ]
