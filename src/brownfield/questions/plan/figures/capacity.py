"""How full is each plant, and how much of it is free?"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import altair as alt
import polars as pl

from brownfield.tell.figures.style import (
    BLACK,
    BLUE,
    GREY,
    ORANGE,
    Figure,
    Panel,
    coloured,
    named,
    rank,
    rows,
    tip,
    to_spec,
    with_data,
    year_axis,
)
from brownfield.tell.figures.view import IN_VIEW, view_control, view_param
from brownfield.tell.numbers import percent, vehicles

if TYPE_CHECKING:
    from brownfield.questions.plan.document import Document

USES = {
    "own": ("Owner's own programmes", BLUE),
    "guest_used": ("Guests' programmes", ORANGE),
    "committed": ("Committed before", GREY),
    "free": ("Free in the pattern", "#f4f6f8"),
}
NAMES = {key: name for key, (name, _) in USES.items()}
SHADES = {key: shade for key, (_, shade) in USES.items()}


def figure(document: Document) -> Figure:
    """Return line time by plant and year: own, guest, committed, free."""
    chart = _chart(document)
    panels = [
        Panel(plant, with_data(chart, use=_rows(document, plant)))
        for plant in document.plants_in_use
    ]
    return Figure(
        name="capacity",
        title="Use of each plant",
        caption=_caption(document),
        panels=tuple(panels),
        table=_table(document),
        links=("rows-capacity_use", "input-shift_patterns", "input-facilities"),
        controls=view_control(document.view_names),
        legend=tuple(USES.values()),
    )


def _rows(document: Document, plant: str) -> list[dict[str, Any]]:
    frame = document.capacity_use.filter(pl.col("facility") == plant)
    return rows(frame.select("view", "year", pl.col(*USES, "capacity") / 1e3), 2)


def _chart(document: Document) -> dict[str, Any]:
    base = named("use").transform_filter(IN_VIEW)
    chart = alt.layer(_bars(base), _top(base)).add_params(
        view_param(document.view_names)
    )
    return to_spec(chart.properties(width="container", height=170))


def _bars(base: Any) -> Any:
    bars = base.transform_fold(list(USES), as_=["key", "thousand"])
    bars = bars.transform_calculate(
        use=f"{json.dumps(NAMES)}[datum.key]", rank=rank(list(USES), "key")
    )
    return bars.mark_bar(stroke="#9aa4ae", strokeWidth=0.6).encode(
        x=year_axis(is_short=True),
        y=alt.Y("thousand:Q", title="thousand a year", stack="zero"),
        color=coloured("key", SHADES),
        order=alt.Order("rank:Q"),
        tooltip=[
            tip("year", "Year"),
            tip("use", "Use"),
            tip("thousand", "Thousand standard vehicles", 1),
        ],
    )


def _top(base: Any) -> Any:
    line = base.mark_tick(color=BLACK, thickness=2.5, width={"band": 0.9})
    return line.encode(x=year_axis(is_short=True), y="capacity:Q")


def _caption(document: Document) -> str:
    end = "The black line is the capacity in force."
    peak = document.peak_use
    if peak is None:
        return f"No plant builds for a guest. {end}"
    amount = vehicles(peak.used).replace("vehicles", "standard vehicles")
    return (
        f"Guests use most of {peak.facility} in {peak.year}: {amount}, "
        f"{percent(peak.share)} of its capacity in force (expected). {end}"
    )


def _table(document: Document) -> pl.DataFrame:
    by = ["view", "facility", "year"]
    hours = document.hour_values.select(*by, "value")
    wide = document.capacity_use.select(*by, "capacity", *USES)
    joined = wide.join(hours, on=by, how="left", maintain_order="left")
    words = {
        "view": "Future",
        "facility": "Plant",
        "year": "Year",
        "capacity": "Capacity (standard vehicles)",
        "value": f"One more would be worth ({document.currency})",
    }
    uses = {key: f"{name} (standard vehicles)" for key, name in NAMES.items()}
    return joined.rename(words | uses)
