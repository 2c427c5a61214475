"""How does each chart look, as a Vega-Lite specification?

Colours are those of Okabe and Ito, told apart by the colour-blind; every chart stands
beside a caption and a table that say the same.
"""

from typing import Any

import polars as pl

from brownfield.report.figures.frame import Figure, chart, rounded
from brownfield.report.sea_legs import features

Spec = dict[str, Any]
MILLION = 1e6
COST_ITEMS = (
    "materials",
    "inbound_freight",
    "inbound_duty",
    "conversion",
    "freight",
    "insurance",
    "duty",
)


def _field(name: str, kind: str, title: str | None = None, **more: Any) -> Spec:
    return {"field": name, "type": kind, "title": title, **more}


def _stacked(
    x: Spec, y: Spec, color: Spec, *, height: int | Spec, values: pl.DataFrame, tip: str
) -> Spec:
    tooltip = [x, y, color] if tip == "all" else [y, color]
    return chart(
        {
            "height": height,
            "data": {"values": values.to_dicts()},
            "mark": {"type": "bar", "stroke": "white", "strokeWidth": 0.5},
            "encoding": {"x": x, "y": y, "color": color, "tooltip": tooltip},
        }
    )


def options(frame: pl.DataFrame, currency: str) -> Figure:
    """Return value by party under each option; frame: title, party, value."""
    values = rounded(frame.with_columns(value=pl.col("value") / MILLION))
    spec = _stacked(
        _field("value", "quantitative", f"{currency} m, expected present value"),
        _field("title", "nominal", sort=None, axis={"labelLimit": 180}),
        _field("party", "nominal", "Party"),
        height={"step": 34},
        values=values,
        tip="all",
    )
    table = values.rename({"title": "option", "value": f"value ({currency} m)"})
    return Figure("options", "What each option is worth to whom", spec, table)


def world_map(flows: pl.DataFrame, years: list[int]) -> Figure:
    """Return deliveries on a map, along sea lanes, with a control for the year."""
    lines = features(flows)
    slider = {"input": "range", "min": years[0], "max": years[-1], "step": 1}
    shown = {"filter": "datum.year == year"}
    legs = {
        "data": {"values": lines},
        "transform": [shown],
        "mark": {"type": "geoshape", "filled": False, "opacity": 0.75},
        "encoding": {
            "strokeWidth": _field(
                "vehicles",
                "quantitative",
                "Vehicles",
                scale={"range": [0.8, 9]},
            ),
            "color": _field("leg", "nominal", legend=None),
            "tooltip": [_field("leg", "nominal"), _field("vehicles", "quantitative")],
        },
    }
    land = {
        "data": {
            "name": "world",
            "format": {"type": "topojson", "feature": "countries"},
        },
        "mark": {"type": "geoshape", "fill": "#e6e8eb", "stroke": "#ffffff"},
    }
    spec = chart(
        {
            "width": 900,
            "height": 470,
            "params": [{"name": "year", "value": years[-1], "bind": slider}],
            "projection": {"type": "mercator", "center": [57, 36], "scale": 330},
            "layer": [land, legs],
        }
    )
    table = rounded(
        flows.select("facility", "place", "year", "vehicles").pivot(
            "year", index=["facility", "place"], values="vehicles"
        )
    )
    return Figure("map", "Where vehicles travel", spec, table)


def production(frame: pl.DataFrame, views: list[str]) -> Figure:
    """Return vehicles built by option and year; frame: view, year, option, vehicles."""
    values = rounded(frame.select("view", "year", "option", "vehicles"))
    spec = _stacked(
        _field("year", "ordinal", "Year", axis={"labelAngle": 0}),
        _field("vehicles", "quantitative", "Vehicles a year", stack=True),
        _field("option", "nominal", legend={"labelLimit": 420, "columns": 1}),
        height=300,
        values=values,
        tip="all",
    )
    choice = {"input": "select", "options": views, "name": "Future: "}
    spec["params"] = [{"name": "view", "value": views[0], "bind": choice}]
    spec["transform"] = [{"filter": "datum.view == view"}]
    table = values.pivot("year", index=["view", "option"], values="vehicles")
    return Figure("production", "What is built where, by year", spec, table)


