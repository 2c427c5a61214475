"""What does a vehicle cost at the market's door, item by item?"""

from typing import Any

import altair as alt
import polars as pl

from brownfield.questions.plan.document import Facts
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

NAMES = list(COST_ITEMS.values())
COLOURS = (BLUE, SKY, YELLOW, GREEN, ORANGE, GREY, VERMILLION)
SHADES = dict(zip(NAMES, COLOURS, strict=True))
MOST_LANES = 120  # lanes that can be chosen; the run folder has all
SETTLED_AFTER = 4  # years from the first until most programmes run


def figure(facts: Facts) -> Figure | None:
    """Return cost of every way to serve a market, and the steps of one of them."""
    frame = _lanes(facts)
    if frame.is_empty():
        return None
    serves = frame["serves"].unique(maintain_order=True).to_list()
    lanes = frame["lane"].unique(maintain_order=True).to_list()
    span, year = [facts.first_year, facts.last_year], _year(facts)
    panels = (
        Panel("Ways to serve the chosen market", _ways(facts, frame, serves[0])),
        Panel("Waterfall of the chosen recipe", _steps(facts, frame, lanes[0])),
    )
    return Figure(
        name="landed-cost",
        title="Landed cost by recipe and market",
        caption=_caption(facts, frame),
        panels=panels,
        table=_table(facts, frame),
        links=("rows-landed_cost", "input-bill_of_materials", "input-trade_measures"),
        controls=(
            Control("serves", "Product and market", serves, serves[0]),
            Control("lane", "Waterfall of", lanes, lanes[0]),
            Control("cost_year", "Year", span, year, "range"),
        ),
        legend=tuple(SHADES.items()),
    )


def _year(facts: Facts) -> int:
    return min(facts.last_year, facts.first_year + SETTLED_AFTER)


def _lanes(facts: Facts) -> pl.DataFrame:
    """Return landed cost with what each lane serves; contested markets first.

    Adds serves (product and market), way (where and how it is built) and number (of
    the lane) to the rows of `facts.landed_cost`.
    """
    frame = _served(facts)
    total = pl.col("vehicles").sum().over("serves")
    is_contested = pl.col("lane").n_unique().over("serves") > 2
    kept = frame["lane"].unique(maintain_order=True).head(MOST_LANES)
    return (
        frame.with_columns(total=total, is_contested=is_contested)
        .filter(pl.col("lane").is_in(kept.implode()))
        .sort(
            ["is_contested", "total", "serves", "volume", "lane", "year"],
            descending=[True, True, False, True, False, False],
        )
        .with_columns(number=pl.col("lane").rank("dense"))
    )


def _served(facts: Facts) -> pl.DataFrame:
    options = facts.input_tables["build_options"].select("build_option", "product")
    known = facts.landed_cost.join(
        options, on="build_option", how="left", maintain_order="left"
    )
    product = pl.col("product").replace(facts.labels.short_products)
    market = pl.col("place").replace(facts.labels.places)
    ways = {r: _way(facts.labels.recipe(r)) for r in known["recipe"].unique()}
    return known.with_columns(
        serves=pl.format("{} in {}", product, market),
        way=pl.col("recipe").replace(ways),
    )


def _way(words: str) -> str:
    """Return where and how a recipe is built, its sources on a second line."""
    where = words.partition(" at ")[2] or words
    place, sources, parts = where.partition("), ")
    return f"{place})\n{parts}" if sources else where


def _costs(frame: pl.DataFrame) -> list[dict[str, Any]]:
    kept = frame.select("number", "year", "regime", "landed_cost", *COST_ITEMS)
    return rows(kept.rename(COST_ITEMS), 0)


def _names(frame: pl.DataFrame) -> list[dict[str, Any]]:
    known = frame.select("number", "serves", "way", "lane")
    return known.unique(maintain_order=True).to_dicts()


def _chosen(wanted: str) -> Any:
    """Return the costs of the chosen year, with the names of their lanes."""
    names = alt.LookupData(
        data=alt.NamedData(name="lanes"), key="number", fields=["serves", "way", "lane"]
    )
    costs = named("costs").transform_filter("datum.year == cost_year")
    return costs.transform_lookup("number", from_=names).transform_filter(wanted)


