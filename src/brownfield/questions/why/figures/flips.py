"""Which picture shows at which numbers the choice flips?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import altair as alt
import numpy as np
import polars as pl

from brownfield.questions.why import words
from brownfield.tell.figures.style import (
    GREY,
    ORANGE,
    SKY,
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
    from brownfield.questions.why.facts.reasons import Flip, WhyNot

EDGE = 0.06  # share of the width that is left free on both sides


def flips_figure(one: WhyNot, name: str) -> Figure | None:
    """Return a strip for each number: today, its range, and where the choice flips."""
    flips = [flip for flip in one.break_evens if flip.flips_at is not None]
    if not flips:
        return None
    frame = pl.DataFrame([_strip(flip) for flip in flips], infer_schema_length=None)
    verb = "drop it" if one.is_chosen else "choose it"
    return Figure(
        name=name,
        title=f"Where the best plan would {verb}",
        caption=_caption(flips),
        panels=(Panel("", _strips(frame)),),
        table=pl.DataFrame(
            {
                "Number": [flip.title for flip in flips],
                "Today": [words.shown(f, f.today) for f in flips],
                "Flips at": [words.shown(f, f.flips_at) for f in flips],
                "Low": [words.shown(f, f.low) if f.low else "" for f in flips],
                "High": [words.shown(f, f.high) if f.high else "" for f in flips],
            }
        ),
        legend=tuple(_legend(flips)),
    )


def _caption(flips: Sequence[Flip]) -> str:
    ranges = (
        " Blue: its range in the table of assumptions." if _has_range(flips) else ""
    )
    return (
        "Each number in per cent of what it is today (100). Orange: where the choice "
        f"flips, planned anew on both sides.{ranges}"
    )


def _has_range(flips: Sequence[Flip]) -> bool:
    return any(flip.low is not None for flip in flips)


def _legend(flips: Sequence[Flip]) -> Iterator[tuple[str, str]]:
    yield "flips", ORANGE
    if _has_range(flips):
        yield "range", SKY
    yield "today", GREY


def _strip(flip: Flip) -> dict[str, object]:
    share = 100.0 / flip.today
    return {
        "number": folded(flip.title, 24),
        "flips": (flip.flips_at or 0.0) * share,
        "today": 100.0,
        "low": None if flip.low is None else flip.low * share,
        "high": None if flip.high is None else flip.high * share,
    }


def _ends(frame: pl.DataFrame) -> list[float]:
    """Return the ends of the axis, a little beyond all that is drawn."""
    drawn = frame.select("flips", "today", "low", "high").to_numpy()
    low, high = float(np.nanmin(drawn)), float(np.nanmax(drawn))
    edge = EDGE * (high - low)
    return [low - edge, high + edge]


def _strips(frame: pl.DataFrame) -> dict[str, Any]:
    order = frame["number"].to_list()
    base = named("flips").encode(y=label_axis("number", sort=order))
    scale = alt.Scale(domain=_ends(frame), nice=False, zero=False)

    def across(name: str) -> alt.X:
        return alt.X(f"{name}:Q", title="% of today", axis=few(), scale=scale)

    today = base.mark_tick(color=GREY, thickness=2, size=26).encode(x=across("today"))
    flips = base.mark_point(
        color=ORANGE, filled=True, size=140, shape="diamond"
    ).encode(
        x=across("flips"),
        tooltip=[tip("number", "Number"), tip("flips", "% of today", 1)],
    )
    layers: list[alt.Chart] = [today, flips]
    if frame["low"].count():  # what draws nothing has no words for who hears the page
        ranges = base.mark_bar(height=14, color=SKY, clip=True)
        layers.insert(0, ranges.encode(x=across("low"), x2="high:Q"))
    chart = alt.layer(*layers).properties(width="container", height=46 * frame.height)
    return to_spec(chart, flips=rows(frame))
