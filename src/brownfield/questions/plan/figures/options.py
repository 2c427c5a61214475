"""What is each option worth, and to which party?"""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING, Any

import altair as alt
import polars as pl

from brownfield.questions.plan.words import board
from brownfield.tell.figures.party_bars import party_bars
from brownfield.tell.figures.style import (
    BLACK,
    MILLION,
    Figure,
    Panel,
    colours,
    folded,
    label_axis,
    named,
    rows,
    to_spec,
)
from brownfield.tell.numbers import gain, money

if TYPE_CHECKING:
    from brownfield.questions.plan.document import Document


def figure(document: Document) -> Figure:
    """Return value by party for every option, and the gain over the first other one."""
    parties = parties_of(document)
    drawn = ~pl.col("title").is_in(list(board.rejected_by_title(document)))
    values = document.option_values.filter(drawn, pl.col("value").abs() > 0)
    panels = [Panel("Value by party", _chart(document, values, parties))]
    if document.gain_base is not None:
        title = f"Gain over “{document.gain_base}” by party"
        chart = _chart(document, document.option_gains.filter(drawn), parties)
        panels.append(Panel(title, chart))
    return Figure(
        name="options",
        title="The options side by side",
        caption=_caption(document),
        panels=tuple(panels),
        table=_table(document),
        links=("rows-value", "input-what_ifs") if document.has_plan else (),
        legend=tuple(colours(parties).items()),
    )


def parties_of(document: Document) -> list[str]:
    """Return the parties that have a value in some option."""
    values = document.option_values.filter(pl.col("value").abs() > 0)
    return values["party"].unique(maintain_order=True).to_list()


def _chart(
    document: Document, values: pl.DataFrame, parties: list[str]
) -> dict[str, Any]:
    option = pl.col("title").map_elements(folded, return_dtype=pl.String)
    named_values = values.with_columns(option=option)
    shown = named_values.select("option", "party", pl.col("value") / MILLION)
    totals = named_values.unique("option", keep="first", maintain_order=True)
    order = _order(document, shown)
    chart = alt.layer(
        party_bars("values", "option", order, parties, unit=f"{document.currency} m"),
        *_totals(order),
    )
    return to_spec(
        chart.properties(width="container", height=52 * max(1, len(order))),
        values=rows(shown),
        totals=_labelled(document, totals),
    )


def _order(document: Document, shown: pl.DataFrame) -> list[str]:
    present = set(shown["option"])
    return [o for o in map(folded, document.options["title"]) if o in present]


def _labelled(document: Document, totals: pl.DataFrame) -> list[dict[str, Any]]:
    labels = [money(value, document.currency) for value in totals["total"]]
    label = pl.Series("label", labels, dtype=pl.String)
    return rows(totals.select("option", value=pl.col("total") / MILLION, label=label))


def _totals(order: list[str]) -> tuple[Any, Any]:
    base = named("totals").encode(y=label_axis("option", sort=order), x="value:Q")
    tick = base.mark_tick(color=BLACK, thickness=3, size=34)
    side = alt.expr("datum.value < 0 ? 'left' : 'right'")
    text = base.mark_text(align=side, dy=-21, fontWeight="bold")
    return tick, text.encode(text="label:N")


def _caption(document: Document) -> str:
    if not document.by_option:
        return "No option has a plan."
    end = f"Expected present value over {document.period}, all parties"
    rest = "".join(f" {line}" for line in board.rejections(document))
    if len(document.by_option) == 1:
        return f"{end}; the black mark is the total.{rest}"
    best, least = document.by_option
    most, low = (money(one.amount, document.currency) for one in (best, least))
    return (
        f"“{best.name}” is worth most, {most}; “{least.name}” least, {low}. "
        f"{end}; the black mark is the total.{rest}"
    )


def _table(document: Document) -> pl.DataFrame:
    unit = f"{document.currency} m"
    wide = (
        document.option_values.with_columns(pl.col("value") / MILLION)
        .pivot("party", index="title", values="value", aggregate_function="sum")
        .rename(lambda name: name if name == "title" else f"{name} ({unit})")
    )
    rejected = board.rejected_by_title(document)
    options = document.options.select("title", "difference").iter_rows()
    differences = [
        rejected.get(title) or ("" if isnan(value) else gain(value, document.currency))
        for title, value in options
    ]
    head = document.options.select(
        "title",
        pl.col("status").str.replace("_", " "),
        (pl.col("value") / MILLION).alias(f"Value ({unit})"),
        pl.Series("Against the best plan", differences, dtype=pl.String),
        (pl.col("gap") * 100).alias("Gap (%)"),
    )
    joined = head.join(wide, on="title", how="left", maintain_order="left")
    return joined.rename({"title": "Option", "status": "Status"})
