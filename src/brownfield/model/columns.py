"""Which decisions does the model have?"""

from dataclasses import dataclass, field

import polars as pl

from brownfield.model.data import Data
from brownfield.model.linear import LinearBuilder

FREE = -float("inf")


@dataclass(frozen=True)
class Columns:
    """Every column of the model with its keys; volumes per year, on nodes.

    Attributes
    ----------
    start
        z: programme starts at node. Keys build_option, node.
    open, close
        e, q: plant opened or closed at node. Keys facility, node.
    pattern
        w: shift pattern in force. Keys facility, pattern, node.
    make
        X: vehicles made to a recipe. Keys recipe, build_option, facility, node.
    deliver
        S: vehicles delivered on a route. Keys recipe, place, regime, node, and the
        pattern they are made under at plants whose patterns cost something.
    unmet
        U: demand not served. Keys product, place, node.
    shortfall
        sh: vehicles under a promised minimum. Keys build_option, node.
    hire, dismiss
        chg+, chg-: jobs more and less than at the parent node. Keys facility, node.
    income, relief, loss, balance
        TI, UL, LO, L: taxable income, losses used, loss, losses carried forward.
        Keys party, node; only taxed parties.
    terminal_tax
        Tax on the years after the last one. Keys party, leaf node.
    package
        a: support package decided at node. Keys policy, since, party, node.
    quantile, short
        eta, y: value that a party's tail begins at, and what a future falls short of
        it. Keys party, and leaf for `short`; only parties that look at their tail.
    supported
        v: vehicles it makes cheaper. Keys policy, since, build_option, owner, node.
    """

    start: pl.DataFrame = field(repr=False)
    open: pl.DataFrame = field(repr=False)
    close: pl.DataFrame = field(repr=False)
    pattern: pl.DataFrame = field(repr=False)
    make: pl.DataFrame = field(repr=False)
    deliver: pl.DataFrame = field(repr=False)
    unmet: pl.DataFrame = field(repr=False)
    shortfall: pl.DataFrame = field(repr=False)
    hire: pl.DataFrame = field(repr=False)
    dismiss: pl.DataFrame = field(repr=False)
    income: pl.DataFrame = field(repr=False)
    relief: pl.DataFrame = field(repr=False)
    loss: pl.DataFrame = field(repr=False)
    balance: pl.DataFrame = field(repr=False)
    terminal_tax: pl.DataFrame = field(repr=False)
    package: pl.DataFrame = field(repr=False)
    supported: pl.DataFrame = field(repr=False)
    quantile: pl.DataFrame = field(repr=False)
    short: pl.DataFrame = field(repr=False)


def add_columns(builder: LinearBuilder, data: Data) -> Columns:
    """Add every decision of the case to the model and return the columns."""
    start = builder.add_columns(
        "start", starts(data), lower="lower", upper=1.0, integer="is_integer"
    )
    opening = builder.add_columns("open", openings(data), upper=1.0, integer=True)
    closing = builder.add_columns("close", closings(data), upper=1.0)
    pattern = builder.add_columns(
        "pattern", patterns(data), upper=1.0, integer="is_integer"
    )
    running = possible(data, start)
    make = builder.add_columns("make", makes(data, running))
    deliver = builder.add_columns("deliver", deliveries(data, make, pattern))
    unmet = builder.add_columns("unmet", data.demand, upper="volume")
    shortfall = builder.add_columns("shortfall", shortfalls(data, running))
    jobs = job_changes(data)
    taxed = taxed_nodes(data)
    return Columns(
        start=start,
        open=opening,
        close=closing,
        pattern=pattern,
        make=make,
        deliver=deliver,
        unmet=unmet,
        shortfall=shortfall,
        hire=builder.add_columns("hire", jobs),
        dismiss=builder.add_columns("dismiss", jobs),
        income=builder.add_columns("income", taxed),
        relief=builder.add_columns("relief", taxed),
        loss=builder.add_columns("loss", taxed),
        balance=builder.add_columns("balance", taxed),
        terminal_tax=builder.add_columns("terminal_tax", terminal_taxes(data, taxed)),
        package=builder.add_columns("package", data.packages, upper=1.0, integer=True),
        supported=builder.add_columns("supported", supported(data, running)),
        quantile=builder.add_columns("quantile", quantiles(data), lower=FREE),
        short=builder.add_columns("short", shorts(data)),
    )


