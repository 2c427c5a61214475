"""How does a deal fare in each future, and what moves its fee?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import polars as pl

from brownfield.questions.deal.words.futures import leave_sentence, stay_sentence
from brownfield.tell.figures.style import (
    BLACK,
    MILLION,
    SKY,
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
    year_axis,
)
from brownfield.tell.numbers import money

if TYPE_CHECKING:
    from brownfield.questions.deal.document import Document

ROW = 42  # pixels of one bar


def stays(document: Document) -> Figure | None:
    """Return what each party gains in each future at the terms they meet at."""
    if not document.stay:
        return None
    names, unit = document.names, f"{document.currency} m"
    frame = pl.DataFrame(
        [
            (
                s.branch,
                names[s.party],
                s.gain / MILLION,
                s.exit_fee / MILLION,
                s.damages / MILLION,
            )
            for s in document.stay
        ],
        schema=["future", "party", "gain", "exit_fee", "damages"],
        orient="row",
    )
    palette = colours(frame["party"].unique(maintain_order=True).to_list())
    spec = _stay_bars(frame, palette, unit)
    return Figure(
        name="stay",
        title="Would they rather have acted alone?",
        caption=f"{stay_sentence(document)} Bars to the left of zero: a party that "
        "would rather have acted alone once it knows the future.",
        panels=(Panel("", spec),),
        table=frame.rename(
            {
                "future": "Future",
                "party": "Party",
                "gain": f"More than alone ({unit})",
                "exit_fee": f"Exit fee that keeps it ({unit})",
                "damages": f"Others would lose ({unit})",
            }
        ),
        legend=tuple(palette.items()),
    )


def _stay_bars(
    frame: pl.DataFrame, palette: dict[str, str], unit: str
) -> dict[str, Any]:
    chart = (
        named("stay")
        .mark_bar()
        .encode(
            y=label_axis("future", sort=None),
            yOffset=alt.YOffset("party:N", sort=list(palette)),
            x=alt.X("gain:Q", title=f"More than alone, {unit}", axis=few()),
            color=coloured("party", palette),
            tooltip=[
                tip("future", "Future"),
                tip("party", "Party"),
                tip("gain", unit, 1),
            ],
        )
        .properties(width="container", height=24 * frame.height)
    )
    return to_spec(chart, stay=rows(frame))


def leaving(document: Document) -> Figure | None:
    """Return what going on is worth more than leaving, by year and future."""
    if not document.stay_nodes:
        return None
    names, unit = document.names, f"{document.currency} m"
    first = document.stay_nodes[0].branch
    frame = pl.DataFrame(
        [
            (
                one.branch,
                one.year,
                names[one.party],
                one.gain / MILLION,
                one.exit_fee / MILLION,
                one.damages / MILLION,
            )
            for one in document.stay_nodes
        ],
        schema=["future", "year", "party", "gain", "exit_fee", "damages"],
        orient="row",
    )
    palette = colours(frame["party"].unique(maintain_order=True).to_list())
    trunk = frame.filter(pl.col("future") == first)
    branches = [b for b in frame["future"].unique(maintain_order=True) if b != first]
    panels = [
        Panel(
            branch,
            _courses(pl.concat([trunk, frame.filter(future=branch)]), palette, unit),
        )
        for branch in branches
    ] or [Panel(first, _courses(trunk, palette, unit))]
    return Figure(
        name="leaving",
        title="Would they leave later on?",
        caption=f"{leave_sentence(document) or ''} Each line: what going on from that "
        "year is worth more than leaving and planning anew alone, with what is spent "
        "by then. Below zero a party would leave.".strip(),
        panels=tuple(panels),
        table=frame.rename(
            {
                "future": "Future",
                "year": "Year",
                "party": "Party",
                "gain": f"Going on is worth more ({unit})",
                "exit_fee": f"Exit fee that keeps it ({unit})",
                "damages": f"Others would lose ({unit})",
            }
        ),
        legend=tuple(palette.items()),
    )


def _courses(frame: pl.DataFrame, palette: dict[str, str], unit: str) -> dict[str, Any]:
    zero = named("zero").mark_rule(color=BLACK, strokeDash=[4, 4]).encode(y="zero:Q")
    lines = (
        named("courses")
        .mark_line(point=True, strokeWidth=2)
        .encode(
            x=year_axis(is_short=True),
            y=alt.Y("gain:Q", title=unit, axis=few(), scale=alt.Scale(padding=8)),
            color=coloured("party", palette),
            tooltip=[
                tip("party", "Party"),
                tip("year", "Year"),
                tip("gain", unit, 1),
            ],
        )
    )
    chart = alt.layer(zero, lines).properties(width="container", height=180)
    return to_spec(chart, courses=rows(frame), zero=[{"zero": 0}])


def moved(document: Document) -> Figure | None:
    """Return how the range of the fee moves with volume and tariff."""
    if not document.sensitivity:
        return None
    frame = pl.DataFrame(
        [
            (
                folded(m.change.replace(" %", "\u00a0%"), 18),
                m.fee.low if m.fee else None,
                m.fee.high if m.fee else None,
                m.fee.nash if m.fee else None,
                (m.fee.grant if m.fee else 0.0) / MILLION,
            )
            for m in document.sensitivity
        ],
        schema={"change": pl.String}
        | dict.fromkeys(("low", "high", "nash", "grant"), pl.Float64),
        orient="row",
    )
    currency = document.currency
    title = f"{currency} per vehicle"
    has_grant = frame["grant"].max() != 0.0
    helped = _grant_note(document) if has_grant else ""
    gone = [
        m.change for m in document.sensitivity if m.fee is None or m.fee.low is None
    ]
    left = f" No fee is left for: {', '.join(gone)}." if gone else ""
    return Figure(
        name="sensitivity",
        title="What moves the fee?",
        caption="The range of the fee if one thing changes; every group is planned "
        f"anew.{left}{helped}",
        panels=(Panel("", _moved_bars(frame, title)),),
        table=(frame if has_grant else frame.drop("grant")).rename(
            {"change": "Case", "low": "From", "high": "To", "nash": "Meet at"}
            | ({"grant": f"Grant there ({currency} m)"} if has_grant else {})
        ),
        legend=(("Everybody gains", SKY), ("They meet", BLACK)),
    )


def _grant_note(document: Document) -> str:
    """Return that a grant goes with each fee, and up to what it is allowed."""
    text = " At every fee they meet at, the grant in the table is paid"
    if document.least_ceiling is None:
        return f"{text}."
    allowed = money(document.least_ceiling, document.currency)
    return f"{text}; aid rules allow {allowed} of support in all."


def _moved_bars(frame: pl.DataFrame, title: str) -> dict[str, Any]:
    order = frame["change"].to_list()
    axis = alt.X("low:Q", title=title, axis=few(), scale=alt.Scale(zero=False))
    base = named("moved").encode(y=label_axis("change", sort=order))
    bars = base.mark_bar(color=SKY, height=18).encode(
        x=axis,
        x2="high:Q",
        tooltip=[
            tip("change", "Case"),
            tip("low", "From", 0),
            tip("high", "To", 0),
            tip("grant", "Grant", 0),
        ],
    )
    ticks = base.mark_tick(color=BLACK, thickness=3, height=26).encode(x="nash:Q")
    chart = alt.layer(bars, ticks).properties(
        width="container", height=ROW * len(order)
    )
    return to_spec(chart, moved=rows(frame))
