"""A rate and the amounts in its currency are one thing, whatever a case holds."""

from dataclasses import replace

import polars as pl
import pytest

from brownfield.case.case import Case
from brownfield.solve.run import plan
from brownfield.tables.cells.currencies import MONEY, currencies_of, is_money
from tests.properties.every_column import every_column_case
from tests.properties.random_cases import slack

DEARER = 1.1
SEEDS = (
    *(80_003, 80_005, 80_006, 80_011),
    *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(80_020, 80_034)),
)


def without_futures(case: Case) -> Case:
    """Return the case on one path: a what-if may set an amount, which no rate moves."""
    gone = {name: case.tables[name].clear() for name in ("scenarios", "what_ifs")}
    return replace(case, tables=dict(case.tables) | gone)


def at_dearer_rates(case: Case, currency: str) -> Case:
    """Return the case in which a unit of a currency costs a tenth more."""
    is_meant = pl.col("currency") == currency
    rate = pl.when(is_meant).then(pl.col("rate") * DEARER).otherwise(pl.col("rate"))
    rates = case.tables["exchange_rates"].with_columns(rate=rate)
    return replace(case, tables=dict(case.tables) | {"exchange_rates": rates})


def of_larger_amounts(case: Case, currency: str) -> Case:
    """Return the case in which every amount in a currency is a tenth more."""
    tables = dict(case.tables)
    for name, columns in MONEY.items():
        is_meant = pl.lit(currencies_of(name, tables, case.settings) == currency)
        tables[name] = case.tables[name].with_columns(
            pl.when(is_meant & is_money(name, column))
            .then(pl.col(column) * DEARER)
            .otherwise(pl.col(column))
            .alias(column)
            for column in columns
        )
    return replace(case, tables=tables)


@pytest.mark.parametrize("currency", ["EUR", "CNY"])
@pytest.mark.parametrize("seed", SEEDS)
def test_a_dearer_currency_is_larger_amounts_in_it(seed: int, currency: str) -> None:
    """Both cases are worth the same, and both recounts pass."""
    case = without_futures(every_column_case(seed))
    first, second = (
        plan(changed(case, currency))
        for changed in (at_dearer_rates, of_larger_amounts)
    )
    assert first.status == second.status
    if first.tables:
        assert first.is_sound, first.audit
        assert second.is_sound, second.audit
        assert second.value == pytest.approx(first.value, abs=slack(first.value))


@pytest.mark.parametrize("currency", ["EUR", "CNY"])
def test_a_dearer_currency_changes_what_cases_are_worth(currency: str) -> None:
    """The property above would hold as well if nobody read a currency."""
    moved = 0
    for seed in SEEDS[:4]:
        assert isinstance(seed, int)
        case = without_futures(every_column_case(seed))
        before, after = plan(case), plan(at_dearer_rates(case, currency))
        moved += bool(before.tables) and before.value != pytest.approx(after.value)
    assert moved >= 2
