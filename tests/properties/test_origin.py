"""C1.6: the non-originating share is a share, and foreign value never makes origin."""

import polars as pl
from hypothesis import given

from brownfield.case.case import Case
from brownfield.derive.landed_cost import unit_costs
from brownfield.derive.recipes import enumerate_recipes
from brownfield.derive.trade.origin import origin_status
from tests.properties.random_cases import changed, few, random_cases

KEYS = ["recipe", "agreement", "year"]


def has_rules(case: Case) -> bool:
    """Return whether the case has rules of origin."""
    return not case.tables["origin_rules"].is_empty()


@few(5)
@given(case=random_cases().filter(has_rules))
def test_the_non_originating_share_lies_between_nothing_and_all(case: Case) -> None:
    """Ex works is at least the value of all parts, so the share is in [0, 1]."""
    share = origin_of(case)["non_originating_share"].drop_nulls()
    assert share.is_between(0.0, 1.0).all()


@few(5)
@given(case=random_cases().filter(has_rules))
def test_more_foreign_value_never_creates_origin(case: Case) -> None:
    """Parts from abroad cost half as much again."""
    dearer = pl.when(pl.col("source") == "abroad").then(1.5).otherwise(1.0)
    raised = changed(
        case, "bill_of_materials", unit_value=pl.col("unit_value") * dearer
    )
    before = origin_of(case).filter("is_originating")
    after = origin_of(raised).filter("is_originating")
    assert after.join(before, on=KEYS, how="anti").is_empty()


def origin_of(case: Case) -> pl.DataFrame:
    """Return the origin tests of every recipe, dominated ones included."""
    recipes, sourcing = enumerate_recipes(case.tables)
    section = case.settings.case
    years = range(section.first_year, section.last_year + 1)
    costs = unit_costs(case.tables, case.settings, recipes, sourcing, list(years))
    return origin_status(case.tables, recipes, sourcing, costs)
