"""What does a vehicle cost at the market's door, item by item?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import polars as pl

from brownfield.questions.plan.facts.trade import COST_ITEMS
from brownfield.tell.figures.style import (
    BLACK,
    BLUE,
    GREEN,
    GREY,
    ON_PHONE,
    ORANGE,
    SKY,
    VERMILLION,
    YELLOW,
    Control,
    Figure,
    Panel,
    coloured,
    label_axis,
    named,
    rank,
    rows,
    tip,
    to_spec,
)
from brownfield.tell.numbers import money

if TYPE_CHECKING:
    from brownfield.questions.plan.document import Document
    from brownfield.questions.plan.facts.highlights import Amount

NAMES = list(COST_ITEMS.values())
COLOURS = (BLUE, SKY, YELLOW, GREEN, ORANGE, GREY, VERMILLION)
SHADES = dict(zip(NAMES, COLOURS, strict=True))


def figure(document: Document) -> Figure | None:
    """Return cost of every way to serve a market, and the steps of one of them."""
    frame = document.landed_cost
    if frame.is_empty():
        return None
    serves = frame["serves"].unique(maintain_order=True).to_list()
    lanes = frame["lane"].unique(maintain_order=True).to_list()
    span, year = [document.first_year, document.last_year], document.settled_year
    panels = (
        Panel("Ways to serve the chosen market", _ways(document, frame, serves[0])),
        Panel("Waterfall of the chosen recipe", _steps(document, frame, lanes[0])),
    )
    return Figure(
        name="landed-cost",
        title="Landed cost by recipe and market",
        caption=_caption(document),
        panels=panels,
        table=_table(document, frame),
        links=("rows-landed_cost", "input-bill_of_materials", "input-trade_measures"),
        controls=(
            Control("serves", "Product and market", serves, serves[0]),
            Control("lane", "Waterfall of", lanes, lanes[0]),
            Control("cost_year", "Year", span, year, "range"),
        ),
        legend=tuple(SHADES.items()),
    )


def _costs(frame: pl.DataFrame) -> list[dict[str, Any]]:
    kept = frame.select("number", "year", "regime", "landed_cost", *COST_ITEMS)
    return rows(kept.rename(COST_ITEMS), 0)


def _names(frame: pl.DataFrame) -> list[dict[str, Any]]:
    names = frame.select("number", "serves", "way", "lane")
    return names.unique(maintain_order=True).to_dicts()


def _chosen(wanted: str) -> Any:
    """Return the costs of the chosen year, with the names of their lanes."""
    names = alt.LookupData(
        data=alt.NamedData(name="lanes"), key="number", fields=["serves", "way", "lane"]
    )
    costs = named("costs").transform_filter("datum.year == cost_year")
    return costs.transform_lookup("number", from_=names).transform_filter(wanted)


def _params(document: Document, name: str, value: str) -> list[Any]:
    year = alt.param(name="cost_year", value=document.settled_year)
    return [year, alt.param(name=name, value=value)]


def _ways(document: Document, frame: pl.DataFrame, first: str) -> dict[str, Any]:
    base = _chosen("datum.serves === serves")
    cheapest = alt.EncodingSortField(field="landed_cost", op="min")
    lanes = label_axis("way", sort=cheapest)
    bars = base.transform_fold(NAMES, as_=["item", "cost"])
    bars = bars.transform_calculate(rank=rank(NAMES, "item"))
    bars = bars.mark_bar(height={"band": 0.6}).encode(
        y=lanes,
        x=alt.X("cost:Q", title=f"{document.currency} per vehicle", stack="zero"),
        color=coloured("item", SHADES),
        order=alt.Order("rank:Q"),
        tooltip=[tip("way", "Built at"), *_cost_tips(document)],
    )
    words = base.mark_text(align="left", dx=5, fontWeight="bold").encode(
        y=lanes, x="landed_cost:Q", text=alt.Text("landed_cost:Q", format=",.0f")
    )
    room = _room(base).encode(y=lanes, x="reach:Q")
    chart = alt.layer(bars, words, room).add_params(*_params(document, "serves", first))
    chart = chart.properties(width="container", height={"step": 40})
    return to_spec(chart, costs=_costs(frame), lanes=_names(frame))


def _room(base: Any) -> Any:
    """Return unseen marks right of the bars, so that their numbers fit in."""
    reach = f"datum.landed_cost * ({ON_PHONE} ? 1.24 : 1.06)"
    return base.transform_calculate(reach=reach).mark_point(opacity=0)


def _cost_tips(document: Document) -> list[Any]:
    cost = tip("cost", f"{document.currency} per vehicle", 0)
    return [tip("item", "Item"), cost, tip("regime", "Duty regime")]


def _steps(document: Document, frame: pl.DataFrame, first: str) -> dict[str, Any]:
    shades = SHADES | {"Total": BLACK}
    base = _running(list(shades))
    step = alt.Y("item:N", sort=list(shades), title=None, axis=alt.Axis(ticks=False))
    bars = base.mark_bar(height={"band": 0.66}).encode(
        y=step,
        x=alt.X("start:Q", title=f"{document.currency} per vehicle"),
        x2="end:Q",
        color=coloured("item", shades),
        tooltip=_cost_tips(document),
    )
    words = base.mark_text(align="left", dx=5).encode(
        y=step, x="end:Q", text=alt.Text("cost:Q", format=",.0f")
    )
    room = _room(base).encode(y=step, x="reach:Q")
    chart = alt.layer(bars, words, room).add_params(*_params(document, "lane", first))
    chart = chart.properties(width="container", height=230)
    return to_spec(chart, costs=_costs(frame), lanes=_names(frame))


def _running(order: list[str]) -> Any:
    """Return the items of the chosen lane with the start and end of their step."""
    is_total = "datum.item === 'Total'"
    return (
        _chosen("datum.lane === lane")
        .transform_calculate(Total="datum.landed_cost")
        .transform_fold(order, as_=["item", "cost"])
        .transform_window(running="sum(cost)", frame=[None, 0])
        .transform_calculate(
            end=f"{is_total} ? datum.cost : datum.running",
            start=f"{is_total} ? 0 : datum.running - datum.cost",
        )
    )


def _caption(document: Document) -> str:
    end = "Other cost of a plant, such as its crew, comes on top."
    costs = document.lane_costs
    if costs is None:
        return f"Cost per vehicle until the market's door. {end}"
    low, high = costs.cheapest, costs.dearest
    return (
        f"{costs.serves}, {costs.year}: cheapest from {_place(low)} at "
        f"{money(low.amount, document.currency)} a vehicle, dearest from "
        f"{_place(high)} at {money(high.amount, document.currency)}. {end}"
    )


def _place(way: Amount) -> str:
    return way.name.replace("\n", ", ")


def _table(document: Document, frame: pl.DataFrame) -> pl.DataFrame:
    unit = f" ({document.currency} per vehicle)"
    years = {
        document.first_year,
        document.first_year + 1,
        document.settled_year,
        document.last_year,
    }
    kept = frame.filter(pl.col("year").is_in(sorted(years)))
    items = {key: f"{name}{unit}" for key, name in COST_ITEMS.items()}
    words = {
        "lane": "Recipe and market",
        "year": "Year",
        "regime": "Duty regime",
        "landed_cost": f"Landed cost{unit}",
        "fee": f"Fee to the host{unit}",
        "buyer_cost": f"Cost to the buyer, fee in place of conversion{unit}",
    }
    sums = ("landed_cost", "fee", "buyer_cost")
    named_columns = kept.select("lane", "year", "regime", *COST_ITEMS, *sums)
    return named_columns.rename(words | items)
