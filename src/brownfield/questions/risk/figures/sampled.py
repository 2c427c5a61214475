"""How likely is each value of each plan, over all draws?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import polars as pl

from brownfield.questions.risk import grids, words
from brownfield.questions.risk.facts.sampled import CURVE, Sampled
from brownfield.tell.figures.style import (
    MILLION,
    PALETTE,
    Figure,
    Panel,
    coloured,
    few,
    named,
    rows,
    tip,
    to_spec,
)

if TYPE_CHECKING:
    from brownfield.questions.risk.document import Document

MOST = 6  # plans that are drawn


def sampled_figure(document: Document) -> Figure | None:
    """Return the share of draws under each value; None if none were drawn."""
    sampled = document.sampled
    if sampled is None:
        return None
    unit = f"{document.currency} m"
    names = [words.design_name(place) for place in range(len(sampled.designs))][:MOST]
    shades = dict(zip(names, PALETTE, strict=False))
    return Figure(
        name="sampled",
        title="What each plan may be worth",
        caption=(
            f"Share of {sampled.draws} futures drawn from the ranges in which a plan "
            "is worth less than that. A line further right is the better plan."
        ),
        panels=(Panel("", _lines(_curves(sampled, names), shades, unit)),),
        table=grids.designs(document),
        legend=tuple(shades.items()),
    )


def _curves(sampled: Sampled, names: list[str]) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {"plan": name, "share": 100.0 * share, "worth": value / MILLION}
            for name, design in zip(names, sampled.designs, strict=False)
            for share, value in zip(CURVE, design.curve, strict=True)
        ]
    )


def _lines(frame: pl.DataFrame, shades: dict[str, str], unit: str) -> dict[str, Any]:
    chart = (
        named("curves")
        .mark_line(strokeWidth=2)
        .encode(
            x=alt.X("worth:Q", title=unit, axis=few(), scale=alt.Scale(zero=False)),
            y=alt.Y("share:Q", title="% of futures worth less", axis=few()),
            order="share:Q",
            color=coloured("plan", shades),
            tooltip=[tip("plan", "Plan"), tip("worth", unit, 1), tip("share", "%", 0)],
        )
        .properties(width="container", height=280)
    )
    return to_spec(chart, curves=rows(frame))
