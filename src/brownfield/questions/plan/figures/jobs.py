"""How many jobs does each plant have, and how many if nothing were begun?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import polars as pl

from brownfield.tell.figures.style import (
    BLACK,
    SKY,
    Figure,
    Panel,
    named,
    rows,
    tip,
    to_spec,
    year_axis,
)

if TYPE_CHECKING:
    from brownfield.questions.plan.document import Document
    from brownfield.questions.plan.facts.jobs import Jobs

HIGH = 150  # pixels of a plant
ROOM = 1.05  # of the largest number of jobs that a panel has room for


def figure(document: Document) -> Figure | None:
    """Return jobs by plant and year, all on one scale; None if none are tabled."""
    if not document.jobs:
        return None
    frames = {one.facility: _frame(one) for one in document.jobs}
    most = max(n for one in document.jobs for n in _every(one))
    panels = [Panel(name, _chart(frame, most)) for name, frame in frames.items()]
    return Figure(
        name="jobs",
        title="Jobs by plant",
        caption=_caption(document),
        panels=tuple(panels),
        table=_table(frames),
        links=("rows-shifts", "input-shift_patterns"),
        legend=(("best plan", SKY), ("if nothing were begun", BLACK)),
    )


def _every(one: Jobs) -> tuple[float, ...]:
    return (*one.planned, *(one.if_nothing or ()))


def _frame(one: Jobs) -> pl.DataFrame:
    """Return the jobs of a plant, a row a year."""
    nothing = one.if_nothing or [None] * len(one.years)
    columns = {"year": one.years, "planned": one.planned, "nothing": nothing}
    return pl.DataFrame(columns, schema_overrides={"nothing": pl.Float64})


def _chart(frame: pl.DataFrame, most: float) -> dict[str, Any]:
    base = named("jobs")
    scale = alt.Scale(domain=[0.0, ROOM * most], nice=False)
    bars = base.mark_bar(color=SKY).encode(
        x=year_axis(is_short=True),
        y=alt.Y("planned:Q", title="jobs", scale=scale),
        tooltip=[
            tip("year", "Year"),
            tip("planned", "Best plan", 0),
            tip("nothing", "If nothing were begun", 0),
        ],
    )
    layers: list[alt.Chart] = [bars]
    if frame["nothing"].count():
        line = base.mark_tick(color=BLACK, thickness=2.5, width={"band": 0.9})
        layers.append(line.encode(x=year_axis(is_short=True), y="nothing:Q"))
    chart = alt.layer(*layers).properties(width="container", height=HIGH)
    return to_spec(chart, jobs=rows(frame, 1))


def _caption(document: Document) -> str:
    several = document.futures["future"].n_unique() > 1
    average = ", mean of the futures" if several else ""
    return f"People in the shift patterns of each plant{average}, all on one scale."


def _table(frames: dict[str, pl.DataFrame]) -> pl.DataFrame:
    named_rows = [
        frame.select(
            pl.lit(name).alias("Plant"),
            pl.col("year").alias("Year"),
            pl.col("planned").alias("Jobs"),
            pl.col("nothing").alias("Jobs if nothing were begun"),
        )
        for name, frame in frames.items()
    ]
    return pl.concat(named_rows)
