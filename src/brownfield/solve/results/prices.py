"""What is one more hour of line time worth, buyer, credit, tonne, vehicle in quota?

Prices hold with the decisions of the plan fixed: shift patterns, starts, openings. A
plant that is full has a price; where the next vehicle could be built elsewhere at no
loss, or nobody would buy it, the price is 0 although the last one in use is worth
something. So one more unit and the last unit are each found by a solve of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from brownfield.model.full_rate import full_rates
from brownfield.solve.search.extensive import Solved, fixed

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Floats, LinearModel
    from brownfield.model.formulation import Formulation
    from brownfield.solve.backends.solution import Backend, WarmModel

SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "quantity": pl.String,
    "facility": pl.String,
    "product": pl.String,
    "place": pl.String,
    "policy": pl.String,
    "party": pl.String,
    "quota": pl.String,
    "node": pl.String,
    "value": pl.Float64,
    "value_of_last": pl.Float64,
}
BOUNDS: dict[str, pl.DataType | type[pl.DataType]] = {
    "facility": pl.String,
    "node": pl.String,
    "rows": pl.List(pl.Int64),
}
NOTHING = 1e-9  # solver money per unit of volume; a dual below is none


class Price(NamedTuple):
    """Worth of one more unit, and of the last one in use, in solver money.

    `last` is None where no plan does without it.
    """

    more: float
    last: float | None


class Held(NamedTuple):
    """A plan held as decided, with what its marginal values hold for.

    Attributes
    ----------
    warm, model
        The plan's linear model, loaded, and as it is.
    duals
        Marginal value of each row. Shape (rows,).
    least, most
        Upper bounds of each row between which that value is the same. Shape (rows,).
    """

    warm: WarmModel
    model: LinearModel
    duals: Floats
    least: Floats
    most: Floats

    def is_steady(self, row: int, step: float) -> bool:
        """Return whether a row's value is the same with its bound moved by a step."""
        bound = self.model.row_upper[row] + step
        return bool(self.least[row] <= bound <= self.most[row])


def prices(formulation: Formulation, solved: Solved, backend: Backend) -> pl.DataFrame:
    """Return the marginal values of line time, demand, credits and quotas of a plan.

    Returns
    -------
    prices
        quantity (line_time: a standard vehicle of capacity; demand: a buyer; credit:
        one of a fleet rule; carbon: a tonne under a cap; quota: a vehicle of its
        volume), facility, product, place, policy, party, quota (the pool, else the
        measure), node; value (of one more) and value_of_last (blank = nothing could be
        done without it), undiscounted case currency at the node. Discounting is that of
        the first party planned.
    """
    if solved.row_duals is None or solved.columns is None:
        return pl.DataFrame(schema=SCHEMA)
    parts = [
        *_line_time(formulation, solved.columns, backend),
        *_demand(formulation, solved.row_duals),
        *_credits(formulation, solved.row_duals),
        *_carbon(formulation, solved.row_duals),
        *_quotas(formulation, solved.row_duals),
    ]
    none = pl.DataFrame(schema=SCHEMA)
    return _at_the_node(formulation, pl.concat([none, *parts], how="diagonal"))


def no_prices(_model: Formulation, _solved: Solved, _backend: Backend) -> pl.DataFrame:
    """Return an empty table, for plans whose prices nobody asks for."""
    return pl.DataFrame(schema=SCHEMA)


def _valued(
    formulation: Formulation, duals: Floats, bounded_by: str
) -> Iterator[pl.DataFrame]:
    """Yield the keys of rows with one kind of bound, in words; value is their dual."""
    for family in formulation.linear.row_families:
        if family.bounded_by == bounded_by and family.keys.height:
            stop = family.first + family.keys.height
            texts = family.keys.with_columns(pl.selectors.enum().cast(pl.String))
            yield texts.with_columns(
                pl.Series("value", duals[family.first : stop]),
                quantity=pl.lit(bounded_by),
            )


def _demand(formulation: Formulation, duals: Floats) -> Iterator[pl.DataFrame]:
    for rows in _valued(formulation, duals, "demand"):
        yield rows.select(
            "quantity", "product", "place", "node", "value", value_of_last="value"
        )


def _credits(formulation: Formulation, duals: Floats) -> Iterator[pl.DataFrame]:
    """Yield what one more credit is worth to each maker under a fleet rule."""
    for rows in _valued(formulation, duals, "credit"):
        value = -pl.col("value") / pl.col("unit")
        keys = ("quantity", "policy", "party", "node")
        yield rows.select(*keys, value=value, value_of_last=value)


def _carbon(formulation: Formulation, duals: Floats) -> Iterator[pl.DataFrame]:
    """Yield what one more tonne under each cap of carbon is worth."""
    keys = ["policy", "since", "node"]
    whose = formulation.data.carbon.select(*keys, "party")
    whose = whose.with_columns(pl.selectors.enum().cast(pl.String))
    for rows in _valued(formulation, duals, "carbon"):
        of_owners = rows.join(whose, on=keys, maintain_order="left")
        yield of_owners.select(
            "quantity", "policy", "party", "node", "value", value_of_last="value"
        )


def _quotas(formulation: Formulation, duals: Floats) -> Iterator[pl.DataFrame]:
    """Yield what one more vehicle is worth under each volume."""
    for rows in _valued(formulation, duals, "quota"):
        yield rows.select("quantity", "quota", "node", "value", value_of_last="value")


