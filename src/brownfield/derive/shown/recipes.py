"""Which recipes has a case, what does each cost where, and which may a plan choose?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from brownfield.derive.derive import choosable, with_every_recipe
from brownfield.derive.derived import MADE, SENT

if TYPE_CHECKING:
    from brownfield.case.case import Case

CONTENDS, DEARER, NEVER = "contends", "dearer", "never"
WAY = ["recipe", "place", "node", "regime", "quota"]


def recipes(case: Case) -> pl.DataFrame:
    """Return what every recipe costs in every market it can reach, node by node.

    A recipe is a build option with one source for each part group. A plan chooses
    among those that contend; the others cost it nothing to leave out.

    Parameters
    ----------
    case
        The case; only parties that plan have recipes.

    Returns
    -------
    recipe, build_option, product, facility, place (the market), node, year, regime
    (of duty) and quota; materials, inbound_freight, inbound_duty, conversion, freight,
    insurance and duty, and their sum landed_cost, in case currency per vehicle; and
    standing. contends: a plan may choose it there. dearer: there another way of the
    same build option costs no more. never: another recipe of the build option costs no
    more at any node and market, and takes no more of parts plants that may run short.

    Raises
    ------
    DataError
        If a recipe cannot be worked out from the tables.
    """
    whole = with_every_recipe(case)
    kept = choosable(whole)
    money = [*MADE, *SENT]
    every = whole.routes.join(
        whole.unit_costs.select("recipe", "node", *MADE),
        on=["recipe", "node"],
        maintain_order="left",
    ).join(
        whole.recipes.select("recipe", "build_option", "product", "facility"),
        on="recipe",
        maintain_order="left",
    )
    every = every.with_columns(
        landed_cost=pl.sum_horizontal(money), standing=_standing(kept.recipes["recipe"])
    )
    best = kept.contending.select(WAY).with_columns(is_best=True)
    standings = every.join(
        best, on=WAY, how="left", nulls_equal=True, maintain_order="left"
    ).with_columns(
        standing=pl.when("is_best").then(pl.lit(CONTENDS)).otherwise("standing")
    )
    names = ("recipe", "build_option", "product", "facility", "place", "node", "year")
    shown = standings.select(
        *names, "regime", "quota", *money, "landed_cost", "standing"
    )
    return shown.with_columns(pl.selectors.enum().cast(pl.String))


def _standing(kept: pl.Series) -> pl.Expr:
    """Return the standing of a recipe wherever it does not contend."""
    is_kept = pl.col("recipe").is_in(kept.implode())
    return pl.when(is_kept).then(pl.lit(DEARER)).otherwise(pl.lit(NEVER))


def by_market(ways: pl.DataFrame) -> pl.DataFrame:
    """Return recipes a line for each market.

    Parameters
    ----------
    ways
        What `recipes` gives.

    Returns
    -------
    build_option, recipe, place, first_year, last_year, lowest and highest (landed cost
    over nodes and regimes, case currency per vehicle), nodes (at which it could be
    delivered), contending (of these) and standing (the best of its standings).
    """
    contends = pl.col("standing") == CONTENDS
    is_kept = (pl.col("standing") != NEVER).any()
    return ways.group_by("build_option", "recipe", "place", maintain_order=True).agg(
        first_year=pl.col("year").min(),
        last_year=pl.col("year").max(),
        lowest=pl.col("landed_cost").min(),
        highest=pl.col("landed_cost").max(),
        nodes=pl.col("node").n_unique(),
        contending=pl.col("node").filter(contends).n_unique(),
        standing=pl.when(contends.any())
        .then(pl.lit(CONTENDS))
        .when(is_kept)
        .then(pl.lit(DEARER))
        .otherwise(pl.lit(NEVER)),
    )
