"""What is each option worth, and to which party?"""

from math import isnan
from typing import Any

import altair as alt
import polars as pl

from brownfield.questions.plan.document import Facts
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


def figure(facts: Facts) -> Figure:
    """Return value by party for every option, and the gain over the first other one."""
    parties = parties_of(facts)
    values = facts.option_values.filter(pl.col("value").abs() > 0)
    panels = [Panel("Value by party", _chart(facts, values, parties))]
    others = facts.options.slice(1).filter(pl.col("value").is_not_nan())
    if not others.is_empty():
        base = str(others["title"][0])
        gains = _gains(facts, base)
        panels.append(
            Panel(f"Gain over “{base}” by party", _chart(facts, gains, parties))
        )
    return Figure(
        name="options",
        title="The options side by side",
        caption=_caption(facts),
        panels=tuple(panels),
        table=_table(facts),
        links=("rows-value", "input-what_ifs") if facts.has_plan else (),
        legend=tuple(colours(parties).items()),
    )


def parties_of(facts: Facts) -> list[str]:
    """Return the parties that have a value in some option."""
    values = facts.option_values.filter(pl.col("value").abs() > 0)
    return values["party"].unique(maintain_order=True).to_list()


def _gains(facts: Facts, base: str) -> pl.DataFrame:
    at_base = facts.option_values.filter(pl.col("title") == base)
    known = at_base.select("party", base="value")
    return (
        facts.option_values.filter(pl.col("title") != base)
        .join(known, on="party", how="left", maintain_order="left")
        .with_columns(value=pl.col("value") - pl.col("base").fill_null(0.0))
        .drop("base")
    )


def _chart(facts: Facts, values: pl.DataFrame, parties: list[str]) -> dict[str, Any]:
    shown = values.select(
        pl.col("title").map_elements(folded, return_dtype=pl.String).alias("option"),
        "party",
        pl.col("value") / MILLION,
    )
    order = _order(facts, shown)
    totals = shown.group_by("option", maintain_order=True).agg(pl.col("value").sum())
    chart = alt.layer(
        party_bars("values", "option", order, parties, unit=f"{facts.currency} m"),
        *_totals(order),
    )
    return to_spec(
        chart.properties(width="container", height=52 * max(1, len(order))),
        values=rows(shown),
        totals=_labelled(facts, totals),
    )


def _order(facts: Facts, shown: pl.DataFrame) -> list[str]:
    present = set(shown["option"])
    return [o for o in map(folded, facts.options["title"]) if o in present]


def _labelled(facts: Facts, totals: pl.DataFrame) -> list[dict[str, Any]]:
    labels = [money(value * MILLION, facts.currency) for value in totals["value"]]
    return rows(totals.with_columns(label=pl.Series(labels, dtype=pl.String)))


def _totals(order: list[str]) -> tuple[Any, Any]:
    base = named("totals").encode(y=label_axis("option", sort=order), x="value:Q")
    tick = base.mark_tick(color=BLACK, thickness=3, size=34)
    side = alt.expr("datum.value < 0 ? 'left' : 'right'")
    text = base.mark_text(align=side, dy=-21, fontWeight="bold")
    return tick, text.encode(text="label:N")


def _caption(facts: Facts) -> str:
    known = facts.options.filter(pl.col("value").is_not_nan())
    if known.is_empty():
        return "No option has a plan."
    end = f"Expected present value over {facts.period}, all parties"
    if known.height == 1:
        return f"{end}; the black mark is the total."
    best = known.sort("value", descending=True).row(0, named=True)
    least = known.sort("value").row(0, named=True)
    most, low = (money(row["value"], facts.currency) for row in (best, least))
    return (
        f"“{best['title']}” is worth most, {most}; “{least['title']}” least, {low}. "
        f"{end}; the black mark is the total."
    )


def _table(facts: Facts) -> pl.DataFrame:
    unit = f"{facts.currency} m"
    wide = (
        facts.option_values.with_columns(pl.col("value") / MILLION)
        .pivot("party", index="title", values="value", aggregate_function="sum")
        .rename(lambda name: name if name == "title" else f"{name} ({unit})")
    )
    differences = [
        "" if isnan(value) else gain(value, facts.currency)
        for value in facts.options["difference"]
    ]
    head = facts.options.select(
        "title",
        pl.col("status").str.replace("_", " "),
        (pl.col("value") / MILLION).alias(f"Value ({unit})"),
        pl.Series("Against the best plan", differences, dtype=pl.String),
        (pl.col("gap") * 100).alias("Gap (%)"),
    )
    joined = head.join(wide, on="title", how="left", maintain_order="left")
    return joined.rename({"title": "Option", "status": "Status"})
