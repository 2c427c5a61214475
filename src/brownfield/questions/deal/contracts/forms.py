"""What does one unit of each contract form move, when, and what is it worth to whom?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from brownfield.case.one_currency import by_year
from brownfield.case.scenarios import way_to_root
from brownfield.derive.frames import total
from brownfield.derive.money import discount_factor
from brownfield.questions.deal.contracts.books import Books
from brownfield.questions.deal.contracts.talks import Form, Futures

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.plans.plan import Plan

Cash = Mapping[str, float]
CAPITAL_ITEMS = ("tooling", "opening", "capital_grants")
CREW_ITEMS = ("hiring", "redundancy", "moving", "package")
ONE_OFF_ITEMS = (*CAPITAL_ITEMS, "closing", *CREW_ITEMS, "credits", "tax", "terminal")
PER_VEHICLE = "per vehicle"
SHORT = 1e-6  # vehicles; fewer are rounding


@dataclass(frozen=True)
class Pair:
    """A guest and the host whose plant builds its vehicles.

    Attributes
    ----------
    entrant, host
        Programme owner that pays, plant owner that is paid.
    vehicles
        Vehicles hosted at each node. Nodes without any are left out.
    conversion
        Conversion cost of these vehicles to the host at each node, case currency.
    tooling
        Tooling the entrant buys for them at each node, case currency.
    facilities
        Plants that host.
    """

    entrant: str
    host: str
    vehicles: Cash = field(repr=False)
    conversion: Cash = field(repr=False)
    tooling: Cash = field(repr=False)
    facilities: tuple[str, ...] = ()


@dataclass(frozen=True)
class Timing:
    """When cash falls and what it is worth to whom.

    Attributes
    ----------
    parent, year, chance
        Parent, year and probability of every node, parents first.
    leaves
        Leaves in the order of the plan's futures.
    present
        party -> node -> worth now of one unit of cash before tax.
    kept
        party -> share of running cash left after tax; None where losses are carried
        forward, so that no fixed share is left.
    again
        How often the last year's operating cash counts again.
    """

    parent: Mapping[str, str | None] = field(repr=False)
    year: Mapping[str, int] = field(repr=False)
    chance: Mapping[str, float] = field(repr=False)
    leaves: tuple[str, ...]
    present: Mapping[str, Cash] = field(repr=False)
    kept: Mapping[str, float | None]
    again: float

    def path(self, node: str) -> tuple[str, ...]:
        """Return the nodes from a node back to the root."""
        return tuple(way_to_root(node, self.parent))

    def worth(self, party: str, cash: Cash, *, is_running: bool = True) -> Futures:
        """Return the present value after tax of received cash, by future."""
        present, kept = self.present[party], self.kept[party]
        share = 1.0 if kept is None else kept
        again = self.again if is_running else 0.0
        return tuple(
            share
            * sum(
                present[node] * cash.get(node, 0.0) * (1.0 + again * (node == leaf))
                for node in self.path(leaf)
            )
            for leaf in self.leaves
        )

    def expected(self, party: str, cash: Cash) -> float:
        """Return the expected present value of received running cash before tax."""
        return sum(
            self.chance[leaf]
            * sum(
                self.present[party][n]
                * cash.get(n, 0.0)
                * (1 + self.again * (n == leaf))
                for n in self.path(leaf)
            )
            for leaf in self.leaves
        )


def timing(plan: Plan) -> Timing:
    """Return when the cash of a plan falls and what it is worth."""
    case, settings = plan.case, plan.case.settings
    nodes = plan.nodes
    parents = dict(nodes.select("node", "parent").iter_rows())
    years = dict(nodes.select("node", "year").iter_rows())
    parties = {row["party"]: row for row in case.tables["parties"].to_dicts()}
    inner = set(parents.values())
    is_multiple = settings.case.terminal == "multiple"
    return Timing(
        parent=parents,
        year=years,
        chance=dict(nodes.select("node", "probability").iter_rows()),
        leaves=tuple(node for node in parents if node not in inner),
        present={
            name: {
                node: discount_factor(row["discount_rate"], year, settings)
                for node, year in years.items()
            }
            for name, row in parties.items()
        },
        kept={name: _kept(row) for name, row in parties.items()},
        again=settings.case.terminal_multiple if is_multiple else 0.0,
    )


def _kept(row: Mapping[str, object]) -> float | None:
    rate = float(str(row["tax_rate"]))
    if row["kind"] == "government" or rate == 0.0:
        return 1.0
    return 1.0 - rate if row["has_other_profit"] else None


def pairs_of(
    plan: Plan, parties: tuple[str, ...], only: Mapping[str, str] | None = None
) -> tuple[Pair, ...]:
    """Return who builds at whose plant in a plan, the largest volume first.

    Parameters
    ----------
    plan
        The plan.
    parties
        Guests and hosts that count.
    only
        Facility or product to which to keep.
    """
    options = plan.case.tables["build_options"]
    plants = plan.case.tables["facilities"].select("facility", "owner")
    hosted = (
        plan.tables["production"]
        .filter(pl.col("vehicles") > SHORT)
        .join(options.select("build_option", "programme_owner"), on="build_option")
        .join(plants, on="facility")
        .filter(
            pl.col("programme_owner") != pl.col("owner"),
            pl.col("programme_owner").is_in(parties),
            pl.col("owner").is_in(parties),
            *(pl.col(name) == value for name, value in (only or {}).items()),
        )
    )
    keys = ["programme_owner", "owner"]
    chance = plan.nodes.select("node", "probability")
    order = (
        hosted.join(chance, on="node")
        .group_by(keys, maintain_order=True)
        .agg(volume=total(pl.col("vehicles") * pl.col("probability")))
        .sort("volume", *keys, descending=[True, False, False])
    )
    return tuple(_pair(plan, hosted, *row) for row in order.select(keys).iter_rows())


def _pair(plan: Plan, hosted: pl.DataFrame, entrant: str, host: str) -> Pair:
    own = hosted.filter(pl.col("programme_owner") == entrant, pl.col("owner") == host)
    costs = plan.tables["landed_cost"].select("recipe", "node", "conversion")
    priced = own.join(costs.unique(["recipe", "node"]), on=["recipe", "node"])
    options = by_year(plan.case, "build_options")
    started = (
        plan.tables["starts"]
        .filter(pl.col("programme_owner") == entrant)
        .filter(pl.col("facility").is_in(own["facility"].unique().implode()))
        .join(
            options.select("build_option", "year", "tooling_cost", "is_committed"),
            on=["build_option", "year"],
        )
        .filter(~pl.col("is_committed"))
    )
    return Pair(
        entrant,
        host,
        vehicles=_by_node(own, pl.col("vehicles")),
        conversion=_by_node(priced, pl.col("vehicles") * pl.col("conversion")),
        tooling=_by_node(started, pl.col("tooling_cost")),
        facilities=tuple(own["facility"].unique(maintain_order=True)),
    )


def _by_node(frame: pl.DataFrame, amount: pl.Expr) -> dict[str, float]:
    summed = frame.group_by("node", maintain_order=True).agg(amount=total(amount))
    return dict(summed.iter_rows())


def forms_of(pair: Pair, clock: Timing, case: Case) -> dict[str, Form]:
    """Return every form of payment between a guest and its host, by name.

    Running payments are as long as vehicles may be hosted: from the first year in
    which any are, on every branch.
    """
    currency = case.settings.case.currency
    begin = min(clock.year[node] for node in pair.vehicles)
    during = [node for node, year in clock.year.items() if year >= begin]
    promised = promised_volumes(pair, clock, case, during)
    age = {node: float(clock.year[node] - begin) for node in during}
    built = {node: pair.vehicles.get(node, 0.0) for node in during}
    moved: dict[str, tuple[str, Cash, Cash]] = {
        "fee_per_vehicle": (f"{currency} {PER_VEHICLE}", built, {}),
        "reservation": (f"{currency} a year", dict.fromkeys(during, 1.0), {}),
        "take_or_pay": (
            f"{currency} {PER_VEHICLE}, at least the promised volume paid",
            {node: max(built[node], promised[node]) for node in during},
            {},
        ),
        "cost_plus": (
            "share on top of the host's conversion cost",
            pair.conversion,
            pair.conversion,
        ),
        "price_down": (
            f"{currency} less {PER_VEHICLE}, each later year",
            {node: -age[node] * built[node] for node in during},
            {},
        ),
    }
    forms = {
        name: _form(name, unit, pair, clock, (unit_cash, base))
        for name, (unit, unit_cash, base) in moved.items()
    }
    paid = {node: -cost for node, cost in pair.tooling.items()}
    unit = "share of the guest's tooling paid by the host"
    capex = _form("capex_share", unit, pair, clock, (paid, {}), is_running=False)
    return forms | {"capex_share": capex}


def _form(
    name: str,
    unit: str,
    pair: Pair,
    clock: Timing,
    moved: tuple[Cash, Cash],
    *,
    is_running: bool = True,
) -> Form:
    """Return a form whose unit moves cash to the host, and its base likewise."""
    unit_cash, base = moved
    signed = {pair.host: unit_cash, pair.entrant: _less(unit_cash)}
    based = {pair.host: base, pair.entrant: _less(base)} if base else {}
    worth = {
        party: clock.worth(party, cash, is_running=is_running)
        for party, cash in signed.items()
    }
    low, high = LIMITS.get(name, (0.0, float("inf")))
    return Form(
        name,
        unit,
        worth,
        {party: clock.worth(party, cash) for party, cash in based.items()},
        cash=signed,
        base_cash=based,
        low=low,
        high=high,
        is_running=is_running,
    )


LIMITS = {"cost_plus": (-1.0, float("inf")), "capex_share": (0.0, 1.0)}


def _less(cash: Cash) -> dict[str, float]:
    return {node: -amount for node, amount in cash.items()}


def promised_volumes(
    pair: Pair, clock: Timing, case: Case, during: list[str]
) -> dict[str, float]:
    """Return the volume that take-or-pay promises at each node.

    That of a contract of this form between the two; else what the plan builds in that
    year on average over its futures.
    """
    rows = case.tables["contracts"].filter(
        pl.col("form") == "take_or_pay",
        pl.col("payer") == pair.entrant,
        pl.col("payee") == pair.host,
    )
    given = rows["volume"].to_list()
    if given:
        return dict.fromkeys(during, float(given[0]))
    mean: dict[int, float] = {}
    for node in during:
        year, chance = clock.year[node], clock.chance[node]
        mean[year] = mean.get(year, 0.0) + chance * pair.vehicles.get(node, 0.0)
    return {node: mean[clock.year[node]] for node in during}


def grant_of(payer: str, payee: str, clock: Timing, currency: str) -> Form:
    """Return a one-off payment in the first year from a government to a company."""
    root = next(iter(clock.parent))
    moved = {payee: {root: 1.0}, payer: {root: -1.0}}
    worth = {p: clock.worth(p, cash, is_running=False) for p, cash in moved.items()}
    return Form("grant", currency, worth, cash=moved, is_running=False)


Items = Mapping[str, Cash]
"""Cash of a party by node and item."""


def books_of(plan: Plan, party: str, clock: Timing) -> Books | None:
    """Return a company's books if its losses are carried forward, else None."""
    if clock.kept[party] is not None:
        return None
    return books_from(plan, party, clock, items_of(plan, party))


