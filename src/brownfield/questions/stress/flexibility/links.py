"""How flexible is a plan, and which link between product and plant is the best next?

A link is a programme: a product that a plant is tooled for, whether the plan uses it
that year or not. A guest's programme at a host's line is a link too, and closes chains
across companies.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from brownfield.questions.stress.flexibility.flexibility import (
    Links,
    cut_normal,
    expected_sales,
    jordan_graves_index,
    sales,
)

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Floats
    from brownfield.questions.stress.network.planned import Planned
    from brownfield.questions.stress.setting import Setting

LEAST_GAIN = 0.5  # standard vehicles a year below which a link adds nothing
CORRELATIONS = (0.0, 0.3, 0.6, 0.9)  # for which the worth of guests' links is told
SAMPLES = 20_000  # demands drawn; the same for every design


@dataclass(frozen=True)
class NextLink:
    """A link that could be added; volumes a year.

    Attributes
    ----------
    product, facility, build_option
        The programme that makes it.
    is_guest
        Whether the product's maker is a guest at the plant.
    more_sales, error
        Gain in expected sales and its standard error, standard vehicles.
    tooling_cost
        Case currency.
    """

    product: str
    facility: str
    build_option: str
    is_guest: bool
    more_sales: float
    error: float
    tooling_cost: float


@dataclass(frozen=True)
class Flexibility:
    """Flexibility of a plan at one node; volumes in standard vehicles a year.

    Attributes
    ----------
    products, facilities, links
        The design: what has a running programme and buyers, the plants that are open,
        and every running programme at one. Shape of links (products, plants).
    expected, error
        Expected sales and their standard error.
    without_guests, full
        Expected sales without guests' links, and if every plant built everything.
    index
        Chance that some product group is short for want of links.
    chains
        Products and plants that share capacity, directly or through others; a chain
        with more than one company crosses borders of ownership.
    guests_by_correlation
        What guests' links add to expected sales, by correlation of demands.
    next_links
        What could be added and would sell more, best first.
    """

    products: tuple[str, ...]
    facilities: tuple[str, ...]
    links: Links = field(repr=False)
    expected: float
    error: float
    without_guests: float
    full: float
    index: float
    chains: tuple[dict[str, tuple[str, ...]], ...]
    guests_by_correlation: tuple[tuple[float, float], ...]
    next_links: tuple[NextLink, ...]


def flexibility(at: Planned, setting: Setting) -> Flexibility:
    """Return how flexible a plan is at a node.

    Demands of products are normals around the demand of the node, cut at two standard
    deviations. The more they move together, the less links are worth.
    """
    running = programmes(at)
    products = tuple(running["product"].unique(maintain_order=True))
    plants = _open_plants(at, running)
    own = _links(running, products, plants)
    capacity = np.array([at.free_line_time[plant] for plant in plants])
    use = _use_of(running)
    demand = _demand(at, use, setting, setting.demand_correlation)
    sold, error = expected_sales(own, capacity, demand)
    hosts = pl.col("programme_owner") == pl.col("owner")
    bare = _links(running.filter(hosts), products, plants)
    by_correlation = []
    for together in CORRELATIONS:
        moved = _demand(at, use, setting, together)
        gain = sales(own, capacity, moved) - sales(bare, capacity, moved)
        by_correlation.append((together, float(gain.mean())))
    return Flexibility(
        products=products,
        facilities=plants,
        links=own,
        expected=sold,
        error=error,
        without_guests=expected_sales(bare, capacity, demand)[0],
        full=float(np.minimum(demand.sum(axis=1), capacity.sum()).mean()),
        index=jordan_graves_index(own, capacity, demand),
        chains=_chains(at, own, products, plants),
        guests_by_correlation=tuple(by_correlation),
        next_links=_next_links(at, own, products, plants, capacity, demand),
    )


def programmes(at: Planned) -> pl.DataFrame:
    """Return the programmes that run at an open plant and have buyers that year.

    Columns product, facility, programme_owner, owner, capacity_use, vehicles: what the
    plan builds of them, 0 if it does not use them. Those in use come first.
    """
    options, plants = at.case.tables["build_options"], at.case.tables["facilities"]
    volumes = (
        at.table("production").group_by("build_option").agg(pl.col("vehicles").sum())
    )
    wanted = [product for product, volume in _volumes(at).items() if volume > 0]
    is_open = [plant for plant, free in at.free_line_time.items() if free > 0]
    return (
        options.join(
            can_build(at), on="build_option", how="semi", maintain_order="left"
        )
        .join(plants.select("facility", "owner"), on="facility", maintain_order="left")
        .filter(pl.col("product").is_in(wanted) & pl.col("facility").is_in(is_open))
        .join(volumes, on="build_option", how="left", maintain_order="left")
        .with_columns(pl.col("vehicles").fill_null(0.0))
        .sort(pl.col("vehicles") > 0, descending=True, maintain_order=True)
    )


def can_build(at: Planned) -> pl.DataFrame:
    """Return the build options started on the way to the node that may build by now."""
    options = at.case.tables["build_options"].select(
        "build_option", "ramp_curve", "is_committed"
    )
    first = (
        at.case.tables["ramp_curves"]
        .filter(pl.col("share") > 0)
        .group_by("ramp_curve")
        .agg(first=pl.col("years_since_start").min())
    )
    age, path = at.year - pl.col("year"), pl.col("node").is_in(at.path)
    started = at.plan.tables["starts"].filter(path).join(options, on="build_option")
    aged = started.join(first, on="ramp_curve", how="left")
    builds = pl.col("is_committed") | (age >= pl.col("first").fill_null(0))
    return aged.filter(builds).select("build_option").unique()


def _open_plants(at: Planned, running: pl.DataFrame) -> tuple[str, ...]:
    """Return the open plants that build vehicles; those with a programme come first."""
    tooled = at.case.tables["build_options"]["facility"]
    named = [*running["facility"], *at.case.tables["facilities"]["facility"]]
    makers = set(tooled)
    return tuple(
        plant
        for plant in dict.fromkeys(named)
        if plant in makers and at.free_line_time.get(plant, 0.0) > 0
    )


def _links(
    used: pl.DataFrame, products: tuple[str, ...], plants: tuple[str, ...]
) -> Links:
    matrix: Links = np.zeros((len(products), len(plants)), dtype=np.bool_)
    for product, plant in used.select("product", "facility").iter_rows():
        matrix[products.index(product), plants.index(plant)] = True
    return matrix


def _volumes(at: Planned) -> dict[str, float]:
    rows = at.case.tables["demand"].filter(pl.col("year") == at.year)
    return dict(rows.group_by("product").agg(pl.col("volume").sum()).iter_rows())


def _use_of(running: pl.DataFrame) -> dict[str, float]:
    """Return the line time of a product's vehicle: as built, else over its links."""
    use, vehicles = pl.col("capacity_use"), pl.col("vehicles")
    by_product = running.group_by("product", maintain_order=True).agg(
        pl.when(vehicles.sum() > 0)
        .then((use * vehicles).sum() / vehicles.sum())
        .otherwise(use.mean())
    )
    return dict(by_product.iter_rows())


