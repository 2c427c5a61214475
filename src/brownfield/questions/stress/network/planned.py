"""Which rows of a plan make up an ordinary week of one year and future?"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import polars as pl

from brownfield.case.one_currency import in_case_currency
from brownfield.case.scenarios import way_to_root
from brownfield.errors import UseError
from brownfield.plans.recount.world import World, build_world
from brownfield.questions.stress.network.second_sources import second_sources

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.plans.plan import Plan

COSTS = ("materials", "inbound_freight", "inbound_duty", "freight", "insurance", "duty")


@dataclass(frozen=True)
class Planned:
    """One year of one future of a plan.

    Attributes
    ----------
    plan
        The plan.
    node
        Its node.
    case
        The case as it holds there.
    arcs
        recipe, build_option, product, facility, place, programme_owner, owner, origin
        (place of the plant), vehicles (planned a year), price, patience, conversion,
        days (of the lane), capacity_use, is_kept (in use; else a backup), the costs of
        landed_cost.
    sourcing
        recipe, part_group, source: also of backups that no plan would choose.
    """

    plan: Plan = field(repr=False)
    node: str
    case: Case = field(repr=False)
    arcs: pl.DataFrame = field(repr=False)
    sourcing: pl.DataFrame = field(repr=False)

    @cached_property
    def year(self) -> int:
        """Calendar year of the node."""
        rows = self.plan.nodes.filter(pl.col("node") == self.node)
        return int(rows["year"][0])

    def table(self, name: str) -> pl.DataFrame:
        """Return the rows of a result table at the node."""
        return self.plan.tables[name].filter(pl.col("node") == self.node)

    @cached_property
    def path(self) -> list[str]:
        """Nodes from the root of the tree to the node."""
        parents = dict(self.plan.nodes.select("node", "parent").iter_rows())
        return way_to_root(self.node, parents)[::-1]

    @cached_property
    def world(self) -> World:
        """The plan as the recount reads it; other nodes hold what the root holds."""
        here, root = dict(self.case.tables), dict(self.plan.case.tables)
        return build_world(
            lambda node: here if node == self.node else root,
            self.case.settings,
            self.plan.nodes,
            self.plan.tables,
        )

    @cached_property
    def free_line_time(self) -> dict[str, float]:
        """Line time of each plant beyond commitments, standard vehicles a year."""
        free = pl.col("capacity") - pl.col("committed")
        return dict(self.table("capacity_use").select("facility", free).iter_rows())


def usual_node(plan: Plan, year: int | None = None, future: str | None = None) -> str:
    """Return the node that a stress test looks at.

    Without a year: the first year with the largest output. Without a future: the most
    likely branch in that year.

    Raises
    ------
    UseError
        If the plan has no such year or branch, or builds nothing.
    """
    nodes = plan.nodes
    if year is not None and year not in set(nodes["year"]):
        years = ", ".join(str(y) for y in sorted(set(nodes["year"])))
        message = f"The plan has no year {year}. It has: {years}."
        raise UseError(message)
    if future is not None and future not in set(nodes["branch"]):
        names = ", ".join(nodes["branch"].unique(maintain_order=True))
        message = f"The plan has no future {future!r}. It has: {names}."
        raise UseError(message)
    if year is not None and future is not None:
        _check_together(nodes, year, future)
    if year is not None:
        nodes = nodes.filter(pl.col("year") == year)
    if future is not None:
        nodes = nodes.filter(pl.col("branch") == future)
    built = plan.tables["production"].group_by("node").agg(pl.col("vehicles").sum())
    ranked = (
        nodes.join(built, on="node")
        .filter(pl.col("probability") == pl.col("probability").max().over("year"))
        .sort(["vehicles", "year"], descending=[True, False], maintain_order=True)
    )
    if ranked.is_empty():
        message = "The plan builds nothing there. Choose another --year or --future."
        raise UseError(message)
    return str(ranked["node"][0])


def _check_together(nodes: pl.DataFrame, year: int, future: str) -> None:
    branches = nodes.filter(pl.col("year") == year)["branch"].to_list()
    if future in branches:
        return
    years = sorted(nodes.filter(pl.col("branch") == future)["year"])
    message = (
        f"The future {future!r} has no year {year}: it runs from {years[0]} to "
        f"{years[-1]}. In {year} the plan has: {', '.join(branches)}."
    )
    raise UseError(message)


def planned(plan: Plan, node: str, backups: Collection[str] = ()) -> Planned:
    """Return what the plan does at a node, and what it could fall back on.

    Recipes in use may be built for every market they reach. Recipes not in use are
    left out unless `backups` names them or their build option: a route that is not kept
    homologated and supplied is no route.
    """
    case = case_at(plan, node)
    year = int(plan.nodes.filter(pl.col("node") == node)["year"][0])
    recipes = plan.tables["production"].filter(pl.col("node") == node)["recipe"]
    landed, sourcing = _landed(plan, node, case, backups)
    is_backup = pl.col("recipe").is_in(list(backups)) | pl.col("build_option").is_in(
        list(backups)
    )
    is_made = pl.col("recipe").is_in(recipes.implode())
    chosen = landed.filter(is_made | is_backup).with_columns(is_kept=is_made)
    flows = plan.tables["deliveries"].filter(pl.col("node") == node)
    keys = ["recipe", "place", "regime"]
    flows = flows.group_by(keys, maintain_order=True).agg(pl.col("vehicles").sum())
    rows = _one_route(chosen.join(flows, on=keys, how="left", maintain_order="left"))
    arcs = _with_lane(_with_price(_with_owners(rows, case), case, year), case)
    return Planned(plan, node, case, arcs, sourcing)


def _landed(
    plan: Plan, node: str, case: Case, backups: Collection[str]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return landed cost and sourcing, with second sources that are dearer."""
    landed = plan.tables["landed_cost"].filter(pl.col("node") == node)
    sourcing = plan.tables["sourcing"]
    missing = {name for name in backups if "|" in name} - set(landed["recipe"])
    if not missing:
        return landed, sourcing
    year = int(plan.nodes.filter(pl.col("node") == node)["year"][0])
    more, own = second_sources(case, year, missing)
    if more.is_empty():
        return landed, sourcing
    costs = [*COSTS, "conversion"]
    more = more.with_columns(
        node=pl.lit(node), year=pl.lit(year), landed_cost=pl.sum_horizontal(costs)
    )
    planned_rows = landed.select(
        name for name in landed.columns if name in more.columns
    )
    more = more.select(planned_rows.columns).cast(
        planned_rows.schema
    )  # contracts say the fee
    return pl.concat([landed, more], how="diagonal"), pl.concat(
        [sourcing, own.select(sourcing.columns)]
    )