def items_of(plan: Plan, party: str) -> dict[str, dict[str, float]]:
    """Return a party's cash by node and item, without what the plan let it pay.

    Free payments only let losses be used; which payments are agreed is what is asked.
    """
    items: dict[str, dict[str, float]] = {n: {} for n in plan.nodes["node"]}
    rows = plan.tables["cash"].select("party", "node", "item", "amount")
    for owner, node, item, amount in rows.iter_rows():
        if owner == party and item != "payments":
            items[node][item] = items[node].get(item, 0.0) + amount
    return items


def books_from(plan: Plan, party: str, clock: Timing, items: Items) -> Books:
    """Return the books of a party that has the cash of `items`.

    Parameters
    ----------
    plan
        A plan; its case has the tax rules.
    party
        A company or a government.
    clock
        When cash falls.
    items
        Cash by node and item.
    """
    rules = plan.case.tables["parties"].filter(pl.col("party") == party).to_dicts()[0]
    is_salvage = plan.case.settings.case.terminal == "salvage"
    outside = ("tax",) if is_salvage else ("tax", "terminal")
    return Books(
        party,
        parent=clock.parent,
        profit={n: _profit(items, clock, n, rules["allowance_years"]) for n in items},
        present=clock.present[party],
        cash={n: _sum(v, outside) for n, v in items.items()},
        operating={leaf: _sum(items[leaf], ONE_OFF_ITEMS) for leaf in clock.leaves},
        rate=rules["tax_rate"],
        allowance=rules["loss_allowance"],
        relief_share=rules["loss_relief_share"],
        multiple=clock.again,
        is_relieved=clock.kept[party] is not None,
    )


def _sum(items: Cash, without: tuple[str, ...]) -> float:
    return sum(amount for item, amount in items.items() if item not in without)


def _profit(items: Items, clock: Timing, node: str, years: int) -> float:
    """Return taxable profit: capital spending is spread over the allowance years."""
    spread = sum(
        items[before].get(item, 0.0) / years
        for before in clock.path(node)
        if clock.year[node] - clock.year[before] < years
        for item in CAPITAL_ITEMS
    )
    return _sum(items[node], (*CAPITAL_ITEMS, "tax", "terminal")) + spread
