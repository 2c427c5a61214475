"""What is opened, closed, begun and paid for, and when is the first vehicle built?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from brownfield.questions.plan.facts.board.places import Placed, placed
from brownfield.questions.plan.facts.highlights import Amount
from brownfield.tell.views import table

if TYPE_CHECKING:
    from brownfield.plans.plan import Plan
    from brownfield.tell.labels import Labels

ITEMS = ("opening", "tooling")


@dataclass(frozen=True)
class Site:
    """A plant that is opened or closed; short names as in the tables.

    Attributes
    ----------
    facility, owner
        The plant, and whose it is.
    node, year
        Node of the scenario tree at which it is decided, and its calendar year.
    probability
        That it is decided there, in [0, 1].
    futures
        Futures in which it is, by their last row in `scenarios`.
    """

    facility: str
    owner: str
    node: str
    year: int
    probability: float
    futures: tuple[str, ...]


@dataclass(frozen=True)
class Invested:
    """What a party pays for tooling and openings; short names as in the tables.

    Attributes
    ----------
    party
        Who pays.
    item
        tooling or opening.
    amount
        Case currency, undiscounted, before grants and tax.
    node, year
        Node of the scenario tree at which it is paid, and its calendar year.
    probability
        That it is paid there, in [0, 1].
    futures
        Futures in which it is, by their last row in `scenarios`.
    """

    party: str
    item: str
    amount: float
    node: str
    year: int
    probability: float
    futures: tuple[str, ...]


@dataclass(frozen=True)
class Programme:
    """A programme at one point of its life; short names as in the tables.

    Attributes
    ----------
    build_option, product, facility, owner
        How what is built where, and whose programme it is.
    node, year
        Node of the scenario tree, and its calendar year: of `starts` those of the
        decision, of `first_vehicles` those in which the first vehicle is built.
    probability
        Of the node, in [0, 1].
    futures
        Futures that pass it, by their last row in `scenarios`.
    """

    build_option: str
    product: str
    facility: str
    owner: str
    node: str
    year: int
    probability: float
    futures: tuple[str, ...]


def sites(plan: Plan, action: str) -> tuple[Site, ...]:
    """Return the plants for which an action, open or close, is decided."""
    at = placed(plan)
    rows = table(plan, "openings").filter(pl.col("action") == action)
    return tuple(
        Site(facility, owner, **vars(at[node]))
        for facility, owner, node in rows.select(
            "facility", "owner", "node"
        ).iter_rows()
    )


def invested(plan: Plan) -> tuple[Invested, ...]:
    """Return what is paid for tooling and openings, in the order of the cash."""
    at = placed(plan)
    spent = table(plan, "cash").filter(
        pl.col("item").is_in(ITEMS), pl.col("amount") < 0
    )
    return tuple(
        Invested(party, item, -amount, **vars(at[node]))
        for party, item, amount, node in spent.select(
            "party", "item", "amount", "node"
        ).iter_rows()
    )


def investors(spent: Sequence[Invested], labels: Labels) -> tuple[Amount, ...]:
    """Return what each party (printed) invests, expected over the futures."""
    by_party: dict[str, float] = {}
    for one in spent:
        by_party[one.party] = (
            by_party.get(one.party, 0.0) + one.probability * one.amount
        )
    return tuple(
        Amount(labels.parties.get(p, p), amount) for p, amount in by_party.items()
    )


def starts(plan: Plan) -> tuple[Programme, ...]:
    """Return the programmes that are decided on, where each is."""
    at = placed(plan)
    return tuple(_programme(row, at[row["node"]]) for row in _new(plan).to_dicts())


def first_vehicles(plan: Plan) -> tuple[Programme, ...]:
    """Return where each of these programmes builds its first vehicle.

    One that is decided at one node may build first in different years of different
    futures; one that never builds in a future is left out there.
    """
    at = placed(plan)
    production = table(plan, "production").filter(pl.col("vehicles") > 0)
    built = set(production.select("build_option", "node").iter_rows())
    parent = dict(plan.nodes.select("node", "parent").iter_rows())
    begun = _new(plan).unique("build_option", keep="first", maintain_order=True)
    return tuple(
        _programme(row, at[node])
        for row in begun.to_dicts()
        for node in plan.nodes["node"]
        if _is_first(row["build_option"], node, built, parent)
    )


def _new(plan: Plan) -> pl.DataFrame:
    options = plan.case.tables["build_options"].filter("is_committed")
    running = pl.col("build_option").is_in(options["build_option"].implode())
    return table(plan, "starts").filter(~running)


def _programme(row: dict[str, str], at: Placed) -> Programme:
    return Programme(
        row["build_option"],
        row["product"],
        row["facility"],
        row["programme_owner"],
        **vars(at),
    )


def _is_first(
    option: str,
    node: str,
    built: set[tuple[str, str]],
    parent: dict[str, str | None],
) -> bool:
    """Return whether an option builds at a node and at none before it."""
    if (option, node) not in built:
        return False
    before = parent[node]
    while before is not None:
        if (option, before) in built:
            return False
        before = parent[before]
    return True
