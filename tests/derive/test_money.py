"""Is money converted, indexed and discounted as the case says?"""

from collections.abc import Callable
from typing import Any

import polars as pl
import pytest

from brownfield.derive.money import (
    discount_factor,
    with_index_factor,
)
from brownfield.errors import DataError
from brownfield.tables.settings import CaseSection, Settings

MakeTables = Callable[..., dict[str, pl.DataFrame]]


def test_the_value_date_is_the_end_of_the_first_year(settings: Settings) -> None:
    """At 10 %: 1 in 2025, 1 / 1.1 in 2026, 1 / 1.21 in 2027."""
    factors = [discount_factor(0.1, year, settings) for year in (2025, 2026, 2027)]
    assert factors == pytest.approx([1.0, 1 / 1.1, 1 / 1.21])


def test_mid_year_cash_is_worth_half_a_year_more() -> None:
    """At 21 % half a year is a factor 1.1: 1.1 in the first year, then 1.1 / 1.21."""
    section = CaseSection(first_year=2025, last_year=2028, discounting="mid_year")
    settings = Settings(case=section)
    factors = [discount_factor(0.21, year, settings) for year in (2025, 2026)]
    assert factors == pytest.approx([1.1, 1.1 / 1.21])


def test_index_factors_come_by_year(make_tables: MakeTables) -> None:
    """Every year takes its own row."""
    rows: list[dict[str, Any]] = [
        {"index": "wages", "year": year, "factor": factor}
        for year, factor in ((2025, 1.0), (2026, 1.03))
    ]
    dated = pl.DataFrame(
        {"cost_index": ["wages", "wages", None], "year": [2026, 2025, 2025]}
    )
    factors = with_index_factor(dated, make_tables(cost_indices=rows))["factor"]
    assert factors.to_list() == [1.03, 1.0, 1.0]


def test_a_missing_index_says_what_to_add(make_tables: MakeTables) -> None:
    """A factor is never taken to be 1 where an index is named."""
    with pytest.raises(DataError, match="no row for cost_index wages in 2025"):
        with_index_factor(
            pl.DataFrame({"cost_index": ["wages"], "year": [2025]}), make_tables()
        )
