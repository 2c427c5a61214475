"""C1.4: units, halves of a market and the order of rows do not matter."""

import polars as pl
import pytest
from hypothesis import given

from brownfield.case.case import Case
from brownfield.solve.run import plan
from brownfield.tables.definitions import TABLES
from tests.properties.random_cases import few, plan_of, random_cases, slack, with_table

NUM_MONEY_COLUMNS_AT_LEAST = 15


@few(3)
@given(case=random_cases())
def test_ten_times_all_money_is_ten_times_the_value(case: Case) -> None:
    """Counting in tenths of the currency changes the value, not the plan."""
    first, second = plan_of(case), plan(in_tenths(case))
    assert second.is_sound, second.audit
    assert second.value == pytest.approx(10 * first.value, abs=10 * slack(first.value))


@few(3)
@given(case=random_cases())
def test_a_market_split_in_two_has_the_same_value(case: Case) -> None:
    """Half the buyers of the market get a place of their own, as far away."""
    first, second = plan_of(case), plan(split_market(case))
    assert second.is_sound, second.audit
    assert second.value == pytest.approx(first.value, abs=slack(first.value))


@few(3)
@given(case=random_cases())
def test_the_order_of_rows_does_not_matter(case: Case) -> None:
    """Rows of every table are shuffled; those of a what-if apply in order, so stay."""
    first, second = plan_of(case), plan(shuffled(case))
    assert second.is_sound, second.audit
    assert second.value == pytest.approx(first.value, abs=slack(first.value))
    assert shuffled(case).digest == case.digest


def in_tenths(case: Case) -> Case:
    """Return the case with every amount of money multiplied by ten."""
    scaled = 0
    for name, declared in TABLES.items():
        money = [
            column.name
            for column in declared.columns
            if column.unit and column.unit.startswith("case currency")
        ]
        scaled += len(money)
        frame = case.tables[name].with_columns(pl.col(c) * 10.0 for c in money)
        case = with_table(case, name, frame)
    assert scaled >= NUM_MONEY_COLUMNS_AT_LEAST
    return case.checked()


def split_market(case: Case) -> Case:
    """Return the case with half the demand of `market` at a second place like it."""
    places, lanes = case.tables["places"], case.tables["lanes"]
    demand = case.tables["demand"]
    twin = pl.lit("market_2")
    here = demand.filter(pl.col("place") == "market").with_columns(
        pl.col("volume") * 0.5
    )
    near = places.filter(pl.col("place") == "market").with_columns(place=twin)
    ways = lanes.filter(pl.col("destination") == "market").with_columns(
        destination=twin
    )
    kept = demand.filter(pl.col("place") != "market")
    halves = [kept, here, here.with_columns(place=twin)]
    case = with_table(case, "places", pl.concat([places, near]))
    case = with_table(case, "lanes", pl.concat([lanes, ways]))
    return with_table(case, "demand", pl.concat(halves)).checked()


def shuffled(case: Case) -> Case:
    """Return the case with the rows of every table in another order."""
    for name, frame in case.tables.items():
        if name != "what_ifs" and frame.height > 1:
            mixed = frame.sample(fraction=1.0, shuffle=True, seed=7)
            case = with_table(case, name, mixed)
    return case.checked()
