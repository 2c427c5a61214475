"""Is the largest number of a case found, and told when the solver refuses it?"""

from pathlib import Path

import polars as pl
import pytest

from brownfield.case.case import Case
from brownfield.case.largest import largest_number
from brownfield.case.read import read_case
from brownfield.errors import RefusedError
from tests.test_cli import run


def _with(table: str, column: str, value: float) -> Case:
    """Return mini with a number in the first row of a table."""
    case = read_case("mini")
    frame = case.tables[table]
    cells = frame[column].to_list()
    changed = frame.with_columns(pl.Series(column, [value, *cells[1:]]))
    return Case(case.name, case.settings, {**case.tables, table: changed})


@pytest.mark.parametrize("value", [1e15, -1e15])
def test_the_largest_number_is_told_by_table_column_and_row(value: float) -> None:
    """In size, so that a large cost below zero is found as well."""
    told = largest_number(_with("build_options", "tooling_cost", value))
    option = read_case("mini").tables["build_options"]["build_option"][0]
    assert told == (
        f"the largest number of the tables is {value:g}, in build_options, column "
        f"tooling_cost (build_option={option})"
    )


def test_a_refused_model_names_the_cell(tmp_path: Path) -> None:
    """Vehicles of 1e15 line time each: a factor larger than the solver counts with."""
    mine = tmp_path / "mine"
    assert run("new", str(mine)).exit_code == 0
    path, cell = mine / "build_options.csv", ",slow_start,500.0,1.0,25.0,"
    assert path.read_text().count(cell) == 1
    path.write_text(path.read_text().replace(cell, ",slow_start,500.0,1e15,25.0,"))
    refused = run("plan", str(mine)).exception
    assert isinstance(refused, RefusedError)
    assert str(refused) == (
        "HiGHS refused the model; its numbers may be too large or too small. Look for "
        "a typing error: the largest number of the tables is 1e+15, in build_options, "
        "column capacity_use (build_option=newcar_kits)."
    )
