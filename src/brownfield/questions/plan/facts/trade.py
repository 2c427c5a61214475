"""What does each recipe cost at the market's door, and does it originate?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from brownfield.tell.views import averaged, table

if TYPE_CHECKING:
    from brownfield.plans.plan import Plan
    from brownfield.tell.labels import Labels

COST_ITEMS = {
    "materials": "Parts",
    "inbound_freight": "Freight of parts",
    "inbound_duty": "Duty on parts",
    "conversion": "Conversion",
    "freight": "Freight to market",
    "insurance": "Insurance",
    "duty": "Duty on vehicle",
}


MOST_LANES = 120  # lanes that can be chosen; the run folder has all


def landed_cost(plan: Plan, labels: Labels) -> pl.DataFrame:
    """Return landed cost per vehicle by lane, contested markets first.

    Returns
    -------
    pl.DataFrame
        The columns of `by_lane` for at most `MOST_LANES` lanes, with serves (product
        and market), way (where and how it is built, its sources on a second line) and
        number (of the lane).
    """
    frame = _served(plan, by_lane(plan, labels), labels)
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


def _served(plan: Plan, lanes: pl.DataFrame, labels: Labels) -> pl.DataFrame:
    options = plan.case.tables["build_options"].select("build_option", "product")
    served = lanes.join(options, on="build_option", how="left", maintain_order="left")
    product = pl.col("product").replace(labels.short_products)
    market = pl.col("place").replace(labels.places)
    ways = {r: _way(labels.recipe(r)) for r in served["recipe"].unique()}
    return served.with_columns(
        serves=pl.format("{} in {}", product, market),
        way=pl.col("recipe").replace(ways),
    )


def _way(words: str) -> str:
    """Return where and how a recipe is built, its sources on a second line."""
    where = words.partition(" at ")[2] or words
    place, sources, parts = where.partition("), ")
    return f"{place})\n{parts}" if sources else where


def by_lane(plan: Plan, labels: Labels) -> pl.DataFrame:
    """Return landed cost per vehicle of the leading recipe of each option and market.

    The leading recipe is the one the plan delivers most of, else the cheapest.

    Returns
    -------
    pl.DataFrame
        lane (recipe and market in words), recipe, place, year, regime, vehicles
        (expected deliveries of the year), the items of `COST_ITEMS`, landed_cost,
        fee and buyer_cost (case currency per vehicle); lanes with the largest volume
        first.
    """
    frame = _expected_cost(plan).join(
        _volumes(plan), on=["recipe", "place", "year"], how="left"
    )
    frame = frame.with_columns(pl.col("vehicles").fill_null(0.0))
    return _named(_leading(frame), labels)


def _expected_cost(plan: Plan) -> pl.DataFrame:
    """Return unit costs by recipe, place, year: mean over the nodes of the year."""
    likely = plan.nodes.select("node", "probability")
    items = [*COST_ITEMS, "landed_cost", "fee", "buyer_cost"]
    weight = pl.col("probability")
    return (
        table(plan, "landed_cost")
        .join(likely, on="node", maintain_order="left")
        .sort("probability", descending=True, maintain_order=True)
        .group_by("recipe", "build_option", "place", "year", maintain_order=True)
        .agg(
            pl.col("regime").first(),
            *((pl.col(item) * weight).sum() / weight.sum() for item in items),
        )
    )


def _volumes(plan: Plan) -> pl.DataFrame:
    likely = plan.nodes.select("node", "probability")
    return (
        table(plan, "deliveries")
        .join(likely, on="node", maintain_order="left")
        .group_by("recipe", "place", "year")
        .agg(vehicles=(pl.col("vehicles") * pl.col("probability")).sum())
    )


def _leading(frame: pl.DataFrame) -> pl.DataFrame:
    totals = frame.group_by("build_option", "recipe", "place", maintain_order=True).agg(
        volume=pl.col("vehicles").sum(), mean_cost=pl.col("landed_cost").mean()
    )
    ordered = totals.sort(
        "volume", "mean_cost", "recipe", descending=[True, False, False]
    )
    best = ordered.unique(["build_option", "place"], keep="first", maintain_order=True)
    return best.select("recipe", "place", "volume").join(
        frame, on=["recipe", "place"], maintain_order="left"
    )


def _named(frame: pl.DataFrame, labels: Labels) -> pl.DataFrame:
    recipes = {name: labels.recipe(name) for name in frame["recipe"].unique()}
    market = pl.col("place").replace(labels.places)
    lane = pl.format("{} to {}", pl.col("recipe").replace(recipes), market)
    return (
        frame.with_columns(lane=lane)
        .sort("lane", "year")
        .sort("volume", descending=True, maintain_order=True)
    )


def origin(plan: Plan, labels: Labels) -> pl.DataFrame:
    """Return the origin test of each recipe under each agreement, by year.

    Returns
    -------
    pl.DataFrame
        recipe (printed), agreement, year, non_originating_share, limit, headroom
        (shares of the ex-works price), missing_part, is_originating, vehicles
        (expected production of the year); built recipes first.
    """
    likely = plan.nodes.select("node", "probability")
    origins = table(plan, "origin").join(likely, on="node", maintain_order="left")
    best = origins.sort("probability", descending=True, maintain_order=True).unique(
        ["recipe", "agreement", "year"], keep="first", maintain_order=True
    )
    built = _built(plan)
    frame = best.join(built, on=["recipe", "year"], how="left", maintain_order="left")
    frame = frame.with_columns(pl.col("vehicles").fill_null(0.0)).drop(
        "node", "probability"
    )
    return _by_volume(frame, labels)


def _built(plan: Plan) -> pl.DataFrame:
    vehicles = table(plan, "production").select("recipe", "node", "year", "vehicles")
    mean = averaged(plan, vehicles, ["recipe"])
    first_view = mean["view"].first() if mean.height else ""
    expected = [v for v in mean["view"].unique() if v.startswith("Expected")]
    view = expected[0] if expected else first_view
    return mean.filter(pl.col("view") == view).drop("view")


def _by_volume(frame: pl.DataFrame, labels: Labels) -> pl.DataFrame:
    names = {name: labels.recipe(name) for name in frame["recipe"].unique()}
    total = pl.col("vehicles").sum().over("recipe", "agreement")
    return (
        frame.with_columns(total=total)
        .sort(
            "total",
            "recipe",
            "agreement",
            "year",
            descending=[True, False, False, False],
        )
        .with_columns(pl.col("recipe").replace(names))
    )
