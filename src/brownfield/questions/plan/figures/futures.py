"""How does the value of the plan differ from one future to the next?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import polars as pl

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

if TYPE_CHECKING:
    from brownfield.questions.plan.document import Document


def figure(document: Document) -> Figure | None:
    """Return value by party in each future; None if the future is certain."""
    if document.futures.height < 2:
        return None
    parties = parties_of(document)
    dashed = ("Expected total (dashed line)", BLACK)
    return Figure(
        name="futures",
        title="The futures",
        caption=_caption(document),
        panels=(Panel("Value by party in each future", _chart(document, parties)),),
        table=_table(document),
        links=("rows-value", "rows-starts", "input-scenarios", "input-what_ifs"),
        legend=(*colours(parties).items(), dashed),
    )


def _chart(document: Document, parties: list[str]) -> dict[str, Any]:
    order = [folded(name) for name in document.futures["future"]]
    frame = document.future_values.select(
        "party",
        pl.col("value") / MILLION,
        pl.col("future").map_elements(folded, return_dtype=pl.String),
    )
    expected = document.total_value / MILLION
    bars = party_bars(
        "futures", "future", order, parties, unit=f"{document.currency} m"
    )
    rule = named("expected").mark_rule(color=BLACK, strokeWidth=2, strokeDash=[5, 4])
    chart = alt.layer(bars, rule.encode(x="total:Q"))
    return to_spec(
        chart.properties(width="container", height=44 * len(order)),
        futures=rows(frame),
        expected=[{"total": round(expected, 3)}],
    )


def _caption(document: Document) -> str:
    low, high = document.by_future[0], document.by_future[-1]
    least, most = (money(one.amount, document.currency) for one in (low, high))
    return (
        f"The plan is worth {least} in “{low.name}” and {most} in “{high.name}”. "
        "Probabilities in brackets; decisions before the futures part are the same in "
        "all."
    )


def _table(document: Document) -> pl.DataFrame:
    unit = f"{document.currency} m"
    wide = document.future_values.with_columns(pl.col("value") / MILLION).pivot(
        "party", index="future", values="value", aggregate_function="sum"
    )
    values = wide.rename(lambda n: n if n == "future" else f"{n} ({unit})")
    started = _started(document)
    joined = values.join(started, on="future", how="left", maintain_order="left")
    return joined.rename({"future": "Future", "new": "Programmes started"})


def _started(document: Document) -> pl.DataFrame:
    new = document.programme_starts.filter(~pl.col("is_committed"))["build_option"]
    words = pl.format("{} from {}", "option", "year").unique(maintain_order=True)
    return (
        document.future_starts.filter(pl.col("build_option").is_in(new.implode()))
        .group_by("future", maintain_order=True)
        .agg(new=words.str.join("; "))
    )