def _demand(
    at: Planned, use: dict[str, float], setting: Setting, together: float
) -> Floats:
    """Return samples of demand in standard vehicles. Shape (samples, products)."""
    volume = _volumes(at)
    mean = np.array([volume[product] * each for product, each in use.items()])
    spread = setting.demand_spread * mean
    return cut_normal(mean, spread, SAMPLES, seed=setting.seed, together=together)


def _chains(
    at: Planned, links: Links, products: tuple[str, ...], plants: tuple[str, ...]
) -> tuple[dict[str, tuple[str, ...]], ...]:
    companies = dict(
        at.case.tables["products"].select("product", "company").iter_rows()
    )
    owners = dict(at.case.tables["facilities"].select("facility", "owner").iter_rows())
    left, chains = set(range(len(products))), []
    while left:
        group, lines = {min(left)}, set[int]()
        while True:
            lines = {int(j) for i in group for j in np.flatnonzero(links[i])}
            wider = {int(i) for j in lines for i in np.flatnonzero(links[:, j])}
            if wider == group:
                break
            group = wider
        left -= group
        names = [products[i] for i in sorted(group)]
        lined = [plants[j] for j in sorted(lines)]
        parties = sorted({companies[p] for p in names} | {owners[f] for f in lined})
        chains.append(
            {
                "products": tuple(names),
                "facilities": tuple(lined),
                "parties": tuple(parties),
            }
        )
    return tuple(chains)


def _next_links(
    at: Planned,
    links: Links,
    products: tuple[str, ...],
    plants: tuple[str, ...],
    capacity: Floats,
    demand: Floats,
) -> tuple[NextLink, ...]:
    before = sales(links, capacity, demand)
    owners = dict(at.case.tables["facilities"].select("facility", "owner").iter_rows())
    by_place: dict[tuple[int, int], NextLink] = {}
    options = at.case.tables["build_options"].sort("tooling_cost", maintain_order=True)
    for row in options.to_dicts():
        if row["product"] not in products or row["facility"] not in plants:
            continue
        place = products.index(row["product"]), plants.index(row["facility"])
        if links[place] or place in by_place:
            continue
        wider = links.copy()
        wider[place] = True
        more = sales(wider, capacity, demand) - before
        by_place[place] = NextLink(
            product=row["product"],
            facility=row["facility"],
            build_option=row["build_option"],
            is_guest=row["programme_owner"] != owners[row["facility"]],
            more_sales=float(more.mean()),
            error=float(more.std(ddof=1) / np.sqrt(len(more))),
            tooling_cost=row["tooling_cost"],
        )
    useful = [link for link in by_place.values() if link.more_sales > LEAST_GAIN]
    return tuple(sorted(useful, key=lambda link: -link.more_sales))
