"""What is the value of each place made of?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import polars as pl

from brownfield.questions.site import grids, words
from brownfield.tell.figures.style import (
    Figure,
    Panel,
    coloured,
    colours,
    few,
    folded,
    label_axis,
    named,
    rows,
    tip,
    to_spec,
)

if TYPE_CHECKING:
    from brownfield.questions.site.document import Document

HIGH = 30  # pixels of a place


def made_of_figure(document: Document) -> Figure:
    """Return a bar for each place, in pieces by criterion."""
    shades = colours([words.title(document, one.name) for one in document.criteria])
    return Figure(
        name="value-parts",
        title="What each criterion adds to the value of a place",
        caption=(
            "Weight times worth of the score, with the central weights. A place at the "
            "best end of every range would have 1."
        ),
        panels=(Panel("", _chart(_parts(document), shades)),),
        table=grids.places(document),
        legend=tuple(shades.items()),
    )


def _parts(document: Document) -> pl.DataFrame:
    rows = [
        {
            "place": folded(place.name),
            "criterion": words.title(document, name),
            "order": number,
            "part": part,
        }
        for place in document.places
        for number, (name, part) in enumerate(place.parts.items())
    ]
    return pl.DataFrame(rows)


def _chart(frame: pl.DataFrame, shades: dict[str, str]) -> dict[str, Any]:
    places = frame["place"].unique(maintain_order=True).to_list()
    bars = (
        named("parts")
        .mark_bar()
        .encode(
            y=label_axis("place", sort=places),
            x=alt.X(
                "part:Q", title="value", axis=few(), scale=alt.Scale(domain=[0.0, 1.0])
            ),
            order=alt.Order("order:Q"),
            color=coloured("criterion", shades),
            tooltip=[
                tip("place", "Place"),
                tip("criterion", "Criterion"),
                tip("part", "Adds", 3),
            ],
        )
    )
    chart = bars.properties(width="container", height=HIGH * len(places))
    return to_spec(chart, parts=rows(frame))
