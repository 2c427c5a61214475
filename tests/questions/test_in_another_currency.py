"""An answer does not hang on the currency in which the rows are stated.

All money of a shipped case is stated in a currency that is worth half as much. Halves
are exact, so every number of the answer is the same to the last digit.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import polars as pl
import pytest

from brownfield.answers import ask, document
from brownfield.case.case import Case
from brownfield.case.read import read_case
from brownfield.solve.run import plan
from brownfield.tables.cells.currencies import MONEY, is_money
from brownfield.tables.definitions import TABLES
from brownfield.tables.frames import Row, typed_frame

SLOW = pytest.mark.slow
UNLIKE = ("seconds", "case_digest")
HALF, TURNS = "HLF", "TRN"


def worth(currency: str, year: int) -> float:
    """Return what a unit of one of the two currencies is worth."""
    return 0.25 if currency == TURNS and year % 2 else 0.5


def stated_in(case: Case, name: str, currency: str) -> pl.DataFrame:
    """Return a table with its money in another currency."""
    frame, rate = case.tables[name], pl.lit(0.5)
    if name == "demand":
        rates = [worth(currency, year) for year in frame["year"]]
        rate = pl.lit(pl.Series(rates, dtype=pl.Float64))
    return frame.with_columns(
        *(
            pl.when(is_money(name, column))
            .then(pl.col(column) / rate)
            .otherwise(pl.col(column))
            .alias(column)
            for column in MONEY[name]
        ),
        currency=pl.lit(currency),
    )


def restated(case: Case, currency_of_demand: str = HALF) -> Case:
    """Return the case with its money in another currency, and its demand in one too."""
    tables = dict(case.tables)
    for name in MONEY:
        is_demand = name == "demand"
        currency = currency_of_demand if is_demand else HALF
        tables[name] = stated_in(case, name, currency)
    first, last = case.settings.case.first_year, case.settings.case.last_year
    rates: list[Row] = [
        {"currency": currency, "year": year, "rate": worth(currency, year)}
        for currency in sorted({HALF, currency_of_demand})
        for year in range(first, last + 1)
    ]
    tables["exchange_rates"] = typed_frame(TABLES["exchange_rates"], rates)
    return replace(case, tables=tables).checked()


def leaves(content: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every value of a document with its place."""
    if isinstance(content, dict):
        for key, value in content.items():
            if key not in UNLIKE:
                yield from leaves(value, f"{place}/{key}")
    elif isinstance(content, list | tuple):
        for at, value in enumerate(content):
            yield from leaves(value, f"{place}/{at}")
    else:
        yield place, content


@pytest.mark.parametrize(
    ("question", "name", "options"),
    [
        ("plan", "mini", {}),
        ("risk", "mini", {}),
        pytest.param("deal", "mini", {}, marks=SLOW),
        pytest.param("stress", "starter", {"cures": True, "years": 200}, marks=SLOW),
    ],
)
def test_an_answer_is_the_same_in_another_currency(
    question: str, name: str, options: dict[str, Any]
) -> None:
    """Value, fees, losses and cures, to the last digit."""
    case = read_case(name)
    told, other = (
        dict(leaves(document(ask(question, one, **options))))
        for one in (case, restated(case))
    )
    assert len(told) > 100
    differ = {
        place: (told.get(place), other.get(place))
        for place in told.keys() | other.keys()
        if repr(told.get(place)) != repr(other.get(place))
    }
    assert differ == {}


def test_a_plan_is_worth_the_same_where_a_rate_moves() -> None:
    """Prices in a currency that is worth a half and a quarter in turn."""
    case = read_case("mini")
    one, other = (plan(c) for c in (case, restated(case, TURNS)))
    assert other.is_sound, other.audit
    assert other.value == pytest.approx(one.value, rel=1e-9)
    assert other.value_by_party == pytest.approx(one.value_by_party, rel=1e-9)
