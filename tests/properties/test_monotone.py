"""C1.1: what makes more possible, or cheaper, never lowers the value."""

import polars as pl
from hypothesis import given

from brownfield.case.case import Case
from brownfield.solve.run import plan
from brownfield.tables.definitions import TABLES
from brownfield.tables.frames import Row, typed_frame
from tests.properties.random_cases import (
    changed,
    few,
    plan_of,
    random_cases,
    slack,
    with_table,
)


def assert_not_worse(before: Case, after: Case) -> None:
    """Assert that the second case is worth at least as much as the first."""
    first, second = plan_of(before), plan(after)
    assert first.is_sound, first.audit
    assert second.is_sound, second.audit
    assert second.value >= first.value - slack(first.value)


@few(3)
@given(case=random_cases())
def test_more_capacity_never_lowers_the_value(case: Case) -> None:
    """Every line runs half as fast again."""
    faster = pl.col("jobs_per_hour") * 1.5
    assert_not_worse(case, changed(case, "shift_patterns", jobs_per_hour=faster))


@few(3)
@given(case=random_cases())
def test_free_payments_never_lower_the_value(case: Case) -> None:
    """What guests may pay hosts is one more choice; the recount knows it too."""
    carrying = changed(case, "parties", has_other_profit=pl.lit(value=False))
    free = carrying.with_settings("plan", {"has_free_payments": True})
    assert_not_worse(carrying, free)


@few(3)
@given(case=random_cases())
def test_a_lower_tariff_never_lowers_the_value(case: Case) -> None:
    """Every duty is halved."""
    halved = pl.col("ad_valorem") * 0.5
    assert_not_worse(case, changed(case, "trade_measures", ad_valorem=halved))


@few(3)
@given(case=random_cases())
def test_a_lower_minimum_volume_never_lowers_the_value(case: Case) -> None:
    """Every promised volume is halved."""
    halved = pl.col("minimum_volume") * 0.5
    assert_not_worse(case, changed(case, "build_options", minimum_volume=halved))


@few(3)
@given(case=random_cases())
def test_a_faster_ramp_never_lowers_the_value(case: Case) -> None:
    """Every programme has full rate at once."""
    assert_not_worse(case, changed(case, "ramp_curves", share=pl.lit(1.0)))


@few(3)
@given(case=random_cases())
def test_one_more_build_option_never_lowers_the_value(case: Case) -> None:
    """The first option can also be had with cheaper work and dearer tooling."""
    assert_not_worse(case, with_extra_option(case))


@few(3)
@given(case=random_cases())
def test_a_higher_grant_never_lowers_the_value(case: Case) -> None:
    """Every car sold has 200 of nobody's money, then 400, up to a budget of 1 m."""
    year, last = case.settings.case.first_year, case.settings.case.last_year
    row: Row = {"policy": "grant", "kind": "purchase_grant", "cap": 1e6}
    years: Row = {"year": year, "to_year": last}
    small, large = (
        with_table(
            case,
            "policies",
            typed_frame(TABLES["policies"], [{**row, **years, "amount": amount}]),
        )
        for amount in (200.0, 400.0)
    )
    assert_not_worse(small, large)


def with_extra_option(case: Case) -> Case:
    """Return the case with a copy of its first build option."""
    options, parts = case.tables["build_options"], case.tables["bill_of_materials"]
    extra = options.head(1).with_columns(
        build_option=pl.lit("extra"),
        tooling_cost=pl.col("tooling_cost") + 1e6,
        conversion_cost=pl.col("conversion_cost") * 0.5,
        is_committed=pl.lit(value=False),
    )
    first = pl.col("build_option") == options["build_option"][0]
    bought = parts.filter(first).with_columns(build_option=pl.lit("extra"))
    longer = with_table(case, "build_options", pl.concat([options, extra]))
    return with_table(longer, "bill_of_materials", pl.concat([parts, bought])).checked()


@few(3)
@given(case=random_cases())
def test_keeping_credits_never_lowers_the_value(case: Case) -> None:
    """Half of what each maker sells must be electric; credits may be kept or not."""
    ruled = with_table(case, "policies", mandate_of(case))
    kept = credits_of([{"credit": "keep", "policy": "half", "kind": "bank"}])
    assert_not_worse(ruled, with_table(ruled, "credits", kept))


@few(3)
@given(case=random_cases())
def test_a_dearer_credit_never_raises_the_value(case: Case) -> None:
    """The payment for each credit missing is doubled."""
    ruled = with_table(case, "policies", mandate_of(case))
    dearer = changed(ruled, "policies", amount=pl.col("amount") * 2.0)
    assert_not_worse(dearer, ruled)


def mandate_of(case: Case) -> pl.DataFrame:
    """Return the mandate of a half in every year of a case, at 500 a credit."""
    years = case.settings.case
    row: Row = {
        "policy": "half",
        "kind": "zev_mandate",
        "year": years.first_year,
        "to_year": years.last_year,
        "target": 0.5,
        "amount": 500.0,
    }
    return typed_frame(TABLES["policies"], [row])


def credits_of(rows: list[Row]) -> pl.DataFrame:
    """Return rows of credits as a table."""
    return typed_frame(TABLES["credits"], rows)
