"""Which assumptions move the value most, and how far to each side?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import polars as pl

from brownfield.questions.risk import grids, words
from brownfield.tell.figures.style import (
    BLACK,
    BLUE,
    MILLION,
    ORANGE,
    SKY,
    YELLOW,
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

if TYPE_CHECKING:
    from brownfield.questions.risk.document import Document
    from brownfield.questions.risk.facts.moved import MovedValue

MOST_BARS = 15
SHADES = {
    ("held", "low"): BLUE,
    ("held", "high"): ORANGE,
    ("anew", "low"): SKY,
    ("anew", "high"): YELLOW,
}


def tornado_figure(document: Document) -> Figure | None:
    """Return bars from today's value to both ends; None if nothing moves it."""
    moved = [one for one in document.assumptions if words.width(one, document) > 0.0]
    if not moved:
        return None
    unit = f"{document.currency} m"
    frame = pl.DataFrame(
        [bar for one in moved[:MOST_BARS] for bar in _bars(one, document)]
    )
    legend = [("plan held, at low", BLUE), ("plan held, at high", ORANGE)]
    if document.is_anew:
        legend += [("planned anew, at low", SKY), ("planned anew, at high", YELLOW)]
    return Figure(
        name="tornado",
        title="What each assumption does to the value",
        caption=(
            "Expected present value of the best plan with one assumption at its low "
            "or high end; the black line is today. The widest "
            f"{min(len(moved), MOST_BARS)} of {len(document.assumptions)} are drawn."
        ),
        panels=(Panel("", _chart(frame, unit, document)),),
        table=grids.assumptions(document),
        legend=tuple(legend),
    )


def _bars(one: MovedValue, document: Document) -> list[dict[str, object]]:
    """Return a bar for each end that has a value, held and anew."""
    ends = {
        ("held", "low"): (one.held_low, one.low),
        ("held", "high"): (one.held_high, one.high),
        ("anew", "low"): (one.anew_low, one.low),
        ("anew", "high"): (one.anew_high, one.high),
    }
    return [
        {
            "assumption": folded(one.title, 34),
            "today": document.value / MILLION,
            "worth": worth / MILLION,
            "how": "plan held" if key[0] == "held" else "planned anew",
            "end": words.cell(one, value),
            "shade": SHADES[key],
        }
        for key, (worth, value) in ends.items()
        if worth is not None
    ]


def _chart(frame: pl.DataFrame, unit: str, document: Document) -> dict[str, Any]:
    order = frame["assumption"].unique(maintain_order=True).to_list()
    base = named("bars").encode(
        y=label_axis("assumption", sort=order),
        x=alt.X(
            "today:Q", title=unit, axis=few(), scale=alt.Scale(zero=False, padding=8)
        ),
    )
    more: dict[str, Any] = {"yOffset": alt.YOffset("how:N", sort=["plan held"])}
    bars = base.mark_bar().encode(
        x2="worth:Q",
        color=alt.Color("shade:N", scale=None),
        tooltip=[
            tip("assumption", "Assumption"),
            tip("how", "How"),
            tip("end", "At"),
            tip("worth", unit, 1),
        ],
        **(more if document.is_anew else {}),
    )
    today = base.mark_tick(color=BLACK, thickness=2, size=30)
    height = (52 if document.is_anew else 36) * len(order)
    chart = alt.layer(bars, today).properties(width="container", height=height)
    return to_spec(chart, bars=rows(frame))
