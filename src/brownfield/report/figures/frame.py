"""What is a figure, and what do all charts share?"""

from dataclasses import dataclass, field
from typing import Any

import polars as pl

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
OKABE_ITO = (
    "#0072B2",
    "#E69F00",
    "#009E73",
    "#D55E00",
    "#56B4E9",
    "#CC79A7",
    "#8A8F98",
    "#F0E442",
    "#000000",
)


@dataclass(frozen=True)
class Figure:
    """A chart with its title and the table that says the same.

    Attributes
    ----------
    name
        Id in the page.
    title
        Heading.
    spec
        Vega-Lite specification.
    table
        The numbers shown.
    caption
        One sentence that says what to see.
    """

    name: str
    title: str
    spec: dict[str, Any] = field(repr=False)
    table: pl.DataFrame = field(repr=False)
    caption: str = ""


def chart(spec: dict[str, Any]) -> dict[str, Any]:
    """Return `spec` with the width, fonts and colours every chart shares."""
    shared = {
        "$schema": SCHEMA,
        "width": "container",
        "autosize": {"type": "fit-x", "contains": "padding"},
        "background": "transparent",
        "config": {
            "font": "system-ui, sans-serif",
            "view": {"stroke": None},
            "range": {"category": list(OKABE_ITO)},
            "axis": {"grid": True, "gridColor": "#eceef1", "labelFontSize": 12},
            "legend": {"orient": "bottom", "labelFontSize": 12, "title": None},
        },
    }
    return shared | spec


def rounded(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the frame with numbers rounded to what a reader can use."""
    return frame.with_columns(pl.selectors.float().round(1))
