"""Which way do the vehicles go, and how many in which year?"""

from typing import Any

import altair as alt
import polars as pl

from brownfield.questions.plan.document import Facts
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

NEAR_DEGREES = 11.0  # half the width of the close-up around the busiest market
WIDEST = 9  # pixels of the line of the largest flow
Legs = dict[tuple[str, str], Line]


def figure(facts: Facts) -> Figure | None:
    """Return the map of expected deliveries, with a slider for the year."""
    ends = ["from_longitude", "from_latitude", "to_longitude", "to_latitude"]
    flows = facts.flows.drop_nulls(ends)
    if flows.is_empty():
        return None
    span, year = [facts.first_year, facts.last_year], _busiest_year(flows)
    names = facts.labels.facilities
    shades = colours(_plants(flows)).items()
    return Figure(
        name="map",
        title="Where the vehicles go",
        caption=_caption(facts, flows, year),
        panels=(Panel("", _chart(facts, flows, year), is_tall=True),),
        table=_table(facts, flows),
        links=("rows-deliveries", "input-lanes", "input-places"),
        controls=(
            Control("year", "Year", span, year, "range"),
            Control("zoom", "Show", [WHOLE, NEAR], WHOLE),
        ),
        legend=tuple((f"from {names.get(p, p)}", shade) for p, shade in shades),
    )


def _plants(flows: pl.DataFrame) -> list[str]:
    by_plant = flows.group_by("facility", maintain_order=True)
    total = by_plant.agg(pl.col("vehicles").sum())
    return total.sort("vehicles", descending=True)["facility"].to_list()


def _busiest_year(flows: pl.DataFrame) -> int:
    """Return the year with most vehicles; the first of them if several."""
    by_year = flows.group_by("year").agg(pl.col("vehicles").sum().round(0))
    ordered = by_year.sort("vehicles", "year", descending=[True, False])
    return int(ordered["year"][0])


def _chart(facts: Facts, flows: pl.DataFrame, year: int) -> dict[str, Any]:
    legs = _legs(flows)
    points = [point for leg in legs.values() for point in leg]
    centre = middle(points)
    frames = {WHOLE: frame(points, centre), NEAR: frame(_corners(flows), centre)}
    chart = alt.layer(outline(), _lines(flows), *marks()).add_params(
        alt.param(name="year", value=year), alt.param(name="zoom", value=WHOLE)
    )
    spec = to_spec(
        chart.properties(width="container", height="container"),
        world=countries(),
        flows=[_feature(facts, flows, pair, leg) for pair, leg in legs.items()],
        spots=spots(facts.labels, flows),
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


def _lines(flows: pl.DataFrame) -> Any:
    most = float(max(flows["vehicles"], default=1.0))
    width = alt.Scale(domain=[0, most], range=[1, WIDEST], type="sqrt")
    dash = alt.Scale(domain=["by sea", "by land"], range=[[1, 0], [6, 5]])
    shades = colours(_plants(flows))
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
    facts: Facts, flows: pl.DataFrame, pair: tuple[str, str], leg: Line
) -> dict[str, Any]:
    facility, place = pair
    own = flows.filter((pl.col("facility") == facility) & (pl.col("place") == place))
    volumes = {f"y{y}": round(v) for y, v in own.select("year", "vehicles").iter_rows()}
    names = {
        "key": facility,
        "plant": facts.labels.facilities.get(facility, facility),
        "market": facts.labels.places.get(place, place),
        "way": "by sea" if own["is_sea"][0] else "by land",
    }
    geometry = {"type": "LineString", "coordinates": [_wrapped(p) for p in leg]}
    return {"type": "Feature", "geometry": geometry, "properties": names | volumes}


def _wrapped(point: Point) -> list[float]:
    """Return a position with its longitude from -180 to 180, as GeoJSON asks."""
    x, y = point
    return [round((x + 180) % 360 - 180, 2), y]


def _caption(facts: Facts, flows: pl.DataFrame, year: int) -> str:
    at = flows.filter(pl.col("year") == year).sort("vehicles", descending=True)
    row = at.row(0, named=True)
    plant = facts.labels.facilities.get(row["facility"], row["facility"])
    market = facts.labels.places.get(row["place"], row["place"])
    total = vehicles(float(at["vehicles"].sum()))
    return (
        f"{year}: {total} are delivered (expected), the largest flow "
        f"{vehicles(row['vehicles'])} from {plant} to {market}. Lines are wider for "
        "more vehicles; solid mainly by sea, along sea lanes, dashed by land; squares "
        "are plants, circles markets."
    )


def _table(facts: Facts, flows: pl.DataFrame) -> pl.DataFrame:
    way = pl.when("is_sea").then(pl.lit("sea")).otherwise(pl.lit("land"))
    flat = flows.select(
        pl.col("facility").replace(facts.labels.facilities).alias("From"),
        pl.col("place").replace(facts.labels.places).alias("To"),
        way.alias("Mainly by"),
        pl.col("year").cast(pl.String),
        "vehicles",
    )
    by = ["From", "To", "Mainly by"]
    wide = flat.pivot("year", index=by, values="vehicles", aggregate_function="sum")
    years = sorted(name for name in wide.columns if name.isdigit())
    return wide.select(*by, *years).rename({y: f"{y} (vehicles)" for y in years})
