"""Do rows get the same number exactly where their cells are the same?"""

import numpy as np
import polars as pl
import pytest

from brownfield.tables.cells.codes import codes

NAMES = ("word", "year", "rate", "blank", "is_on")
LARGE = 2**61


def _rows(seed: int, count: int) -> list[tuple[object, ...]]:
    source = np.random.default_rng(seed)
    picks = source.integers(0, 12, (count, 4)).tolist()
    return [
        (
            ("a", "b", "", None)[word % 4],
            (-3, 2030, None)[year % 3],
            (0.5, -1.0, None)[rate % 3],
            None,
            (1, 0, None)[on % 3],
        )
        for word, year, rate, on in picks
    ]


@pytest.mark.parametrize("seed", range(20))
def test_rows_share_a_number_exactly_where_they_agree(seed: int) -> None:
    """As many numbers as different rows, and equal rows have equal ones."""
    rows = _rows(seed, 200)
    frame = pl.DataFrame(rows, schema=list(NAMES), orient="row")
    numbers = codes(frame, NAMES).to_list()
    assert len(set(zip(rows, numbers, strict=True))) == len(set(rows))
    assert len(set(numbers)) == len(set(rows))


@pytest.mark.parametrize("height", [0, 1, 3])
def test_blank_columns_give_one_number_a_row(height: int) -> None:
    """Rows without any cell are all alike."""
    frame = pl.DataFrame({"word": [None] * height}, schema={"word": pl.String})
    assert codes(frame, ("word",)).to_list() == [0] * height


def test_more_combinations_than_64_bits_are_told_apart() -> None:
    """2 x 2^61 apart in each of two columns: no product of spans fits, rows do."""
    frame = pl.DataFrame({"a": [0, LARGE, 0, LARGE], "b": [0, 0, LARGE, 0]})
    first, second, third, fourth = codes(frame, ("a", "b"))
    assert second == fourth
    assert len({first, second, third}) == 3
