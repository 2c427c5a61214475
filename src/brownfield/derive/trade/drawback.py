"""How much of the duty on its parts comes back when a vehicle is exported?"""

import polars as pl

from brownfield.derive.frames import Tables, attach, facility_places, total
from brownfield.derive.parts import PART
from brownfield.derive.trade.duty import GOODS, distinct_goods, measures_in_force
from brownfield.tables.frames import Replaced

DOMESTIC = "domestic"
SUFFIX = "+drawback"


def refunds_of(
    tables: Tables,
    recipes: pl.DataFrame,
    sourcing: pl.DataFrame,
    parts: pl.DataFrame,
) -> pl.DataFrame:
    """Return the duty on parts that the plant's territory pays back on export.

    Parameters
    ----------
    tables
        Tables of the case.
    recipes, sourcing
        Frames of this package.
    parts
        Duty on every part, made by `part_duties`.

    Returns
    -------
    frame
        recipe, year, home (customs territory of the plant), refund (case currency per
        vehicle); only where something comes back.

    Raises
    ------
    DataError
        Two rows for the same part are equally exact.
    """
    rows = tables["trade_measures"].filter(pl.col("kind") == "drawback")
    due = _refunded(Replaced(tables, trade_measures=rows), parts)
    homes = facility_places(tables).select("facility", home="customs_territory")
    homes_of_recipes = recipes.select("recipe", "build_option", "facility")
    homes_of_recipes = attach(homes_of_recipes, homes, ["facility"], what="facilities")
    bought = sourcing.join(homes_of_recipes, on="recipe").join(due, on=list(PART))
    return (
        bought.sort("recipe", "year", "part_group", "source")
        .group_by("recipe", "year", "home", maintain_order=True)
        .agg(refund=total(pl.col("refund")))
        .filter(pl.col("refund") > 0.0)
    )


def no_refunds() -> pl.DataFrame:
    """Return the frame of `refunds_of` where no territory pays anything back."""
    texts = dict.fromkeys(("recipe", "home"), pl.String)
    schema = {**texts, "year": pl.Int64, "refund": pl.Float64}
    return pl.DataFrame(schema=schema).select("recipe", "year", "home", "refund")


def _refunded(tables: Tables, parts: pl.DataFrame) -> pl.DataFrame:
    """Return the amount that comes back for every part with a row of drawback."""
    goods = parts.filter(pl.col("hs_code").is_not_null()).with_columns(
        company=pl.lit(""), powertrain=pl.lit("part")
    )
    distinct = distinct_goods(goods)
    shares = measures_in_force(tables, distinct).select(*GOODS, share="ad_valorem")
    return goods.join(shares, on=list(GOODS)).select(
        *PART, "year", refund=pl.col("share") * pl.col("inbound_duty")
    )


def with_refund(
    rows: pl.DataFrame, tables: Tables, refunds: pl.DataFrame
) -> pl.DataFrame:
    """Return ways to a market with the refund taken off the duty where it is allowed.

    It is under every regime without an agreement, and under those of an agreement that
    allows drawback to the plant's territory; never within one territory.

    Parameters
    ----------
    rows
        recipe, year, regime, agreement and duty of each way.
    tables
        Tables of the case.
    refunds
        Made by `refunds_of`.
    """
    if refunds.is_empty():
        return rows
    allowing = tables["agreements"].filter("allows_drawback")
    allowing = allowing.select("agreement", home="customs_territory", allows=True)
    refunded = rows.join(
        refunds, on=["recipe", "year"], how="left", maintain_order="left"
    ).join(allowing, on=["agreement", "home"], how="left", maintain_order="left")
    is_open = pl.col("agreement").is_null() | pl.col("allows").is_not_null()
    is_back = is_open & (pl.col("regime") != DOMESTIC) & pl.col("refund").is_not_null()
    return refunded.with_columns(
        duty=pl.when(is_back).then(pl.col("duty") - pl.col("refund")).otherwise("duty"),
        regime=pl.when(is_back).then(pl.col("regime") + SUFFIX).otherwise("regime"),
    )