def starts(data: Data) -> pl.DataFrame:
    """Return build_option, node, year, lower, is_integer of every possible start.

    Committed programmes start at the root, for certain. A start that costs nothing,
    promises nothing and excludes nothing is best made at once, so it need not be
    integer.
    """
    costs = data.programme_costs.group_by("build_option").agg(
        pl.col("tooling_cost").max().alias("dearest")
    )
    grid = data.programmes.join(costs, on="build_option", maintain_order="left").join(
        data.nodes.select("node", "year", is_root=pl.col("parent").is_null()),
        how="cross",
    )
    is_open = pl.col("year").is_between("first_start", "last_start")
    is_free = (
        (pl.col("dearest") == 0)
        & (pl.col("minimum_volume") == 0)
        & pl.col("exclusive_group").is_null()
    )
    return (
        grid.filter(
            pl.when(pl.col("is_committed")).then(pl.col("is_root")).otherwise(is_open)
        )
        .with_columns(
            lower=pl.col("is_committed").cast(pl.Float64),
            is_integer=~is_free & ~pl.col("is_committed"),
        )
        .select(
            "build_option",
            "product",
            "facility",
            "programme_owner",
            "status",
            "exclusive_group",
            "is_committed",
            "node",
            "year",
            "lower",
            "is_integer",
        )
    )


def openings(data: Data) -> pl.DataFrame:
    """Return facility, owner, node, year of every possible opening."""
    plan = data.derived.case.settings.plan
    closed = data.facilities.filter(pl.col("status") != "operating")
    return (
        closed.select("facility", "owner", "lead_years")
        .join(data.nodes.select("node", "year"), how="cross")
        .filter(
            pl.col("year") >= (plan.earliest_start_year or 0),
            pl.col("year") <= (plan.latest_start_year or 9999),
        )
    )


def closings(data: Data) -> pl.DataFrame:
    """Return facility, owner, node, year of every possible closing.

    Only plants with a closing cost must be closed to stand idle. Closings are whole
    because patterns and openings are.
    """
    return (
        data.facilities.filter(pl.col("closing_cost").is_not_null())
        .select("facility", "owner")
        .join(data.nodes.select("node", "year"), how="cross")
    )


def patterns(data: Data) -> pl.DataFrame:
    """Return the shift patterns at each node; those without any cost are continuous."""
    must_run = data.facilities.select(
        "facility",
        is_priced=(pl.col("hiring_cost") + pl.col("redundancy_cost") > 0),
        must_run=pl.col("closing_cost").is_not_null(),
    )
    costly = (pl.col("fixed_cost") > 0) | (
        pl.col("is_priced") & (pl.col("headcount") > 0)
    )
    return data.patterns.join(must_run, on="facility").with_columns(
        is_integer=(costly | pl.col("must_run")).any().over("facility")
    )


def possible(data: Data, start: pl.DataFrame) -> pl.DataFrame:
    """Return build_option, node pairs at which a programme may already be making."""
    return (
        start.select("build_option", ancestor="node")
        .join(data.paths, on="ancestor")
        .join(data.ages.filter(pl.col("share") > 0), on=["build_option", "age"])
        .select("build_option", "node")
        .unique(maintain_order=True)
    )


def makes(data: Data, running: pl.DataFrame) -> pl.DataFrame:
    """Return recipe, build_option, facility, owners, node and unit costs."""
    return (
        data.unit_costs.join(
            data.recipes.drop("place"), on="recipe", maintain_order="left"
        )
        .join(running, on=["build_option", "node"], how="semi")
        .join(data.routes, on=["recipe", "node"], how="semi")
        .drop("year", "ex_works")
    )


