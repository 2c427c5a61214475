"""What goes dark on the map when something stops?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import polars as pl

from brownfield.questions.stress.words.names import group_title
from brownfield.tell.figures.projection import frame, middle
from brownfield.tell.figures.style import (
    NARROW,
    VERMILLION,
    Control,
    Figure,
    Panel,
    named,
    tip,
    to_spec,
)
from brownfield.tell.figures.world import FIT, countries, fitted, outline
from brownfield.tell.numbers import money, percent

if TYPE_CHECKING:
    from brownfield.questions.stress.document import Document
    from brownfield.questions.stress.facts.scenes import Market, Plant, Scene

MOST = 12  # stops to choose from, the dearest first
SERVED, LIT, DARK = "#0072B2", "#009E73", "#1b1b1b"


def figure(document: Document) -> Figure | None:
    """Return the map of markets and plants, dark where a chosen stop hits."""
    chosen = document.scenes[:MOST]
    spots = [spot for scene in chosen for spot in _spots(document, scene)]
    if not spots:
        return None
    titles = [group_title(document, scene.group) for scene in chosen]
    return Figure(
        name="dark",
        title="What goes dark",
        caption=_caption(document, chosen[0]),
        panels=(Panel("", _chart(spots, titles[0]), is_tall=True),),
        table=_table(spots),
        controls=(Control("stop", "Stop of", titles, titles[0]),),
        legend=(
            ("plant builds at least half its plan", LIT),
            ("plant builds less", DARK),
            ("market supplied", SERVED),
            ("market short (larger = more missing)", VERMILLION),
        ),
    )


def _spots(document: Document, scene: Scene) -> list[dict[str, Any]]:
    names, title = document.names, group_title(document, scene.group)
    markets = [
        _spot(market, names.places.get(market.place, market.place))
        | {
            "stop": title,
            "kind": "market",
            "lost": round(100 * market.share_lost, 1),
            "state": f"{percent(market.share_lost)} of vehicles lost",
            "colour": VERMILLION if market.is_short else SERVED,
        }
        for market in scene.markets
    ]
    plants = [
        _spot(plant, names.facilities.get(plant.facility, plant.facility))
        | {
            "stop": title,
            "kind": "plant",
            "lost": 0.0,
            "state": f"builds {percent(plant.share_built)} of the plan",
            "colour": DARK if plant.is_dark else LIT,
        }
        for plant in scene.plants
    ]
    return [*markets, *plants]


def _spot(where: Market | Plant, name: str) -> dict[str, Any]:
    return {
        "name": name,
        "longitude": where.longitude,
        "latitude": where.latitude,
    }


def _chart(spots: list[dict[str, Any]], first: str) -> dict[str, Any]:
    layers = alt.layer(outline(), _dots(), _names(is_halo=True), _names()).add_params(
        alt.param(name="stop", value=first)
    )
    spec = to_spec(
        layers.properties(width="container", height="container"),
        world=countries(),
        spots=spots,
    )
    return spec | {"projection": _projection(spots), "autosize": FIT}


def _projection(spots: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the projection that fits all spots into the chart's size."""
    points = [(spot["longitude"], spot["latitude"]) for spot in spots]
    centre = middle(points)
    fit = frame(points, centre)
    return fitted(centre, lambda name: f"{getattr(fit, name):.5f}")


def _dots() -> Any:
    kinds = alt.Scale(domain=["plant", "market"], range=["square", "circle"])
    sizes = alt.Scale(domain=[0, 100], range=[110, 1400])
    return (
        named("spots")
        .transform_filter("datum.stop === stop")
        .mark_point(filled=True, opacity=0.9, stroke="#ffffff")
        .encode(
            longitude="longitude:Q",
            latitude="latitude:Q",
            shape=alt.Shape("kind:N", scale=kinds, legend=None),
            size=alt.Size("lost:Q", scale=sizes, legend=None),
            color=alt.Color("colour:N", scale=None, legend=None),
            tooltip=[tip("name", "Where"), tip("kind", "Is a"), tip("state", "State")],
        )
    )


def _names(*, is_halo: bool = False) -> Any:
    """Return the names of the markets, or the white edge that sets them off."""
    edge = {"stroke": "#ffffff", "strokeWidth": 4} if is_halo else {}
    return (
        named("spots")
        .transform_filter("datum.stop === stop && datum.kind === 'market'")
        .mark_text(
            align="center",
            dy=-22,
            fontWeight="bold",
            fontSize=11,
            opacity=alt.ExprRef(f"width < {NARROW} ? 0 : 1"),
            **edge,
        )
        .encode(longitude="longitude:Q", latitude="latitude:Q", text="name:N")
    )


def _caption(document: Document, scene: Scene) -> str:
    title = group_title(document, scene.group)
    return (
        f"A stop of {title} for {scene.weeks:g} weeks leaves {scene.num_short} of "
        f"{scene.num_markets} markets short and costs "
        f"{money(scene.lost_value, document.currency)}. Squares are plants, circles "
        "markets; choose another stop above the map."
    )


def _table(spots: list[dict[str, Any]]) -> pl.DataFrame:
    return pl.DataFrame(spots).select(
        pl.col("stop").alias("Stop of"),
        pl.col("name").alias("Where"),
        pl.col("kind").alias("Is a"),
        pl.col("state").alias("State"),
    )
