"""How does the value of the plan differ from one future to the next?"""

from typing import Any

import altair as alt
import polars as pl

from brownfield.questions.plan.document import Facts
from brownfield.questions.plan.figures.options import parties_of
from brownfield.tell.figures.party_bars import party_bars
from brownfield.tell.figures.style import (
    BLACK,
    MILLION,
    Figure,
    Panel,
    colours,
    folded,
    named,
    rows,
    to_spec,
)
from brownfield.tell.numbers import money


def figure(facts: Facts) -> Figure | None:
    """Return value by party in each future; None if the future is certain."""
    if facts.futures.height < 2:
        return None
    parties = parties_of(facts)
    dashed = ("Expected total (dashed line)", BLACK)
    return Figure(
        name="futures",
        title="The futures",
        caption=_caption(facts),
        panels=(Panel("Value by party in each future", _chart(facts, parties)),),
        table=_table(facts),
        links=("rows-value", "rows-starts", "input-scenarios", "input-what_ifs"),
        legend=(*colours(parties).items(), dashed),
    )


def _chart(facts: Facts, parties: list[str]) -> dict[str, Any]:
    order = [folded(name) for name in facts.futures["future"]]
    frame = facts.future_values.select(
        "party",
        pl.col("value") / MILLION,
        pl.col("future").map_elements(folded, return_dtype=pl.String),
    )
    expected = float(facts.party_values["value"].sum()) / MILLION
    bars = party_bars("futures", "future", order, parties, unit=f"{facts.currency} m")
    rule = named("expected").mark_rule(color=BLACK, strokeWidth=2, strokeDash=[5, 4])
    chart = alt.layer(bars, rule.encode(x="total:Q"))
    return to_spec(
        chart.properties(width="container", height=44 * len(order)),
        futures=rows(frame),
        expected=[{"total": round(expected, 3)}],
    )


def _caption(facts: Facts) -> str:
    by_future = facts.future_values.group_by("future", maintain_order=True)
    totals = by_future.agg(pl.col("value").sum()).sort("value")
    low, high = totals.row(0), totals.row(-1)
    return (
        f"The plan is worth {money(low[1], facts.currency)} in “{low[0]}” and "
        f"{money(high[1], facts.currency)} in “{high[0]}”. Probabilities in brackets; "
        "decisions before the futures part are the same in all."
    )


def _table(facts: Facts) -> pl.DataFrame:
    unit = f"{facts.currency} m"
    wide = facts.future_values.with_columns(pl.col("value") / MILLION).pivot(
        "party", index="future", values="value", aggregate_function="sum"
    )
    values = wide.rename(lambda n: n if n == "future" else f"{n} ({unit})")
    started = _started(facts)
    joined = values.join(started, on="future", how="left", maintain_order="left")
    return joined.rename({"future": "Future", "new": "Programmes started"})


def _started(facts: Facts) -> pl.DataFrame:
    new = facts.starts.filter(~pl.col("is_committed"))["build_option"]
    words = pl.format("{} from {}", "option", "year").unique(maintain_order=True)
    return (
        facts.future_starts.filter(pl.col("build_option").is_in(new.implode()))
        .group_by("future", maintain_order=True)
        .agg(new=words.str.join("; "))
    )
