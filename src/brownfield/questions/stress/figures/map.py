"""What goes dark on the map when something stops?"""

from typing import Any

import altair as alt
import polars as pl

from brownfield.questions.stress.question import StressTest
from brownfield.questions.stress.sweep.sweep import Finding
from brownfield.questions.stress.words.names import currency_of, groups, names
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

MOST = 12  # stops to choose from, the dearest first
HALF = 0.5  # share of its planned vehicles under which a plant counts as dark
SERVED, LIT, DARK = "#0072B2", "#009E73", "#1b1b1b"


def figure(test: StressTest) -> Figure | None:
    """Return the map of markets and plants, dark where a chosen stop hits."""
    if test.sweep is None:
        return None
    chosen = _distinct(test)
    spots = [spot for title, found in chosen for spot in _spots(test, title, found)]
    if not spots:
        return None
    titles = [title for title, _ in chosen]
    return Figure(
        name="dark",
        title="What goes dark",
        caption=_caption(test, *chosen[0]),
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


def _distinct(test: StressTest) -> list[tuple[str, Finding]]:
    """Return title and finding of the dearest stops, each effect only once."""
    by_stop = {
        (*f.stop.element, f.stop.hazard): f
        for f in (test.sweep.findings if test.sweep else ())
    }
    seen, kept = set[tuple[float, ...]](), []
    for group in groups(test):
        row = group.row
        found = by_stop[(row["scope"], row["target"], row["hazard"])]
        effect = tuple(round(share, 3) for share in found.by_place.values())
        effect = (*effect, float(f"{found.lost_value / found.stop.full_weeks:.3g}"))
        if effect not in seen:
            seen.add(effect)
            kept.append((group.title, found))
    return kept[:MOST]


def _spots(test: StressTest, title: str, found: Finding) -> list[dict[str, Any]]:
    case, known = test.planned.at.case, names(test)
    places = {row["place"]: row for row in case.tables["places"].to_dicts()}
    plants = test.planned.at.arcs.unique("facility", maintain_order=True)
    spots = [
        _spot(places[place], known.places, place)
        | {
            "stop": title,
            "kind": "market",
            "lost": round(100 * share, 1),
            "state": f"{percent(share)} of vehicles lost",
            "colour": VERMILLION if share > 0.0005 else SERVED,
        }
        for place, share in found.by_place.items()
    ]
    spots += [
        _spot(places[row["origin"]], known.facilities, row["facility"])
        | {
            "stop": title,
            "kind": "plant",
            "lost": 0.0,
            "state": f"builds {percent(found.by_plant[row['facility']])} of the plan",
            "colour": DARK if found.by_plant[row["facility"]] < HALF else LIT,
        }
        for row in plants.to_dicts()
        if row["facility"] in found.by_plant
    ]
    return [spot for spot in spots if spot["longitude"] is not None]


def _spot(place: dict[str, Any], known: dict[str, str], key: str) -> dict[str, Any]:
    return {
        "name": known.get(key, key),
        "longitude": place["longitude"],
        "latitude": place["latitude"],
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


def _caption(test: StressTest, title: str, found: Finding) -> str:
    dark = sum(share > 0.0005 for share in found.by_place.values())
    return (
        f"A stop of {title} for {found.stop.full_weeks:g} weeks leaves {dark} of "
        f"{len(found.by_place)} markets short and costs "
        f"{money(found.lost_value, currency_of(test))}. Squares are plants, circles "
        "markets; choose another stop above the map."
    )


def _table(spots: list[dict[str, Any]]) -> pl.DataFrame:
    return pl.DataFrame(spots).select(
        pl.col("stop").alias("Stop of"),
        pl.col("name").alias("Where"),
        pl.col("kind").alias("Is a"),
        pl.col("state").alias("State"),
    )