def case_at(plan: Plan, node: str) -> Case:
    """Return the case as it holds at a node of a plan, money in case currency.

    The plan's case already holds what its root asks for; the rest of the path follows.
    """
    year = int(plan.nodes.filter(pl.col("node") == node)["year"][0])
    return in_case_currency(_stated_at(plan, node), year)


def _stated_at(plan: Plan, node: str) -> Case:
    what_ifs = dict(plan.nodes.select("node", "what_ifs").iter_rows())
    names = what_ifs[node][len(what_ifs[plan.nodes["node"][0]]) :]
    if not names:
        return plan.case
    changed = plan.case.apply(*names, is_strict=False)
    return changed.restrict(plan.case.planned_parties)


def _one_route(rows: pl.DataFrame) -> pl.DataFrame:
    """Keep the regimes in use, and of each route one that no quota ends."""
    filled = rows.with_columns(pl.col("vehicles").fill_null(0.0))
    used = filled.filter(pl.col("vehicles") > 0)
    endless = used.filter(pl.col("quota").is_null())
    free = filled.filter(pl.col("quota").is_null()).join(
        endless, on=["recipe", "place"], how="anti", maintain_order="left"
    )
    free = free.sort("duty", maintain_order=True)
    free = free.unique(["recipe", "place"], keep="first", maintain_order=True)
    return pl.concat([used, free]).sort("recipe", "place", "regime")


def _with_owners(rows: pl.DataFrame, case: Case) -> pl.DataFrame:
    options = case.tables["build_options"].select(
        "build_option", "programme_owner", "capacity_use", "mode"
    )
    plants = case.tables["facilities"].select("facility", "owner", origin="place")
    joined = rows.join(options, on="build_option", maintain_order="left")
    return joined.join(plants, on="facility", maintain_order="left")


def _with_price(rows: pl.DataFrame, case: Case, year: int) -> pl.DataFrame:
    demand = case.tables["demand"].filter(pl.col("year") == year)
    prices = demand.select("product", "place", "price", "lost_sale_penalty", "patience")
    companies = case.tables["products"].select("product", "company")
    priced = rows.join(prices, on=["product", "place"], maintain_order="left")
    return priced.join(companies, on="product", maintain_order="left")


def _with_lane(rows: pl.DataFrame, case: Case) -> pl.DataFrame:
    lanes = case.tables["lanes"].select(
        "product", "days", origin="origin", place="destination"
    )
    ends = ["origin", "place"]
    exact = lanes.drop_nulls("product")
    general = lanes.filter(pl.col("product").is_null()).drop("product")
    joined = rows.join(
        exact, on=[*ends, "product"], how="left", maintain_order="left"
    ).join(general, on=ends, how="left", suffix="_any", maintain_order="left")
    return joined.with_columns(
        days=pl.coalesce("days", "days_any", pl.lit(0)).cast(pl.Float64)
    ).drop("days_any")
