"""Which way do the vehicles go, and how many in which year?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import polars as pl

from brownfield.tell.figures.projection import Frame, frame, middle
from brownfield.tell.figures.spots import NEAR, WHOLE, marks, spots
from brownfield.tell.figures.style import (
    Control,
    Figure,
    Panel,
    colours,
    named,
    tip,
    to_spec,
)
from brownfield.tell.figures.world import FIT, countries, fitted, outline
from brownfield.tell.numbers import vehicles
from brownfield.tell.sea_legs import Line, Point, land_leg, sea_leg

if TYPE_CHECKING:
    from brownfield.questions.plan.document import Document
    from brownfield.questions.plan.facts.highlights import Deliveries

NEAR_DEGREES = 11.0  # half the width of the close-up around the busiest market
WIDEST = 9  # pixels of the line of the largest flow
Legs = dict[tuple[str, str], Line]


def figure(document: Document) -> Figure | None:
    """Return the map of expected deliveries, with a slider for the year."""
    flows, busiest = document.flows, document.busiest
    if busiest is None:
        return None
    span, year = [document.first_year, document.last_year], busiest.year
    names = document.labels.facilities
    shades = colours(document.delivering_plants).items()
    return Figure(
        name="map",
        title="Where the vehicles go",
        caption=_caption(document, busiest),
        panels=(Panel("", _chart(document, flows, year), is_tall=True),),
        table=_table(document, flows),
        links=("rows-deliveries", "input-lanes", "input-places"),
        controls=(
            Control("year", "Year", span, year, "range"),
            Control("zoom", "Show", [WHOLE, NEAR], WHOLE),
        ),
        legend=tuple((f"from {names.get(p, p)}", shade) for p, shade in shades),
    )


def _chart(document: Document, flows: pl.DataFrame, year: int) -> dict[str, Any]:
    legs = _legs(flows)
    points = [point for leg in legs.values() for point in leg]
    centre = middle(points)
    frames = {WHOLE: frame(points, centre), NEAR: frame(_corners(flows), centre)}
    chart = alt.layer(outline(), _lines(document), *marks()).add_params(
        alt.param(name="year", value=year), alt.param(name="zoom", value=WHOLE)
    )
    spec = to_spec(
        chart.properties(width="container", height="container"),
        world=countries(),
        flows=[_feature(document, flows, pair, leg) for pair, leg in legs.items()],
        spots=spots(document.labels, flows),
    )
    return spec | {"projection": _projection(frames, centre), "autosize": FIT}


def _legs(flows: pl.DataFrame) -> Legs:
    legs = {}
    for row in flows.unique(["facility", "place"], maintain_order=True).to_dicts():
        start = (row["from_longitude"], row["from_latitude"])
        end = (row["to_longitude"], row["to_latitude"])
        way = sea_leg if row["is_sea"] else land_leg
        legs[row["facility"], row["place"]] = way(start, end)
    return legs


def _corners(flows: pl.DataFrame) -> list[Point]:
    """Return corners of the close-up: around the market served by most plants."""
    markets = flows.group_by("to_longitude", "to_latitude", maintain_order=True)
    total = markets.agg(pl.col("vehicles").sum(), pl.col("facility").n_unique())
    x, y, *_ = total.sort("facility", "vehicles", descending=True).row(0)
    tall = NEAR_DEGREES * 0.6
    return [(x - NEAR_DEGREES, y - tall), (x + NEAR_DEGREES, y + tall)]


def _projection(frames: dict[str, Frame], centre: float) -> dict[str, Any]:
    """Return the projection that fits the chosen frame into the chart's size."""

    def chosen(name: str) -> str:
        near, whole = getattr(frames[NEAR], name), getattr(frames[WHOLE], name)
        return f"(zoom === '{NEAR}' ? {near:.5f} : {whole:.5f})"

    return fitted(centre, chosen)


def _lines(document: Document) -> Any:
    most = float(max(document.flows["vehicles"], default=1.0))
    width = alt.Scale(domain=[0, most], range=[1, WIDEST], type="sqrt")
    dash = alt.Scale(domain=["by sea", "by land"], range=[[1, 0], [6, 5]])
    shades = colours(document.delivering_plants)
    color = alt.Scale(domain=list(shades), range=list(shades.values()))
    properties = ("plant", "market", "way", "key")
    return (
        named("flows")
        .transform_calculate(
            vehicles="datum.properties['y' + year] || 0",
            shown_year="year",
            **{name: f"datum.properties.{name}" for name in properties},
        )
        .transform_filter("datum.vehicles >= 0.5")
        .mark_geoshape(filled=False, strokeCap="round", strokeJoin="round", clip=True)
        .encode(
            stroke=alt.Stroke("key:N", scale=color, legend=None),
            strokeWidth=alt.StrokeWidth("vehicles:Q", scale=width, legend=None),
            strokeDash=alt.StrokeDash("way:N", scale=dash, legend=None),
            strokeOpacity=alt.value(0.85),
            tooltip=[
                tip("plant", "From"),
                tip("market", "To"),
                tip("way", "Mainly"),
                tip("shown_year", "Year"),
                tip("vehicles", "Vehicles", 0),
            ],
        )
    )


def _feature(
    document: Document, flows: pl.DataFrame, pair: tuple[str, str], leg: Line
) -> dict[str, Any]:
    facility, place = pair
    own = flows.filter((pl.col("facility") == facility) & (pl.col("place") == place))
    volumes = {f"y{y}": round(v) for y, v in own.select("year", "vehicles").iter_rows()}
    names = {
        "key": facility,
        "plant": document.labels.facilities.get(facility, facility),
        "market": document.labels.places.get(place, place),
        "way": "by sea" if own["is_sea"][0] else "by land",
    }
    geometry = {"type": "LineString", "coordinates": [_wrapped(p) for p in leg]}
    return {"type": "Feature", "geometry": geometry, "properties": names | volumes}


def _wrapped(point: Point) -> list[float]:
    """Return a position with its longitude from -180 to 180, as GeoJSON asks."""
    x, y = point
    return [round((x + 180) % 360 - 180, 2), y]


def _caption(document: Document, busiest: Deliveries) -> str:
    plant = document.labels.facilities.get(busiest.facility, busiest.facility)
    market = document.labels.places.get(busiest.place, busiest.place)
    return (
        f"{busiest.year}: {vehicles(busiest.vehicles)} are delivered (expected), the "
        f"largest flow {vehicles(busiest.largest)} from {plant} to {market}. Lines are "
        "wider for more vehicles; solid mainly by sea, along sea lanes, dashed by "
        "land; squares are plants, circles markets."
    )


def _table(document: Document, flows: pl.DataFrame) -> pl.DataFrame:
    way = pl.when("is_sea").then(pl.lit("sea")).otherwise(pl.lit("land"))
    flat = flows.select(
        pl.col("facility").replace(document.labels.facilities).alias("From"),
        pl.col("place").replace(document.labels.places).alias("To"),
        way.alias("Mainly by"),
        pl.col("year").cast(pl.String),
        "vehicles",
    )
    by = ["From", "To", "Mainly by"]
    wide = flat.pivot("year", index=by, values="vehicles", aggregate_function="sum")
    years = sorted(name for name in wide.columns if name.isdigit())
    return wide.select(*by, *years).rename({y: f"{y} (vehicles)" for y in years})