def _params(facts: Facts, name: str, value: str) -> list[Any]:
    year = alt.param(name="cost_year", value=_year(facts))
    return [year, alt.param(name=name, value=value)]


def _ways(facts: Facts, frame: pl.DataFrame, first: str) -> dict[str, Any]:
    base = _chosen("datum.serves === serves")
    cheapest = alt.EncodingSortField(field="landed_cost", op="min")
    lanes = label_axis("way", sort=cheapest)
    bars = base.transform_fold(NAMES, as_=["item", "cost"])
    bars = bars.transform_calculate(rank=rank(NAMES, "item"))
    bars = bars.mark_bar(height={"band": 0.6}).encode(
        y=lanes,
        x=alt.X("cost:Q", title=f"{facts.currency} per vehicle", stack="zero"),
        color=coloured("item", SHADES),
        order=alt.Order("rank:Q"),
        tooltip=[tip("way", "Built at"), *_cost_tips(facts)],
    )
    words = base.mark_text(align="left", dx=5, fontWeight="bold").encode(
        y=lanes, x="landed_cost:Q", text=alt.Text("landed_cost:Q", format=",.0f")
    )
    room = _room(base).encode(y=lanes, x="reach:Q")
    chart = alt.layer(bars, words, room).add_params(*_params(facts, "serves", first))
    chart = chart.properties(width="container", height={"step": 40})
    return to_spec(chart, costs=_costs(frame), lanes=_names(frame))


def _room(base: Any) -> Any:
    """Return unseen marks right of the bars, so that their numbers fit in."""
    reach = f"datum.landed_cost * ({ON_PHONE} ? 1.24 : 1.06)"
    return base.transform_calculate(reach=reach).mark_point(opacity=0)


def _cost_tips(facts: Facts) -> list[Any]:
    cost = tip("cost", f"{facts.currency} per vehicle", 0)
    return [tip("item", "Item"), cost, tip("regime", "Duty regime")]


def _steps(facts: Facts, frame: pl.DataFrame, first: str) -> dict[str, Any]:
    shades = SHADES | {"Total": BLACK}
    base = _running(list(shades))
    step = alt.Y("item:N", sort=list(shades), title=None, axis=alt.Axis(ticks=False))
    bars = base.mark_bar(height={"band": 0.66}).encode(
        y=step,
        x=alt.X("start:Q", title=f"{facts.currency} per vehicle"),
        x2="end:Q",
        color=coloured("item", shades),
        tooltip=_cost_tips(facts),
    )
    words = base.mark_text(align="left", dx=5).encode(
        y=step, x="end:Q", text=alt.Text("cost:Q", format=",.0f")
    )
    room = _room(base).encode(y=step, x="reach:Q")
    chart = alt.layer(bars, words, room).add_params(*_params(facts, "lane", first))
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


def _caption(facts: Facts, frame: pl.DataFrame) -> str:
    end = "Other cost of a plant, such as its crew, comes on top."
    year, serves = _year(facts), frame["serves"][0]
    at = frame.filter((pl.col("serves") == serves) & (pl.col("year") == year))
    if at.height < 2:
        return f"Cost per vehicle until the market's door. {end}"
    ordered = at.sort("landed_cost")
    low, high = ordered.row(0, named=True), ordered.row(-1, named=True)
    cheap = money(low["landed_cost"], facts.currency)
    dear = money(high["landed_cost"], facts.currency)
    return (
        f"{serves}, {year}: cheapest from {_place(low)} at {cheap} a vehicle, dearest "
        f"from {_place(high)} at {dear}. {end}"
    )


def _place(row: dict[str, Any]) -> str:
    return str(row["way"]).replace("\n", ", ")


def _table(facts: Facts, frame: pl.DataFrame) -> pl.DataFrame:
    unit = f" ({facts.currency} per vehicle)"
    years = {facts.first_year, facts.first_year + 1, _year(facts), facts.last_year}
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
