"""What do recipes cost, and which are of origin, in a case: worked out once for many?

Futures often change only what is sold, and the groups of a deal plan the same recipes
with other governments; so what was worked out last is kept, with the tables it read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from brownfield.derive.frames import is_in_force, years_frame
from brownfield.derive.landed_cost import WAYS, markets, refunds, routes, unit_costs
from brownfield.derive.money import INDEX
from brownfield.derive.parts import BILL
from brownfield.derive.plants.capacity import PATTERNS
from brownfield.derive.recipes import limited_parts
from brownfield.derive.trade.duty import LAW
from brownfield.derive.trade.origin import origin_status
from brownfield.derive.trade.part_origin import PACTS
from brownfield.derive.trade.remedies import content_remedies
from brownfield.tables.memory import MOST_STEPS, SAME, Again, Columns, Few, remembered

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.tables.frames import Tables

READS: dict[str, Columns] = {
    **BILL,
    **INDEX,
    **PATTERNS,
    **LAW,
    **PACTS,
    "agreements": (
        "agreement",
        "customs_territory",
        "cumulates",
        "allows_drawback",
    ),
    "build_options": (
        "build_option",
        "product",
        "facility",
        "conversion_cost",
        "capacity_use",
        "ex_works_price",
        "cost_index",
    ),
    "facilities": ("facility", "place", "owner", "first_year", "last_year"),
    "products": ("product", "company", "hs_code", "powertrain"),
}
"""Columns that say what a vehicle costs at the gate, and whether it originates."""
TAKEN: dict[str, Columns] = {**WAYS, "agreements": READS["agreements"]}


@dataclass(frozen=True)
class Costed:
    """Unit costs and origin of recipes, shared by cases that change neither.

    Attributes
    ----------
    years
        The years they cover.
    recipes
        The recipes they hold.
    unit_costs, origin, remedies, refunds
        Frames by year.
    supplies
        What the recipes buy from plants with shift patterns.
    idle
        recipe, year where a source may not run.
    """

    years: frozenset[int]
    recipes: pl.DataFrame = field(repr=False)
    unit_costs: pl.DataFrame = field(repr=False)
    origin: pl.DataFrame = field(repr=False)
    remedies: pl.DataFrame = field(repr=False)
    refunds: pl.DataFrame = field(repr=False)
    supplies: pl.DataFrame = field(repr=False)
    idle: pl.DataFrame = field(repr=False)


_KEPT = Again[Costed](MOST_STEPS, lambda costs: costs.unit_costs.height)


def costed(
    case: Case, recipes: pl.DataFrame, sourcing: pl.DataFrame, years: Sequence[int]
) -> Costed:
    """Return unit costs and origin of the recipes that a case has, in some years.

    Parameters
    ----------
    case
        The case as it holds at some nodes, money in case currency.
    recipes, sourcing
        Every recipe of the tree, and where its parts come from.
    years
        Calendar years of those nodes.
    """
    few, every = Few(case.tables, READS), (SAME.of(recipes), SAME.of(sourcing))
    return _KEPT.of(
        [*few.values(), *every],
        case.settings.case,
        lambda: _worked_out(case, few, every, years),
        fits=lambda costs: costs.years.issuperset(years),
    )


def ways(case: Case, costs: Costed, years: Sequence[int]) -> pl.DataFrame:
    """Return `routes` of a case in some years, where a source runs.

    Futures that sell other volumes at the same prices share them.

    Parameters
    ----------
    case
        The case as it holds at some nodes, money in case currency.
    costs
        Its unit costs, from `costed`.
    years
        Calendar years of those nodes.
    """
    return _ways(
        case.tables,
        markets(case.tables),
        years,
        costs.recipes,
        costs.unit_costs,
        costs.origin,
        costs.remedies,
        costs.refunds,
        costs.idle,
    )


@remembered(**TAKEN)
def _ways(  # noqa: PLR0913 (the frames of this package)
    tables: Tables,
    sold: pl.DataFrame,
    years: Sequence[int],
    recipes: pl.DataFrame,
    unit_costs: pl.DataFrame,
    origin: pl.DataFrame,
    remedies: pl.DataFrame,
    refunds: pl.DataFrame,
    idle: pl.DataFrame,
) -> pl.DataFrame:
    asked = pl.col("year").is_in(years)
    by_year = (unit_costs, origin, remedies, refunds)
    costs, tests, levied, back = (frame.filter(asked) for frame in by_year)
    every = routes(tables, sold, recipes, costs, tests, levied, back)
    return every.join(idle, on=["recipe", "year"], how="anti")


def _worked_out(
    case: Case,
    tables: Tables,
    asked: tuple[pl.DataFrame, pl.DataFrame],
    years: Sequence[int],
) -> Costed:
    recipes, sourcing = map(SAME.of, _present(tables, *asked))
    costs = unit_costs(tables, case.settings, recipes, sourcing, years)
    return Costed(
        frozenset(years),
        recipes,
        unit_costs=costs,
        origin=origin_status(tables, recipes, sourcing, costs),
        remedies=content_remedies(tables, recipes, sourcing, costs),
        refunds=refunds(tables, recipes, sourcing, years),
        supplies=limited_parts(tables, recipes, sourcing),
        idle=without_source(tables, sourcing, years),
    )


def _present(
    tables: Tables, recipes: pl.DataFrame, sourcing: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the recipes of build options that are there, each source offered."""
    there = tables["build_options"]["build_option"].implode()
    recipes = recipes.filter(pl.col("build_option").is_in(there))
    sourcing = sourcing.join(recipes, on="recipe", how="semi")
    return offered(tables, recipes, sourcing)


def offered(
    tables: Mapping[str, pl.DataFrame], recipes: pl.DataFrame, sourcing: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the recipes each of whose sources has a row in the bill of materials."""
    key = ["build_option", "part_group", "source"]
    options = recipes.select("recipe", "build_option")
    bought = sourcing.join(options, on="recipe", maintain_order="left")
    lacking = bought.join(tables["bill_of_materials"].select(key), on=key, how="anti")
    return (
        recipes.join(lacking, on="recipe", how="anti"),
        sourcing.join(lacking, on="recipe", how="anti"),
    )


def without_source(
    tables: Mapping[str, pl.DataFrame], sourcing: pl.DataFrame, years: Sequence[int]
) -> pl.DataFrame:
    """Return recipe, year where a plant that a recipe buys from may not run."""
    plants = tables["facilities"].select(
        source="facility", from_year="first_year", to_year="last_year"
    )
    bought = sourcing.select("recipe", "source").join(plants, on="source")
    dated = bought.join(years_frame(years), how="cross")
    return dated.filter(~is_in_force()).select("recipe", "year").unique()
