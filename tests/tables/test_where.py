"""Does a `where` text mean the rows it says?"""

import polars as pl
import pytest

from brownfield.errors import DataError
from brownfield.tables.cells.conditions import parse_assignments
from brownfield.tables.definitions import TABLES
from brownfield.tables.frames import typed_frame
from brownfield.tables.where import matching_rows, new_row

DEMAND = TABLES["demand"]
ROWS = typed_frame(
    DEMAND,
    [
        {"product": "a", "place": "x", "year": 2028, "volume": 1.0, "price": 1.0},
        {"product": "b", "place": "y", "year": 2029, "volume": 2.0, "price": 1.0},
        {"product": None, "place": "z", "year": 2031, "volume": None, "price": 1.0},
    ],
)


@pytest.mark.parametrize(
    ("where", "places"),
    [
        (None, "xyz"),
        ("  ", "xyz"),
        ("product=a", "x"),
        ("product = a | b", "xy"),
        ("product!=a", "yz"),
        ("product!=a|b", "z"),
        ("product=", "z"),
        ("product!=", "xy"),
        ("year=2028..2030", "xy"),
        ("year=2028|2030..2031", "xz"),
        ("year!=2028..2030", "z"),
        ("volume>=2", "y"),
        ("volume<2", "x"),
        ("year>2028, year<=2029", "y"),
        ("product=a, year=2029", ""),
        ("lost_sale_penalty=0", "xyz"),
    ],
)
def test_where_selects_the_rows(where: str | None, places: str) -> None:
    """Conditions joined by commas all hold; a bar joins alternatives."""
    chosen = ROWS.filter(matching_rows(ROWS, where, DEMAND))
    assert "".join(chosen["place"]) == places


def test_where_reads_booleans() -> None:
    """A flag is compared with true, yes and 1 alike."""
    frame = pl.DataFrame({"name": ["a", "b"], "is_on": [True, False]})
    for word in ("true", "YES", "1"):
        chosen = frame.filter(matching_rows(frame, f"is_on={word}"))
        assert chosen["name"].to_list() == ["a"]


@pytest.mark.parametrize(
    ("where", "message"),
    [
        ("prodct=a", "demand has no column 'prodct'. Did you mean 'product'?"),
        ("year=soon", "Column year holds a whole number such as 2028, not 'soon'."),
        ("year=2028..", "Column year holds a number such as 1500"),
        ("product>a", "compares product, which does not hold numbers. Use = or !=."),
        ("halewood", "`halewood` in `halewood` is not a condition."),
        ("product=a,", "`` in `product=a,` is not a condition."),
    ],
)
def test_where_that_cannot_be_read_says_why(where: str, message: str) -> None:
    """Unknown columns, wrong values and broken grammar each have their message."""
    with pytest.raises(DataError) as caught:
        matching_rows(ROWS, where, DEMAND)
    assert message in str(caught.value)


def test_assignments_give_the_cells_of_a_row() -> None:
    """A new row is written as column=value pairs."""
    cells = parse_assignments("product=VE, place=UK, volume=100")
    assert cells == {"product": "VE", "place": "UK", "volume": "100"}


def test_a_new_row_is_typed_and_takes_defaults() -> None:
    """Cells are read by kind; a column that is not named takes its default."""
    row = new_row("product=VE, place=UK, year=2028, volume=100, price=2e4", DEMAND)
    assert row["year"] == 2028
    assert row["price"] == 20_000.0
    assert row["lost_sale_penalty"] == 0
    assert row["note"] is None


@pytest.mark.parametrize(
    ("where", "message"),
    [
        ("volume>=5", "does not give a cell"),
        ("product=a, product=b", "does not give a cell"),
    ],
)
def test_what_is_no_assignment_is_told(where: str, message: str) -> None:
    """Comparisons and repeated columns give no row."""
    with pytest.raises(DataError, match=message):
        parse_assignments(where)


@pytest.mark.parametrize(
    ("where", "message"),
    [
        ("prodct=a", "Did you mean 'product'?"),
        ("product=VE, place=UK, year=2028", "lacks volume"),
        ("product=VE, place=UK, year=1, volume=1, price=1", "from 1900 to 2200"),
    ],
)
def test_a_new_row_that_breaks_the_declaration_is_told(
    where: str, message: str
) -> None:
    """Unknown columns, missing cells and values out of bounds are told."""
    with pytest.raises(DataError) as caught:
        new_row(where, DEMAND)
    assert message in str(caught.value)
