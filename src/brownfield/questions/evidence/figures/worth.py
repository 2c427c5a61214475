"""What is it worth to know each number, and how far does it move the result?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import polars as pl

from brownfield.questions.evidence import grids
from brownfield.tell.figures.style import (
    BLUE,
    GREY,
    INK,
    MILLION,
    ORANGE,
    SKY,
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
)

if TYPE_CHECKING:
    from brownfield.questions.evidence.document import Document

LINE = 14  # pixels of a line of a label
WIDE = 22  # letters of a line of a label
COULD, CANNOT = "could change the decision", "cannot, as far as is seen"
SHADES = {COULD: BLUE, CANNOT: SKY}


def worth_figure(document: Document) -> Figure:
    """Return what knowing is worth beside how far each assumption moves the result."""
    unit = f"million {document.currency}"
    frame = _frame(document)
    could = "Could change the decision: worth of knowing it"
    moves = "Moves the result: span of the best plan along it"
    return Figure(
        name="knowing",
        title="Worth of knowing, beside what moves the result",
        caption=(
            "On the left what a perfect answer is worth before choosing, with one "
            "standard error to each side; on the right how far the worth of the best "
            "plan goes from one end of the assumption to the other. Long on the right "
            "and short on the left: it matters, and the choice is the same."
        ),
        panels=(
            Panel(could, _known(frame, unit)),
            Panel(moves, _moved(frame, unit)),
        ),
        table=grids.worths(document),
        legend=(*SHADES.items(), ("moves the result", ORANGE)),
    )


def _frame(document: Document) -> pl.DataFrame:
    """Return worths in millions."""
    rows = []
    for one in document.assumptions:
        worth, error = one.evppi or 0.0, one.standard_error or 0.0
        ends = max(0.0, worth - error), worth + error
        rows.append(
            {
                "name": folded(one.name, WIDE),
                "worth": worth / MILLION,
                "low": ends[0] / MILLION,
                "high": ends[1] / MILLION,
                "moves": (one.moves_by or 0.0) / MILLION,
                "kind": COULD if one.could_change_the_decision else CANNOT,
                "claims": ", ".join(one.statements),
            }
        )
    return pl.DataFrame(rows)


def _known(frame: pl.DataFrame, unit: str) -> dict[str, Any]:
    base = named("known").encode(y=label_axis("name", sort=frame["name"].to_list()))
    bars = base.mark_bar(height={"band": 0.5}).encode(
        x=alt.X("worth:Q", title=unit, axis=few()),
        color=coloured("kind", SHADES),
        tooltip=[
            tip("name", "Assumption"),
            tip("worth", f"Worth of knowing, {unit}", 3),
            tip("claims", "Claims"),
        ],
    )
    errors = base.mark_rule(color=INK, strokeWidth=1.5).encode(x="low:Q", x2="high:Q")
    caps = [
        base.mark_tick(color=INK, thickness=1.5, height={"band": 0.25}).encode(x=end)
        for end in ("low:Q", "high:Q")
    ]
    return _spec(alt.layer(bars, errors, *caps), frame)


def _moved(frame: pl.DataFrame, unit: str) -> dict[str, Any]:
    base = named("known").encode(y=label_axis("name", sort=frame["name"].to_list()))
    bars = base.mark_bar(height={"band": 0.5}, color=ORANGE, stroke=GREY).encode(
        x=alt.X("moves:Q", title=unit, axis=few()),
        tooltip=[
            tip("name", "Assumption"),
            tip("moves", f"Moves the best plan by, {unit}", 2),
            tip("claims", "Claims"),
        ],
    )
    return _spec(bars, frame)


def _spec(chart: Any, frame: pl.DataFrame) -> dict[str, Any]:
    lines = 1 + max(name.count("\n") + 1 for name in frame["name"])
    high = LINE * lines * frame.height
    sized = chart.properties(width="container", height=high)
    return to_spec(sized, known=rows(frame, 6))
