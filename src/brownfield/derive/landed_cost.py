"""What does a vehicle of a recipe cost at the gate and, duty paid, at a market?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import polars as pl

from brownfield.derive.frames import Tables, attach, check_unique, total, years_frame
from brownfield.derive.money import INDEX, with_index_factor
from brownfield.derive.parts import BILL, PART, part_costs
from brownfield.derive.plants.crew import crew_costs
from brownfield.derive.trade.drawback import no_refunds, refunds_of, with_refund
from brownfield.derive.trade.duty import (
    GOODS,
    LAW,
    LEVY,
    cheapest,
    on_top,
    regimes,
    with_duty,
)
from brownfield.derive.trade.part_origin import PACTS, part_origin
from brownfield.derive.trade.undertakings import has_undertakings, with_undertakings
from brownfield.tables.memory import SAME, Columns, remembered

if TYPE_CHECKING:
    from brownfield.tables.settings import Settings

WAYS: dict[str, Columns] = {
    "lanes": (
        "origin",
        "destination",
        "product",
        "freight",
        "insurance",
        "cost_index",
    ),
    "places": ("place", "customs_territory"),
    "products": ("product", "company", "hs_code", "powertrain"),
    **INDEX,
    **LAW,
}
"""What says which borders vehicles cross on their way, and what is due there."""
PART_SUMS = ("materials", "inbound_freight", "inbound_duty")
WORK = ("conversion", "crew")


@remembered(**BILL, **INDEX, **LAW | PACTS)
def part_duties(tables: Tables, years: Sequence[int]) -> pl.DataFrame:
    """Return cost and duty of every part, source and year.

    A part pays the duty of its own heading at the plant's border, on unit value +
    inbound freight where the base is cif; a part without heading pays none. Only
    measures for no company in particular, and for powertrain `part` or any, match.
    Preference needs a part that originates under the agreement. Quotas are not used
    for parts.

    Returns
    -------
    frame
        The columns of `part_costs` and inbound_duty, case currency per vehicle.
    """
    costs = part_costs(tables, years).with_columns(
        company=pl.lit(""), powertrain=pl.lit("part")
    )
    dutiable = costs.filter(pl.col("hs_code").is_not_null()).with_row_index("number")
    dutiable = dutiable.with_columns(
        cif=pl.col("unit_value") + pl.col("inbound_freight"),
        ex_works=pl.col("unit_value"),
    )
    bases, remedies = regimes(tables, dutiable)
    rows = dutiable.join(bases, on=list(GOODS)).filter(pl.col("quota").is_null())
    origin = part_origin(tables, years).filter("is_originating")
    rows = _eligible(rows, origin, [*PART, "agreement", "year"])
    added = on_top(dutiable.join(remedies, on=list(GOODS)))
    rows = with_duty(rows.join(added, on="number", how="left"))
    paid = cheapest(rows, "number").select(*PART, "year", inbound_duty="duty")
    both = costs.join(paid, on=[*PART, "year"], how="left", maintain_order="left")
    return both.drop("company", "powertrain").with_columns(
        pl.col("inbound_duty").fill_null(0.0)  # no heading, no duty: declared so
    )


def refunds(
    tables: Tables,
    recipes: pl.DataFrame,
    sourcing: pl.DataFrame,
    years: Sequence[int],
) -> pl.DataFrame:
    """Return what comes back of the duty on parts on export, as `refunds_of`.

    Parts are looked at only where a territory pays any duty back.
    """
    if not (tables["trade_measures"]["kind"] == "drawback").any():
        return no_refunds()
    parts = part_duties(tables, years)
    return refunds_of(tables, recipes, sourcing, parts)


def _eligible(
    rows: pl.DataFrame, originating: pl.DataFrame, labels: list[str]
) -> pl.DataFrame:
    """Keep regimes without an agreement, and those whose origin rules are met."""
    met = rows.filter(pl.col("agreement").is_not_null()).join(
        originating, on=labels, how="semi"
    )
    return pl.concat([rows.filter(pl.col("agreement").is_null()), met])


def _part_sums(parts: pl.DataFrame, sourcing: pl.DataFrame) -> pl.DataFrame:
    every = parts.rename({"unit_value": "materials"})
    used = sourcing.join(every, on=list(PART), how="inner", maintain_order="left_right")
    by_recipe = used.group_by("recipe", "year", maintain_order=True)
    return by_recipe.agg(total(pl.col(*PART_SUMS)))


def _with_option(recipes: pl.DataFrame, sourcing: pl.DataFrame) -> pl.DataFrame:
    options = recipes.select("recipe", "build_option")
    return attach(sourcing, options, ["recipe"], what="recipes")


def _check_bought(sourcing: pl.DataFrame, tables: Tables) -> None:
    parts = tables["bill_of_materials"].select(PART)
    attach(sourcing, parts, PART, what="bill_of_materials")


def unit_costs(
    tables: Tables,
    settings: Settings,
    recipes: pl.DataFrame,
    sourcing: pl.DataFrame,
    years: Sequence[int],
) -> pl.DataFrame:
    """Return what a vehicle of every recipe costs to make in every year.

    Returns
    -------
    frame
        recipe, year, materials, inbound_freight, inbound_duty, conversion, crew,
        ex_works; case currency per vehicle. `crew` is the plant's shift pattern by
        line time: it enters `ex_works` only, a plan pays it by the year. `ex_works`
        is the build option's price if it gives one, else the sum of the other five.

    Raises
    ------
    DataError
        An exchange rate, cost index or agreement in use is missing, or measures are
        equally exact.
    LabelError
        A label of a recipe is not in its table.
    """
    sums = _bought(tables, recipes, sourcing, years)
    worked = _work(tables, settings, recipes, years).join(
        sums, on=["recipe", "year"], how="left", maintain_order="left"
    )
    costs = worked.with_columns(
        pl.col(*PART_SUMS).fill_null(0.0),  # a recipe without parts buys nothing
    )
    whole = pl.sum_horizontal(*PART_SUMS, *WORK)
    return costs.select(
        "recipe",
        "year",
        *PART_SUMS,
        *WORK,
        ex_works=pl.coalesce("ex_works_price", whole),
    )


@remembered(**BILL, **INDEX, **LAW | PACTS)
def _bought(
    tables: Tables,
    recipes: pl.DataFrame,
    sourcing: pl.DataFrame,
    years: Sequence[int],
) -> pl.DataFrame:
    """Return recipe, year and what all its parts cost, duty paid."""
    bought = _with_option(recipes, sourcing)
    _check_bought(bought, tables)
    return _part_sums(part_duties(tables, years), bought)


def _work(
    tables: Tables,
    settings: Settings,
    recipes: pl.DataFrame,
    years: Sequence[int],
) -> pl.DataFrame:
    """Return recipe, year, ex_works_price, conversion and crew of a vehicle."""
    columns = ("facility", "conversion_cost", "capacity_use", "cost_index")
    options = tables["build_options"].select("build_option", "ex_works_price", *columns)
    named = recipes.select("recipe", "build_option")
    work = attach(named, options, ["build_option"], what="build_options")
    dated = with_index_factor(work.join(years_frame(years), how="cross"), tables)
    crews = crew_costs(tables, settings, years)
    staffed = dated.join(
        crews, on=["facility", "year"], how="left", maintain_order="left"
    )
    by_line_time = pl.col("crew").fill_null(0.0) * pl.col("capacity_use")
    return staffed.select(
        "recipe",
        "year",
        "ex_works_price",
        conversion=pl.col("conversion_cost") * pl.col("factor"),
        crew=by_line_time,  # no pattern, no crew: declared so
    )


def lane_costs(tables: Tables, years: Sequence[int]) -> pl.DataFrame:
    """Return freight and insurance of every lane and year, case currency per vehicle.

    Returns
    -------
    frame
        origin, destination, only_product (blank = any), year, freight, insurance.
    """
    dated = tables["lanes"].join(years_frame(years), how="cross")
    rows = with_index_factor(dated, tables)
    return rows.select(
        "origin",
        "destination",
        "year",
        only_product="product",
        freight=pl.col("freight") * pl.col("factor"),
        insurance=pl.col("insurance") * pl.col("factor"),
    )


def markets(tables: Tables) -> pl.DataFrame:
    """Return product, place, year and price of every market with demand.

    The price is blank where no undertaking asks for it; equal rows are the same frame.
    """
    sold = tables["demand"].filter(pl.col("volume") > 0)
    price = "price" if has_undertakings(tables) else pl.lit(None, pl.Float64)
    return SAME.of(sold.select("product", "place", "year", price=price))


def _legs(
    tables: Tables, sold: pl.DataFrame, recipes: pl.DataFrame, years: Sequence[int]
) -> pl.DataFrame:
    """Return the ways from every place of build to every market with demand.

    The lane of the product beats the lane of any product; a plant and market in one
    place need no lane. Columns: leg, product, origin, place, year, price (that buyers
    pay), freight, insurance.
    """
    origins = recipes.select("product", origin="place").unique(maintain_order=True)
    wanted = sold.join(years_frame(years), on="year", how="semi").join(
        origins, on="product", how="inner"
    )
    lanes = lane_costs(tables, years).rename({"destination": "place"})
    ends = ["origin", "place", "year"]
    exact = lanes.drop_nulls("only_product").rename({"only_product": "product"})
    general = lanes.filter(pl.col("only_product").is_null()).drop("only_product")
    check_unique(exact, [*ends, "product"], "lanes")
    check_unique(general, ends, "lanes")
    rows = wanted.join(exact, on=[*ends, "product"], how="left").join(
        general, on=ends, how="left", suffix="_any"
    )
    at_home = pl.when(pl.col("origin") == pl.col("place")).then(0.0)
    legs = rows.with_columns(
        pl.coalesce("freight", "freight_any", at_home).alias("freight"),
        pl.coalesce("insurance", "insurance_any", at_home).alias("insurance"),
    ).drop_nulls("freight")
    return legs.sort("product", *ends).with_row_index("leg")


def _goods_of_legs(tables: Tables, legs: pl.DataFrame) -> pl.DataFrame:
    """Return what crosses which border on every leg, told by the column `leg`."""
    territories = tables["places"].select("place", "customs_territory")
    ends = (
        territories.rename({"place": "origin", "customs_territory": "exporter"}),
        territories.rename({"customs_territory": "importer"}),
    )
    products = tables["products"].select("product", "company", "hs_code", "powertrain")
    goods = attach(legs, products, ["product"], what="products")
    goods = attach(goods, ends[0], ["origin"], what="places")
    goods = attach(goods, ends[1], ["place"], what="places")
    return goods.select("leg", *GOODS)


@remembered(**WAYS)
def _borders(
    tables: Tables, sold: pl.DataFrame, recipes: pl.DataFrame, years: Sequence[int]
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Return legs, what crosses a border on them, and regimes and extra duties there.

    The last two are told by the column `leg`.
    """
    legs = _legs(tables, sold, recipes, years)
    goods = _goods_of_legs(tables, legs)
    bases, by_port = regimes(tables, goods)
    ways, port = (goods.join(r, on=list(GOODS)).drop(GOODS) for r in (bases, by_port))
    return legs, goods, ways, port