def _line_time(
    formulation: Formulation, columns: Floats, backend: Backend
) -> Iterator[pl.DataFrame]:
    rows = line_time_rows(formulation, columns)
    if rows.is_empty():
        return
    model = fixed(formulation.linear, columns)
    model = with_free_rates(formulation, model, columns)
    unit = 1.0 / formulation.data.scale.volume
    prices = _priced(model, backend, rows["rows"].to_list(), unit)
    yield rows.select(
        pl.lit("line_time").alias("quantity"),
        "facility",
        "node",
        value=pl.Series([price.more for price in prices]),
        value_of_last=pl.Series([price.last for price in prices], dtype=pl.Float64),
    )


def line_time_rows(formulation: Formulation, columns: Floats) -> pl.DataFrame:
    """Return facility, node, rows: the rows of the model that bound its line time.

    A plant has a row for all it makes, or one for each shift pattern; of those the one
    of the pattern in force counts.
    """
    patterns = formulation.columns.pattern
    is_on = columns[patterns["column"].to_numpy()] > 0.5
    on = ["facility", "pattern", "node"]
    in_force = patterns.filter(pl.Series(is_on)).select(on)
    parts = []
    for family in formulation.linear.row_families:
        if family.bounded_by == "line_time" and family.keys.height:
            rows = family.keys.with_row_index("rows", family.first)
            if "pattern" in rows.columns:
                rows = rows.join(in_force, on=on, how="semi")
            parts.append(rows.select("facility", "node", pl.col("rows").cast(pl.Int64)))
    if not parts:
        return pl.DataFrame(schema=BOUNDS)
    every = pl.concat(parts).with_columns(pl.selectors.enum().cast(pl.String))
    return every.group_by("facility", "node", maintain_order=True).agg("rows")


def with_free_rates(
    formulation: Formulation, held: LinearModel, columns: Floats
) -> LinearModel:
    """Return the model without the full rate of programmes that follow line time.

    A full rate that is not given is the plant's largest pattern: it grows with it, and
    once the ramp is over, line time says the same.

    Parameters
    ----------
    formulation
        The model.
    held
        Its linear model with the decisions fixed.
    columns
        Its best point.
    """
    numbers, upper = formulation.numbers, held.row_upper.copy()
    rates = full_rates(numbers).join(
        numbers.programme_costs.select("build_option", "node", given="full_rate"),
        ["build_option", "node"],
    )
    following = rates.where(np.isnan(rates["given"]))
    allowed = -activity(held, columns, np.minimum(held.values, 0.0))
    for family in held.row_families:
        if family.bounded_by == "full_rate":
            rows = family.table.with_columns(
                row=family.first + np.arange(family.table.height)
            ).join(following, ["build_option", "node"])
            most = np.minimum(rows["full_rate"], rows["wanted"])
            is_over = allowed[rows["row"]] >= most * (1.0 - NOTHING)
            upper[rows["row"][is_over]] = np.inf
    return replace(held, row_upper=upper)


def activity(model: LinearModel, columns: Floats, values: Floats) -> Floats:
    """Return what columns put into each row by some of its entries. Shape (rows,)."""
    amount = columns[model.positions] * values
    sums = np.bincount(model.entry_rows, weights=amount, minlength=model.rows)
    return sums.astype(float)


def _priced(
    model: LinearModel, backend: Backend, rows: list[list[int]], unit: float
) -> list[Price]:
    """Return the price of each group of rows; one with room to spare has none."""
    warm = backend.load(model)
    first = warm.solve()
    if first.columns is None or first.row_duals is None:
        return [Price(0.0, None) for _ in rows]
    warm.keep_basis()
    used, duals = activity(model, first.columns, model.values), first.row_duals
    room = model.row_upper - used
    held = Held(warm, model, duals, *warm.steady())
    return [
        _price(held, group, unit) if room[group].min() < unit else Price(0.0, 0.0)
        for group in rows
    ]


def _price(held: Held, rows: list[int], unit: float) -> Price:
    has_worth = np.abs(held.duals[rows]).max() > NOTHING
    more = _slope(held, rows, unit) if has_worth else 0.0
    return Price(more or 0.0, _slope(held, rows, -unit))


def _slope(held: Held, rows: list[int], step: float) -> float | None:
    """Return the dual of rows whose bounds are moved by a step; None if none holds."""
    model, warm = held.model, held.warm
    if len(rows) == 1 and held.is_steady(rows[0], step):
        return float(held.duals[rows[0]])
    upper = model.row_upper.copy()
    upper[rows] += step
    warm.change(row_upper=upper)
    optimum = warm.objective()
    warm.change(row_upper=model.row_upper)
    return None if optimum is None else float(optimum[1][rows].sum())


def _at_the_node(formulation: Formulation, priced: pl.DataFrame) -> pl.DataFrame:
    """Return prices in case currency, undiscounted, of one future with certainty."""
    data = formulation.data
    first = data.derived.case.planned_parties[0]
    factor = data.discount.filter(pl.col("party") == first).join(
        data.nodes.select("node", "probability"), on="node"
    )
    worth = factor.select(
        pl.col("node").cast(pl.String),
        worth=data.scale.unit_money / (pl.col("factor") * pl.col("probability")),
    )
    return (
        priced.join(worth, on="node", maintain_order="left")
        .with_columns(pl.col("value", "value_of_last") * pl.col("worth"))
        .drop("worth")
    )
