"""Who pays and receives how much in which year?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import polars as pl

from brownfield.questions.plan.facts.value import CASH_ORDER
from brownfield.tell.figures.style import (
    BLACK,
    BLUE,
    GREEN,
    GREY,
    MILLION,
    ORANGE,
    PURPLE,
    SKY,
    VERMILLION,
    YELLOW,
    Figure,
    Panel,
    coloured,
    named,
    rank,
    rows,
    tip,
    to_spec,
    with_data,
    year_axis,
)
from brownfield.tell.figures.view import IN_VIEW, view_control, view_param
from brownfield.tell.numbers import money

if TYPE_CHECKING:
    from brownfield.questions.plan.document import Document

DARK = "#4d4d4d"
BROWN = "#7a4b2a"
COLOURS = (BLUE, DARK, ORANGE, SKY, GREEN, VERMILLION, YELLOW, BROWN, PURPLE, GREY)
SHADES = dict(zip(CASH_ORDER, COLOURS, strict=True))


def figure(document: Document) -> Figure:
    """Return cash by party, year and kind, with the net as a line."""
    chart = _chart(document)
    panels = [
        Panel(party, with_data(chart, cash=_rows(document, party)))
        for party in document.parties_with_cash
    ]
    used = set(document.cash["group"])
    shades = [(group, shade) for group, shade in SHADES.items() if group in used]
    return Figure(
        name="cash",
        title="Cash by party",
        caption=_caption(document),
        panels=tuple(panels),
        table=_table(document),
        links=("rows-cash", "input-parties", "input-contracts"),
        controls=view_control(document.view_names),
        legend=(*shades, ("Net (black line)", BLACK)),
    )


def _rows(document: Document, party: str) -> list[dict[str, Any]]:
    frame = document.cash.filter(pl.col("party") == party)
    return rows(frame.select("view", "year", "group", pl.col("amount") / MILLION), 1)


def _chart(document: Document) -> dict[str, Any]:
    base = named("cash").transform_filter(IN_VIEW)
    chart = alt.layer(_bars(base, document.currency), *_net(base, document.currency))
    chart = chart.add_params(view_param(document.view_names))
    return to_spec(chart.properties(width="container", height=190))


def _bars(base: Any, currency: str) -> Any:
    ranked = base.transform_calculate(rank=rank(list(SHADES), "group"))
    return ranked.mark_bar().encode(
        x=year_axis(is_short=True),
        y=alt.Y("amount:Q", title=f"{currency} m a year", stack="zero"),
        color=coloured("group", SHADES),
        order=alt.Order("rank:Q"),
        tooltip=[
            tip("year", "Year"),
            tip("group", "Item"),
            tip("amount", f"{currency} m", 1),
        ],
    )


def _net(base: Any, currency: str) -> tuple[Any, Any]:
    total = base.transform_aggregate(net="sum(amount)", groupby=["year"]).encode(
        x=year_axis(is_short=True),
        y="net:Q",
        tooltip=[tip("year", "Year"), tip("net", f"Net, {currency} m", 1)],
    )
    line = total.mark_line(color=BLACK, strokeWidth=2)
    dots = total.mark_point(color=BLACK, fill="#ffffff", size=32, opacity=1)
    return line, dots


def _caption(document: Document) -> str:
    end = "Cash is not discounted; positive is received."
    most = document.largest_investor
    if most is None:
        return f"No party invests. {end}"
    spending = money(most.amount, document.currency)
    return (
        f"{most.name} invests most, {spending} over {document.period} (expected). {end}"
    )


def _table(document: Document) -> pl.DataFrame:
    frame = document.cash.with_columns(
        pl.col("amount") / MILLION, pl.col("year").cast(pl.String)
    )
    by = ["view", "party", "group"]
    wide = frame.pivot("year", index=by, values="amount", aggregate_function="sum")
    years = sorted(name for name in wide.columns if name.isdigit())
    item = f"Item ({document.currency} m a year)"
    words = {"view": "Future", "party": "Party", "group": item}
    return wide.select(*by, *years).rename(words)