def _shipments(
    recipes: pl.DataFrame, unit_costs: pl.DataFrame, legs: pl.DataFrame
) -> pl.DataFrame:
    """Return every recipe on every leg it may take, numbered, with its value."""
    origins = recipes.select("recipe", "product", origin="place")
    sold = origins.join(
        legs, on=["product", "origin"], how="inner", maintain_order="left_right"
    )
    prices = unit_costs.select("recipe", "year", "ex_works")
    priced = attach(sold, prices, ["recipe", "year"], what="unit costs")
    return priced.with_row_index("number").with_columns(
        cif=pl.sum_horizontal("ex_works", "freight", "insurance")
    )


def _levied(
    sold: pl.DataFrame,
    goods: pl.DataFrame,
    port: pl.DataFrame,
    by_content: pl.DataFrame,
) -> pl.DataFrame:
    """Return every extra duty that is asked for each shipment."""
    at_border = ["recipe", "importer", "year"]
    columns = ("number", "cif", "ex_works", *LEVY)
    sent = sold.join(goods.select("leg", "importer"), on="leg")
    return pl.concat(
        [
            sold.join(port, on="leg").select(columns),
            sent.join(by_content, on=at_border).select(columns),
        ]
    )


def routes(  # noqa: PLR0913 (the frames of this package)
    tables: Tables,
    markets: pl.DataFrame,
    recipes: pl.DataFrame,
    unit_costs: pl.DataFrame,
    origin: pl.DataFrame,
    remedies: pl.DataFrame,
    refunds: pl.DataFrame,
) -> pl.DataFrame:
    """Return how a vehicle of every recipe reaches every market, duty paid.

    One row for each recipe, market with demand and year with a lane, under the
    cheapest unlimited regime (a preference wins a tie); and one more for each quota
    that matches, and for an undertaking with a volume, with `quota` its measure.

    Parameters
    ----------
    tables
        Tables of the case.
    markets, recipes, unit_costs, origin
        Frames of this package.
    remedies
        Extra duties for what vehicles are made of, from `content_remedies`.
    refunds
        Duty on parts that comes back on export, from `refunds`.

    Returns
    -------
    frame
        recipe, place, year, regime (domestic, mfn, none, an agreement or a quota's
        measure, with `+countervailing` or `+undertaking`, `+anti_dumping` and
        `+drawback` where they apply), freight, insurance, customs_value (base of the
        duty), duty (less what comes back; all case currency per vehicle), quota.

    Raises
    ------
    DataError
        Measures are equally exact, or a cost index in use has no row for a year.
    LabelError
        A label of a recipe is not in its table.
    """
    years = sorted(unit_costs["year"].unique())
    legs, goods, ways, by_port = _borders(tables, markets, recipes, years)
    sold = _shipments(recipes, unit_costs, legs)
    met = origin.filter("is_originating").select("recipe", "agreement", "year")
    rows = _eligible(sold.join(ways, on="leg"), met, ["recipe", "agreement", "year"])
    levied = _levied(sold, goods, by_port, remedies)
    rows = with_duty(rows.join(on_top(levied), on="number", how="left"))
    rows = with_undertakings(tables, rows, goods, levied).with_columns(
        regime=pl.col("regime") + pl.col("suffix").fill_null("")
    )
    rows = with_refund(rows, tables, refunds)
    unlimited = cheapest(rows.filter(pl.col("quota").is_null()), "number")
    limited = cheapest(rows.filter(pl.col("quota").is_not_null()), "number", "quota")
    return pl.concat([unlimited, limited]).select(
        "recipe",
        "place",
        "year",
        "regime",
        "freight",
        "insurance",
        "customs_value",
        "duty",
        "quota",
    )
