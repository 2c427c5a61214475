"""When does each programme start, how does it ramp, and which shifts run?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import polars as pl

from brownfield.tell.figures.style import (
    BLACK,
    INK,
    NARROW,
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
from brownfield.tell.figures.view import IN_VIEW, view_control, view_param
from brownfield.tell.numbers import listed, vehicles

if TYPE_CHECKING:
    from brownfield.questions.plan.document import Document


def figure(document: Document) -> Figure:
    """Return starts and ramps by programme, and shift patterns by plant."""
    panels = (
        Panel("Programmes: thousand vehicles a year", _programmes(document)),
        Panel("Plants: shift pattern in force", _shifts(document)),
    )
    return Figure(
        name="timeline",
        title="Starts, ramps and shifts",
        caption=_caption(document),
        panels=panels,
        table=_table(document),
        links=("rows-starts", "rows-shifts", "rows-production", "input-build_options"),
        controls=view_control(document.view_names),
    )


def _programmes(document: Document) -> dict[str, Any]:
    volumes = document.built.select("view", "year", "option", pl.col("vehicles") / 1e3)
    data = _two_lined(volumes)
    new = document.programme_starts.filter(~pl.col("is_committed"))["option"]
    names = pl.concat([new, volumes["option"]]).unique(maintain_order=True)
    order = [two_lines(name) for name in names]
    top = float(max(data["vehicles"], default=1.0))
    chart = alt.layer(_cells(order), _numbers(order, top), _start_marks(order))
    chart = chart.add_params(view_param(document.view_names))
    return to_spec(
        chart.properties(width="container", height=36 * max(1, len(order))),
        made=rows(data, 1),
        begun=_begun(document),
    )


def _two_lined(frame: pl.DataFrame) -> pl.DataFrame:
    names = {name: two_lines(name) for name in frame["option"].unique()}
    return frame.with_columns(pl.col("option").replace(names))


def _cells(order: list[str]) -> Any:
    scale = alt.Scale(type="sqrt", range=["#e3eef7", "#0b4f7d"])
    cells = named("made").transform_filter(IN_VIEW).mark_rect(stroke="#ffffff")
    return cells.encode(
        x=year_axis(),
        y=label_axis("option", sort=order),
        color=alt.Color("vehicles:Q", scale=scale, legend=None),
        tooltip=[
            tip("option", "Programme"),
            tip("year", "Year"),
            tip("vehicles", "Thousand vehicles", 1),
        ],
    )


def _numbers(order: list[str], top: float) -> Any:
    shown = f"width < {NARROW} ? '' : format(datum.vehicles, ',.0f')"
    words = named("made").transform_filter(IN_VIEW)
    on_dark = f"datum.vehicles > {0.3 * top:.1f}"
    return words.mark_text(fontSize=11, text=alt.expr(shown)).encode(
        x=year_axis(),
        y=label_axis("option", sort=order),
        color=alt.condition(on_dark, alt.value("#ffffff"), alt.value(INK)),
    )


def _begun(document: Document) -> list[dict[str, Any]]:
    begun = document.programme_starts.filter(~pl.col("is_committed")).select(
        "option", "year"
    )
    expected = begun.with_columns(view=pl.lit(document.view_names[0]))
    by_future = document.future_starts.join(begun, on=["option", "year"], how="semi")
    chosen = by_future.select("option", "year", view="future")
    return rows(_two_lined(pl.concat([expected, chosen])))


def _start_marks(order: list[str]) -> Any:
    base = named("begun").transform_filter(IN_VIEW)
    frame = base.mark_rect(stroke=BLACK, strokeWidth=2.5, fillOpacity=0)
    return frame.encode(x=year_axis(), y=label_axis("option", sort=order))


def _shifts(document: Document) -> dict[str, Any]:
    runs = document.shift_runs
    base = named("runs").transform_filter(IN_VIEW)
    fits = f"(datum.to - datum.from) * width / {len(document.years)}"
    shown = f"{fits} > 6 * length(datum.pattern) ? datum.pattern : ''"
    bars = base.mark_bar(height={"band": 0.7}, color="#d3dee8").encode(
        x=_span(document),
        x2="to:Q",
        y=label_axis("facility"),
        tooltip=[
            tip("facility", "Plant"),
            tip("pattern", "Pattern"),
            tip("from", "From"),
            tip("last", "To"),
            tip("capacity", "Standard vehicles a year", 0),
            tip("headcount", "People", 0),
        ],
    )
    words = base.mark_text(align="left", dx=4, fontSize=11, text=alt.expr(shown))
    words = words.encode(x=_span(document), y=label_axis("facility"))
    chart = alt.layer(bars, words).add_params(view_param(document.view_names))
    height = 34 * max(1, runs["facility"].n_unique())
    return to_spec(
        chart.properties(width="container", height=height), runs=rows(runs, 0)
    )


def _span(document: Document) -> Any:
    words = f'width < {NARROW} ? "\'" + slice(datum.label, 2) : datum.label'
    axis = alt.Axis(format="d", tickMinStep=1, title=None, labelExpr=words)
    scale = alt.Scale(domain=[document.first_year, document.last_year + 1], nice=False)
    return alt.X("from:Q", scale=scale, axis=axis)


def _caption(document: Document) -> str:
    new = document.programme_starts.filter(~pl.col("is_committed"))
    total = f"{vehicles(document.built_last)} are built in {document.last_year}"
    if new.is_empty():
        return f"Nothing new starts; {total} (expected)."
    years = listed([str(year) for year in sorted(set(new["year"]))])
    return (
        f"New programmes: {new['build_option'].n_unique()}, starting in {years}; a "
        f"black frame marks a start. {total} (expected)."
    )


def _table(document: Document) -> pl.DataFrame:
    text_years = document.built.with_columns(pl.col("year").cast(pl.String))
    wide = text_years.pivot(
        "year", index=["view", "option"], values="vehicles", aggregate_function="sum"
    )
    years = sorted(name for name in wide.columns if name.isdigit())
    named_columns = {"view": "Future", "option": "Programme (vehicles a year)"}
    return wide.select("view", "option", *years).rename(named_columns)
