"""What does a recipe cost that no plan would choose, but a stop may ask for?

Recipes that are dearer in every way are left out of a plan's tables; a second source is
often one of them.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

import polars as pl

from brownfield.derive.landed_cost import markets, refunds, routes, unit_costs
from brownfield.derive.recipes import enumerate_recipes
from brownfield.derive.trade.origin import origin_status
from brownfield.derive.trade.remedies import content_remedies

if TYPE_CHECKING:
    from brownfield.case.case import Case


def second_sources(
    case: Case, year: int, names: Collection[str]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return landed cost and sourcing of recipes by name.

    Parameters
    ----------
    case
        The case as it holds in the year.
    year
        Calendar year.
    names
        Recipes, e.g. ``kits|battery=home``; unknown names give no rows.

    Returns
    -------
    landed
        Columns of the result table `landed_cost`, without `node`.
    sourcing
        recipe, part_group, source.
    """
    every, sources = enumerate_recipes(dict(case.tables))
    wanted = every.filter(pl.col("recipe").is_in(list(names)))
    own = sources.join(wanted, on="recipe", how="semi", maintain_order="left")
    if wanted.is_empty():
        return pl.DataFrame(), own.select("recipe", "part_group", "source")
    tables, settings = dict(case.tables), case.settings
    costs = unit_costs(tables, settings, wanted, own, [year])
    origin = origin_status(tables, wanted, own, costs)
    remedies = content_remedies(tables, wanted, own, costs)
    back = refunds(tables, wanted, own, [year])
    sold = routes(tables, markets(tables), wanted, costs, origin, remedies, back)
    keys = wanted.select("recipe", "build_option", "product", "facility")
    landed = sold.join(costs, on=["recipe", "year"], maintain_order="left").join(
        keys, on="recipe", maintain_order="left"
    )
    return landed, own.select("recipe", "part_group", "source")
