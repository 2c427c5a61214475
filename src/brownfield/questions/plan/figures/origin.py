"""Which recipes count as local, by how much, and when does that end?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import polars as pl

from brownfield.tell.figures.style import (
    BLUE,
    INK,
    NARROW,
    VERMILLION,
    Figure,
    Panel,
    label_axis,
    named,
    rows,
    tip,
    to_spec,
    two_lines,
    year_axis,
)

if TYPE_CHECKING:
    from brownfield.questions.plan.document import Document

MOST_RECIPES = 30  # recipes drawn, those built most first; the table has all
NOTE = (
    "Headroom is the rule's limit less the foreign share, in percentage points of the "
    "ex-works price; a recipe also fails (✗) if a part that must originate does not."
)


def figure(document: Document) -> Figure | None:
    """Return headroom under each agreement by recipe and year."""
    if document.origin.is_empty():
        return None
    agreements = document.origin["agreement"].unique(maintain_order=True)
    panels = [Panel(f"Agreement {name}", _chart(document, name)) for name in agreements]
    passes, fails = "Originates: no duty under the agreement", "Does not originate"
    return Figure(
        name="origin",
        title="Origin headroom by recipe and year",
        caption=_caption(document),
        panels=tuple(panels),
        table=_table(document),
        links=("rows-origin", "input-origin_rules", "input-bill_of_materials"),
        legend=((f"✓ {passes}", BLUE), (f"✗ {fails}", VERMILLION)),
    )


def _cells(document: Document, agreement: str) -> pl.DataFrame:
    frame = document.origin.filter(pl.col("agreement") == agreement)
    kept = frame["recipe"].unique(maintain_order=True).head(MOST_RECIPES)
    names = {recipe: two_lines(recipe) for recipe in kept}
    points = (pl.col("headroom") * 100).round(0)
    passes = pl.col("is_originating")
    mark = pl.when(passes).then(pl.lit("✓")).otherwise(pl.lit("✗"))
    score = pl.when(passes).then(points.clip(4, 40)).otherwise(points.clip(-40, -4))
    number = points.cast(pl.Int64).cast(pl.String).fill_null("")
    return frame.filter(pl.col("recipe").is_in(kept.implode())).select(
        "year",
        pl.col("recipe").replace(names),
        headroom=points,
        mark=mark,
        label=pl.format("{} {}", mark, number),
        score=score.fill_null(pl.when(passes).then(4.0).otherwise(-4.0)),
        part=pl.col("missing_part").fill_null("none"),
        vehicles=pl.col("vehicles").round(0),
    )


def _chart(document: Document, agreement: str) -> dict[str, Any]:
    frame = _cells(document, agreement)
    order = frame["recipe"].unique(maintain_order=True).to_list()
    lanes = label_axis("recipe", sort=order)
    cells = named("tests").mark_rect(stroke="#ffffff", strokeWidth=1.5)
    cells = cells.encode(
        x=year_axis(),
        y=lanes,
        color=alt.Color("score:Q", scale=_scale(), legend=None),
        tooltip=_tips(),
    )
    shown = f"width < {NARROW} ? datum.mark : datum.label"
    on_dark = "abs(datum.score) > 24"
    words = named("tests").mark_text(fontSize=11, text=alt.expr(shown))
    words = words.encode(
        x=year_axis(),
        y=lanes,
        color=alt.condition(on_dark, alt.value("#ffffff"), alt.value(INK)),
    )
    chart = alt.layer(cells, words)
    chart = chart.properties(width="container", height=34 * max(1, len(order)))
    return to_spec(chart, tests=rows(frame, 1))


def _tips() -> list[Any]:
    return [
        tip("recipe", "Recipe"),
        tip("year", "Year"),
        tip("mark", "Originates"),
        tip("headroom", "Headroom, percentage points", 0),
        tip("part", "Part that fails"),
        tip("vehicles", "Vehicles built", 0),
    ]


def _scale() -> Any:
    return alt.Scale(
        domain=[-40, -4, 0, 4, 40],
        range=["#b34700", "#fbdcc4", "#ffffff", "#d3e6f3", "#005f99"],
        clamp=True,
    )


def _caption(document: Document) -> str:
    fall = document.origin_fall
    if fall is None:
        return f"No recipe stops originating in {document.period}. {NOTE}"
    return (
        f"On 1 January {fall.year} the recipes that originate fall from {fall.before} "
        f"to {fall.after} of {fall.total}. {NOTE}"
    )


def _table(document: Document) -> pl.DataFrame:
    shares = ["non_originating_share", "limit", "headroom"]
    passed = pl.when("is_originating").then(pl.lit("yes")).otherwise(pl.lit("no"))
    return document.origin.select(
        pl.col("recipe").alias("Recipe"),
        pl.col("agreement").alias("Agreement"),
        pl.col("year").alias("Year"),
        *((pl.col(s) * 100).alias(f"{s.replace('_', ' ')} (%)") for s in shares),
        pl.col("missing_part").fill_null("").alias("Part that fails"),
        passed.alias("Originates"),
    )
