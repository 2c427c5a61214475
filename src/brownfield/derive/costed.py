"""What do recipes cost, and which are of origin, in a case: worked out once for many?

Futures often change only what is sold, and the groups of a deal plan the same recipes
with other governments; so what was worked out last is kept, with the tables it read.
"""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from brownfield.case.case import Case
from brownfield.derive.frames import is_in_force, years_frame
from brownfield.derive.landed_cost import refunds, unit_costs
from brownfield.derive.recipes import limited_parts
from brownfield.derive.trade.origin import origin_status
from brownfield.derive.trade.remedies import content_remedies
from brownfield.tables.frames import Tables
from brownfield.tables.memory import Read

MOST_ROWS = 500_000  # unit costs that are kept for another case


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


@dataclass(frozen=True)
class Kept:
    """What was worked out, and from what.

    Attributes
    ----------
    costed
        What was worked out.
    tables
        The tables that it read, by name.
    asked
        Section ``[case]`` of the settings, the recipes asked for and their sourcing.
    """

    costed: Costed
    tables: Tables
    asked: tuple[object, pl.DataFrame, pl.DataFrame]

    def holds(
        self,
        case: Case,
        asked: tuple[object, pl.DataFrame, pl.DataFrame],
        years: Sequence[int],
    ) -> bool:
        """Return whether a case has the same unit costs and origin in some years."""
        of_case, *frames = asked
        known, *before = self.asked
        return (
            self.costed.years.issuperset(years)
            and of_case == known
            and all(map(_same, before, frames))
            and all(_same(t, case.tables[n]) for n, t in self.tables.items())
        )


def _same(one: pl.DataFrame, other: pl.DataFrame) -> bool:
    return one is other or one.equals(other)


_KEPT: deque[Kept] = deque()


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
    asked = case.settings.case, recipes, sourcing
    for place, kept in enumerate(_KEPT):
        if kept.holds(case, asked, years):
            del _KEPT[place]  # what was asked for last goes last
            _KEPT.appendleft(kept)
            return kept.costed
    read = Read(case.tables)
    found = _worked_out(case, read, (recipes, sourcing), years)
    tables = {name: case.tables[name] for name in read.frames}
    _KEPT.appendleft(Kept(found, tables, asked))
    while len(_KEPT) > 1 and sum(k.costed.unit_costs.height for k in _KEPT) > MOST_ROWS:
        _KEPT.pop()
    return found


def _worked_out(
    case: Case,
    tables: Tables,
    asked: tuple[pl.DataFrame, pl.DataFrame],
    years: Sequence[int],
) -> Costed:
    recipes, sourcing = _present(tables, *asked)
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
