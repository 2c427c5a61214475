"""Where is each plan regretted, and how much?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import polars as pl

from brownfield.questions.risk import grids, words
from brownfield.tell.figures.style import (
    INK,
    LINE,
    MILLION,
    NARROW,
    VERMILLION,
    Figure,
    Panel,
    folded,
    label_axis,
    named,
    rows,
    tip,
    to_spec,
)
from brownfield.tell.labels import pretty
from brownfield.tell.numbers import significant

if TYPE_CHECKING:
    from brownfield.questions.risk.document import Document
    from brownfield.questions.risk.facts.regretted import RegretTable

MOST_WORLDS, MOST_PLANS = 14, 12  # that are drawn
HIGH = 46  # pixels of a row
DARKEST = 0.8  # opacity of the cell with the largest regret


def regret_figure(document: Document) -> Figure | None:
    """Return a cell for each plan in each world; None without a table of regrets."""
    regrets = document.regrets
    if regrets is None:
        return None
    unit = f"{document.currency} m"
    return Figure(
        name="regret-cells",
        title="What each plan misses in each world",
        caption=(
            f"{unit} less than the best plan for that future or what-if. White is "
            "nothing missed; the darker, the more. The first plan is the best one on "
            "average."
        ),
        panels=(Panel("", _chart(_cells(regrets), unit)),),
        table=grids.regrets(document),
    )


def _cells(regrets: RegretTable) -> pl.DataFrame:
    """Return plan, world, regret in millions and its words; blank if not possible."""
    cells = [
        {
            "plan": folded(words.plan_name(plan), 30),
            "world": pretty(world),
            "regret": None if regret is None else regret / MILLION,
            "label": "none" if regret is None else significant(regret / MILLION),
        }
        for plan in regrets.plans[:MOST_PLANS]
        for world in regrets.worlds[:MOST_WORLDS]
        for regret in (plan.regrets[world],)
    ]
    kinds = {
        "plan": pl.String,
        "world": pl.String,
        "regret": pl.Float64,
        "label": pl.String,
    }
    return pl.DataFrame(cells, schema=kinds)


def _chart(frame: pl.DataFrame, unit: str) -> dict[str, Any]:
    plans, worlds = (
        frame[name].unique(maintain_order=True).to_list() for name in ("plan", "world")
    )
    axis = alt.Axis(orient="top", labelAngle=-30, ticks=False, domain=False, title=None)
    base = named("cells").encode(
        y=label_axis("plan", sort=plans), x=alt.X("world:N", sort=worlds, axis=axis)
    )
    most = max(frame["regret"].drop_nulls().to_list(), default=0.0)
    scale = alt.Scale(domain=[0.0, most or 1.0], range=[0.0, DARKEST])
    boxes = base.mark_rect(color=VERMILLION, stroke=LINE, strokeOpacity=1).encode(
        fillOpacity=alt.FillOpacity("regret:Q", scale=scale, legend=None),
        tooltip=[tip("plan", "Plan"), tip("world", "If"), tip("label", unit)],
    )
    size = alt.expr(f"width < {NARROW} ? 9 : 12")
    text = base.mark_text(color=INK, fontSize=size).encode(text="label:N")
    chart = alt.layer(boxes, text).properties(
        width="container", height=HIGH * len(plans)
    )
    return to_spec(chart, cells=rows(frame))
