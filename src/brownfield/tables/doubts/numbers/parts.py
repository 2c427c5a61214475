"""Which parts cost far more, or far less, than a vehicle can hold?

A part is compared with the other rows of its part group, then with the price of the
vehicle it goes into.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

import polars as pl

from brownfield.tables.doubts.markets import markets
from brownfield.tables.doubts.numbers.costs import USUAL, Costs, costs_of
from brownfield.tables.doubts.numbers.hints import count, meant_like
from brownfield.tables.doubts.numbers.money import amounts
from brownfield.tables.problems import Finding, shown

if TYPE_CHECKING:
    from brownfield.tables.frames import Tables
    from brownfield.tables.rule import Cells
    from brownfield.tables.settings import Settings

APART = 20.0  # times the other rows of the part group
DEAR = 2.0  # times the price of a vehicle that its cheapest parts and conversion cost
LITTLE = 0.2  # of the price, which parts and conversion cost at least
NEXT_TO_NOTHING = 0.02  # of the price, which parts are worth at least
PAIR = 2
MONEY = ("unit_value", "inbound_freight")


def strange_parts(tables: Tables, settings: Settings) -> Iterator[Finding]:
    """Yield parts far from others of their group, or too dear for their vehicle."""
    parts = amounts(tables, "bill_of_materials", "unit_value")
    priced = parts.filter(pl.col("case_money") > 0)
    if priced.is_empty():
        return
    apart = _apart(priced)
    for cells in apart.to_dicts():
        yield _unlike(cells)
    options = apart["build_option"].unique().to_list()
    dear = too_dear(tables, costs_of(tables))
    for option in dear.filter(~pl.col("build_option").is_in(options)).to_dicts():
        part = _cells(parts, option["build_option"]).row(-1, named=True)
        is_part = part["money"] >= option["own"]
        yield _dear_part(option, part, settings) if is_part else _dear_work(option)
    for option, part, total in _too_cheap(tables, costs_of(tables), parts):
        if option["build_option"] not in options:
            yield _cheap_part(option, part, total)


def _apart(parts: pl.DataFrame) -> pl.DataFrame:
    """Return rows with the middle of the others of their group, where far from it.

    Of two rows that are far from each other the one is told that is further from the
    middle of all parts.
    """
    log, groups = pl.col("case_money").log(), "part_group"
    size, other = pl.len().over(groups), log.sum().over(groups) - log
    beside = parts.with_columns(
        size=size,
        log=log,
        others=pl.when(size > PAIR).then(log.median().over(groups)).otherwise(other),
        away=(log - log.median()).abs(),
    )
    is_far = (pl.col("log") - pl.col("others")).abs() > math.log(APART)
    is_first = pl.col("away").rank("ordinal", descending=True).over(groups) == 1
    far = beside.filter(is_far, pl.col("size") >= PAIR)
    return far.filter((pl.col("size") > PAIR) | is_first).sort("row")


def _unlike(cells: Cells) -> Finding:
    number, amount, others = (
        cells["unit_value"],
        cells["case_money"],
        math.exp(cells["others"]),
    )
    times = amount / others if amount > others else others / amount
    return Finding(
        table="bill_of_materials",
        row=cells["row"],
        column="unit_value",
        value=shown(number),
        rule="far_from_other_rows",
        message=f"This is {count(times)} {'more' if amount > others else 'less'} than "
        f"other rows of the part group {cells['part_group']} ({others:,.6g})",
        hint=meant_like(number, others * number / amount),
    )


def too_dear(tables: Tables, costs: Costs) -> pl.DataFrame:
    """Return build options that cost twice the best price, which is not to blame.

    Columns: row, build_option, product; own, least and most cost; worth of the best
    sale, case currency per vehicle.
    """
    sold = _sold(tables, costs)
    cheapest = pl.col("least").min().over("product")
    dear = sold.with_columns(cheapest=cheapest).filter(
        pl.col("least") > DEAR * pl.col("worth")
    )
    is_told = [
        option["cheapest"] > DEAR * option["worth"]
        and costs.blames_prices(option["worth"], option["cheapest"])
        for option in dear.iter_rows(named=True)
    ]
    return dear.filter(~pl.Series(is_told, dtype=pl.Boolean))


def _sold(tables: Tables, costs: Costs) -> pl.DataFrame:
    """Return build options with parts, and what a sale of theirs is worth at best."""
    sold = markets(tables["demand"]).drop_nulls("price").group_by("product")
    best = sold.agg(worth=(pl.col("price") + pl.col("penalty")).max())
    costed = costs.options.drop_nulls("least")
    return costed.join(best, on="product", maintain_order="left")


def _cells(parts: pl.DataFrame, option: str) -> pl.DataFrame:
    """Return the money of the cheapest row of each part group, the dearest last.

    Columns: row, `column`, `number` as it stands, and `money` in case currency.
    """
    own = parts.filter(pl.col("build_option") == option).sort("case_money")
    cheapest = own.unique("part_group", keep="first", maintain_order=True)
    rate = pl.col("case_money") / pl.col("unit_value")
    cells = [
        cheapest.select(
            "row", column=pl.lit(name), number=name, money=pl.col(name) * rate
        )
        for name in MONEY
    ]
    return pl.concat(cells).fill_nan(0.0).sort("money", maintain_order=True)


def _too_cheap(
    tables: Tables, costs: Costs, parts: pl.DataFrame
) -> Iterator[tuple[Cells, Cells, float]]:
    """Yield options whose parts are next to nothing, and it is not the price.

    With each its dearest part, and what all of its parts are worth.
    """
    options = _sold(tables, costs).filter(pl.col("least") < LITTLE * pl.col("worth"))
    for option in options.to_dicts():
        values = _cells(parts, option["build_option"]).filter(column=MONEY[0])
        total, worth = float(values["money"].sum()), option["worth"]
        is_little = 0 < total < NEXT_TO_NOTHING * worth
        if is_little and not costs.blames_prices(worth, total):
            yield option, values.row(-1, named=True), total


def _cheap_part(option: Cells, part: Cells, total: float) -> Finding:
    number, worth = part["number"], option["worth"]
    return Finding(
        table="bill_of_materials",
        row=part["row"],
        column=part["column"],
        value=shown(number),
        rule="part_below_price",
        message=f"All parts of {option['build_option']} are worth {total:,.6g} "
        f"together, and it is sold for {worth:,.6g}",
        hint=meant_like(number, number * worth / total),
    )


def _dear_part(option: Cells, part: Cells, settings: Settings) -> Finding:
    number, money, worth = part["number"], part["money"], option["worth"]
    rest = worth - (option["least"] - money)
    return Finding(
        table="bill_of_materials",
        row=part["row"],
        column=part["column"],
        value=shown(number),
        rule="part_above_price",
        message=f"{option['build_option']} costs {settings.case.currency} "
        f"{option['least']:,.6g} in parts and conversion at least, and is sold for "
        f"{worth:,.6g} at most; this is the most of it",
        hint=meant_like(number, (rest if rest > 0 else worth) * number / money),
    )


def _dear_work(option: Cells) -> Finding:
    return Finding(
        table="build_options",
        row=option["row"],
        column="conversion_cost",
        value=shown(option["own"]),
        rule="part_above_price",
        message=f"With its parts this is {option['least']:,.6g} a vehicle at least, "
        f"which is sold for {option['worth']:,.6g} at most",
        hint=meant_like(option["own"], option["worth"] * USUAL),
    )
