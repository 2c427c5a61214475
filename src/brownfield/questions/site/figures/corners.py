"""Which place is best where in a triangle of weights?"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, Any

import altair as alt
import polars as pl

from brownfield.questions.site import grids, words
from brownfield.questions.site.figures.stretched import best_somewhere
from brownfield.tell.figures.style import (
    INK,
    Figure,
    Panel,
    coloured,
    named,
    rows,
    tip,
    to_spec,
)

if TYPE_CHECKING:
    from brownfield.questions.site.document import Document
    from brownfield.questions.site.facts.corners import Corners

WIDE, HIGH = 340, 300  # pixels: sides of one length, also on a phone
PALE = 0.3  # opacity of weights that are not allowed
TILE = 110  # square pixels of a point


def corners_figure(document: Document) -> Figure | None:
    """Return the triangle of weights, coloured by the best place; None without one."""
    corners = document.triangle
    if corners is None:
        return None
    shades = best_somewhere(document)
    here = {document.names[site] for site in corners.shares}
    right, left, top = (words.corner(document, own) for own in corners.corners)
    return Figure(
        name="weight-triangle",
        title="The best place by weight of two criteria and all others",
        caption=(
            f"All weight is on “{left}” in the left corner, on “{right}” in the right "
            f"one and on {top} at the top, where the others keep their proportions. "
            "Pale: weights outside their ranges. The cross is the weights today."
        ),
        panels=(Panel("", _chart(document, corners, shades)),),
        table=grids.corners(document),
        legend=tuple(pair for pair in shades.items() if pair[0] in here),
    )


def _at(first: float, others: float) -> tuple[float, float]:
    """Return where weights stand: right and up, sides of length 1."""
    return first + others / 2, others * sqrt(3) / 2


def _points(document: Document, corners: Corners) -> pl.DataFrame:
    points = []
    for point in corners.points:
        x, y = _at(point["first"], point["others"])
        shown = {"x": x, "y": y, "place": document.names[point["site"]]}
        opacity = 1.0 if point["is_allowed"] else PALE
        weights = {key: point[key] for key in ("first", "second", "others")}
        points.append(shown | weights | {"opacity": opacity})
    return pl.DataFrame(points)


def _chart(
    document: Document, corners: Corners, shades: dict[str, str]
) -> dict[str, Any]:
    right, left, top = (words.corner(document, own) for own in corners.corners)
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[-0.06, 1.06]))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[-0.1, 0.97]))
    tiles = (
        named("points")
        .mark_point(filled=True, shape="circle", size=TILE)
        .encode(
            x=x,
            y=y,
            color=coloured("place", shades),
            opacity=alt.Opacity("opacity:Q", scale=None, legend=None),
            tooltip=[
                tip("place", "Best"),
                tip("first", right, 2),
                tip("second", left, 2),
                tip("others", top, 2),
            ],
        )
    )
    cross = named("today").mark_point(
        shape="cross", size=160, filled=True, color=INK, opacity=1, stroke="white"
    )
    ends = {
        "left": ("left", 0.0, -0.07, left),
        "right": ("right", 1.0, -0.07, right),
        "top": ("center", 0.5, 0.93, top),
    }
    labels = [
        named(name).mark_text(align=align, color=INK).encode(x=x, y=y, text="text:N")
        for name, (align, *_) in ends.items()
    ]
    chart = alt.layer(tiles, cross.encode(x=x, y=y), *labels)
    today = dict(zip("xy", _at(corners.today[0], corners.today[2]), strict=True))
    texts = {n: [{"x": a, "y": b, "text": t}] for n, (_, a, b, t) in ends.items()}
    return to_spec(
        chart.properties(width=WIDE, height=HIGH),
        points=rows(_points(document, corners)),
        today=[today],
        **texts,
    )