def capacity(frame: pl.DataFrame, facility: str, view: str) -> Figure:
    """Return own, guest, committed and free line time of a plant by year."""
    kinds = {
        "own": "Own vehicles",
        "guest_used": "Guests",
        "committed": "Committed",
        "free": "Free in the pattern",
    }
    table = rounded(frame.filter(pl.col("facility") == facility).drop("facility"))
    values = (
        table.filter(pl.col("view") == view)
        .unpivot(list(kinds), index="year", variable_name="use", value_name="line_time")
        .with_columns(pl.col("use").replace_strict(kinds))
    )
    spec = _stacked(
        _field("year", "ordinal", None, axis={"labelAngle": -45}),
        _field("line_time", "quantitative", "Standard vehicles a year"),
        _field(
            "use",
            "nominal",
            scale={
                "domain": list(kinds.values()),
                "range": ["#0072B2", "#E69F00", "#009E73", "#D5DAE0"],
            },
            legend={"columns": 2},
        ),
        height=200,
        values=values,
        tip="all",
    )
    return Figure(f"capacity-{facility}", facility, spec, table)


def landed_cost(frame: pl.DataFrame, currency: str) -> Figure:
    """Return landed cost by item for each recipe and market, with a year control."""
    values = rounded(
        frame.with_columns(way=pl.format("{} → {}", "recipe", "place"))
        .unpivot(COST_ITEMS, index=["way", "year"], variable_name="item")
        .filter(pl.col("value") > 0)
        .with_columns(pl.col("item").str.replace("_", " "))
    )
    years = sorted(set(values["year"]))
    spec = _stacked(
        _field("value", "quantitative", f"{currency} per vehicle"),
        _field("way", "nominal", sort=None, axis={"labelLimit": 210}),
        _field("item", "nominal", "Cost", sort=None, legend={"columns": 4}),
        height={"step": 22},
        values=values,
        tip="all",
    )
    slider = {"input": "range", "min": years[0], "max": years[-1], "step": 1}
    spec["params"] = [{"name": "year", "value": years[-1], "bind": slider}]
    spec["transform"] = [{"filter": "datum.year == year"}]
    columns = ["recipe", "place", "year", "regime", *COST_ITEMS, "landed_cost"]
    return Figure(
        "landed-cost", "Cost at the market's door", spec, rounded(frame.select(columns))
    )


def origin(frame: pl.DataFrame) -> Figure:
    """Return headroom to the origin limit by recipe and year."""
    columns = ["recipe", "agreement", "year", "headroom", "missing_part"]
    values = rounded(
        frame.filter(pl.col("headroom").is_not_null())
        .select(*columns, "is_originating")
        .with_columns(
            pl.col("headroom") * 100,
            verdict=pl.when("is_originating")
            .then(pl.lit("originates"))
            .otherwise(pl.lit("does not")),
        )
    )
    x = _field("year", "ordinal", "Year", axis={"labelAngle": 0})
    y = _field("headroom", "quantitative", "Points below the limit (negative fails)")
    color = _field("recipe", "nominal", legend={"columns": 1, "labelLimit": 330})
    shape = _field("verdict", "nominal", "On export")
    line = {"mark": {"type": "line", "interpolate": "step-after"}}
    spec = chart(
        {
            "height": 300,
            "data": {"values": values.to_dicts()},
            "encoding": {"x": x},
            "layer": [
                {
                    "mark": {"type": "rule", "strokeDash": [4, 3]},
                    "encoding": {"y": {"datum": 0}},
                },
                {**line, "encoding": {"y": y, "color": color}},
                {
                    "mark": {"type": "point", "filled": True, "size": 60},
                    "encoding": {
                        "y": y,
                        "color": color,
                        "shape": shape,
                        "tooltip": [x, y, color, shape],
                    },
                },
            ],
        }
    )
    return Figure("origin", "Room under the origin limit", spec, values)


def cash(frame: pl.DataFrame, party: str, view: str, currency: str) -> Figure:
    """Return cash of a party by year and group, expected over the futures."""
    table = rounded(
        frame.filter(pl.col("party") == party)
        .drop("party")
        .with_columns(pl.col("amount") / MILLION)
    )
    spec = _stacked(
        _field("year", "ordinal", None, axis={"labelAngle": -45}),
        _field("amount", "quantitative", f"{currency} m"),
        _field("group", "nominal", legend={"columns": 2}),
        height=220,
        values=table.filter(pl.col("view") == view),
        tip="all",
    )
    wide = table.pivot("year", index=["view", "group"], values="amount")
    return Figure(f"cash-{party}", party, spec, wide)
