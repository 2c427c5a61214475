"""Does a case with one column a year read back as the case with one row a year?"""

from pathlib import Path

import polars as pl
import pytest

from brownfield.case.read import check_case, read_case, shipped_cases
from brownfield.errors import UseError
from brownfield.tables.definitions import TABLES
from brownfield.tables.frames import Row, typed_frame
from brownfield.tables.writing.wide import as_wide
from brownfield.tables.writing.write import write_tables
from tests.test_cli import run


@pytest.mark.parametrize("ending", ["", ".xlsx"])
@pytest.mark.parametrize("name", shipped_cases())
def test_the_wide_form_reads_back_as_the_same_case(
    name: str, ending: str, tmp_path: Path
) -> None:
    """Same digest, and nothing to say about it: the headings name column and year."""
    case = read_case(name)
    path = tmp_path / f"wide{ending}"
    write_tables(dict(case.tables), case.settings, path, format="wide")
    assert read_case(path).digest == case.digest
    assert [n for n in check_case(path).notes if n.rule == "read_so"] == []


def test_what_differs_by_year_has_a_column_a_year() -> None:
    """Four rows of two markets become two; the price, the same every year, stays."""
    rows: list[Row] = [
        {"product": "car", "place": p, "year": y, "volume": v, "price": 9.0}
        for p, y, v in [("a", 2027, 1.0), ("b", 2027, 3.0), ("a", 2028, 2.0)]
    ]
    demand = typed_frame(TABLES["demand"], rows)
    kept = demand.select("product", "place", "year", "volume", "price")
    wide = as_wide({"demand": kept})["demand"]
    assert wide.to_dicts() == [
        {"product": "car", "place": "a", "price": 9.0,
         "volume 2027": 1.0, "volume 2028": 2.0},
        {"product": "car", "place": "b", "price": 9.0,
         "volume 2027": 3.0, "volume 2028": None},
    ]  # fmt: skip


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([("a", 2027), ("b", 2027)], id="not shorter"),
        pytest.param([("a", None), ("a", 2027)], id="a row for every year"),
    ],
)
def test_a_table_that_gains_nothing_stays(rows: list[tuple[str, int | None]]) -> None:
    """One year for each place, or a row without a year: rows stay as they are."""
    cells = {"place": [p for p, _ in rows], "year": [y for _, y in rows]}
    frame = pl.DataFrame({**cells, "intensity": [0.1, 0.2]})
    assert as_wide({"grids": frame})["grids"].equals(frame)


def test_a_year_without_any_figure_is_not_lost() -> None:
    """A policy whose later row is blank in all that differs stays in rows."""
    frame = pl.DataFrame(
        {"policy": ["p", "p"], "year": [2027, 2028], "amount": [1.0, None]}
    )
    assert as_wide({"policies": frame})["policies"].equals(frame)


def test_wide_and_parquet_do_not_go_together(tmp_path: Path) -> None:
    """One is for people, the other for programs."""
    done = run("convert", "mini", str(tmp_path / "out"), "--wide", "--parquet")
    assert isinstance(done.exception, UseError)
    assert "Leave one of them out" in str(done.exception)


def test_convert_writes_the_wide_form(tmp_path: Path) -> None:
    """Twelve rows of demand in mini, three markets over four years, become three."""
    done = run("convert", "mini", str(tmp_path / "out"), "--wide")
    assert done.exit_code == 0
    lines = (tmp_path / "out" / "demand.csv").read_text().splitlines()
    assert len(lines) == 4
    assert lines[0].startswith(
        "product,place,lost_sale_penalty,volume 2027,price 2027,"
    )
