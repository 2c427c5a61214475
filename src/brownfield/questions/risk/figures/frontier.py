"""How does expected value go down as the worst futures get better?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import polars as pl

from brownfield.questions.risk import grids, words
from brownfield.tell.figures.style import (
    BLUE,
    GREY,
    MILLION,
    Figure,
    Panel,
    few,
    named,
    rows,
    tip,
    to_spec,
)

if TYPE_CHECKING:
    from brownfield.questions.risk.document import Document


def frontier_figure(document: Document) -> Figure | None:
    """Return expected value against the worst futures; None for one future."""
    if not document.frontier:
        return None
    unit = f"{document.currency} m"
    frame = _points(document)
    return Figure(
        name="frontier",
        title="Expected value against the worst futures",
        caption=(
            "Each point is the best plan for a weight of the worst futures, written "
            "beside it. The further right, the better in bad futures; the further "
            "down, the less is expected."
        ),
        panels=(Panel("", _line(frame, unit)),),
        table=grids.frontier(document),
        legend=(("best plan for a weight of the worst futures", BLUE),),
    )


def _points(document: Document) -> pl.DataFrame:
    """Return the points of the line; weights with the same plan stand at one label."""
    rows = [
        (p.care, p.cvar / MILLION, p.value / MILLION, words.starts(document, p))
        for p in document.frontier
    ]
    schema = ["care", "worst", "mean", "starts"]
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    place = ["worst", "mean"]
    label = pl.col("care").map_elements("{:.3g}".format, return_dtype=pl.String)
    shown = (
        label.first()
        + pl.when(pl.len() > 1).then(pl.lit("-") + label.last()).otherwise(pl.lit(""))
    ).over(pl.col("worst").round(3), pl.col("mean").round(3))
    first = pl.int_range(pl.len()).over([pl.col(c).round(3) for c in place]) == 0
    return frame.with_columns(label=pl.when(first).then(shown).otherwise(pl.lit("")))


def _line(frame: pl.DataFrame, unit: str) -> dict[str, Any]:
    base = named("points").encode(
        x=alt.X(
            "worst:Q",
            title=f"in the worst futures, {unit}",
            axis=few(),
            scale=alt.Scale(zero=False, padding=44),
        ),
        y=alt.Y(
            "mean:Q",
            title=f"expected, {unit}",
            axis=few(),
            scale=alt.Scale(zero=False, padding=24),
        ),
    )
    line = base.mark_line(color=GREY, strokeDash=[4, 3]).encode(order="care:Q")
    dots = base.mark_point(filled=True, size=110, color=BLUE, opacity=1).encode(
        tooltip=[
            tip("care", "Weight of the worst futures", 2),
            tip("mean", f"Expected, {unit}", 1),
            tip("worst", f"In the worst futures, {unit}", 1),
            tip("starts", "It starts"),
        ]
    )
    text = base.mark_text(align="left", dx=9, dy=-9).encode(text="label:N")
    chart = alt.layer(line, dots, text).properties(width="container", height=300)
    return to_spec(chart, points=rows(frame))
