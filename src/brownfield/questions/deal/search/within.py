"""Which rows keep a group's plan within aid rules?

A government may spend no more than a ceiling on its packages and a grant together, and
companies follow a plan only if it leaves them what they have without the government.
So a plan is within the rules if its packages stay below the ceiling, and what the
companies forgo by it is no more than the rest of the ceiling gives them after tax.
Giving nothing is always within the rules.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from brownfield.model.worth import present_values, worth
from brownfield.questions.deal.contracts.ceiling import (
    AID_ITEMS,
    Limit,
    capital_items,
    limits_of,
    territories,
)

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.model.arrays.linear import Floats
    from brownfield.model.arrays.table import Table
    from brownfield.model.formulation import Formulation

SLACK = 1e-7  # of the floor, so that the plan without the governments stays possible


class Sum(NamedTuple):
    """A linear sum of the columns of a model and a constant, solver money."""

    columns: Floats
    constant: float

    def plus(self, other: Sum, times: float = 1.0) -> Sum:
        """Return this sum and another one, a number of times."""
        return Sum(
            self.columns + times * other.columns,
            self.constant + times * other.constant,
        )


@dataclass(frozen=True)
class Floor:
    """What a group has without its governments; case currency, as each weighs futures.

    Attributes
    ----------
    states
        The governments of the group.
    companies
        Worth of the best plan to its companies.
    received
        Worth to its governments of what they receive in that plan.
    """

    states: tuple[str, ...]
    companies: float
    received: float


def has_limits(case: Case, states: Sequence[str]) -> bool:
    """Return whether aid rules limit any of these governments."""
    return any(limits_of(case, territories(case, state)) for state in states)


def held_within(model: Formulation, floor: Floor) -> Formulation:
    """Return the model of a group with the rows that aid rules ask for.

    A grant counts after the highest tax on profit of the group's companies, so that
    whoever receives it has at least as much.

    Parameters
    ----------
    model
        The model of the group, governments included.
    floor
        What it has without them.
    """
    case = model.data.derived.case
    companies, states = worths(model, floor.states)
    money = model.data.scale.money
    least = (floor.companies - SLACK * abs(floor.companies)) / money
    kept = 1.0 - _highest_tax(case)
    left = {state: _left(model, case, state) for state in floor.states}
    rows = [(room, 0.0) for rooms in left.values() for room in rooms]
    rooms = _rooms(model, case, left)
    rows += [(companies.plus(room, kept), least) for room in rooms]
    earned = companies.plus(states, kept)
    rows.append((earned, least + kept * floor.received / money))
    sums = [(terms.columns, amount - terms.constant) for terms, amount in rows]
    return replace(model, linear=model.linear.with_rows(sums))


def worths(model: Formulation, states: Sequence[str]) -> tuple[Sum, Sum]:
    """Return what a plan is worth to everybody else, and to some governments.

    Every money term, quantile and shortfall counts for one party, so the aim of the
    model falls into both.

    Parameters
    ----------
    model
        The model of a group.
    states
        The governments.
    """
    others = _worth_of(model, states, is_theirs=False)
    return others, _worth_of(model, states, is_theirs=True)


def _worth_of(model: Formulation, states: Sequence[str], *, is_theirs: bool) -> Sum:
    """Return what a plan is worth to some governments, or to everybody else."""

    def own(table: Table) -> Table:
        return table.where(table.is_label("party", *states) == is_theirs)

    moved, numbers = own(model.flows), model.numbers
    columns = np.zeros(model.linear.columns)
    columns += np.bincount(
        moved["column"], present_values(numbers, moved), model.linear.columns
    )
    for table in (model.tables.quantile, model.tables.short):
        at = own(table)["column"]
        columns[at] = model.linear.cost[at]
    return Sum(columns, float(present_values(numbers, own(model.fixed)).sum()))


def _highest_tax(case: Case) -> float:
    parties = case.tables["parties"].filter(
        pl.col("party").is_in(case.planned_parties), pl.col("kind") != "government"
    )
    return max((rate or 0.0 for rate in parties["tax_rate"]), default=0.0)


def _rooms(model: Formulation, case: Case, left: Mapping[str, list[Sum]]) -> list[Sum]:
    """Return what all limits together leave for grants, by each choice of limits.

    Governments of one territory share its ceiling. None where one has no ceiling.
    """
    apart: list[list[Sum]] = []
    counted: set[str] = set()
    for state, rooms in left.items():
        places = territories(case, state)
        if counted & set(places):
            continue
        counted |= set(places)
        apart.append(rooms)
    nothing = Sum(np.zeros(model.linear.columns), 0.0)
    totals = []
    for chosen in product(*apart):
        total = nothing
        for room in chosen:
            total = total.plus(room)
        totals.append(total)
    return totals


def _left(model: Formulation, case: Case, state: str) -> list[Sum]:
    """Return each limit of a government less the packages in its territories."""
    places = territories(case, state)
    spent = _packages(model, case, places)
    return [
        _limit(model, case, places, limit).plus(spent, -1.0)
        for limit in limits_of(case, places)
    ]


def _packages(model: Formulation, case: Case, places: Sequence[str]) -> Sum:
    """Return the present value of what governments of some territories spend."""
    rows = case.tables["parties"].filter(pl.col("kind") == "government")["party"]
    there = [s for s in rows if set(territories(case, s)) & set(places)]
    flows = model.flows
    is_spent = flows.is_label("item", *AID_ITEMS) & flows.is_label("party", *there)
    spent = flows.where(is_spent).join(worth(model.numbers), ["party", "node"])
    amounts = -spent["amount"] * spent["factor"]
    columns = np.zeros(model.linear.columns)
    np.add.at(columns, spent["column"], amounts)
    return Sum(columns, 0.0)


def _limit(model: Formulation, case: Case, places: Sequence[str], limit: Limit) -> Sum:
    """Return a limit: an amount, or a share of what is spent on capital there."""
    columns, money = np.zeros(model.linear.columns), model.data.scale.money
    if limit.cap is not None:
        return Sum(columns, limit.cap / money)
    nodes = model.data.derived.tree.nodes.select("node", "year", "probability")
    at = {node: (year, chance) for node, year, chance in nodes.rows()}
    costs = capital_items(case, places)
    for frame, key in (
        (model.columns.start, "build_option"),
        (model.columns.open, "facility"),
    ):
        for column, name, node in frame.select("column", key, "node").rows():
            year, chance = at[str(node)]
            cost = costs.get((key, str(name), year), 0.0) * chance
            columns[column] = (limit.share or 0.0) * cost / money
    return Sum(columns, 0.0)
