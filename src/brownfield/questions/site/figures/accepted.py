"""How often does each place have each rank?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import polars as pl

from brownfield.questions.site import grids
from brownfield.tell.figures.style import (
    BLUE,
    Figure,
    Panel,
    folded,
    label_axis,
    named,
    rows,
    share_axis,
    tip,
    to_spec,
)

if TYPE_CHECKING:
    from brownfield.questions.site.document import Document

HIGH = 30  # pixels of a place
PALEST = 0.12  # opacity of the last rank


def accepted_figure(document: Document) -> Figure:
    """Return a bar for each place, in pieces by rank, the darkest for the first."""
    return Figure(
        name="acceptability",
        title="How often each place comes first, second and so on",
        caption=(
            "Share of the weights that are drawn. The darker, the better the rank: "
            "the darkest piece is how often a place comes first."
        ),
        panels=(Panel("", _chart(_shares(document))),),
        table=grids.acceptability(document),
    )


def _shares(document: Document) -> pl.DataFrame:
    count = len(document.places)
    rows = [
        {
            "place": folded(place.name),
            "rank": rank + 1,
            "share": share,
            "shade": 1.0 - (1.0 - PALEST) * rank / max(count - 1, 1),
        }
        for place in document.places
        for rank, share in enumerate(document.acceptability[place.site])
    ]
    return pl.DataFrame(rows)


def _chart(frame: pl.DataFrame) -> dict[str, Any]:
    places = frame["place"].unique(maintain_order=True).to_list()
    bars = (
        named("shares")
        .mark_bar(color=BLUE)
        .encode(
            y=label_axis("place", sort=places),
            x=share_axis("share", "share of draws"),
            order=alt.Order("rank:Q"),
            fillOpacity=alt.FillOpacity("shade:Q", scale=None, legend=None),
            tooltip=[
                tip("place", "Place"),
                tip("rank", "Rank"),
                tip("share", "Share", 3),
            ],
        )
    )
    chart = bars.properties(width="container", height=HIGH * len(places))
    return to_spec(chart, shares=rows(frame))
