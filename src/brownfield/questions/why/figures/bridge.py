"""Which picture leads from the plan that was forced to the best plan?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import polars as pl

from brownfield.tell.figures.style import (
    BLUE,
    MILLION,
    VERMILLION,
    Figure,
    Panel,
    few,
    label_axis,
    named,
    rows,
    tip,
    to_spec,
)
from brownfield.tell.figures.waterfall import falling
from brownfield.tell.labels import item_name
from brownfield.tell.numbers import money

if TYPE_CHECKING:
    from brownfield.questions.why.document import Document
    from brownfield.questions.why.facts.reasons import WhyNot

ROOM = 0.22  # share of the width that is left free for labels
CHANGE = "The best plan is worth more"


def bridge_figure(document: Document, one: WhyNot, name: str) -> Figure:
    """Return the bridge from the plan that was forced to the best plan."""
    frame = falling(one.bridge, CHANGE)
    unit = f"{document.currency} m"
    what = "without it" if one.is_chosen else "with it"
    return Figure(
        name=name,
        title=f"From the plan {what} to the best plan",
        caption=(
            "Expected present value by kind of cash, all companies together. Bars to "
            "the right: the best plan does better there; to the left: worse. Together "
            f"{money(one.cost, document.currency)}."
        ),
        panels=(Panel("", _waterfall(frame, unit)),),
        table=_bridge_table(document, one, unit),
        legend=(("better", BLUE), ("worse", VERMILLION)),
    )


def _width(frame: pl.DataFrame) -> alt.Scale:
    """Return an axis that leaves room for the labels right of the bars."""
    low = min(0.0, *frame["begin"], *frame["end"])
    high = max(0.0, *frame["begin"], *frame["end"])
    return alt.Scale(domain=[low, high + ROOM * (high - low)])


def _waterfall(frame: pl.DataFrame, unit: str) -> dict[str, Any]:
    order = frame["step"].to_list()
    base = named("bridge").encode(y=label_axis("step", sort=order))
    bars = base.mark_bar(height=18).encode(
        x=alt.X("begin:Q", title=unit, axis=few(), scale=_width(frame)),
        x2="end:Q",
        color=alt.Color("shade:N", scale=None),
        tooltip=[tip("step", "Cash"), tip("amount", unit, 2)],
    )
    text = base.mark_text(align="left", dx=4).encode(x="right:Q", text="label:N")
    chart = alt.layer(bars, text).properties(
        width="container", height=30 * frame.height
    )
    return to_spec(chart, bridge=rows(frame))


def _bridge_table(document: Document, one: WhyNot, unit: str) -> pl.DataFrame:
    lines = [
        (
            item_name(step.item),
            document.names.get(step.party, step.party),
            step.amount / MILLION,
            step.per_vehicle,
        )
        for step in one.bridge
    ]
    each = f"{document.currency} per vehicle of it"
    schema = {"Cash": pl.String, "Party": pl.String, unit: pl.Float64, each: pl.Float64}
    return pl.DataFrame(lines, schema=schema, orient="row")
