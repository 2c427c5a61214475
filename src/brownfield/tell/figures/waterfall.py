"""Which bars lead from one plan to another, step by step?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from brownfield.tell.beside.bridge import by_item
from brownfield.tell.figures.style import BLACK, BLUE, MILLION, VERMILLION, folded
from brownfield.tell.labels import item_name
from brownfield.tell.numbers import significant

if TYPE_CHECKING:
    from collections.abc import Sequence

    from brownfield.tell.beside.bridge import Stepped

LEAST = 0.005  # million, below which the other steps are no bar
MOST_STEPS = 8  # bars of a bridge before the others are one
OTHERS = "others"


def falling(steps: Sequence[Stepped], change: str) -> pl.DataFrame:
    """Return the bars of a bridge.

    Parameters
    ----------
    steps
        The steps; those of one cash item are one bar, and small ones together.
    change
        Name of the last bar, which is all of them.

    Returns
    -------
    pl.DataFrame
        step (its name on lines), begin, end, amount (million), shade, label, right.
    """
    every = by_item(steps)
    shown, rest = every[:MOST_STEPS], every[MOST_STEPS:]
    if abs(sum(amount for _, amount in rest)) >= MILLION * LEAST:
        shown = [*shown, (OTHERS, sum(amount for _, amount in rest))]
    begin, bars = 0.0, []
    for item, amount in shown:
        end = begin + amount / MILLION
        shade = BLUE if amount > 0 else VERMILLION
        bars.append((item_name(item), begin, end, amount / MILLION, shade))
        begin = end
    bars.append((change, 0.0, begin, begin, BLACK))
    schema = ["step", "begin", "end", "amount", "shade"]
    frame = pl.DataFrame(bars, schema=schema, orient="row")
    label = [significant(amount) for amount in frame["amount"]]
    return frame.with_columns(
        label=pl.Series(label, dtype=pl.String),
        step=pl.col("step").map_elements(folded, return_dtype=pl.String),
        right=pl.max_horizontal("begin", "end"),
    )