def deliveries(data: Data, make: pl.DataFrame, pattern: pl.DataFrame) -> pl.DataFrame:
    """Return the routes whose recipe may be made, with price, duty and pattern.

    At plants that choose among patterns with a cost there is one column for each
    pattern; elsewhere `pattern` is blank.
    """
    keys = ["recipe", "node"]
    made = make.select(*keys, "build_option", "product", "facility", "programme_owner")
    prices = data.demand.select("product", "place", "node", "volume", "price")
    chosen = pattern.filter(pl.col("is_integer"))
    return (
        data.routes.join(made, on=keys, maintain_order="left")
        .join(prices, on=["product", "place", "node"], maintain_order="left")
        .join(
            chosen.select("facility", "pattern", "node"),
            on=["facility", "node"],
            how="left",
            maintain_order="left",
        )
    )


def shortfalls(data: Data, running: pl.DataFrame) -> pl.DataFrame:
    """Return build_option, node, minimum_volume where a minimum is promised."""
    promised = data.programmes.filter(pl.col("minimum_volume") > 0)
    return running.join(
        promised.select("build_option", "programme_owner", "minimum_volume"),
        on="build_option",
    )


def supported(data: Data, running: pl.DataFrame) -> pl.DataFrame:
    """Return policy, since, build_option, owner, node, amount of what may be saved.

    Only at nodes with a node on their path at which the package may be decided.
    """
    decided = (
        data.packages.select("policy", "since", ancestor="node")
        .join(data.paths, on="ancestor")
        .select("policy", "since", "node")
        .unique()
    )
    return data.savings.join(
        running, on=["build_option", "node"], how="semi", maintain_order="left"
    ).join(decided, on=["policy", "since", "node"], how="semi", maintain_order="left")


def quantiles(data: Data) -> pl.DataFrame:
    """Return party, node (root) of the planned parties that look at their tail."""
    planned = list(data.derived.case.planned_parties)
    root = data.nodes.filter(pl.col("parent").is_null()).select("node")
    return (
        data.parties.filter(
            (pl.col("tail") > 0)
            & (pl.col("tail_weight") > 0)
            & pl.col("party").cast(pl.String).is_in(planned)
        )
        .select("party")
        .join(root, how="cross")
    )


def shorts(data: Data) -> pl.DataFrame:
    """Return party, leaf, node (the leaf) of every future such a party looks at."""
    leaves = data.nodes.filter("is_leaf").select("node", leaf="node")
    return quantiles(data).select("party").join(leaves, how="cross")


def job_changes(data: Data) -> pl.DataFrame:
    """Return facility, node, parent where a change of jobs has a cost."""
    priced = data.facilities.filter(
        pl.col("hiring_cost") + pl.col("redundancy_cost") > 0
    )
    current = (
        data.patterns.filter(pl.col("is_current"))
        .group_by("facility")
        .agg(current=pl.col("headcount").first())
    )
    return (
        priced.select("facility", "owner")
        .join(current, on="facility", how="left")
        .join(data.nodes.select("node", "parent"), how="cross")
        .filter(pl.col("parent").is_not_null() | pl.col("current").is_not_null())
    )


def taxed_nodes(data: Data) -> pl.DataFrame:
    """Return party, node, parent, tax terms for companies that carry losses forward."""
    planned = list(data.derived.case.planned_parties)
    taxed = data.parties.filter(
        (pl.col("tax_rate") > 0)
        & (pl.col("kind") == "company")
        & ~pl.col("has_other_profit")
        & pl.col("party").cast(pl.String).is_in(planned)
    )
    return taxed.select(
        "party", "tax_rate", "loss_relief_share", "loss_allowance", "allowance_years"
    ).join(data.nodes.select("node", "parent", "year"), how="cross")


def terminal_taxes(data: Data, taxed: pl.DataFrame) -> pl.DataFrame:
    """Return party, node of every leaf whose later years are worth a multiple."""
    settings = data.derived.case.settings.case
    if settings.terminal != "multiple" or settings.terminal_multiple == 0:
        return taxed.clear()
    leaves = data.nodes.filter(pl.col("is_leaf")).select("node")
    return taxed.join(leaves, on="node", how="semi")
