"""Which picture leads from the plan of the case as it is to that under a what-if?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import polars as pl

from brownfield.questions.compare import words
from brownfield.tell.figures.style import (
    BLUE,
    MILLION,
    VERMILLION,
    Control,
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

if TYPE_CHECKING:
    from brownfield.questions.compare.document import ComparedPlan, Document

SIGNAL = "what_if"
CHANGE = "Worth more or less"
HIGH = 30  # pixels of a bar with its room
PAD = 44  # pixels left free for labels at either end


def bridge_figure(document: Document) -> Figure | None:
    """Return the bridge to each what-if, one at a time; None where there is none."""
    bridges = _bridges(document)
    if not bridges:
        return None
    unit, titles = f"{document.currency} m", list(bridges)
    choose = Control(SIGNAL, "What-if", titles, titles[0])
    return Figure(
        name="what-if-bridge",
        title="From the plan as it is to the plan under a what-if",
        caption=(
            f"{unit}, expected present value by kind of cash, all companies together. "
            "Bars to the right: the plan under the what-if does better there; to the "
            "left: worse. Those of one bridge add up to the black bar."
        ),
        panels=(Panel("", _chart(bridges, unit)),),
        table=_table(document, bridges, unit),
        controls=(choose,) if len(titles) > 1 else (),
        legend=(("better", BLUE), ("worse", VERMILLION)),
    )


def _bridges(document: Document) -> dict[str, ComparedPlan]:
    """Return the plans with a bridge by printed name, first the one shown first."""
    named = words.titles(document)
    every = {named[name]: one for name, one in document.moved.items() if one.bridge}
    shown = named.get(document.shown or "", "")
    return {shown: every[shown], **every} if shown in every else every


def _chart(bridges: dict[str, ComparedPlan], unit: str) -> dict[str, Any]:
    frames = {n: falling(one.bridge, CHANGE) for n, one in bridges.items()}
    frame = pl.concat(
        one.with_row_index("place").with_columns(what_if=pl.lit(name))
        for name, one in frames.items()
    )
    first = alt.param(name=SIGNAL, value=next(iter(frames)))
    order = alt.EncodingSortField(field="place", op="min")
    base = (
        named("bridge")
        .transform_filter(f"datum.what_if === {SIGNAL}")
        .encode(y=label_axis("step", sort=order))
    )
    scale = alt.Scale(padding=PAD)
    bars = base.mark_bar(height=18).encode(
        x=alt.X("begin:Q", title=unit, axis=few(), scale=scale),
        x2="end:Q",
        color=alt.Color("shade:N", scale=None),
        tooltip=[tip("step", "Cash"), tip("amount", unit, 2)],
    )
    text = base.mark_text(align="left", dx=4).encode(x="right:Q", text="label:N")
    most = max(one.height for one in frames.values())
    chart = alt.layer(bars, text).add_params(first)
    sized = chart.properties(width="container", height=HIGH * most)
    return to_spec(sized, bridge=rows(frame))


def _table(
    document: Document, bridges: dict[str, ComparedPlan], unit: str
) -> pl.DataFrame:
    lines = [
        (
            name,
            item_name(step.item),
            document.names.get(step.party, step.party),
            step.amount / MILLION,
        )
        for name, one in bridges.items()
        for step in one.bridge
    ]
    names = {"What-if": pl.String, "Cash": pl.String, "Party": pl.String}
    return pl.DataFrame(lines, schema=names | {unit: pl.Float64}, orient="row")
