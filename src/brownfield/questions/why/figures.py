"""Which pictures carry a reason: its bridge, its break-evens, the decision tree?"""

from collections.abc import Iterator, Sequence
from typing import Any

import altair as alt
import polars as pl

from brownfield.questions.why import words
from brownfield.questions.why.document import Document
from brownfield.questions.why.facts.reasons import Flip, WhyNot
from brownfield.questions.why.futures.branches import Branch
from brownfield.tell.figures.style import (
    BLACK,
    BLUE,
    GREY,
    MILLION,
    ORANGE,
    SKY,
    VERMILLION,
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
from brownfield.tell.numbers import money, significant

LEAST = 0.005  # million, below which the other steps are no bar
MOST_STEPS = 8  # bars of a bridge before the others are one
LINE_HEIGHT = 16  # pixels between the lines of a label
MOST_LETTERS = 46  # of a line beside a branch, so that a phone holds it
STEP = 6.0  # % of the width by which a branch stands right of its parent
OTHERS, CHANGE = "others", "The best plan is worth more"


def bridge_figure(document: Document, one: WhyNot, name: str) -> Figure:
    """Return the bridge from the plan that was forced to the best plan."""
    frame = _falling(one)
    unit = f"{document.currency} m"
    what = "without it" if one.is_chosen else "with it"
    return Figure(
        name=name,
        title=f"From the plan {what} to the best plan",
        caption=(
            "Expected present value by kind of cash, all companies together. Bars to "
            "the right: the best plan does better there; to the left: worse. Together "
            f"{money(one.cost, document.currency)}."
        ),
        panels=(Panel("", _waterfall(frame, unit)),),
        table=_bridge_table(document, one, unit),
        legend=(("better", BLUE), ("worse", VERMILLION)),
    )


def _falling(one: WhyNot) -> pl.DataFrame:
    """Return step, begin, end (million) and shade of each bar."""
    steps = words.by_item(one.bridge)
    shown, rest = steps[:MOST_STEPS], steps[MOST_STEPS:]
    if abs(sum(amount for _, amount in rest)) >= MILLION * LEAST:
        shown = [*shown, (OTHERS, sum(amount for _, amount in rest))]
    begin, found = 0.0, []
    for item, amount in shown:
        end = begin + amount / MILLION
        shade = BLUE if amount > 0 else VERMILLION
        found.append((words.item_name(item), begin, end, amount / MILLION, shade))
        begin = end
    found.append((CHANGE, 0.0, begin, begin, BLACK))
    schema = ["step", "begin", "end", "amount", "shade"]
    frame = pl.DataFrame(found, schema=schema, orient="row")
    label = [significant(amount) for amount in frame["amount"]]
    return frame.with_columns(
        label=pl.Series(label, dtype=pl.String),
        step=pl.col("step").map_elements(folded, return_dtype=pl.String),
        right=pl.max_horizontal("begin", "end"),
    )


def _waterfall(frame: pl.DataFrame, unit: str) -> dict[str, Any]:
    order = frame["step"].to_list()
    base = named("bridge").encode(y=label_axis("step", sort=order))
    bars = base.mark_bar(height=18).encode(
        x=alt.X("begin:Q", title=unit, axis=few()),
        x2="end:Q",
        color=alt.Color("shade:N", scale=None),
        tooltip=[tip("step", "Cash"), tip("amount", unit, 2)],
    )
    text = base.mark_text(align="left", dx=4).encode(x="right:Q", text="label:N")
    chart = alt.layer(bars, text).properties(
        width="container", height=30 * frame.height
    )
    return to_spec(chart, bridge=rows(frame))


def _bridge_table(document: Document, one: WhyNot, unit: str) -> pl.DataFrame:
    found = [
        (
            words.item_name(step.item),
            document.names.get(step.party, step.party),
            step.amount / MILLION,
            step.per_vehicle,
        )
        for step in one.bridge
    ]
    each = f"{document.currency} per vehicle of it"
    schema = {"Cash": pl.String, "Party": pl.String, unit: pl.Float64, each: pl.Float64}
    return pl.DataFrame(found, schema=schema, orient="row")


def flips_figure(document: Document, one: WhyNot, name: str) -> Figure | None:
    """Return a strip for each number: today, its range, and where the choice flips."""
    flips = [flip for flip in one.break_evens if flip.flips_at is not None]
    if not flips:
        return None
    frame = pl.DataFrame([_strip(flip) for flip in flips], infer_schema_length=None)
    verb = "drop it" if one.is_chosen else "choose it"
    return Figure(
        name=name,
        title=f"Where the best plan would {verb}",
        caption=(
            "Each number in per cent of what it is today (100). Orange: where the "
            "choice flips, planned anew on both sides. Blue: the range given for it, "
            "where there is one."
        ),
        panels=(Panel("", _strips(frame)),),
        table=pl.DataFrame(
            {
                "Number": [flip.title for flip in flips],
                "Today": [words.shown(f, f.today, document) for f in flips],
                "Flips at": [words.shown(f, f.flips_at, document) for f in flips],
                "Low": [
                    words.shown(f, f.low, document) if f.low else "" for f in flips
                ],
                "High": [
                    words.shown(f, f.high, document) if f.high else "" for f in flips
                ],
            }
        ),
        legend=(("flips", ORANGE), ("range", SKY), ("today", GREY)),
    )


def _strip(flip: Flip) -> dict[str, object]:
    share = 100.0 / flip.today
    return {
        "number": folded(flip.title, 24),
        "flips": (flip.flips_at or 0.0) * share,
        "today": 100.0,
        "low": None if flip.low is None else flip.low * share,
        "high": None if flip.high is None else flip.high * share,
    }


def _strips(frame: pl.DataFrame) -> dict[str, Any]:
    order = frame["number"].to_list()
    base = named("flips").encode(y=label_axis("number", sort=order))
    title = "% of today"
    ranges = base.mark_bar(height=14, color=SKY).encode(
        x=alt.X("low:Q", title=title, axis=few()), x2="high:Q"
    )
    today = base.mark_tick(color=GREY, thickness=2, size=26).encode(
        x=alt.X("today:Q", title=title)
    )
    flips = base.mark_point(
        color=ORANGE, filled=True, size=140, shape="diamond"
    ).encode(
        x=alt.X("flips:Q", title=title),
        tooltip=[tip("number", "Number"), tip("flips", title, 1)],
    )
    chart = alt.layer(ranges, today, flips).properties(
        width="container", height=46 * frame.height
    )
    return to_spec(chart, flips=rows(frame))


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
    told = words.branch_lines(document, branch)
    return [part for line in told for part in folded(line, width).split("\n")]


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
    found = [
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
    return pl.DataFrame(found, schema=schema, orient="row")
