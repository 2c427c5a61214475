"""Is a published input-output table read as it is printed?"""

from pathlib import Path

import pytest
import xlsxwriter

from brownfield.errors import UseError
from brownfield.questions.impact.economy.read import read_economy
from brownfield.questions.impact.economy.table import unbalanced
from tests.questions.impact.tables import PUBLISHED, TWO, published


def test_a_table_with_everything(tmp_path: Path) -> None:
    """Each amount is found by its usual name, wherever its row stands."""
    found = read_economy(published(tmp_path))
    assert found.sectors == ("farms", "works")
    assert found.flows == pytest.approx(TWO)
    assert list(found.output) == [1000.0, 2000.0]
    assert list(found.value_added) == [600.0, 1000.0]
    assert list(found.wages) == [300.0, 500.0]
    assert list(found.other) == [50.0, 400.0]
    assert list(found.jobs) == [30.0, 40.0]
    assert list(found.consumption) == [350.0, 500.0]
    assert list(found.final) == [350.0, 1700.0]
    assert list(unbalanced(found)) == []


@pytest.mark.parametrize("mark", [";", "\t"])
def test_other_separators(tmp_path: Path, mark: str) -> None:
    """A table of another country."""
    found = read_economy(published(tmp_path, PUBLISHED.replace(",", mark)))
    assert found.flows == pytest.approx(TWO)


def test_rows_in_another_order_than_columns(tmp_path: Path) -> None:
    """Names decide, not places."""
    head, farms, works, *rest = PUBLISHED.splitlines()
    text = "\n".join([head, works, farms, *rest])
    assert read_economy(published(tmp_path, text)).flows == pytest.approx(TWO)


def test_rows_named_otherwise_than_columns(tmp_path: Path) -> None:
    """The rows before a total and the columns before it are a square."""
    text = PUBLISHED.replace("A,farms", "A,crops").replace("B,works", "B,factories")
    found = read_economy(published(tmp_path, text))
    assert found.sectors == ("farms", "works")
    assert found.flows == pytest.approx(TWO)


def test_a_workbook_with_titles_above_and_codes_beside_names(tmp_path: Path) -> None:
    """As statistical offices print: a menu first, codes over names, thousands."""
    path = tmp_path / "table.xlsx"
    book = xlsxwriter.Workbook(path)
    book.add_worksheet("Menu").write(0, 0, "Contents")
    sheet = book.add_worksheet("IOT")
    lines = [
        ["Input-output table, 2019"],
        ["", "SIC", "A", "B", "_T", "P3 S14", "TU"],
        ["", "Industry", "Farms ", "Works", "Total", "by households", "Total Use"],
        ["SIC", "Industry"],
        ["A", "Farms ", 150, 500, 650, 350, 1000],
        ["B", "Works", 200, 100, 300, 500, 2000],
        ["_T", "Total", 350, 600],
        ["P1", "Total output at basic prices", "1,000", "2,000"],
    ]
    for row, cells in enumerate(lines):
        sheet.write_row(row, 0, cells)
    book.close()
    found = read_economy(path)
    assert found.sectors == ("A", "B")
    assert found.flows == pytest.approx(TWO)
    assert list(found.output) == [1000.0, 2000.0]
    assert list(found.consumption) == [350.0, 500.0]


def test_output_from_the_last_column(tmp_path: Path) -> None:
    """A table without a row of output has it beside its rows."""
    text = PUBLISHED.replace("P1,output,1000,2000,,,,\n", "")
    assert list(read_economy(published(tmp_path, text)).output) == [1000.0, 2000.0]


def test_what_does_not_balance_is_told(tmp_path: Path) -> None:
    """Works earns 1,300 instead of 1,000: its column is 300 / 2,000 = 15 % off."""
    text = PUBLISHED.replace("value added,600,1000", "value added,600,1300")
    (one,) = unbalanced(read_economy(published(tmp_path, text)))
    assert (one.sector, one.side) == ("works", "column")
    assert one.off_by == pytest.approx(0.15)


def test_a_file_without_a_table(tmp_path: Path) -> None:
    """The message says what it needs."""
    path = published(tmp_path, "a,b\n1,2\n")
    with pytest.raises(UseError, match="no input-output table was found"):
        read_economy(path)
    with pytest.raises(UseError, match="it cannot be read"):
        read_economy(tmp_path / "none.csv")


def test_a_table_without_output(tmp_path: Path) -> None:
    """It names the first sector that lacks it."""
    text = "sector,farms,works\nfarms,150,500\nworks,200,100\n"
    with pytest.raises(UseError, match="output of farms was not found"):
        read_economy(published(tmp_path, text))
