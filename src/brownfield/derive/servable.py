"""Which demand could each plant serve at each node, and what would it earn there?"""

import polars as pl

from brownfield.derive.derived import MADE, SENT, Derived
from brownfield.derive.frames import attach

RUNNING, TO_START, TO_OPEN = 0, 1, 2
"""A programme that runs; one that can be started; one whose plant must be opened."""

MARKET = ["product", "place"]


def servable_demand(derived: Derived) -> pl.DataFrame:
    """Return the demand that each plant could serve, for its owner and for guests.

    A plant serves a market if one of its build options has a route there and runs
    already or can have been started by then.

    Returns
    -------
    frame
        node, facility, product, place, is_own (the owner's product in a programme of
        its own), is_guest (a programme of another party), volume (vehicles a year), use
        (standard vehicles of line time for one; of several options the most), rank
        (RUNNING, TO_START or TO_OPEN; the first that applies), contribution (case
        currency per standard vehicle, of the best recipe and option; blank if it takes
        no line time).
    """
    rows = _with_market(derived).join(
        _startable(derived), on="build_option", maintain_order="left"
    )
    served = rows.filter(pl.col("year") >= pl.col("starts"))
    earned = (pl.col("price") - pl.sum_horizontal(*MADE, *SENT)) / pl.col("use")
    takes_time = pl.col("use") > 0
    by = ["node", "facility", *MARKET, "is_own", "is_guest"]
    best = served.group_by(by, maintain_order=True).agg(
        pl.col("volume").first(),
        pl.col("use").max(),
        pl.col("rank").min(),
        contribution=pl.when(takes_time).then(earned).max(),
    )
    return best.sort(by)


def _with_market(derived: Derived) -> pl.DataFrame:
    """Return every route outside a quota with its recipe, costs, volume and price."""
    routes = derived.routes.filter(pl.col("quota").is_null())
    costs = derived.unit_costs.select("node", "recipe", *MADE)
    wanted = derived.demand.select("node", *MARKET, "volume", "price")
    recipes = derived.recipes.drop("place", "mode")
    rows = attach(routes, recipes, ["recipe"], what="recipes")
    rows = attach(rows, costs, ["node", "recipe"], what="unit costs")
    return attach(rows, wanted, ["node", *MARKET], what="demand")


def _startable(derived: Derived) -> pl.DataFrame:
    """Return build_option, use, is_own, is_guest, rank and first year of running."""
    tables, settings = derived.case.tables, derived.case.settings
    sellers = tables["products"].select("product", "company")
    plants = tables["facilities"].select("facility", "owner", "status")
    rows = attach(tables["build_options"], sellers, ["product"], what="products")
    rows = attach(rows, plants, ["facility"], what="facilities")
    of_owner = pl.col("programme_owner") == pl.col("owner")
    earliest = pl.lit(settings.plan.earliest_start_year or 0)
    decided = pl.max_horizontal(pl.col("first_year").fill_null(0), earliest)
    is_open = pl.col("status") == "operating"
    return rows.select(
        "build_option",
        use="capacity_use",
        is_own=of_owner & (pl.col("company") == pl.col("owner")),
        is_guest=~of_owner,
        starts=pl.when("is_committed").then(0).otherwise(decided),
        rank=pl.when(~is_open)
        .then(TO_OPEN)
        .when("is_committed")
        .then(RUNNING)
        .otherwise(TO_START),
    )
