"""How do gross jobs become net ones?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import polars as pl

from brownfield.questions.impact import grids, words
from brownfield.tell.figures.style import (
    BLUE,
    GREEN,
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
from brownfield.tell.numbers import grouped

if TYPE_CHECKING:
    from brownfield.questions.impact.document import Brought

HIGH = 36  # pixels of a step
WIDE = 19  # letters of a line of a label
ROOM = 1.18  # of the axis, for numbers beside the longest bar
ENDS = ("gross", "net")
SHADES = {"there": BLUE, "comes off": VERMILLION, "comes on top": GREEN}


def waterfall_figure(brought: Brought) -> Figure:
    """Return a bar for each step from gross to net jobs, each where the last ended."""
    return Figure(
        name="waterfall",
        title=f"From everybody at work on it to net jobs, {brought.jobs.year}",
        caption=(
            "People, mean of the futures. What would be there anyway comes off first. "
            "Jobs from what people spend are in no bar."
        ),
        panels=(Panel("", _chart(_bars(brought))),),
        table=grids.steps(brought),
        legend=tuple(SHADES.items()),
    )


def _bars(brought: Brought) -> pl.DataFrame:
    bars = []
    for step in brought.steps:
        is_end = step.name in ENDS
        if not (is_end or step.change or step.name == "anyway"):
            continue
        kind = "there" if is_end else "comes off" if step.change < 0 else "comes on top"
        bars.append(
            {
                "step": folded(words.STEPS[step.name], WIDE),
                "from": 0.0 if is_end else step.left - step.change,
                "to": step.left,
                "kind": kind,
                "people": step.left if is_end else step.change,
                "text": grouped(step.left if is_end else step.change),
            }
        )
    return pl.DataFrame(bars)


def _chart(frame: pl.DataFrame) -> dict[str, Any]:
    order = frame["step"].to_list()
    ends = [0.0, *frame["from"], *frame["to"]]
    scale = alt.Scale(domain=[min(ends), max(ends) * ROOM], nice=False)
    base = named("steps").encode(y=label_axis("step", sort=order))
    bars = base.mark_bar(height={"band": 0.6}).encode(
        x=alt.X("from:Q", title="people", axis=few(), scale=scale),
        x2="to:Q",
        color=coloured("kind", SHADES),
        tooltip=[tip("step", "Step"), tip("people", "People", 0)],
    )
    text = (
        base.transform_calculate(end="max(datum.from, datum.to)")
        .mark_text(align="left", dx=4)
        .encode(x="end:Q", text="text:N")
    )
    chart = (bars + text).properties(width="container", height=HIGH * len(order))
    return to_spec(chart, steps=rows(frame, 1))
