"""Which place is best as the weight of one criterion moves?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import polars as pl

from brownfield.questions.site import grids, words
from brownfield.tell.figures.style import (
    INK,
    Figure,
    Panel,
    coloured,
    colours,
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

HIGH = 34  # pixels of a criterion


def stretched_figure(document: Document) -> Figure:
    """Return a strip for each criterion, coloured by the best place at each weight."""
    best = {document.names[stretch.site] for stretch in document.stretches}
    shades = best_somewhere(document)
    return Figure(
        name="weight-strips",
        title="The best place at each weight of one criterion",
        caption=(
            "From weight 0 on the left to 100 % on the right, while the other criteria "
            "keep their proportions. The mark is the weight today."
        ),
        panels=(Panel("", _chart(document, shades)),),
        table=grids.stretches(document),
        legend=tuple(pair for pair in shades.items() if pair[0] in best),
    )


def best_somewhere(document: Document) -> dict[str, str]:
    """Return a colour for each place that is best at some weights, by printed name."""
    best = {stretch.site for stretch in document.stretches}
    best |= set(document.triangle.shares) if document.triangle else set()
    return colours([place.name for place in document.places if place.site in best])


def _strips(document: Document) -> pl.DataFrame:
    strips = [
        {
            "criterion": folded(words.title(document, one.criterion)),
            "low": one.low,
            "high": one.high,
            "place": document.names[one.site],
        }
        for one in document.stretches
    ]
    return pl.DataFrame(strips)


def _today(document: Document) -> pl.DataFrame:
    rows = [
        {"criterion": folded(words.title(document, name)), "weight": weight}
        for name, weight in document.weights.items()
    ]
    return pl.DataFrame(rows)


def _chart(document: Document, shades: dict[str, str]) -> dict[str, Any]:
    strips, today = _strips(document), _today(document)
    order = today["criterion"].to_list()
    bars = (
        named("strips")
        .mark_bar()
        .encode(
            y=label_axis("criterion", sort=order),
            x=share_axis("low", "weight of the criterion"),
            x2="high:Q",
            color=coloured("place", shades),
            tooltip=[
                tip("criterion", "Criterion"),
                tip("place", "Best"),
                tip("low", "From", 3),
                tip("high", "To", 3),
            ],
        )
    )
    marks = (
        named("today")
        .mark_tick(color=INK, thickness=3, size=HIGH * 0.8)
        .encode(
            y=label_axis("criterion", sort=order),
            x="weight:Q",
            tooltip=[tip("criterion", "Criterion"), tip("weight", "Today", 3)],
        )
    )
    chart = alt.layer(bars, marks).properties(
        width="container", height=HIGH * len(order)
    )
    return to_spec(chart, strips=rows(strips), today=rows(today))
