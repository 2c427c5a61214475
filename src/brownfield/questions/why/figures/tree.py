"""Which picture shows what the best plan does in each future?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import altair as alt
import polars as pl

from brownfield.questions.why import words
from brownfield.tell.figures.style import (
    BLACK,
    BLUE,
    GREY,
    MILLION,
    VERMILLION,
    Figure,
    Panel,
    folded,
    named,
    rows,
    tip,
    to_spec,
)

if TYPE_CHECKING:
    from brownfield.questions.why.document import Document
    from brownfield.questions.why.futures.branches import Branch

LINE_HEIGHT = 16  # pixels between the lines of a label
MOST_LETTERS = 46  # of a line beside a branch, so that a phone holds it
STEP = 6.0  # % of the width by which a branch stands right of its parent


def tree_figure(document: Document, tree: Sequence[Branch]) -> Figure | None:
    """Return the decision tree: what the best plan does in each branch, its worth."""
    if len(tree) < 2:
        return None
    frame = pl.DataFrame(list(_branches(document, tree)), infer_schema_length=None)
    return Figure(
        name="decision-tree",
        title="What the best plan does in each future",
        caption=(
            "From what is decided before any future shows (square) to each future that "
            "may follow, with its probability, what the plan is worth there and what "
            "it then decides. The thicker the line, the likelier. Not drawn: what is "
            "committed, and crews of plants with one shift pattern only."
        ),
        panels=(Panel("", _tree(frame, document.currency)),),
        table=_tree_table(document, tree),
        legend=(("worth more than expected", BLUE), ("worth less", VERMILLION)),
    )


def _branches(document: Document, tree: Sequence[Branch]) -> Iterator[dict[str, Any]]:
    """Yield place, label and shade of each branch, from the top down; pixels and %."""
    top, places = 0.0, {}
    for branch in tree:
        title = words.branch_title(document, branch)
        lines = _lines(document, branch)
        places[branch.branch] = top
        yield {
            "branch": title,
            "then": "\n".join(lines),
            "value": branch.value / MILLION,
            "chance": branch.probability,
            "x": STEP * branch.depth,
            "from_x": STEP * max(branch.depth - 1, 0),
            "y": top,
            "from_y": places.get(branch.parent or "", top),
            "shade": _shade(branch, tree[0]),
            "shape": "circle" if branch.parent else "square",
        }
        top += LINE_HEIGHT * (len(lines) + 1.75)


def _lines(document: Document, branch: Branch) -> list[str]:
    """Return what is decided in a branch, folded; less wide further to the right."""
    width = MOST_LETTERS - 4 * max(branch.depth - 1, 0)
    lines = words.branch_lines(document, branch)
    return [part for line in lines for part in folded(line, width).split("\n")]


def _shade(branch: Branch, first: Branch) -> str:
    if branch.parent is None:
        return BLACK
    return BLUE if branch.value >= first.value else VERMILLION


def _tree(frame: pl.DataFrame, currency: str) -> dict[str, Any]:
    last = frame.row(-1, named=True)
    height = last["y"] + LINE_HEIGHT * (last["then"].count("\n") + 3)
    across = alt.Scale(domain=[-2, 100], nice=False, zero=False)
    down = alt.Scale(domain=[-LINE_HEIGHT, height], reverse=True, nice=False)
    x = alt.X("x:Q", axis=None, scale=across)
    y = alt.Y("y:Q", axis=None, scale=down)
    from_x = alt.X("from_x:Q", axis=None, scale=across)
    base = named("tree")
    stems = base.mark_rule(color=GREY).encode(x=from_x, y=y, y2="from_y:Q")
    arms = base.mark_rule(color=GREY).encode(
        x=from_x,
        x2="x:Q",
        y=y,
        strokeWidth=alt.StrokeWidth(
            "chance:Q", legend=None, scale=alt.Scale(domain=[0, 1], range=[1, 14])
        ),
    )
    dots = base.mark_point(filled=True, opacity=1.0, size=130).encode(
        x=x,
        y=y,
        color=alt.Color("shade:N", scale=None),
        shape=alt.Shape("shape:N", scale=None),
        tooltip=[tip("branch", "Branch"), tip("value", f"{currency} m", 1)],
    )
    beside = base.encode(x=x, y=y)
    names = beside.mark_text(align="left", dx=12, fontWeight="bold")
    then = beside.mark_text(
        align="left",
        baseline="top",
        dx=12,
        dy=9,
        lineBreak="\n",
        lineHeight=LINE_HEIGHT,
    ).encode(text="then:N")
    chart = alt.layer(stems, arms, dots, names.encode(text="branch:N"), then)
    chart = chart.properties(width="container", height=height + LINE_HEIGHT)
    return to_spec(chart, tree=rows(frame))


def _tree_table(document: Document, tree: Sequence[Branch]) -> pl.DataFrame:
    lines = [
        (
            words.branch_name(branch),
            100.0 * branch.probability,
            branch.value / MILLION,
            "; ".join(words.branch_lines(document, branch)),
        )
        for branch in tree
    ]
    schema = {
        "Branch": pl.String,
        "Probability, %": pl.Float64,
        f"Worth, {document.currency} m": pl.Float64,
        "The best plan then decides": pl.String,
    }
    return pl.DataFrame(lines, schema=schema, orient="row")
