"""Does a vehicle of a recipe originate under each agreement, and by what margin?"""

import polars as pl

from brownfield.derive.frames import Tables, attach, facility_places, total
from brownfield.derive.money import INDEX
from brownfield.derive.parts import BILL, PART, part_costs
from brownfield.derive.trade.part_origin import (
    GOODS,
    PACTS,
    TOLERANCE,
    part_origin,
    rules_in_force,
    share_limits,
)
from brownfield.errors import DataError
from brownfield.tables.memory import SAME, remembered

TESTED = ["recipe", "agreement", "year"]


PRODUCTS = {"products": ("product", "hs_code", "powertrain")}


def _tested_recipes(
    tables: Tables, recipes: pl.DataFrame, vehicles: pl.DataFrame
) -> pl.DataFrame:
    plants = facility_places(tables).select("facility", "customs_territory")
    products = tables["products"].select("product", "hs_code", "powertrain")
    rows = recipes.select("recipe", "product", "facility")
    rows = attach(rows, plants, ["facility"], what="facilities")
    rows = attach(rows, products, ["product"], what="products")
    members = tables["agreements"].select("agreement", "customs_territory")
    rows = rows.join(members, on="customs_territory", how="inner")
    return rows.join(vehicles, on="recipe", how="inner", maintain_order="left")


def _bought_parts(
    tables: Tables,
    recipes: pl.DataFrame,
    sourcing: pl.DataFrame,
    years: list[int],
) -> pl.DataFrame:
    costs = part_costs(tables, years)
    parts = part_origin(tables, years).join(costs, on=[*PART, "year"], how="inner")
    options = recipes.select("recipe", "build_option")
    used = attach(sourcing, options, ["recipe"], what="recipes")
    sorted_parts = parts.sort(*PART, "agreement", "year")  # same last digit
    return used.join(
        sorted_parts, on=list(PART), how="inner", maintain_order="left_right"
    ).with_columns(
        foreign=pl.col("foreign_share")
        * (pl.col("unit_value") + pl.col("inbound_freight"))
    )


def _missing_parts(
    tested: pl.DataFrame, tests: pl.DataFrame, bought: pl.DataFrame
) -> pl.DataFrame:
    """Return the first part group, by name, that must originate and does not."""
    needed = tests.filter(pl.col("test") == "originating_part").select(
        *GOODS, "part_group"
    )
    asked = tested.select("recipe", *GOODS).join(needed, on=list(GOODS), how="inner")
    originating = bought.filter("counts")
    lacking = asked.join(originating, on=[*TESTED, "part_group"], how="anti")
    return lacking.group_by(TESTED).agg(missing_part=pl.col("part_group").min())


def _check_prices(rows: pl.DataFrame) -> None:
    worthless = rows.filter(
        (pl.col("ex_works") <= 0) & (pl.col("non_originating_value") > 0)
    )
    if worthless.height:
        recipe, year = worthless.select("recipe", "year").row(0)
        message = (
            f"build_options: recipe {recipe} has ex-works price 0 in {year} but holds "
            "foreign parts of value; give a higher ex_works_price or leave it blank"
        )
        raise DataError(message)


def origin_status(
    tables: Tables,
    recipes: pl.DataFrame,
    sourcing: pl.DataFrame,
    unit_costs: pl.DataFrame,
) -> pl.DataFrame:
    """Return the origin of every recipe under every agreement of its plant's territory.

    The rules of the longest matching heading apply, rules for the powertrain before
    rules for any; all of them must pass. Without a rule a vehicle does not originate.
    A share exactly at its limit passes.

    Returns
    -------
    frame
        recipe, agreement, year; non_originating_value and ex_works (case currency per
        vehicle); non_originating_share (of ex works); limit (blank: no such test);
        headroom (limit - share, negative = fails); missing_part (first part group
        that must originate and does not, or is not bought at all); is_originating.

    Raises
    ------
    DataError
        A rule lacks its threshold, or foreign parts go into a vehicle of price 0.
    LabelError
        A label of a recipe is not in its table.

    References
    ----------
    Equation B3: sum of non-originating values <= limit x ex-works price.
    """
    vehicles = SAME.of(unit_costs.select("recipe", "year"))
    prices = unit_costs.select("recipe", "year", "ex_works")
    rows = _tests(tables, recipes, sourcing, vehicles).join(
        prices, on=["recipe", "year"], how="left", maintain_order="left"
    )
    _check_prices(rows)
    return _judged(rows)


@remembered(**BILL, **INDEX, **PACTS, **PRODUCTS)
def _tests(
    tables: Tables,
    recipes: pl.DataFrame,
    sourcing: pl.DataFrame,
    vehicles: pl.DataFrame,
) -> pl.DataFrame:
    """Return every test of a vehicle, whatever its price, in order.

    Parameters
    ----------
    tables, recipes, sourcing
        As for `origin_status`.
    vehicles
        recipe, year of what is made.
    """
    tested = _tested_recipes(tables, recipes, vehicles)
    years = tested["year"].unique().to_list()
    bought = _bought_parts(tables, recipes, sourcing, years)
    tests = rules_in_force(tables, tested.select(GOODS).unique())
    foreign = bought.group_by(TESTED, maintain_order=True).agg(
        non_originating_value=total(pl.col("foreign"))
    )
    ruled = tests.select(GOODS).unique().with_columns(has_rule=pl.lit(value=True))
    return (
        tested.join(foreign, on=TESTED, how="left", maintain_order="left")
        .join(share_limits(tests), on=list(GOODS), how="left", maintain_order="left")
        .join(ruled, on=list(GOODS), how="left", maintain_order="left")
        .join(
            _missing_parts(tested, tests, bought),
            on=TESTED,
            how="left",
            maintain_order="left",
        )
        .with_columns(pl.col("non_originating_value").fill_null(0.0))
        .sort(TESTED)
    )


def _judged(rows: pl.DataFrame) -> pl.DataFrame:
    share = (
        pl.when(pl.col("non_originating_value") > 0)
        .then(pl.col("non_originating_value") / pl.col("ex_works"))
        .otherwise(0.0)
    )
    judged = rows.with_columns(non_originating_share=share).with_columns(
        headroom=pl.col("limit") - pl.col("non_originating_share")
    )
    is_within = (pl.col("headroom") >= -TOLERANCE).fill_null(value=True)
    has_parts = pl.col("missing_part").is_null()
    return judged.select(
        *TESTED,
        "non_originating_value",
        "ex_works",
        "non_originating_share",
        "limit",
        "headroom",
        "missing_part",
        is_originating=pl.col("has_rule").is_not_null() & is_within & has_parts,
    )
