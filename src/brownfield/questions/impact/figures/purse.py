"""Who pays the state more, and to whom does it pay?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import polars as pl

from brownfield.questions.impact import grids
from brownfield.tell.figures.style import (
    GREEN,
    MILLION,
    VERMILLION,
    Figure,
    Panel,
    coloured,
    few,
    folded,
    label_axis,
    named,
    rows,
    tip,
    to_spec,
)

if TYPE_CHECKING:
    from brownfield.questions.impact.document import Brought

HIGH = 30  # pixels of a head
SHADES = {"the state receives": GREEN, "the state pays or forgoes": VERMILLION}


def purse_figure(brought: Brought, currency: str) -> Figure:
    """Return a bar for each head of receipts, and for support."""
    state = brought.exchequer
    return Figure(
        name="purse",
        title=f"What the state receives and pays over {state.years} years",
        caption=(
            f"Present value at {100 * state.rate:g} % real, mean of the futures. Years "
            "after the plan are taken to be as its last."
        ),
        panels=(Panel("", _chart(_bars(brought), currency)),),
        table=grids.heads(brought, currency),
        legend=tuple(SHADES.items()),
    )


def _bars(brought: Brought) -> pl.DataFrame:
    receives, pays = SHADES
    heads = [(one.name, one.worth) for one in brought.exchequer.heads]
    heads.append(("Support", -brought.exchequer.support))
    return pl.DataFrame(
        [
            {
                "head": folded(name),
                "worth": worth / MILLION,
                "kind": receives if worth >= 0.0 else pays,
            }
            for name, worth in heads
        ]
    )


def _chart(frame: pl.DataFrame, currency: str) -> dict[str, Any]:
    order = frame["head"].to_list()
    bars = (
        named("heads")
        .mark_bar(height={"band": 0.6})
        .encode(
            y=label_axis("head", sort=order),
            x=alt.X("worth:Q", title=f"{currency} m, present value", axis=few()),
            color=coloured("kind", SHADES),
            tooltip=[tip("head", "Head"), tip("worth", f"{currency} m", 0)],
        )
    )
    chart = bars.properties(width="container", height=HIGH * len(order))
    return to_spec(chart, heads=rows(frame))
