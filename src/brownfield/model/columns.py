"""Which decisions does the model have?"""

from dataclasses import dataclass, field, fields
from typing import Generic

import numpy as np
import polars as pl

from brownfield.model.arrays.labels import BLANK
from brownfield.model.arrays.linear import INFINITY, LinearBuilder
from brownfield.model.arrays.table import Table, concat, has_partner
from brownfield.model.covered import due, hostings, leaves_of
from brownfield.model.data import DataTables, Kind
from brownfield.model.fleet import decisions
from brownfield.model.granted import Decided, exhaustible, granted, supported
from brownfield.model.rows.carbon import paid_above


@dataclass(frozen=True)
class ColumnsOf(Generic[Kind]):
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
    supported
        v: vehicles it makes cheaper. Keys policy, since, build_option, owner, node.
    payment
        T: free payment of a guest to its host. Keys payer, payee, node.
    begun
        Whether a programme covered by a reservation or take_or_pay contract has
        started. Keys contract, payer, payee, node.
    missing, is_missing
        Vehicles under the volume of a take_or_pay contract, and whether there are any.
        Keys contract, payer, payee, node.
    hosted, leave
        Whether an exit_fee contract has a vehicle it covers, and whether it has none
        any more. Keys contract, payer, payee, node.
    granted
        G: vehicles or capital that a grant with a budget, or one that may be refused,
        is paid for. Keys policy, since, party, payer, node.
    exhausted
        k: whether the budget of a grant paid by a party that plans is spent. Keys
        policy, since, node.
    credit
        Credits bought, sold, banked, borrowed, exchanged, handed on, missing and
        forgiven. Keys credit, kind, policy, party, giver, node; as in `fleet.py`.
    over
        Tonnes above a cap of carbon that are paid for. Keys policy, since, party, node.
    office
        h: whether a party has its headquarters; always 1. Keys party, node.
    quantile, short
        eta, y: value that a party's tail begins at, and what a future falls short of
        it. Keys party, and leaf for `short`; only parties that look at their tail.
    """

    start: Kind = field(repr=False)
    open: Kind = field(repr=False)
    close: Kind = field(repr=False)
    pattern: Kind = field(repr=False)
    make: Kind = field(repr=False)
    deliver: Kind = field(repr=False)
    unmet: Kind = field(repr=False)
    shortfall: Kind = field(repr=False)
    hire: Kind = field(repr=False)
    dismiss: Kind = field(repr=False)
    income: Kind = field(repr=False)
    relief: Kind = field(repr=False)
    loss: Kind = field(repr=False)
    balance: Kind = field(repr=False)
    terminal_tax: Kind = field(repr=False)
    package: Kind = field(repr=False)
    supported: Kind = field(repr=False)
    payment: Kind = field(repr=False)
    begun: Kind = field(repr=False)
    missing: Kind = field(repr=False)
    is_missing: Kind = field(repr=False)
    hosted: Kind = field(repr=False)
    leave: Kind = field(repr=False)
    granted: Kind = field(repr=False)
    exhausted: Kind = field(repr=False)
    credit: Kind = field(repr=False)
    over: Kind = field(repr=False)
    office: Kind = field(repr=False)
    quantile: Kind = field(repr=False)
    short: Kind = field(repr=False)


ColumnTables = ColumnsOf[Table]
"""What the constraint families read."""
Columns = ColumnsOf[pl.DataFrame]
"""The same in words, for those who read a solution."""


def labelled_columns(columns: ColumnTables) -> Columns:
    """Return the columns with words for positions."""
    named = {entry.name: getattr(columns, entry.name) for entry in fields(columns)}
    return Columns(**{name: table.labelled() for name, table in named.items()})


def add_columns(builder: LinearBuilder, data: DataTables) -> ColumnTables:
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
    promised, leavable = due(data, "take_or_pay"), hostings(data)
    awaited = due(data, "take_or_pay", "reservation")
    return ColumnTables(
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
        payment=builder.add_columns("payment", free_payments(data, make, taxed)),
        begun=builder.add_columns("begun", awaited, upper=1.0, integer=True),
        missing=builder.add_columns("missing", promised, upper="volume"),
        is_missing=builder.add_columns("is_missing", promised, upper=1.0, integer=True),
        hosted=builder.add_columns("hosted", leavable, upper=1.0, integer=True),
        leave=builder.add_columns("leave", leaves_of(leavable), upper=1.0),
        **_by_law(builder, data, Decided(deliver, make, start, opening)),
        quantile=builder.add_columns("quantile", quantiles(data), lower=-INFINITY),
        short=builder.add_columns("short", shorts(data)),
    )


def _by_law(
    builder: LinearBuilder, data: DataTables, decided: Decided
) -> dict[str, Table]:
    given, spent, moves = granted(data, decided), exhaustible(data), decisions(data)
    add = builder.add_columns
    return {
        "granted": add("granted", given),
        "exhausted": add("exhausted", spent, upper=1.0, integer=True),
        "credit": add("credit", moves, upper="upper", integer="is_integer"),
        "over": add("over", paid_above(data.carbon)),
        "office": add("office", data.offices, lower=1.0, upper=1.0),
    }


def starts(data: DataTables) -> Table:
    """Return build_option, node, year, lower, is_integer of every possible start.

    Committed programmes start at the root, for certain; no other starts at a plant
    whose last year is over. A start that costs nothing, promises nothing and excludes
    nothing is best made at once, so it need not be integer.
    """
    grid = data.programmes.cross(data.nodes.select("node", "parent", "year"))
    is_committed = grid["is_committed"]
    is_open = (grid["year"] >= grid["first_start"]) & (
        grid["year"] <= grid["last_start"]
    )
    ended = data.plants.where(data.plants["has_ended"])
    is_open &= ~has_partner(grid, ended, ["facility", "node"])
    grid = grid.where(np.where(is_committed, grid["parent"] == BLANK, is_open))
    is_free = (grid["minimum_volume"] == 0) & (grid["exclusive_group"] == BLANK)
    costs = data.programme_costs
    tooled = costs.where(costs["tooling_cost"] > 0)
    is_free &= ~has_partner(grid, tooled, ["build_option"])
    return grid.select(
        "build_option",
        "product",
        "facility",
        "programme_owner",
        "status",
        "exclusive_group",
        "is_committed",
        "node",
        "year",
        lower=grid["is_committed"].astype(float),
        is_integer=~is_free & ~grid["is_committed"],
    )


def openings(data: DataTables) -> Table:
    """Return facility, owner, node, year of every possible opening.

    A plant whose last year is over is not opened any more.
    """
    plan = data.derived.case.settings.plan
    closed = data.facilities.where(~data.facilities.is_label("status", "operating"))
    grid = closed.select("facility", "owner", "lead_years").cross(
        data.nodes.select("node", "year")
    )
    ended = data.plants.where(data.plants["has_ended"])
    grid = grid.anti(ended, ["facility", "node"])
    first, last = plan.earliest_start_year or 0, plan.latest_start_year or 9999
    return grid.where((grid["year"] >= first) & (grid["year"] <= last))


def closings(data: DataTables) -> Table:
    """Return facility, owner, node, year of every possible closing.

    Only plants with a closing cost must be closed to stand idle, and only those whose
    last year did not lie before the horizon. Closings are whole because patterns and
    openings are.
    """
    plants = data.facilities.where(~np.isnan(data.facilities["closing_cost"]))
    plants = plants.anti(ended_before(data), ["facility"])
    return plants.select("facility", "owner").cross(data.nodes.select("node", "year"))


def ended_before(data: DataTables) -> Table:
    """Return the plants whose last year lay before the horizon."""
    root = data.nodes.where(data.nodes["parent"] == BLANK)
    return data.plants.where(data.plants["has_ended"]).semi(root, ["node"])


def patterns(data: DataTables) -> Table:
    """Return the shift patterns at each node; those without any cost are continuous."""
    plants = data.facilities.select(
        "facility",
        is_priced=has_partner(data.facilities, priced_jobs(data), ["facility"]),
        must_run=~np.isnan(data.facilities["closing_cost"]),
    )
    table = data.patterns.join(plants, ["facility"])
    is_costly = (table["fixed_cost"] > 0) | (
        table["is_priced"] & (table["headcount"] > 0)
    )
    costly = table.where(is_costly | table["must_run"])
    return table.with_columns(is_integer=has_partner(table, costly, ["facility"]))


def priced_jobs(data: DataTables) -> Table:
    """Return the plants, node by node, at which a change of jobs has a cost."""
    plants = data.plants
    return plants.where(plants["hiring_cost"] + plants["redundancy_cost"] > 0)


def possible(data: DataTables, start: Table) -> Table:
    """Return build_option, node pairs at which a programme may already be making.

    Node by node, in the order of the paths to them.
    """
    running = data.ages.where(data.ages["share"] > 0)
    return (
        data.paths.join(start.select("build_option", ancestor="node"), ["ancestor"])
        .semi(running, ["build_option", "age"])
        .select("build_option", "node")
        .distinct(["build_option", "node"])
    )


def makes(data: DataTables, running: Table) -> Table:
    """Return recipe, build_option, facility, owners, node and unit costs."""
    return (
        data.unit_costs.join(data.recipes, ["recipe"])
        .semi(running, ["build_option", "node"])
        .semi(data.routes, ["recipe", "node"])
        .drop("year", "crew", "ex_works")
    )


def deliveries(data: DataTables, make: Table, pattern: Table) -> Table:
    """Return the routes whose recipe may be made, with price, duty and pattern.

    At plants that choose among patterns with a cost there is one column for each
    pattern; elsewhere `pattern` is blank.
    """
    production = make.select(
        "recipe", "node", "build_option", "product", "facility", "programme_owner"
    )
    prices = data.demand.select("product", "place", "node", "volume", "price")
    sold = data.routes.join(production, ["recipe", "node"])
    sold = sold.join(prices, ["product", "place", "node"])
    chosen = pattern.where(pattern["is_integer"])
    return sold.join(_or_blank(sold, chosen), ["facility", "node"])


def _or_blank(sold: Table, chosen: Table) -> Table:
    """Return the patterns to choose from, and a blank one where there is no choice."""
    at = ["facility", "node"]
    free = sold.distinct(at).anti(chosen, at)
    blank = np.full(free.height, BLANK, chosen["pattern"].dtype)
    return concat([chosen.select(*at, "pattern"), free.select(*at, pattern=blank)])


def shortfalls(data: DataTables, running: Table) -> Table:
    """Return build_option, node, minimum_volume where a minimum is promised."""
    promised = data.programmes.where(data.programmes["minimum_volume"] > 0)
    promised = promised.select("build_option", "programme_owner", "minimum_volume")
    return running.join(promised, ["build_option"])


def free_payments(data: DataTables, make: Table, taxed: Table) -> Table:
    """Return payer, payee, node of guests and hosts that may pay what is best for all.

    Only where one of the two carries losses forward, so that payments change tax, or
    looks at its tail, so that they share risk; elsewhere payments cancel.
    """
    pairs = make.select("node", payer="programme_owner", payee="owner")
    if not data.derived.case.settings.plan.has_free_payments:
        return pairs.take(np.arange(0))
    hosted = pairs.where(pairs["payer"] != pairs["payee"])
    hosted = hosted.distinct(["payer", "payee", "node"])
    reached = np.concatenate([taxed["party"], quantiles(data)["party"]])
    matters = np.isin(hosted["payer"], reached) | np.isin(hosted["payee"], reached)
    return hosted.where(matters)


def quantiles(data: DataTables) -> Table:
    """Return party, node (root) of the planned parties that look at their tail."""
    parties = data.parties
    careful = parties.where(
        (np.nan_to_num(parties["tail"].astype(float)) > 0)
        & (parties["tail_weight"] > 0)
        & parties.is_label("party", *data.derived.case.planned_parties)
    )
    root = data.nodes.where(data.nodes["parent"] == BLANK)
    return careful.select("party").cross(root.select("node"))


def shorts(data: DataTables) -> Table:
    """Return party, leaf, node (the leaf) of every future such a party looks at."""
    leaves = data.nodes.where(data.nodes["is_leaf"]).select("node", leaf="node")
    return quantiles(data).select("party").cross(leaves)


def job_changes(data: DataTables) -> Table:
    """Return facility, node, parent where a change of jobs has a cost."""
    priced = data.facilities.semi(priced_jobs(data), ["facility"])
    rows = data.patterns_at_first.select("facility", current="headcount")
    opened = np.where(priced.is_label("status", "operating"), np.nan, 0.0)
    grid = (
        priced.select("facility", "owner", opened=opened)
        .filled(rows, ["facility"], current=np.nan)
        .cross(data.nodes.select("node", "parent"))
    )
    is_open = np.isnan(grid["opened"])
    grid = grid.with_columns(current=np.where(is_open, grid["current"], 0.0))
    return grid.where((grid["parent"] != BLANK) | ~np.isnan(grid["current"]))


def taxed_nodes(data: DataTables) -> Table:
    """Return party, node, parent, tax terms for companies that carry losses forward."""
    parties = data.parties
    taxed = parties.where(
        (parties["tax_rate"] > 0)
        & parties.is_label("kind", "company")
        & ~parties["has_other_profit"]
        & parties.is_label("party", *data.derived.case.planned_parties)
    )
    terms = ("tax_rate", "loss_relief_share", "loss_allowance", "allowance_years")
    nodes = data.nodes.select("node", "parent", "year")
    return taxed.select("party", *terms).cross(nodes)


def terminal_taxes(data: DataTables, taxed: Table) -> Table:
    """Return party, node of every leaf whose later years are worth a multiple."""
    settings = data.derived.case.settings.case
    if settings.terminal != "multiple" or settings.terminal_multiple == 0:
        return taxed.take(np.arange(0))
    leaves = data.nodes.where(data.nodes["is_leaf"])
    return taxed.semi(leaves, ["node"])
