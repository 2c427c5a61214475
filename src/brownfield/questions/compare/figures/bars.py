"""Which picture shows what each what-if is worth?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import polars as pl

from brownfield.questions.compare import words
from brownfield.tell.figures.style import (
    BLUE,
    MILLION,
    VERMILLION,
    Figure,
    Panel,
    few,
    folded,
    label_axis,
    named,
    rows,
    tip,
    to_spec,
)
from brownfield.tell.numbers import significant

if TYPE_CHECKING:
    from brownfield.questions.compare.document import Document

MOST_BARS = 30
HIGH = 24  # pixels of a bar with its room
PAD = 44  # pixels left free for labels at either end


def bars_figure(document: Document) -> Figure | None:
    """Return a bar for each what-if; None where none has a plan."""
    frame = _bars(document)
    if not frame.height:
        return None
    unit = f"{document.currency} m"
    return Figure(
        name="what-if-bars",
        title="What each what-if is worth against the case as it is",
        caption=_caption(document, frame, unit),
        panels=(Panel("", _chart(frame, unit)),),
        table=_table(document, unit),
        legend=(("worth more", BLUE), ("worth less", VERMILLION)),
    )


def _bars(document: Document) -> pl.DataFrame:
    """Return what_if, amount (million), label and shade of those that move most."""
    lines = _lines(document)
    largest = sorted(lines, key=lambda line: -abs(line[1]))[:MOST_BARS]
    shown = [line for line in lines if line in largest][:MOST_BARS]
    frame = pl.DataFrame(
        shown, schema={"what_if": pl.String, "amount": pl.Float64}, orient="row"
    )
    return frame.with_columns(
        label=pl.col("amount").map_elements(significant, return_dtype=pl.String),
        what_if=pl.col("what_if").map_elements(folded, return_dtype=pl.String),
        shade=pl.when(pl.col("amount") < 0)
        .then(pl.lit(VERMILLION))
        .otherwise(pl.lit(BLUE)),
        end=pl.max_horizontal("amount", pl.lit(0.0)),
    )


def _lines(document: Document) -> list[tuple[str, float]]:
    """Return name and difference (million) of each what-if, the best first."""
    named = words.titles(document)
    return [
        (named[name], (one.difference or 0.0) / MILLION)
        for name, one in document.moved.items()
    ]


def _caption(document: Document, frame: pl.DataFrame, unit: str) -> str:
    caption = (
        f"{unit}, expected present value: the best plan under each what-if less the "
        "best plan of the case as it is."
    )
    others = len(document.moved) - frame.height
    if not others:
        return caption
    return f"{caption} {others} more, which move less, stand in the table."


def _chart(frame: pl.DataFrame, unit: str) -> dict[str, Any]:
    order = frame["what_if"].to_list()
    scale = alt.Scale(padding=PAD)
    base = named("bars").encode(y=label_axis("what_if", sort=order))
    bars = base.mark_bar(height=14).encode(
        x=alt.X("amount:Q", title=unit, axis=few(), scale=scale),
        color=alt.Color("shade:N", scale=None),
        tooltip=[tip("what_if", "What-if"), tip("amount", unit, 1)],
    )
    text = base.mark_text(align="left", dx=4).encode(x="end:Q", text="label:N")
    chart = alt.layer(bars, text).properties(
        width="container", height=HIGH * frame.height
    )
    return to_spec(chart, bars=rows(frame))


def _table(document: Document, unit: str) -> pl.DataFrame:
    schema = {"What-if": pl.String, f"Against as it is, {unit}": pl.Float64}
    return pl.DataFrame(_lines(document), schema=schema, orient="row")
