"""Which picture shows where two numbers flip the choice together?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import polars as pl

from brownfield.questions.why import words
from brownfield.tell.figures.style import (
    GREY,
    ORANGE,
    Figure,
    Panel,
    few,
    named,
    rows,
    tip,
    to_spec,
)

if TYPE_CHECKING:
    from brownfield.questions.why.facts.reasons import Flip, WhyNot

HEIGHT = 260  # pixels


def frontier_figure(one: WhyNot, name: str) -> Figure | None:
    """Return two numbers across and up: today, and the line on which it flips."""
    if one.both is None:
        return None
    first, second, _ = one.both
    points = pl.DataFrame(list(words.frontier_points(one)), orient="row")
    frame = points.rename(dict(zip(points.columns, ("across", "up"), strict=True)))
    verb = "leaves it out" if one.is_chosen else "has it"
    return Figure(
        name=name,
        title=f"Where the best plan {verb} if two numbers move at once",
        caption=(
            f"Across: the {first.title}; up: the {second.title}, each in per cent of "
            "what it is today (grey point). Beyond the orange line, away from today, "
            "the choice is another."
        ),
        panels=(Panel("", _line(frame, first, second)),),
        table=pl.DataFrame(
            {
                first.title: [words.shown(first, a) for a in frame["across"]],
                second.title: [words.shown(second, u) for u in frame["up"]],
            }
        ),
        legend=(("the choice flips", ORANGE), ("today", GREY)),
    )


def _line(frame: pl.DataFrame, first: Flip, second: Flip) -> dict[str, Any]:
    shares = frame.select(
        across=pl.col("across") * 100.0 / first.today,
        up=pl.col("up") * 100.0 / second.today,
    )
    free = alt.Scale(zero=False, padding=16)
    x = alt.X("across:Q", title="% of today, across", axis=few(), scale=free)
    y = alt.Y("up:Q", title="% of today, up", scale=free)
    tips = [tip("across", "% of today, across", 1), tip("up", "% of today, up", 1)]
    line = named("line").mark_line(color=ORANGE, point={"color": ORANGE, "size": 70})
    dot = named("today").mark_point(color=GREY, filled=True, size=160, shape="square")
    chart = alt.layer(
        line.encode(x=x, y=y, order="across:Q", tooltip=tips),
        dot.encode(x=x, y=y),
    ).properties(width="container", height=HEIGHT)
    today = pl.DataFrame({"across": [100.0], "up": [100.0]})
    return to_spec(chart, line=rows(shares), today=rows(today))
