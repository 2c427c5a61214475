"""What do all figures share: record, colours, type, and how a chart becomes a spec?"""

import json
from dataclasses import dataclass, field
from textwrap import wrap
from typing import Any

import altair as alt
import polars as pl

# Okabe and Ito (2008), told apart by people with any common colour blindness.
BLUE, ORANGE, GREEN, VERMILLION = "#0072B2", "#E69F00", "#009E73", "#D55E00"
SKY, PURPLE, YELLOW, BLACK = "#56B4E9", "#CC79A7", "#F0E442", "#1b1b1b"
GREY, PALE = "#8a8f98", "#e8eaed"
PALETTE = (BLUE, ORANGE, GREEN, VERMILLION, SKY, PURPLE, YELLOW, GREY)
INK, MUTED, LINE = "#1c2733", "#51606f", "#d5dae0"
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif"

MILLION = 1e6
NARROW = 430  # pixels of plot width under which cells lose their text
ON_PHONE = "windowSize()[0] < 600"
SPLIT = "split(datum.label, '\\n')"  # labels hold their own line ends

CONFIG: dict[str, Any] = {
    "font": FONT,
    "background": "transparent",
    "view": {"stroke": None},
    "axis": {
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "labelColor": INK,
        "titleColor": MUTED,
        "gridColor": PALE,
        "domainColor": LINE,
        "tickColor": LINE,
        "labelLimit": 400,
        "titlePadding": 8,
    },
    "text": {"fontSize": 12, "color": INK},
    "bar": {"stroke": "#ffffff", "strokeWidth": 0.5},
}


@dataclass(frozen=True)
class Panel:
    """One chart of a figure.

    Attributes
    ----------
    title
        Printed above it; may be blank.
    spec
        Vega-Lite specification that holds its data.
    is_tall
        Whether the page gives it a fixed height (the map).
    """

    title: str
    spec: dict[str, Any] = field(repr=False)
    is_tall: bool = False


@dataclass(frozen=True)
class Control:
    """A select or slider that sets a parameter of the figure's charts.

    Attributes
    ----------
    signal
        Name of the parameter in the charts.
    label
        Printed name.
    options
        Values that can be chosen (select), or the first and last (range).
    value
        Value at the start.
    kind
        select or range.
    """

    signal: str
    label: str
    options: list[str] | list[int]
    value: str | int
    kind: str = "select"


@dataclass(frozen=True)
class Figure:
    """A figure: charts, the sentence under them, the same numbers as a table.

    Attributes
    ----------
    name
        Anchor on the page.
    title
        Heading.
    caption
        Sentence computed from the facts.
    panels
        Charts.
    table
        The numbers, headings with units.
    links
        Anchors of the rows behind the figure.
    controls, legend
        Controls; name and colour of each kind of mark.
    """

    name: str
    title: str
    caption: str
    panels: tuple[Panel, ...] = field(repr=False)
    table: pl.DataFrame = field(repr=False)
    links: tuple[str, ...] = ()
    controls: tuple[Control, ...] = ()
    legend: tuple[tuple[str, str], ...] = ()


def to_spec(chart: Any, **data: Any) -> dict[str, Any]:
    """Return an Altair chart as a specification with the shared style.

    Parameters
    ----------
    chart
        Chart whose data are names, see `named`.
    data
        What each name stands for; added last, since Altair copies and walks all it
        holds again and again.
    """
    spec: dict[str, Any] = _without_empty(chart.to_dict(validate=False), data)
    spec["datasets"] = data
    spec["config"] = CONFIG
    spec["autosize"] = {"type": "fit-x", "contains": "padding", "resize": True}
    return spec


def _without_empty(spec: dict[str, Any], data: dict[str, Any]) -> dict[str, Any]:
    """Return a chart without layers over no row, where screen readers would stop."""
    kept = [
        one
        for one in spec.get("layer", [])
        if data.get(one.get("data", {}).get("name")) != [] or "params" in one
    ]
    return spec | {"layer": kept} if kept else spec


def with_data(spec: dict[str, Any], **data: Any) -> dict[str, Any]:
    """Return the same chart over other data."""
    return spec | {"datasets": data}


def named(name: str) -> Any:
    """Return an empty chart over the data of that name."""
    return alt.Chart(alt.NamedData(name=name))


def rank(names: list[str], column: str) -> str:
    """Return the expression for the place of a column's value in `names`."""
    return f"indexof({json.dumps(names)}, datum.{column})"


def coloured(column: str, shades: dict[str, str]) -> Any:
    """Return the colour of a column's values; the page prints the legend."""
    scale = alt.Scale(domain=list(shades), range=list(shades.values()))
    return alt.Color(f"{column}:N", scale=scale, legend=None)


def label_axis(column: str, **more: Any) -> Any:
    """Return an axis of words on the left, cut shorter on a phone."""
    axis = alt.Axis(
        labelExpr=SPLIT,
        ticks=False,
        domain=False,
        labelFontSize=alt.expr(f"{ON_PHONE} ? 10 : 11"),
        labelLimit=alt.expr(f"{ON_PHONE} ? 124 : 290"),
        labelPadding=6,
    )
    return alt.Y(f"{column}:N", title=None, axis=axis, **more)


def few() -> Any:
    """Return an axis of numbers with few enough labels for half a page."""
    return alt.Axis(tickCount=5, labelOverlap=True, labelSeparation=4)


def share_axis(column: str, title: str) -> Any:
    """Return an axis of shares from 0 to 100 %."""
    axis = few().to_dict() | {"format": "%"}
    scale = alt.Scale(domain=[0.0, 1.0])
    return alt.X(f"{column}:Q", title=title, axis=axis, scale=scale)


def year_axis(*, is_short: bool = False) -> Any:
    """Return the axis of years, with two digits where it is narrow."""
    brief = '"\'" + slice(datum.label, 2)'
    words = brief if is_short else f"width < {NARROW} ? {brief} : datum.label"
    axis = alt.Axis(labelExpr=words, labelAngle=0, ticks=False, title=None)
    return alt.X("year:O", axis=axis)


def tip(column: str, title: str, decimals: int | None = None) -> Any:
    """Return a line of a tooltip; a number if `decimals` is given."""
    if decimals is None:
        return alt.Tooltip(f"{column}:N", title=title)
    return alt.Tooltip(f"{column}:Q", title=title, format=f",.{decimals}f")


def folded(text: str, width: int = 26) -> str:
    """Return a label broken into lines."""
    return "\n".join(wrap(text, width)) or text


def two_lines(text: str) -> str:
    """Return the words for a recipe on two lines: what it is, where it is made."""
    what, at, where = text.partition(" at ")
    return f"{what}\n{where}" if at else text


def colours(names: list[str]) -> dict[str, str]:
    """Return a colour for each name, in order; grey once the palette is used up."""
    spare = [GREY] * max(0, len(names) - len(PALETTE))
    return dict(zip(names, [*PALETTE, *spare], strict=False))


def rows(frame: pl.DataFrame, decimals: int = 3) -> list[dict[str, Any]]:
    """Return the rows of a frame for a chart, floats rounded."""
    number = [name for name, kind in frame.schema.items() if kind.is_float()]
    rounded = frame.with_columns(pl.col(number).fill_nan(None).round(decimals))
    if decimals == 0:
        rounded = rounded.with_columns(pl.col(number).cast(pl.Int64))
    return rounded.to_dicts()
