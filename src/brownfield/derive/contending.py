"""Which ways to a market can be worth taking at a node?

Recipes of one build option may be mixed freely, so at each node a market is served the
cheapest way: dearer ways only make the search longer. What must not be dropped is a
way under a quota, and a way that spares a parts plant which may run short.
"""

import polars as pl

from brownfield.derive.carbon import part_loads
from brownfield.derive.derived import MADE, SENT, Derived, Shared
from brownfield.derive.frames import Tables, filtered, is_in_force, total
from brownfield.tables.memory import SAME, remembered

AT_MARKET = ["build_option", "node", "place"]
NEVER = float("inf")


def contending_routes(derived: Derived) -> Shared:
    """Return the routes that no other route of the same build option beats.

    A route beats another one of its build option, node and market if it costs no more,
    stands under no quota, and buys the same from parts plants that may run short, or
    nothing there; where carbon matters, parts must emit the same, or nothing. Of equal
    ones the first stays.

    Returns
    -------
    routes
        As ``derived.ways``, fewer of them; `derived.choices` is not read.
    """
    uses = with_loads(scarce_uses(derived, short_sources(derived)), derived)
    ways, costs, recipes = derived.ways, derived.costs, derived.recipes
    if uses.is_empty():
        rows = _unbeaten({}, ways.rows, costs.rows, recipes, SAME.of(uses))
        return Shared(rows, ways.twins)
    frames = derived.routes, derived.unit_costs, recipes
    return Shared.of_all(_unbeaten({}, *frames, SAME.of(uses)), ways.twins)


@remembered()
def _unbeaten(
    _: Tables,
    routes: pl.DataFrame,
    unit_costs: pl.DataFrame,
    recipes: pl.DataFrame,
    uses: pl.DataFrame,
) -> pl.DataFrame:
    costed = (
        _costed(routes, unit_costs, recipes)
        .join(uses, on=["recipe", "node"], how="left", maintain_order="left")
        .with_columns(pl.col("uses").fill_null(""))
    )
    is_free, buys_none = pl.col("quota").is_null(), pl.col("uses") == ""
    alike = pl.when(is_free).then("cost").otherwise(NEVER).min()
    sparing = pl.when(is_free & buys_none).then("cost").otherwise(NEVER).min()
    place_in_line = pl.int_range(pl.len()).over([*AT_MARKET, "uses", "quota", "cost"])
    is_unbeaten = (
        (pl.col("cost") == alike.over([*AT_MARKET, "uses"]))
        & (buys_none | (pl.col("cost") < sparing.over(AT_MARKET)))
        & (place_in_line == 0)
    )
    return filtered(routes, costed.select(~is_free | is_unbeaten).to_series())


def _costed(
    routes: pl.DataFrame, unit_costs: pl.DataFrame, recipes: pl.DataFrame
) -> pl.DataFrame:
    costs = unit_costs.select("recipe", "node", made=pl.sum_horizontal(MADE))
    options = recipes.select("recipe", "build_option")
    return (
        routes.join(costs, on=["recipe", "node"], maintain_order="left")
        .join(options, on="recipe", maintain_order="left")
        .with_columns(cost=pl.sum_horizontal("made", *SENT))
    )


def scarce_uses(derived: Derived, short: pl.DataFrame) -> pl.DataFrame:
    """Return recipe, node, uses: what a recipe buys from plants that may run short.

    Parameters
    ----------
    derived
        Derived columns of the case.
    short
        source, node: the plants that may run short. Made by `short_sources`.
    """
    what = pl.format("{} x {} of {}", "units_per_vehicle", "part_group", "source")
    return (
        derived.supplies.join(short, on=["source", "node"])
        .sort("recipe", "node", "part_group")
        .group_by("recipe", "node", maintain_order=True)
        .agg(uses=what.str.join(", "))
    )


def with_loads(uses: pl.DataFrame, derived: Derived) -> pl.DataFrame:
    """Return recipe, node, uses: with what the parts emit, where that matters."""
    loads = part_loads(derived)
    if loads.is_empty():
        return uses
    what = pl.format("{} kg of {}", "kg", "home")
    load_rows = (
        loads.sort("recipe", "node", "home")
        .group_by("recipe", "node", maintain_order=True)
        .agg(uses=what.str.join(", "))
    )
    both = pl.concat([uses, load_rows]).group_by("recipe", "node", maintain_order=True)
    return both.agg(pl.col("uses").str.join("; "))


def short_sources(derived: Derived) -> pl.DataFrame:
    """Return source, node of the plants with patterns that may run short of parts.

    A plant cannot run short at a node where it makes, at no cost of its own and beside
    its commitments, all that the vehicles demanded there could ever need from it. One
    that builds vehicles too may always run short.
    """
    wanted = derived.demand.group_by("product", "node", maintain_order=True).agg(
        total(pl.col("volume"))
    )
    need = (
        derived.supplies.group_by(
            "product", "part_group", "source", "node", maintain_order=True
        )
        .agg(pl.col("units_per_vehicle").max())
        .join(wanted, on=["product", "node"], maintain_order="left_right")
        .group_by("source", "node", maintain_order=True)
        .agg(need=total(pl.col("units_per_vehicle") * pl.col("volume")))
    )
    return (
        need.join(_free_capacity(derived), on=["source", "node"], how="left")
        .filter(pl.col("need") > pl.col("free").fill_null(0.0))
        .select("source", "node")
    )


def _free_capacity(derived: Derived) -> pl.DataFrame:
    """Return source, node, free: line time that costs nothing, less commitments."""
    builders = derived.case.tables["build_options"]["facility"].unique()
    plants = derived.plants.filter(
        pl.col("status") == "operating",
        pl.col("closing_cost").is_null(),
        is_in_force("first_year", "last_year"),
    )
    is_costly = (pl.col("fixed_cost") > 0) | (pl.col("headcount") > 0)
    at = ["facility", "node"]
    return (
        derived.capacity.join(plants.select(at), on=at, how="semi")
        .filter(
            ~is_costly.any().over(at), ~pl.col("facility").is_in(builders.implode())
        )
        .group_by(at)
        .agg(pl.col("capacity").max())
        .join(derived.committed.select(*at, "line_time"), on=at, how="left")
        .select(
            "node",
            source="facility",
            free=pl.col("capacity") - pl.col("line_time").fill_null(0.0),
        )
    )
