"""Where and when are the net jobs?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import polars as pl

from brownfield.questions.impact import grids
from brownfield.tell.figures.style import (
    BLUE,
    ORANGE,
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
    year_axis,
)

if TYPE_CHECKING:
    from brownfield.questions.impact.document import Brought

HIGH = 38  # pixels of a region
TALL = 230  # pixels of the time line
SHADES = {"in plants and offices": BLUE, "at suppliers": ORANGE}
KINDS = {"direct": "in plants and offices", "chain": "at suppliers"}


def regions_figure(brought: Brought, currency: str) -> Figure:
    """Return a bar for each region, in plants and at suppliers."""
    frame = pl.DataFrame(
        [
            {"region": folded(one.name), "kind": name, "people": getattr(one, kind)}
            for one in brought.regions
            for kind, name in KINDS.items()
        ]
    )
    return Figure(
        name="regions",
        title=f"Net jobs by region, {brought.jobs.year}",
        caption=(
            "People, mean of the futures. A supplier's own suppliers are in its region "
            "as far as the region's jobs allow, else elsewhere in the nation."
        ),
        panels=(Panel("", _by_region(frame)),),
        table=grids.regions(brought, currency),
        legend=tuple(SHADES.items()),
    )


def years_figure(brought: Brought, currency: str) -> Figure:
    """Return a bar for each year, in plants and at suppliers."""
    frame = pl.DataFrame(
        [
            {"year": one.year, "kind": name, "people": getattr(one, kind)}
            for one in brought.years
            for kind, name in KINDS.items()
        ]
    )
    return Figure(
        name="years",
        title="Net jobs from year to year",
        caption=(
            "People, mean of the futures, without those who build plants and tools: "
            "the table has them."
        ),
        panels=(Panel("", _by_year(frame)),),
        table=grids.years(brought, currency),
        legend=tuple(SHADES.items()),
    )


def _by_region(frame: pl.DataFrame) -> dict[str, Any]:
    order = frame["region"].unique(maintain_order=True).to_list()
    bars = (
        named("jobs")
        .mark_bar(height={"band": 0.6})
        .encode(
            y=label_axis("region", sort=order),
            x=alt.X("people:Q", title="people", stack="zero", axis=few()),
            color=coloured("kind", SHADES),
            tooltip=_tips("region", "Region"),
        )
    )
    chart = bars.properties(width="container", height=HIGH * len(order))
    return to_spec(chart, jobs=rows(frame, 1))


def _by_year(frame: pl.DataFrame) -> dict[str, Any]:
    bars = (
        named("jobs")
        .mark_bar()
        .encode(
            x=year_axis(),
            y=alt.Y("people:Q", title="people", stack="zero", axis=few()),
            color=coloured("kind", SHADES),
            tooltip=_tips("year", "Year"),
        )
    )
    return to_spec(bars.properties(width="container", height=TALL), jobs=rows(frame, 1))


def _tips(along: str, title: str) -> list[Any]:
    return [tip(along, title), tip("kind", "Where"), tip("people", "People", 0)]
