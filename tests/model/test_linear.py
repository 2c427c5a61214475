"""The builder of sparse models: nothing is lost, nothing is counted twice."""

import numpy as np
import polars as pl
import pytest

from brownfield.errors import LabelError
from brownfield.model.arrays.linear import LinearBuilder, LinearModel

Entries = dict[tuple[int, int], float]


def plants(*names: str) -> pl.DataFrame:
    """Return one key row for each plant, all at one node."""
    return pl.DataFrame({"plant": names, "node": ["now"] * len(names)})


def test_a_term_without_a_row_names_family_and_keys() -> None:
    """A plant that no row knows is an error, not a silence."""
    builder = LinearBuilder()
    column = builder.add_columns("make", plants("a", "b"))
    rows = builder.add_rows("hours", "6", plants("a"), upper=1.0)
    with pytest.raises(LabelError, match=r"hours \(6\).*by plant.*\('b',\)"):
        builder.add_terms(rows, column, 1.0, on=["plant"])


def test_a_term_that_finds_two_rows_is_an_error() -> None:
    """Two rows of one plant would count the term twice."""
    builder = LinearBuilder()
    column = builder.add_columns("make", plants("a"))
    rows = builder.add_rows("hours", "6", plants("a", "a"), upper=1.0)
    with pytest.raises(LabelError, match=r"hours \(6\).*some find two"):
        builder.add_terms(rows, column, 1.0, on=["plant"])


def test_a_row_without_a_term_names_family_and_key() -> None:
    """The message counts such rows and shows the first."""
    builder = LinearBuilder()
    column = builder.add_columns("make", plants("a"))
    rows = builder.add_rows("hours", "6", plants("a", "b", "c"), upper=1.0)
    builder.add_terms(rows, column, 1.0, on=["plant"])
    with pytest.raises(LabelError, match=r"2 rows.*hours \(6\).*'plant': 'b'"):
        builder.finish()


def test_terms_on_one_place_add_up() -> None:
    """2 and 3 on the same row and column make one entry of 5; costs 1 and 4 too."""
    builder = LinearBuilder()
    column = builder.add_columns("make", plants("a"))
    rows = builder.add_rows("hours", "6", plants("a"), upper=1.0)
    builder.add_terms(rows, column, 2.0, on=["plant"])
    builder.add_terms(rows, column, 3.0, on=["plant"])
    priced = column.with_columns(price=pl.lit(1.0), bonus=pl.lit(4.0))
    builder.add_cost(priced, "price")
    builder.add_cost(priced, "bonus")
    model = builder.finish()
    assert model.values.tolist() == [5.0]
    assert model.cost.tolist() == [5.0]


def test_bounds_come_from_numbers_or_columns() -> None:
    """A word names a column of the keys, a number holds for all."""
    builder = LinearBuilder()
    keys = plants("a", "b").with_columns(most=pl.Series([3.0, 4.0]))
    column = builder.add_columns("make", keys, lower=1.0, upper="most", integer=True)
    rows = builder.add_rows("hours", "6", keys, lower="most", upper=9.0)
    builder.add_terms(rows, column, "most", on=["plant"])
    model = builder.finish()
    assert model.lower.tolist() == [1.0, 1.0]
    assert model.upper.tolist() == [3.0, 4.0]
    assert model.row_lower.tolist() == [3.0, 4.0]
    assert model.row_upper.tolist() == [9.0, 9.0]
    assert model.binaries == 2
    assert model.node_of_columns().to_list() == ["now", "now"]


@pytest.mark.parametrize("seed", range(5))
def test_the_sparse_matrix_equals_a_slow_dictionary(seed: int) -> None:
    """Random families of columns, rows and repeated terms, one entry at a time."""
    rng = np.random.default_rng(seed)
    builder, slow = LinearBuilder(), Entries()
    for _ in range(3):
        column = builder.add_columns("make", numbered(int(rng.integers(1, 9)), rng))
        add_random_rows(builder, slow, column, rng)
    assert entries(builder.finish()) == pytest.approx(slow)


def numbered(count: int, rng: np.random.Generator) -> pl.DataFrame:
    """Return `count` keys with a random value."""
    return pl.DataFrame({"node": range(count), "value": rng.normal(size=count)})


def add_random_rows(
    builder: LinearBuilder,
    slow: Entries,
    column: pl.DataFrame,
    rng: np.random.Generator,
) -> None:
    """Add rows whose terms repeat some columns; note each entry in `slow` as well."""
    rows = builder.add_rows("hours", "6", pl.DataFrame({"at": range(4)}))
    picks = rng.integers(0, column.height, size=20)
    at = np.concatenate([np.arange(4), rng.integers(0, 4, size=16)])
    terms = column[picks].with_columns(at=pl.Series(at))
    for place, position, value in terms.select("at", "column", "value").iter_rows():
        key = (rows["row"][place], position)
        slow[key] = slow.get(key, 0.0) + value
    builder.add_terms(rows, terms, "value", on=["at"])


def entries(model: LinearModel) -> Entries:
    """Return the matrix of a model as a dictionary."""
    return {
        (row, int(model.positions[place])): float(model.values[place])
        for row in range(model.rows)
        for place in range(model.starts[row], model.starts[row + 1])
    }
