"""A range is told in the currency of its rows, and moves the value as on paper."""

import pytest

import brownfield
from brownfield.questions.risk import words
from brownfield.questions.risk.document import Document
from brownfield.tables.frames import Row
from tests.model.small_cases import option, small_case
from tests.questions.risk.toy import ranged, rows_of

EURO: Row = {"currency": "EUR", "year": 2030, "rate": 0.5}
CONVERSION = ranged(
    "build_options", "build_option=there", "conversion_cost", (3200.0, 4000.0, 5600.0)
)


def test_a_range_in_euros_moves_the_value_as_one_in_pounds() -> None:
    """3,200 to 5,600 euros at 0.5 are the 1,600 to 2,800 of the toy."""
    here, _ = rows_of()["build_options"]
    cells: dict[str, str | float] = {
        "tooling_cost": 2e3,
        "conversion_cost": 4e3,
        "currency": "EUR",
    }
    there = option("there", facility="far", **cells)
    rows = {**rows_of((CONVERSION,)), "build_options": [here, there]}
    case = small_case({**rows, "exchange_rates": [EURO]})
    document: Document = brownfield.risk(case).document
    (one,) = document.assumptions
    assert (one.held_low, one.held_high) == pytest.approx((699_000.0, 99_000.0))
    assert one.currency == "EUR"
    assert words.cell(one, one.low) == "EUR 3,200"
